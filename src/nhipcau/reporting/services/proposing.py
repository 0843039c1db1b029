"""The text that filling proposes for a section. It is the document's, so it is Vietnamese as the document is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nhipcau.kernel.numbers import grouped
from nhipcau.plans.models import TaskKind
from nhipcau.reporting.models import FormSection, SectionFilling
from nhipcau.reporting.selectors.sources import Duty, Sources, Use, Work

MOST_NOTES = 8
LONGEST_TASK = 200
LONGEST_NOTE = 400


def propose(section: FormSection, sources: Sources) -> str:
    """Lines of the section, each opened by a dash; empty where there is nothing to tell."""
    match section.filling:
        case SectionFilling.RESULTS:
            lines = _results(section.kinds, sources)
        case SectionFilling.LACKING:
            lines = _lacking(section.kinds, sources)
        case SectionFilling.AHEAD:
            lines = _ahead(section.kinds, sources)
        case SectionFilling.MONEY:
            lines = _money(sources)
        case _:
            lines = []
    return "\n".join(lines)


def _results(kinds: Sequence[str], sources: Sources) -> list[str]:
    """One line a task: what, how many of how many, notes and links."""
    uses: dict[object, list[Use]] = defaultdict(list)
    for use in sources.uses:
        if not kinds or use.work.kind in kinds:
            uses[use.work.stem].append(use)
    asked: dict[object, int] = defaultdict(int)
    for duty in sources.due():
        asked[duty.work.stem] += duty.quota
    return [_result(same, asked[stem]) for stem, same in uses.items()]


def _result(uses: Sequence[Use], asked: int) -> str:
    work = uses[-1].work
    done = sum(use.pieces for use in uses)
    of = f" {work.quantity_of}" if work.quantity_of else ""
    how_many = (
        f"{number(done)}/{number(asked)}{of}"
        if asked
        else f"{number(done)}{of}"
        if of
        else f"{number(done)} lần"
    )
    line = f"- {shortened(work.text)}: đã thực hiện {how_many}."
    told = list(dict.fromkeys(filter(None, map(_told, {use.evidence: use for use in uses}.values()))))
    if told:
        more = len(told) - MOST_NOTES
        line += (
            " "
            + "; ".join(told[:MOST_NOTES])
            + (f"; và {number(more)} kết quả khác" if more > 0 else "")
            + "."
        )
    return line


def _told(use: Use) -> str:
    """What a piece of evidence says: note, figure and link."""
    figure = f"{number(use.figure)} {use.figure_of}".strip() if use.figure is not None else ""
    said = ", ".join(filter(None, (shortened(use.note, LONGEST_NOTE), figure)))
    return " ".join(filter(None, (said, f"({use.link})" if use.link else "")))


def _lacking(kinds: Sequence[str], sources: Sources) -> list[str]:
    """What is late or paused, with its reason."""
    lines = []
    for work, duties in _by_work(kinds, sources.lacking()):
        done, asked = sum(min(duty.pieces, duty.quota) for duty in duties), sum(duty.quota for duty in duties)
        state = "tạm dừng" if all(duty.is_paused for duty in duties) else "chưa hoàn thành"
        days = ", ".join(f"{duty.due_on:%d/%m/%Y}" for duty in duties[:3]) + ("…" if len(duties) > 3 else "")
        line = f"- {shortened(work.text)}: {state} (hạn {days}; đã làm {number(done)}/{number(asked)})."
        reasons = (duty.reason or sources.asked_because.get(duty.obligation, "") for duty in duties)
        because = "; ".join(
            dict.fromkeys(shortened(reason, LONGEST_NOTE) for reason in reasons if reason.strip())
        )
        lines.append(line + (f" Lý do: {because}." if because else ""))
    return lines


def _ahead(kinds: Sequence[str], sources: Sources) -> list[str]:
    """What comes next, by task, with its day or how many times to which day."""
    lines = []
    for work, duties in _by_work(kinds, sources.ahead()):
        last = max(duty.due_on for duty in duties)
        times = f"{number(len(duties))} kỳ, " if len(duties) > 1 else ""
        lines.append(f"- {shortened(work.text)} ({times}đến {last:%d/%m/%Y}).")
    return lines


def _money(sources: Sources) -> list[str]:
    if not sources.allocations and not sources.vouchers:
        return []
    given, spent = (sum(row.amount for row in rows) for rows in (sources.allocations, sources.vouchers))
    share = f" ({number(round(100 * spent / given))} %)" if given > 0 else ""
    day = f"{sources.cut_off_on:%d/%m/%Y}"
    return [
        f"- Kinh phí được giao trong kỳ: {number(given)} đồng; đã thực hiện đến {day}: {number(spent)} đồng{share}."
    ]


def _by_work(kinds: Sequence[str], duties: Iterable[Duty]) -> Iterable[tuple[Work, list[Duty]]]:
    """By work; duties to report are told only where the section names their kind, because this report is one of them."""
    found: dict[object, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.work.kind in kinds or (not kinds and duty.work.kind != TaskKind.REPORT):
            found[duty.work.stem].append(duty)
    return [(same[-1].work, same) for same in found.values()]


def number(value: int) -> str:
    """As officers write numbers: 1.234.567, and a leading nought below ten."""
    return grouped(value) if value >= 10 or value <= 0 else f"0{value}"


def shortened(text: str, longest: int = LONGEST_TASK) -> str:
    """The text in one line without its last point, cut between words where it is long."""
    line = " ".join(text.split()).rstrip(".;:, ")
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(".;:, ") + "…"
