"""Rows of an adopted version refuse updates in the database too, whoever asks.

Deleting is refused by the models; the database lets it pass, because emptying a whole database (tests, restore) is a delete.
"""

from django.db import migrations

from nhipcau.plans.migrations._frozen_rows import add_triggers, drop_triggers


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
