"""Every task gets a stem of its own, every plan its version in force."""

import uuid

from django.db import migrations


def fill(apps, schema_editor):
    Plan = apps.get_model("plans", "Plan")
    PlanVersion = apps.get_model("plans", "PlanVersion")
    Task = apps.get_model("plans", "Task")
    tasks = [Task(pk=pk, stem=uuid.uuid4()) for pk in Task.objects.filter(stem=None).values_list("pk", flat=True)]
    Task.objects.bulk_update(tasks, ["stem"], batch_size=500)
    for pk, plan in PlanVersion.objects.order_by("ordinal").values_list("pk", "plan_id"):
        Plan.objects.filter(pk=plan).update(current_id=pk)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_versions_and_talk")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
