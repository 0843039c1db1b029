from django.conf import settings
from django.db import migrations, models


def tell_apart(apps, schema_editor):
    """A committee that bears the name of another one of its authority is numbered: before, only entering it was checked."""
    Committee = apps.get_model("organisations", "SteeringCommittee")
    taken = set()
    for each in Committee.objects.filter(valid_to__isnull=True).order_by("pk"):
        name, folded, number = each.name, each.folded, 1
        while (each.unit_id, each.folded) in taken:
            number += 1
            each.name, each.folded = f"{name[:245]} ({number})", f"{folded[:245]} {number}"
        taken.add((each.unit_id, each.folded))
        if number > 1:
            each.save(update_fields=["name", "folded"])


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0005_one_leader_one_officer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.CheckConstraint(condition=models.Q(('post__in', ['head', 'standing-deputy', 'deputy', 'member', 'secretariat'])), name='organisations_seat_has_a_post'),
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.UniqueConstraint(condition=models.Q(('post', 'head'), ('valid_to__isnull', True)), fields=('committee',), name='organisations_committee_has_one_head'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('sent_at'))), name='organisations_invitation_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='organisations_invitation_used_or_revoked'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='organisations_invitation_has_a_digest'),
        ),
        migrations.AddConstraint(
            model_name='steeringcommittee',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='organisations_committee_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='steeringcommittee',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('unit', 'folded'), name='organisations_committee_named_once'),
        ),
    ]
