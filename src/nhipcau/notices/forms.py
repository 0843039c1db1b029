"""Forms of notices: what to look for among all that went out, and an administrator's wording."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.kernel.fields import DayField
from nhipcau.notices.models import SendingState
from nhipcau.notices.selectors import OutboxFilter, kinds_in_order
from nhipcau.notices.services.rewording import LONGEST_BODY, LONGEST_SUBJECT


class OutboxForm(forms.Form):
    """The filters of the list; they live in the address."""

    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("E-mail"),
        required=False,
        choices=[("", _("everything")), *SendingState.choices, ("none", _("in the application only"))],
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.name, kind.label) for kind in kinds_in_order()]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", _("everything")), *kinds]

    def wanted(self) -> OutboxFilter:
        """The filter; what cannot be understood is left out and shown as an error."""
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return OutboxFilter(**{name: said.get(name) or default for name, default in _EMPTY.items()})


_EMPTY: dict[str, Any] = {"who": "", "kind": "", "state": "", "since": None, "until": None}


class WordingForm(forms.Form):
    """Subject and text of a kind of notice in one language."""

    subject = forms.CharField(label=pgettext_lazy("letter", "Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
        help_text=_("Names in braces are filled in; everything else is sent as it stands."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
