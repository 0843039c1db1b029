"""The demonstration's documents, re-dated: its plans are always those of the current year."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path

from nhipcau.kernel.working_days import working_day_after, working_day_on_or_before

FOLDER = Path(__file__).resolve().parents[2] / "demonstration"
WRITTEN_FOR = 2026
# Years in the written plans: this one and the next. The date of a real decision that the plan cites is not ours to change.
_YEAR = re.compile(r"(?<!27/01/)\b(2026|2027)\b")
_WORD_TEXT = "word/document.xml"


def redated(name: str, *, year: int) -> bytes:
    """A written `.docx` plan with its years moved so that it is the plan of `year`."""
    data = (FOLDER / name).read_bytes()
    if year == WRITTEN_FOR:
        return data
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == _WORD_TEXT:
                moved = _YEAR.sub(lambda found: str(int(found[1]) - WRITTEN_FOR + year), content.decode())
                content = moved.encode()
            copy.writestr(item, content)
    return out.getvalue()


def dated(name: str, *, on: dt.date) -> bytes:
    """A plan in plain text whose dates lie around the day `on`, so that something is always over, due soon and ahead."""
    last = working_day_on_or_before(dt.date(on.year, 12, 31))
    over = working_day_on_or_before(on - dt.timedelta(days=4))
    days = {
        "over": max(over, dt.date(on.year, 1, 1)),
        "soon": working_day_after(on, 2),
        "next": working_day_after(on, 4),
        "later": working_day_after(on, 15),
    }
    words = {key: f"{min(day, max(last, on)):%d/%m/%Y}" for key, day in days.items()}
    issued = issued_on(on)
    words |= {"year": str(on.year), "issued": f"{issued:%d} tháng {issued:%m} năm {issued:%Y}"}
    return (FOLDER / name).read_text(encoding="utf-8").format(**words).encode()


def issued_on(on: dt.date) -> dt.date:
    """The day such a plan was issued: three weeks ago, but in the same year."""
    return max(on - dt.timedelta(days=21), dt.date(on.year, 1, 1))
