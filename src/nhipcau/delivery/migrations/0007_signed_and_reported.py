import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0006_counted_at_a_glance"),
        ("plans", "0005_versions_and_talk"),
    ]
    operations = [
        migrations.AddField(
            model_name="evidence",
            name="on_behalf",
            field=models.BooleanField(default=False, verbose_name="handed in for the unit"),
        ),
        migrations.AddField(
            model_name="obligation",
            name="reporting_date",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="obligations",
                to="plans.reportingdate",
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="signed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="signed at"),
        ),
        migrations.AddField(
            model_name="obligation",
            name="signed_position",
            field=models.CharField(blank=True, max_length=255, verbose_name="position of who signed"),
        ),
    ]
