"""Forms of delivery."""

from nhipcau.delivery.forms.evidence import EvidenceForm, ExtensionForm, ObligationEvidenceForm, ReasonForm
from nhipcau.delivery.forms.listing import FilterForm
from nhipcau.delivery.forms.reminders import RemindForm, RuleForm, ToldForm

__all__ = [
    "EvidenceForm",
    "ExtensionForm",
    "FilterForm",
    "ObligationEvidenceForm",
    "ReasonForm",
    "RemindForm",
    "RuleForm",
    "ToldForm",
]
