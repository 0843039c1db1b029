"""Forms of the office calendar."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.fields import day_in
from nhipcau.organisations.forms.units import legal_basis
from nhipcau.organisations.services import NamedDay

LONGEST_SPAN = 31  # days of one line
_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_LINE = re.compile(
    rf"^\W*(?P<first>{_DAY})(?:\s*(?:-|–|—|đến|to)\s*(?P<last>{_DAY}))?[\s:;,–—-]*(?P<name>.*)$"
)


class OfficeDaysForm(forms.Form):
    """Days off, or days worked, pasted as a list."""

    days = forms.CharField(
        label=_("Days"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One day or span a line, with its occasion: “16/02/2026 – 20/02/2026 Tết Nguyên đán”. A line without an occasion takes the one below."
        ),
    )
    name = forms.CharField(label=_("What for"), max_length=150, required=False)
    is_worked = forms.ChoiceField(
        label=_("On these days offices are"),
        choices=[("", _("closed")), ("1", _("open, in exchange for a day off"))],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    legal_basis = legal_basis()

    def clean(self) -> dict[str, Any]:
        """Every line as days; each line that is none is named."""
        clean: dict[str, Any] = super().clean() or {}
        if "days" not in clean:
            return clean
        worked, found = bool(clean.get("is_worked")), []
        for number, line in enumerate(clean["days"].splitlines(), start=1):
            if line.strip():
                try:
                    found += _days_of(number, line.strip(), clean.get("name", ""), worked)
                except ValidationError as error:
                    self.add_error("days", error)
        clean["days"] = found
        return clean


def _days_of(number: int, line: str, occasion: str, worked: bool) -> list[NamedDay]:
    found = _LINE.match(line)
    first = day_in(found["first"]) if found else None
    last = day_in(found["last"]) if found and found["last"] else first
    if found is None or first is None or last is None:
        words = {"line": number, "text": line[:60]}
        raise ValidationError(
            _("Line %(line)s: “%(text)s” does not begin with a day like 02/09/2026.") % words
        )
    length = (last - first).days
    if not 0 <= length < LONGEST_SPAN:
        raise ValidationError(
            _("Line %(line)s: a span runs forward and holds at most 31 days.") % {"line": number}
        )
    name = found["name"].strip() or occasion.strip()
    if not name:
        raise ValidationError(
            _("Line %(line)s: what is the occasion? Write it behind the day or below.") % {"line": number}
        )
    return [NamedDay(first + dt.timedelta(days=step), name[:150], worked) for step in range(length + 1)]
