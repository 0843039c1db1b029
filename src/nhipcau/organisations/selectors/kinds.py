"""The kinds of units there are: those of the system and those an office added."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from nhipcau.organisations.models import OwnKind, UnitKind


def kind_labels() -> Mapping[str, str]:
    """Every kind with its name, own kinds last: one query."""
    own = dict(OwnKind.objects.values_list("key", "label"))
    return {**{kind.value: str(kind.label) for kind in UnitKind}, **own}


def kind_choices() -> list[tuple[str, str]]:
    """The same as the choices of a form."""
    return list(kind_labels().items())


def kinds_in_words(kinds: Collection[str]) -> str:
    """ "All: commune, ward": how all units of some kinds are named as a choice; a query only where a kind is an own one."""
    labels = {kind.value: str(kind.label) for kind in UnitKind}
    if any(kind not in labels for kind in kinds):
        labels = dict(kind_labels())
    return _("All: %(kinds)s") % {"kinds": ", ".join(labels.get(kind, kind) for kind in kinds)}
