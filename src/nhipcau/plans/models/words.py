"""The choices that drafts and adopted plans share. Their values are those of the reading contract."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Opens the last part of a path where a reviewer split a task: "#2" is the second piece.
PIECE = "#"
_SIGNS = {"-": "gạch ", "+": "dấu cộng ", "*": "dấu sao ", PIECE: ""}


def label_of(path: Sequence[str]) -> str:
    """Printed labels from the top as people cite them: "II.3.b"; "IV.8 (gạch 2)" is the second dash, "IV.8, đoạn 1" the first paragraph.

    "II.3.b (2)" is the second of the tasks that a reviewer made of one. A label is in the language of the document, not of the reader.
    """
    label = ""
    for part in path:
        if part.startswith("p-"):
            label += f"{', ' if label else ''}đoạn {part[2:]}"
        elif part[:1] in _SIGNS and part[1:].isdecimal():
            label += f" ({_SIGNS[part[0]]}{part[1:]})"
        else:
            label += f".{part}" if label else part
    return label.strip()


class TaskKind(models.TextChoices):
    """What sort of work a task orders."""

    REGULATION = "regulation", _("Drafting rules")
    PERSONNEL = "personnel", _("Staffing")
    TRAINING = "training", _("Training")
    PUBLICATION = "publication", _("Publication")
    PROGRAMME = "programme", _("Radio, television, video")
    PRESS = "press", _("Press")
    PORTAL = "portal", _("Web portal")
    EVENT = "event", _("Event")
    COMMUNICATION = "communication", _("Communication")
    CORRECTION = "correction", _("Correcting false reports")
    MONITORING = "monitoring", _("Following the press")
    REPORT = "report", _("Report")
    SECURITY = "security", _("Security")
    BUDGET = "budget", _("Budget")
    OTHER = "other", _("Other work")


class UnitRole(models.TextChoices):
    """What a unit has to do with a task."""

    LEAD = "lead", _("leads")
    COOP = "coop", _("coordinates")


class ScheduleKind(models.TextChoices):
    """How a task falls due."""

    BY = "by", _("By a date")
    WITHIN = "within", _("Within an interval")
    RECURRING = "recurring", _("So many times a period")
    ONGOING = "ongoing", _("All the time")


class Per(models.TextChoices):
    """The period of a recurring schedule."""

    MONTH = "month", pgettext_lazy("period", "month")
    QUARTER = "quarter", pgettext_lazy("period", "quarter")
    HALF_YEAR = "half-year", pgettext_lazy("period", "half-year")
    YEAR = "year", pgettext_lazy("period", "year")


class Language(models.TextChoices):
    """Languages that products are made in, as the reading contract writes them."""

    VI = "vi", _("Vietnamese")
    EN = "en", _("English")
    ZH = "zh", _("Chinese")
    KO = "ko", _("Korean")
    JA = "ja", _("Japanese")
    LO = "lo", _("Lao")
    KM = "km", _("Khmer")
    RAD = "rad", _("Êđê")
    CMO = "cmo", _("M'Nông")
    JRA = "jra", _("Gia Rai")
    KPM = "kpm", _("Cơ Ho")
    SED = "sed", _("Xê Đăng")
    BDQ = "bdq", _("Ba Na")
    HMN = "hmn", _("H'Mông")
