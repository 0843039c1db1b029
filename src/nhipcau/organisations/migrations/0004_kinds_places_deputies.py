"""Armed forces become police, military or border guard; every unit gets its place in the tree; second leaders and officers become deputies."""

from django.db import migrations


def kind_of(folded):
    if "bien phong" in folded:
        return "border-guard"
    return "police" if "cong an" in folded else "military"


def forwards(apps, schema_editor):
    Unit = apps.get_model("organisations", "Unit")
    UnitParent = apps.get_model("organisations", "UnitParent")
    RoleHolding = apps.get_model("organisations", "RoleHolding")
    for unit in Unit.objects.filter(kind="armed-force"):
        Unit.objects.filter(pk=unit.pk).update(kind=kind_of(unit.folded))
    by_path = dict(Unit.objects.values_list("path", "pk"))
    placed = set(UnitParent.objects.values_list("unit_id", flat=True))
    UnitParent.objects.bulk_create(
        UnitParent(unit_id=pk, above_id=by_path.get(path[:-4]), valid_from=valid_from)
        for pk, path, valid_from in Unit.objects.values_list("pk", "path", "valid_from")
        if pk not in placed
    )
    seen = set()
    open_ones = RoleHolding.objects.filter(
        valid_to__isnull=True, is_deputy=False, role__in=("unit_leader", "unit_officer")
    )
    for pk, unit, role in open_ones.order_by("valid_from", "pk").values_list("pk", "unit_id", "role"):
        if (unit, role) in seen:
            RoleHolding.objects.filter(pk=pk).update(is_deputy=True)
        seen.add((unit, role))


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_whole_register")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
