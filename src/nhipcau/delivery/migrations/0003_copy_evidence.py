"""What was handed in for one obligation becomes evidence with one use and at most one file."""

from django.db import migrations


def copy(apps, schema_editor):
    Evidence = apps.get_model("delivery", "Evidence")
    EvidenceUse = apps.get_model("delivery", "EvidenceUse")
    EvidenceFile = apps.get_model("delivery", "EvidenceFile")
    for row in Evidence.objects.select_related("obligation").iterator():
        EvidenceUse.objects.get_or_create(
            evidence=row, obligation_id=row.obligation_id, defaults={"pieces": row.pieces}
        )
        if row.file_id:
            EvidenceFile.objects.get_or_create(evidence=row, file_id=row.file_id)
        Evidence.objects.filter(pk=row.pk).update(
            unit_id=row.obligation.unit_id, file_count=1 if row.file_id else 0
        )


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_whole_year")]
    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
