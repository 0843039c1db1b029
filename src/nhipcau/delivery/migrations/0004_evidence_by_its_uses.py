import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_copy_evidence")]
    operations = [
        migrations.RemoveConstraint(
            model_name='evidence',
            name='delivery_form_sent_once',
        ),
        migrations.RemoveConstraint(
            model_name='evidence',
            name='delivery_evidence_shows_something',
        ),
        migrations.RemoveConstraint(
            model_name='evidence',
            name='delivery_evidence_counts',
        ),
        migrations.RemoveConstraint(
            model_name='obligation',
            name='delivery_one_mark',
        ),
        migrations.RemoveConstraint(
            model_name='obligation',
            name='delivery_mark_is_signed',
        ),
        migrations.RemoveIndex(
            model_name='obligation',
            name='delivery_unmarked_due',
        ),
        migrations.RemoveField(
            model_name='evidence',
            name='file',
        ),
        migrations.RemoveField(
            model_name='evidence',
            name='obligation',
        ),
        migrations.RemoveField(
            model_name='evidence',
            name='pieces',
        ),
        migrations.AlterField(
            model_name='evidence',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='organisations.unit', verbose_name='unit'),
        ),
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(condition=models.Q(('cancelled_on__isnull', True), ('excused_on__isnull', True), ('met_on__isnull', True), ('paused_on__isnull', True)), fields=['due_on', 'unit'], name='delivery_unmarked_due'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('handed_in_by', 'key'), name='delivery_form_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), _negated=True), models.Q(('link', ''), _negated=True), ('figure__isnull', False), ('file_count__gte', 1), _connector='OR'), name='delivery_evidence_shows_something'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_on__isnull', True), ('excused_on__isnull', True), ('met_on__isnull', True), ('paused_on__isnull', True)), models.Q(('cancelled_on__isnull', True), ('excused_on__isnull', True), ('met_on__isnull', False), ('paused_on__isnull', True)), models.Q(('cancelled_on__isnull', True), ('excused_on__isnull', False), ('met_on__isnull', True), ('paused_on__isnull', True)), models.Q(('cancelled_on__isnull', True), ('excused_on__isnull', True), ('met_on__isnull', True), ('paused_on__isnull', False)), models.Q(('cancelled_on__isnull', False), ('excused_on__isnull', True), ('met_on__isnull', True), ('paused_on__isnull', True)), _connector='OR'), name='delivery_one_mark'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_on__isnull', True), ('excused_on__isnull', True), ('paused_on__isnull', True)), models.Q(models.Q(('reason', ''), _negated=True), ('signed_by__isnull', False)), _connector='OR'), name='delivery_mark_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='evidenceuse',
            constraint=models.CheckConstraint(condition=models.Q(('pieces__gte', 1)), name='delivery_evidence_counts'),
        ),
    ]
