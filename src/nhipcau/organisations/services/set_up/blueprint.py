"""What the register of a province should hold, from the catalogue alone: no database, the same for the same day.

Codes are stable: T24 the province, T24-TC its Sở Tài chính, X07210 a commune (its official code), H219 a district of before
01/07/2025, T63-24 a province that was merged into another one (its code then).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import vanban
from nhipcau.kernel.folding import fold
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import SuccessionKind, UnitKind

LAST_OF_THREE_LEVELS = vanban.TWO_LEVELS - ONE_DAY
LOCAL_GOVERNMENT = "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
COMMUNE_KINDS = {"xã": UnitKind.COMMUNE, "phường": UnitKind.WARD, "đặc khu": UnitKind.SPECIAL_ZONE}


@dataclass(frozen=True, slots=True)
class PlannedName:
    """A name of a unit from one day to another (both inclusive)."""

    name: str
    short_name: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit as the catalogue has it. `spellings` are its own names otherwise written, `former` names of what went into it."""

    code: str
    above: str
    group: str
    kind: str
    names: tuple[PlannedName, ...]
    spellings: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    founded_by: str = ""
    ended_by: str = ""
    on_top_until: dt.date | None = None

    def named(self, on: dt.date) -> PlannedName:
        """The name of a day; the latest where the unit has ended."""
        begun = [name for name in self.names if name.valid_from is None or name.valid_from <= on]
        return begun[-1] if begun else self.names[0]


@dataclass(frozen=True, slots=True)
class Followed:
    """One unit carries on from another, by code."""

    predecessor: str
    successor: str
    on: dt.date
    kind: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything of one province, what stands above before what stands below."""

    province: vanban.Province
    units: tuple[Planned, ...]
    follows: tuple[Followed, ...]


def blueprint(
    code: str, *, on: dt.date, bodies: Collection[str] | None = None, communes: bool = True, past: bool = True
) -> Blueprint | None:
    """The units of a province; `bodies` are keys of standing bodies (None: those it usually has). None for an unknown code."""
    province = vanban.province_coded(code, on)
    if province is None:
        return None
    chosen = frozenset(usual_bodies(code) if bodies is None else bodies)
    units = [_authority(province), *_bodies(province, chosen)]
    follows: list[Followed] = []
    if communes:
        units += _communes(code, on=on, past=past)
    if past:
        for part in (
            _merged(province),
            _past_bodies(province, chosen),
            *([_districts(code)] if communes else []),
        ):
            for unit, followed in part:
                units.append(unit)
                follows += followed
    return Blueprint(province, tuple(units), tuple(follows))


def usual_bodies(code: str) -> list[str]:
    """Keys of the bodies of today that a province of this code usually has."""
    return [body.key for body in vanban.standing_bodies() if not body.is_past and body.expected_in(code)]


def code_of(code: str, key: str = "") -> str:
    """The register's code of a province, or of one of its bodies."""
    return f"T{code}-{key}" if key else f"T{code}"


def _forms(province: vanban.Province) -> list[vanban.Province]:
    """What the province was and is called, the earliest first."""
    return [*reversed(vanban.earlier_forms(province)), province]


def _dated(
    names: Iterable[tuple[vanban.Province, str, str]], since: dt.date | None
) -> tuple[PlannedName, ...]:
    """The names of successive forms, each until the day before the next; equal ones in a row are one."""
    dated: list[PlannedName] = []
    for form, name, short in names:
        if form.valid_to is not None and since is not None and form.valid_to <= since:
            continue
        if dated and (dated[-1].name, dated[-1].short_name) == (name, short):
            continue
        if dated and form.valid_from is not None:
            dated[-1] = replace(dated[-1], valid_to=form.valid_from - ONE_DAY)
            dated.append(PlannedName(name, short, form.valid_from, legal_basis=form.legal_basis))
        else:
            dated.append(PlannedName(name, short, since))
    return tuple(dated)


def _authority(province: vanban.Province) -> Planned:
    forms = _forms(province)
    names = _dated(((form, *_committee(form.title)) for form in forms), None)
    spellings = [spelling for form in forms for spelling in _spellings(form)]
    for form in (*forms, *vanban.merged_into(province)):
        spellings += [f"UBND {form.kind}", f"Ủy ban nhân dân {form.kind}"]
    return Planned(
        code_of(province.code), "", "province", UnitKind.PROVINCE, names, tuple(dict.fromkeys(spellings))
    )


def _committee(title: str) -> tuple[str, str]:
    return f"Ủy ban nhân dân {title}", f"UBND {title}"


def _spellings(form: vanban.Province) -> list[str]:
    city = [f"TP. {form.name}", f"UBND TP. {form.name}"] if form.kind == "thành phố" else []
    return [form.title, *_committee(form.title), *city]


def _bodies(province: vanban.Province, chosen: frozenset[str]) -> Iterator[Planned]:
    for body in vanban.standing_bodies():
        if body.key not in chosen or body.is_past:
            continue
        forms = _forms(province)
        named = [(form, body.named(form)) for form in forms]
        spellings = [spelling for _form, name in named for spelling in _all(name)]
        if body.valid_from is None or body.valid_from < vanban.TWO_LEVELS:
            spellings += [s for form in vanban.merged_into(province) for s in _all(body.named(form))]
        above = vanban.first_of(body.above, chosen)
        yield Planned(
            code_of(province.code, body.key),
            code_of(province.code, above),
            "body",
            body.kind,
            _dated(((form, name.name, name.short_name) for form, name in named), body.valid_from),
            tuple(dict.fromkeys(spellings)),
            valid_from=body.valid_from,
            founded_by=body.source,
        )


def _all(name: vanban.BodyName) -> list[str]:
    return [spelling for spelling in (name.name, name.short_name, *name.aliases) if spelling]


def _communes(code: str, *, on: dt.date, past: bool) -> Iterator[Planned]:
    """Communes of today; with `past` those that went into them are known by name, unless a commune of today bears it."""
    went_into: dict[str, list[vanban.FormerCommune]] = defaultdict(list)
    for former in vanban.former_communes(code):
        for into in former.into:
            went_into[into].append(former)
    communes = vanban.communes(code)
    borne = {fold(f"{kind} {c.name}") for c in communes for kind in (c.kind, *(x.kind for x in c.changes))}
    for commune in communes:
        origin = went_into[commune.code]
        since = None if _is_unchanged(commune, origin) else vanban.TWO_LEVELS
        gone = [f"{f.kind} {f.name}" for f in origin]
        yield Planned(
            f"X{commune.code}",
            code_of(code),
            "commune",
            COMMUNE_KINDS[commune.kind_on(on)],
            _names_of(commune, since),
            tuple(f"{kind} {commune.name}" for kind in (commune.kind, *(c.kind for c in commune.changes))),
            tuple(f"UBND {title}" for title in gone if past and fold(title) not in borne),
            valid_from=since,
            founded_by=LOCAL_GOVERNMENT if since else "",
        )


def _is_unchanged(commune: vanban.Commune, origin: list[vanban.FormerCommune]) -> bool:
    """Whether it is one former commune, whole, of the same kind and name."""
    return [(f.kind, f.name, len(f.into)) for f in origin] == [(commune.kind, commune.name, 1)]


def _names_of(commune: vanban.Commune, since: dt.date | None) -> tuple[PlannedName, ...]:
    names = [PlannedName(*_committee(f"{commune.kind} {commune.name}"), since)]
    for change in commune.changes:
        names[-1] = replace(names[-1], valid_to=change.since - ONE_DAY)
        title = f"{change.kind} {commune.name}"
        names.append(PlannedName(*_committee(title), change.since, legal_basis=change.legal_basis))
    return tuple(names)


Past = Iterator[tuple[Planned, list[Followed]]]


def _merged(province: vanban.Province) -> Past:
    """The provinces that went into this one; they stood on top until then."""
    for former in vanban.merged_into(province):
        code = f"T63-{former.code_before}"
        unit = Planned(
            code,
            code_of(province.code),
            "past",
            UnitKind.PROVINCE,
            (PlannedName(*_committee(former.title)),),
            (former.title,),
            valid_to=LAST_OF_THREE_LEVELS,
            ended_by=former.legal_basis,
            on_top_until=LAST_OF_THREE_LEVELS,
        )
        merged = Followed(
            code, code_of(province.code), vanban.TWO_LEVELS, SuccessionKind.MERGED, former.legal_basis
        )
        yield unit, [merged]


def _past_bodies(province: vanban.Province, chosen: frozenset[str]) -> Past:
    """Bodies that ended in 2025, where one that carries on their work is chosen."""
    for body in vanban.standing_bodies():
        into = [key for keys in body.into if (key := vanban.first_of(keys, chosen))]
        if body.valid_to is None or not into or not body.expected_in(province.code):
            continue
        own = next(form for form in reversed(_forms(province)) if form.existed(body.valid_to))
        merged = vanban.merged_into(province)
        for form in (own, *merged) if body.each_former else (own,):
            name = body.named(form)
            code = code_of(province.code, body.key) + (f"-{form.code_before}" if body.each_former else "")
            others = [] if body.each_former else [s for other in merged for s in _all(body.named(other))]
            unit = Planned(
                code,
                code_of(province.code, vanban.first_of(body.above, chosen)),
                "past",
                body.kind,
                (PlannedName(name.name, name.short_name),),
                tuple(dict.fromkeys([*name.aliases, *others])),
                valid_to=body.valid_to,
                ended_by=body.source,
            )
            how = SuccessionKind.SPLIT if len(into) > 1 else SuccessionKind.MERGED
            yield (
                unit,
                [
                    Followed(code, code_of(province.code, key), body.valid_to + ONE_DAY, how, body.source)
                    for key in into
                ],
            )


def _districts(code: str) -> Past:
    """Districts below the province they lay in; what they did passed to their communes."""
    province = vanban.province_coded(code, vanban.TWO_LEVELS)
    merged = {former.code_before for former in vanban.merged_into(province)} if province else set()
    for district in vanban.districts(code):
        title = f"{district.kind} {district.name}"
        unit = Planned(
            f"H{district.code}",
            f"T63-{district.province}" if district.province in merged else code_of(code),
            "past",
            UnitKind.PEOPLES_COMMITTEE,
            (PlannedName(*_committee(title)),),
            (title,),
            valid_to=LAST_OF_THREE_LEVELS,
            ended_by=LOCAL_GOVERNMENT,
        )
        yield (
            unit,
            [
                Followed(unit.code, f"X{into}", vanban.TWO_LEVELS, SuccessionKind.DISSOLVED, LOCAL_GOVERNMENT)
                for into in district.into
            ],
        )
