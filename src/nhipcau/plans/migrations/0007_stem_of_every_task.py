import uuid

from django.db import migrations, models

from nhipcau.plans.migrations._frozen_rows import add_triggers, drop_triggers


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_fill_stems")]
    operations = [
        migrations.AlterField(
            model_name="task",
            name="stem",
            field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(fields=("version", "stem"), name="plans_task_stem_once"),
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
