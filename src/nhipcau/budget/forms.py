"""Forms of money."""

from __future__ import annotations

import re
import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.budget.models import BudgetCode, CodeKind, EstimateLine, FundSource
from nhipcau.budget.models.estimates import MOST
from nhipcau.budget.selectors.estimates import NamedTask, codes_offered, funds_offered
from nhipcau.budget.services.vouchers import Payment
from nhipcau.kernel.addresses import GREATEST
from nhipcau.kernel.fields import AlphabeticalChoice, DayField, FileButton
from nhipcau.kernel.numbers import grouped
from nhipcau.plans.models import TaskKind

_GROUPED = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:[.,\s\u00a0]\d{3})+|\d+)")
LONGEST_SUM = 60  # characters of a sum; beyond some thousand digits Python refuses to count at all


def money_in(text: str) -> int | None:
    """Whole đồng as people type them: "1.250.000", "1 250 000", "1250000 đ"; None where it is no such sum."""
    typed = re.sub(r"\s*(?:đồng|đ|vnđ)\.?$", "", text.strip().replace("−", "-"), flags=re.IGNORECASE)
    if len(typed) > LONGEST_SUM or not _GROUPED.fullmatch(typed):
        return None
    amount = int(re.sub(r"[^\d-]", "", typed))
    return amount if abs(amount) <= MOST else None


class MoneyField(forms.Field):
    """Whole đồng, typed with or without points."""

    default_error_messages = {"invalid": _("Write whole đồng, such as 1.250.000.")}

    def __init__(self, *, below_zero: bool = False, **kwargs: Any) -> None:
        usual = {"inputmode": "text" if below_zero else "numeric", "autocomplete": "off", "data-money": ""}
        kwargs.setdefault("widget", forms.TextInput(attrs=usual))
        super().__init__(**kwargs)
        self.below_zero = below_zero

    def to_python(self, value: Any) -> int | None:
        """None for an empty field."""
        if value in self.empty_values or not str(value).strip():
            return None
        amount = money_in(str(value))
        if amount is None or (amount < 0 and not self.below_zero):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """With points between thousands."""
        return grouped(value) if isinstance(value, int) else value


class LineForm(forms.Form):
    """One line of an estimate, saved by itself."""

    content = forms.CharField(label=_("content of spending"), required=False, max_length=1000)
    task = forms.ChoiceField(label=_("task"), required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=TaskKind.choices)
    quantity = MoneyField(label=_("quantity"), required=False)
    measure = forms.CharField(label=_("unit of measure"), required=False, max_length=60)
    times = MoneyField(label=_("times"), required=False)
    norm = MoneyField(label=_("norm in đồng"), required=False)
    fund = AlphabeticalChoice(label=_("source of funds"), queryset=FundSource.objects.none(), required=False)
    code = forms.ModelChoiceField(label=_("budget code"), queryset=BudgetCode.objects.none(), required=False)
    quarter = forms.TypedChoiceField(
        label=_("quarter"), required=False, coerce=int, empty_value=None,
        choices=[("", "–"), (1, "I"), (2, "II"), (3, "III"), (4, "IV")],
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=1000)

    def __init__(self, data: Any, *, line: EstimateLine, stems: dict[int, uuid.UUID]) -> None:
        super().__init__(data)
        self.line, self.stems = line, stems
        cast(forms.ChoiceField, self.fields["task"]).choices = [
            ("", ""),
            ("kept", ""),
            *((str(pk), "") for pk in stems),
        ]
        cast(AlphabeticalChoice, self.fields["fund"]).queryset = funds_offered(line.fund_id)
        cast(AlphabeticalChoice, self.fields["code"]).queryset = codes_offered(line.code_id)

    def clean(self) -> dict[str, Any]:
        """Empty factors are one, an empty norm nothing; the limits of the columns."""
        found = super().clean() or {}
        for name, empty, most in (("quantity", 1, 10**7), ("times", 1, 10**4), ("norm", 0, MOST)):
            value = found.get(name)
            found[name] = empty if value is None else value
            if found[name] > most:
                self.add_error(name, _("This is too large."))
        return found

    def fields_of_line(self) -> dict[str, Any]:
        """What `save_line` takes."""
        given = dict(self.cleaned_data)
        task = given.pop("task")
        return {
            **given,
            "stem": self.line.stem if task == "kept" else self.stems.get(int(task)) if task else None,
        }


class FrameForm(forms.Form):
    """How much a plan may cost."""

    amount = MoneyField(
        label=_("Amount in đồng"), help_text=_("All money that may be allocated under this plan.")
    )
    version = forms.IntegerField(min_value=0, max_value=GREATEST, widget=forms.HiddenInput)


class SheetForm(forms.Form):
    """A spreadsheet of lines."""

    file = forms.FileField(label=_("Excel sheet"), widget=FileButton(attrs={"accept": ".xlsx,.csv"}))
    version = forms.IntegerField(min_value=0, max_value=GREATEST, widget=forms.HiddenInput)


class VoucherForm(forms.Form):
    """A payment. The key names the form: sent twice, it is entered once."""

    line = forms.ModelChoiceField(label=_("Line of the estimate"), queryset=EstimateLine.objects.none())
    amount = MoneyField(label=_("Amount in đồng"))
    number = forms.CharField(label=_("Number of the voucher"), max_length=60)
    spent_on = DayField(label=_("Paid on"))
    what = forms.CharField(label=_("For what"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(
        label=_("Photo or file"), required=False, widget=FileButton(attrs={"accept": "image/*,.pdf,.docx,.xlsx"}),
        help_text=_("Invoice, receipt or payment order. A photo from the phone will do."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField[EstimateLine], self.fields["line"])
        field.queryset = lines
        field.label_from_instance = _line_label  # type: ignore[method-assign,assignment]

    def payment(self) -> Payment:
        """What `enter_voucher` takes."""
        given = self.cleaned_data
        file = given["file"]
        return Payment(
            number=given["number"], spent_on=given["spent_on"], amount=given["amount"], what=given["what"], key=given["key"],
            file=file or None, file_name=file.name if file else "",
        )  # fmt: skip


def _line_label(line: EstimateLine) -> str:
    left = grouped(line.remaining)
    return str(_("%(content)s (left: %(left)s)") % {"content": line.content[:90], "left": left})


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(forms.Form):
    """What allocating and adjusting ask for beside the amounts."""

    decision = forms.CharField(label=_("Number and day of the decision"), required=False, max_length=255)
    on = DayField(label=_("Counted from"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    confirmed = forms.BooleanField(label=_("Go beyond the frame of the plan"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=GREATEST, widget=forms.HiddenInput)


class NewLineForm(forms.Form):
    """A line that nobody foresaw."""

    content = forms.CharField(label=_("Content of spending"), max_length=1000)
    task = forms.TypedChoiceField(
        label=pgettext_lazy("plan", "Task"), required=False, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=TaskKind.choices, initial=TaskKind.OTHER)
    fund = AlphabeticalChoice(label=_("Source of funds"), queryset=FundSource.objects.none(), required=False)
    version = forms.IntegerField(min_value=0, max_value=GREATEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tasks: list[NamedTask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(task.pk, f"{task.label} {task.text}"[:110]) for task in tasks]
        cast(forms.TypedChoiceField, self.fields["task"]).choices = [("", _("of no single task")), *offered]
        cast(AlphabeticalChoice, self.fields["fund"]).queryset = funds_offered()


class FundForm(forms.Form):
    """A source of funds."""

    name = forms.CharField(label=_("Name"), max_length=200)


class CodeForm(forms.Form):
    """A budget code."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CodeKind.choices, initial=CodeKind.ITEM)
    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=255, required=False)


def task_choices(
    tasks: list[NamedTask], line: EstimateLine, named: dict[uuid.UUID | None, NamedTask]
) -> list[tuple[str, str, bool]]:
    """(value, label, chosen) of the tasks a line may name; one that is no longer offered stays chosen."""
    own = named.get(line.stem) if line.stem else None
    offered = {task.pk for task in tasks}
    rows = [
        (str(task.pk), f"{task.label} {task.text}"[:110], own is not None and own.pk == task.pk)
        for task in tasks
    ]
    if line.stem and (own is None or own.pk not in offered):
        rows.insert(
            0,
            ("kept", f"{own.label} {own.text}"[:110] if own else str(_("task of an earlier version")), True),
        )
    return rows
