"""Reading the register: which units there are on a day, their tree, and finding one while its name is typed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Length

from nhipcau.kernel.folding import fold, normal
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import OwnKind, Unit, UnitAlias, UnitName, UnitParent
from nhipcau.organisations.policies import ALL_ROLES, Person, roles_of
from nhipcau.organisations.selectors.history import names_on

MOST_WORDS = 8
# What people type for words that names may write out.
SPELT_OUT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "bch": "ban chi huy",
}


def register_of_units(user: Person, *, on: dt.date, closed: bool = False) -> QuerySet[Unit]:
    """All units that exist on `on`, with `closed` also those that ended: public names, for everybody with a role.

    Own kinds come with their names, so that a list asks for none.
    """
    if not roles_of(user, on=on):
        return Unit.objects.none()
    units = with_own_kinds(Unit.objects.all())
    return units if closed else units.filter(in_force(on))


def with_own_kinds(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The same units with the name of an own kind beside them (`Unit.get_kind_display` reads it)."""
    label = OwnKind.objects.filter(key=OuterRef("kind")).values("label")
    return units.annotate(own_kind=Subquery(label[:1]))


def units_seen_by(user: Person, *, on: dt.date, roles: Collection[str] = ALL_ROLES) -> QuerySet[Unit]:
    """Units whose work `user` may see on `on`: those on which, or above which, one of `roles` is held."""
    held = roles_of(user, on=on)
    found: QuerySet[Unit] = Unit.objects.filter(held.units(roles)) if held else Unit.objects.none()
    return found


def tree(
    user: Person, *, on: dt.date, search: str = "", closed: bool = False, kind: str = ""
) -> QuerySet[Unit]:
    """The register in tree order, narrowed to a kind and by a search that minds neither marks nor case."""
    units = register_of_units(user, on=on, closed=closed)
    if kind:
        units = units.filter(kind=kind)
    if search:
        units = units.filter(called(search))
    return units.order_by("path")


def called(text: str) -> Q:
    """The condition "a unit of which every word typed begins a word of its name, code, a former name or another spelling"."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return Q(pk__in=[])
    here = Q()
    for word in words:
        here &= _begins_a_word(word)
    return (
        here
        | Q(pk__in=UnitAlias.objects.filter(here).order_by().values("unit"))
        | Q(pk__in=UnitName.objects.filter(here).order_by().values("unit"))
    )


def _begins_a_word(word: str) -> Q:
    condition = Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    if spelt := SPELT_OUT.get(word):
        condition |= Q(folded__contains=spelt)
    return condition


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that was looked for, with its name of the day; `above` tells units of one name apart."""

    pk: int
    code: str
    name: str
    short_name: str
    above: str
    ended: dt.date | None


def find_units(
    user: Person, *, on: dt.date, text: str, most: int = 12, closed: bool = False, within: Q | None = None
) -> list[Found]:
    """Units while their name is typed, the likeliest first, at most `most`: four queries, however large the register.

    First a whole code or name, then names that begin with the text, then names that hold it, then its words in any order,
    then former names and other spellings. `within` narrows the choice.
    """
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return []
    here, begins, holds = Q(), Q(), Q()
    for word in words:
        here &= _begins_a_word(word)
    for phrase in {" ".join(words), " ".join(SPELT_OUT.get(word, word) for word in words)}:
        begins |= Q(folded__startswith=phrase)
        holds |= Q(folded__contains=f" {phrase}")
    whole = Q(code__iexact=normal(text)) | Q(short_name__iexact=normal(text)) | Q(name__iexact=normal(text))
    rank = Case(
        When(whole, then=Value(0)),
        When(begins, then=Value(1)),
        When(holds, then=Value(2)),
        When(here, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    units = register_of_units(user, on=on, closed=closed).filter(within or Q(), called(text))
    rows = list(
        units.annotate(rank=rank, length=Length("name"))
        .order_by("rank", "length", "path")
        .values_list("pk", "code", "path", "valid_to")[:most]
    )
    paths = {path[: -Unit.steplen] for _pk, _code, path, _ended in rows}
    above = dict(Unit.objects.filter(path__in=paths).values_list("path", "name"))
    names = names_on([pk for pk, *_rest in rows], on=on)
    return [
        Found(
            pk=pk,
            code=code,
            name=names[pk].name,
            short_name=names[pk].short_name,
            above=above.get(path[: -Unit.steplen], ""),
            ended=ended if ended is not None and ended < on else None,
        )
        for pk, code, path, ended in rows
    ]


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in the tree of a day, with its name of that day; `depth` is 1 at the top."""

    pk: int
    code: str
    kind: str
    name: str
    short_name: str
    depth: int
    above: int | None


def tree_on(user: Person, *, on: dt.date) -> list[Placed]:
    """The whole tree as it stood on a day, by the places and names of that day, in order of the tree: four queries.

    A unit whose place of that day is not known stands where it does today; one whose unit above did not exist, at the top.
    """
    rows = list(register_of_units(user, on=on).order_by("path").values_list("pk", "code", "kind", "path"))
    present = {pk for pk, *_rest in rows}
    by_path = {path: pk for pk, _code, _kind, path in rows}
    above = dict(
        UnitParent.objects.filter(in_force(on), unit__in=present)
        .order_by("valid_from")
        .values_list("unit_id", "above_id")
    )
    names = names_on(present, on=on)
    below: dict[int | None, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, code, kind, path in rows:
        place = above.get(pk, by_path.get(path[: -Unit.steplen]))
        below[place if place in present else None].append((pk, code, kind))
    placed: list[Placed] = []
    waiting: list[tuple[tuple[int, str, str], int, int | None]] = [
        (row, 1, None) for row in reversed(below[None])
    ]
    while waiting:
        (pk, code, kind), depth, parent = waiting.pop()
        placed.append(Placed(pk, code, kind, names[pk].name, names[pk].short_name, depth, parent))
        waiting += [(row, depth + 1, pk) for row in reversed(below[pk])]
    return placed
