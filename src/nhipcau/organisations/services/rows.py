"""Lines of a spreadsheet of units, understood: what each column means, and what is wrong in which cell.

Columns (first line, in any order; marks and case do not matter) are those of `COLUMNS`; only code and name are needed. A column
that the sheet does not have leaves the register as it is. Several values in one cell are parted by semicolons. "Tiếp nối" names
the codes of the units that this one follows; how, since when and on what basis is said once for all, or once for each (bases parted
by "|").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from openpyxl.utils import get_column_letter

from nhipcau.kernel.errors import Refused
from nhipcau.kernel.fields import day_in
from nhipcau.kernel.folding import fold, normal
from nhipcau.organisations.models import OwnKind, SuccessionKind, Unit, UnitKind

# Key → the heading our own sheets write; a sheet may write it without marks.
COLUMNS = {
    "code": "Mã",
    "name": "Tên",
    "short_name": "Tên viết tắt",
    "name_from": "Tên từ ngày",
    "above": "Mã cấp trên",
    "above_from": "Cấp trên từ ngày",
    "kind": "Loại",
    "valid_from": "Từ ngày",
    "valid_to": "Đến ngày",
    "founded_by": "Căn cứ thành lập",
    "ended_by": "Căn cứ kết thúc",
    "aliases": "Tên khác",
    "follows": "Tiếp nối",
    "follows_how": "Cách tiếp nối",
    "follows_on": "Tiếp nối từ ngày",
    "follows_by": "Căn cứ tiếp nối",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "website": "Trang web",
}
ALSO = {"email": "email", "e mail": "email", "website": "website", "dien thoai co quan": "phone"}
BY_HEADING = {**{fold(heading): key for key, heading in COLUMNS.items()}, **ALSO}
# Fields of a unit that a cell fills as it stands; an empty cell empties them.
PLAIN = ("short_name", "founded_by", "ended_by", "address", "phone", "email", "website")
DAYS = ("name_from", "above_from", "valid_from", "valid_to")
FIELDS = {each.name: each for each in Unit._meta.concrete_fields}
LONGEST = {name: FIELDS[name].max_length or 255 for name in ("code", "name", *PLAIN)}
KINDS = {
    **{fold(kind.value): kind.value for kind in UnitKind},
    "tinh": "province", "thanh pho": "province", "ubnd tinh": "province",
    "so": "department", "so nganh": "department", "so ban nganh": "department",
    "trung tam": "agency", "don vi su nghiep": "agency",
    "xa": "commune", "phuong": "ward", "dac khu": "special-zone",
    "dang": "party-body", "co quan dang": "party-body",
    "doan the": "association", "hoi": "association", "mat tran": "association",
    "bao chi": "press-agency", "co quan bao chi": "press-agency",
    "cong an": "police", "quan doi": "military", "quan su": "military", "bien phong": "border-guard",
    "hdnd": "peoples-council", "ubnd": "peoples-committee", "doanh nghiep": "enterprise",
    "trung uong": "central", "bo": "central", "truong": "school", "phong": "section", "khac": "other", "": "other",
}  # fmt: skip
HOW = {
    **{kind.value: kind.value for kind in SuccessionKind},
    "sap nhap": "merged", "hop nhat": "merged", "chia": "split", "tach": "split", "chia tach": "split",
    "doi ten": "renamed", "giai the": "dissolved", "ket thuc": "dissolved",
}  # fmt: skip
HOW_IN_WORDS = {"merged": "sáp nhập", "split": "chia tách", "renamed": "đổi tên", "dissolved": "giải thể"}


@dataclass(frozen=True, slots=True)
class Follow:
    """One unit that a row's unit follows."""

    code: str
    how: str = ""
    on: dt.date | None = None
    by: str = ""


@dataclass
class Row:
    """One line of the sheet, understood; `line` is its number as the spreadsheet shows it, `given` the columns it has."""

    line: int
    code: str = ""
    name: str = ""
    above: str = ""
    kind: str = UnitKind.OTHER
    plain: dict[str, str] = field(default_factory=dict)
    days: dict[str, dt.date | None] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RowError:
    """What is wrong, or worth a look, in one cell: its line, its column as letter and heading, for who keeps the sheet."""

    line: int
    message: str | Promise
    column: str = ""
    heading: str = ""

    @property
    def cell(self) -> str:
        """Such as "C7"; the number of the line alone where it concerns the whole line."""
        return f"{self.column}{self.line}"


@dataclass(frozen=True)
class Heads:
    """The columns of a sheet: keys in order, and where each key stands."""

    keys: tuple[str, ...]
    headings: tuple[str, ...]

    def error(self, line: int, key: str, message: str | Promise) -> RowError:
        """An error in a cell; in the line where the sheet has no such column."""
        if key not in self.keys:
            return RowError(line, message)
        at = self.keys.index(key)
        return RowError(line, message, get_column_letter(at + 1), self.headings[at])


def kinds_known() -> Mapping[str, str]:
    """Folded words → kind: own kinds and the names on the screens of both languages before other words for kinds."""
    known = dict(KINDS)
    for language in ("en", "vi"):
        with override(language):
            known |= {fold(str(kind.label)): kind.value for kind in UnitKind}
    for key, label in OwnKind.objects.values_list("key", "label"):
        known |= {fold(key): key, fold(label): key}
    return known


def understood(
    lines: Sequence[tuple[int, list[str]]], kinds: Mapping[str, str] = KINDS
) -> tuple[list[Row], list[RowError], Heads]:
    """Rows of the sheet by the names in its first line, and what could not be understood; `kinds` by their folded words."""
    keys = [BY_HEADING.get(fold(cell), "") for cell in lines[0][1]]
    keys = [key if key not in keys[:at] else "" for at, key in enumerate(keys)]
    heads = Heads(tuple(keys), tuple(normal(cell) for cell in lines[0][1]))
    if missing := [COLUMNS[key].lower() for key in ("code", "name") if key not in keys]:
        raise Refused(
            _(
                "The first line of the sheet must name its columns; missing: %(columns)s. Nothing was imported."
            )
            % {"columns": ", ".join(missing)},
            code="no-columns",
        )
    rows: list[Row] = []
    errors: list[RowError] = []
    for number, line in lines[1:]:
        values = {key: normal(cell) for key, cell in zip(keys, line, strict=False) if key}
        row, wrong = _row(number, {**dict.fromkeys(filter(None, keys), ""), **values}, kinds)
        rows.append(row)
        errors.extend(heads.error(number, key, message) for key, message in wrong)
    return rows, errors, heads


Wrong = list[tuple[str, str | Promise]]


def _row(number: int, values: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[Row, Wrong]:
    wrong = _texts(values)
    row = Row(
        number,
        code=values["code"],
        name=values["name"],
        above=values.get("above", ""),
        plain={key: values[key] for key in PLAIN if key in values},
        aliases=_parts(values.get("aliases", "")),
        given=frozenset(values),
    )
    kind = kinds.get(fold(values.get("kind", "")))
    if kind is None:
        wrong.append(("kind", _("The kind “%(kind)s” is unknown.") % {"kind": values["kind"][:60]}))
    else:
        row.kind = kind
    for key in DAYS:
        if key in values:
            row.days[key] = _day(values[key], key, wrong)
    first, last = row.days.get("valid_from"), row.days.get("valid_to")
    if first and last and last < first:
        wrong.append(("valid_to", _("The last day lies before the first.")))
    row.follows = _follows(values, wrong)
    return row, wrong


def _texts(values: Mapping[str, str]) -> Wrong:
    wrong: Wrong = []
    if not values["code"]:
        wrong.append(("code", _("The code is missing.")))
    if ";" in values["code"]:
        wrong.append(("code", _("A code holds no semicolon.")))
    if not values["name"]:
        wrong.append(("name", _("The name is missing.")))
    for key, most in LONGEST.items():
        if len(values.get(key, "")) > most:
            wrong.append((key, _("“%(value)s…” is too long.") % {"value": values[key][:30]}))
    for key in ("email", "website"):
        if value := values.get(key, ""):
            try:
                FIELDS[key].run_validators(value)
            except ValidationError:
                words = {"value": value[:60]}
                wrong.append((key, _("“%(value)s” is no e-mail or web address.") % words))
    return wrong


def _follows(values: Mapping[str, str], wrong: Wrong) -> list[Follow]:
    codes = _parts(values.get("follows", ""))
    hows = _for_each("follows_how", values, len(codes), wrong)
    days = _for_each("follows_on", values, len(codes), wrong)
    bases = _for_each("follows_by", values, len(codes), wrong)
    found = []
    for code, how, day, basis in zip(codes, hows, days, bases, strict=True):
        if how and fold(how) not in HOW:
            words = {"how": how[:60], "known": ", ".join(HOW_IN_WORDS.values())}
            wrong.append(("follows_how", _("“%(how)s” is not one of: %(known)s.") % words))
        found.append(Follow(code, HOW.get(fold(how), ""), _day(day, "follows_on", wrong), basis[:255]))
    return found


def _for_each(key: str, values: Mapping[str, str], count: int, wrong: Wrong) -> list[str]:
    """The cell's value once for all codes, or one for each."""
    mark = "|" if key == "follows_by" else ";"  # the words of a legal basis hold semicolons
    parts = [normal(part) for part in values.get(key, "").split(mark)]
    if len(parts) == 1:
        return parts * count
    if len(parts) != count:
        wrong.append((key, _("Say it once, or once for each unit that is followed.")))
        return [""] * count
    return parts


def _day(written: str, key: str, wrong: Wrong) -> dt.date | None:
    day = day_in(written.split(" ")[0]) if written else None
    if written and day is None:
        wrong.append((key, _("“%(day)s” is not a day like 01/07/2025.") % {"day": written[:30]}))
    return day


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in map(normal, text.split(";")) if part))
