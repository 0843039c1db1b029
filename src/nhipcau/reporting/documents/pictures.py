"""Charts as pictures for documents: lying bars with their figures, the same bytes for the same figures on one machine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

# Found by Pillow in the folders of the system; the first that has the marks of Vietnamese (not all versions do).
FONTS = ("times.ttf", "NotoSerif-Regular.ttf", "DejaVuSerif.ttf", "NotoSans-Regular.ttf", "DejaVuSans.ttf")
MARKED = "ếụữặỗđƠ"
NO_LETTER = "\uffff"
WIDTH, ROW, LABELS, FIGURES, MARGIN = 1600, 58, 620, 260, 20
SIZE = 32
INK, BAR, LINE = (20, 20, 20), (60, 110, 150), (150, 150, 150)
Bar = tuple[str, Decimal, str]


@lru_cache(maxsize=4)
def font(size: int = SIZE) -> ImageFont.FreeTypeFont | None:
    """A font with the marks of Vietnamese; None where the machine has none, and charts are left out."""
    for name in FONTS:
        try:
            found = ImageFont.truetype(name, size)
        except OSError:
            continue
        if has_marks(found):
            return found
    return None


def has_marks(found: ImageFont.FreeTypeFont) -> bool:
    """Whether letters with two marks are drawn, not the box that stands for a letter that is not there."""
    box = bytes(found.getmask(NO_LETTER))
    return all(bytes(found.getmask(letter)) != box for letter in MARKED)


def bars(rows: Sequence[Bar]) -> bytes | None:
    """A PNG of (label, height, figure in words); None without a font, or without bars."""
    letters = font()
    if letters is None or not rows:
        return None
    top = max(max(value for _label, value, _text in rows), Decimal(1))
    image = Image.new("RGB", (WIDTH, ROW * len(rows) + 2 * MARGIN), "white")
    pen = ImageDraw.Draw(image)
    pen.line([(LABELS, MARGIN), (LABELS, image.height - MARGIN)], fill=LINE, width=2)
    for place, (label, value, text) in enumerate(rows):
        y = MARGIN + place * ROW
        middle = y + ROW // 2
        pen.text((LABELS - 16, middle), _fitting(label, letters), fill=INK, font=letters, anchor="rm")
        length = int((WIDTH - LABELS - FIGURES) * max(value, Decimal(0)) / top)
        pen.rectangle([(LABELS, y + 12), (LABELS + max(length, 2), y + ROW - 12)], fill=BAR)
        pen.text((LABELS + length + 14, middle), text, fill=INK, font=letters, anchor="lm")
    out = BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(out, format="PNG", optimize=True)
    return out.getvalue()


def _fitting(label: str, letters: ImageFont.FreeTypeFont) -> str:
    room = LABELS - 2 * MARGIN
    if letters.getlength(label) <= room:
        return label
    while label and letters.getlength(f"{label}…") > room:
        label = label[:-1]
    return f"{label.rstrip()}…"
