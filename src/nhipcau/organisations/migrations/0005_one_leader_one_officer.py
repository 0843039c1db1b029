from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_kinds_places_deputies")]
    operations = [
        migrations.AddConstraint(
            model_name='roleholding',
            constraint=models.UniqueConstraint(condition=models.Q(('is_deputy', False), ('role__in', ('unit_leader', 'unit_officer')), ('valid_to__isnull', True)), fields=('unit', 'role'), name='organisations_one_leader_one_officer'),
        ),
    ]
