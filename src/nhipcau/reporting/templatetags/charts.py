"""Charts as SVG, drawn here: bars that bear their figures. `{% load charts %}{% bars rows description %}`"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()

# Narrow enough to be read on a phone: the label stands above its bar.
WIDTH, ROW, FIGURES = 520, 46, 170
LONGEST_LABEL = 58


@register.simple_tag
def bars(rows: Sequence[tuple[str, Decimal | None, str, bool]], description: str) -> SafeString:
    """Lying bars: (label, height or None, figure in words, whether it is the one in question). The table beside it says the same."""
    top = max(
        (abs(value) for _label, value, _text, _now in rows if value is not None), default=Decimal(0)
    ) or Decimal(1)
    room = WIDTH - FIGURES
    height = ROW * len(rows)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(description)}" xmlns="http://www.w3.org/2000/svg">',
        f'<line class="rr-axis" x1="1" y1="0" x2="1" y2="{height}"/>',
    ]
    for number, (label, value, text, is_now) in enumerate(rows):
        y = number * ROW
        short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
        weight = ' font-weight="700"' if is_now else ""
        parts.append(f'<text x="6" y="{y + 15}" font-size="14"{weight}>{escape(short)}</text>')
        length = int(room * max(value, Decimal(0)) / top) if value is not None else 0
        if value is not None:
            look = "rr-bar rr-bar--now" if is_now else "rr-bar"
            parts.append(f'<rect class="{look}" x="1" y="{y + 21}" width="{max(length, 2)}" height="16"/>')
        parts.append(
            f'<text x="{length + 8}" y="{y + 34}" font-size="14" font-weight="600">{escape(text)}</text>'
        )
    parts.append("</svg>")
    return SafeString("".join(parts))
