"""The choices a form is made of: what an indicator is, where it comes from, how many reports make one figure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cadence(models.TextChoices):
    """How often a form is reported on."""

    HALF_YEAR = "half-year", _("Half-year")
    YEAR = "year", _("Annual")
    AD_HOC = "ad-hoc", _("Ad hoc")


class IndicatorType(models.TextChoices):
    """What kind of answer an indicator takes.

    SHARE has a numerator (`value`) and a denominator (`of`), kept apart so that shares of many units are never averaged blindly.
    """

    NUMBER = "number", _("Number")
    MONEY = "money", _("Money (đồng)")
    SHARE = "share", _("So many out of so many")
    YES_NO = "yes-no", _("Yes or no")
    LIST = "list", _("List")


class Filling(models.TextChoices):
    """Where the figure of a unit comes from. What was counted is kept beside the figure (`FigureSource`)."""

    HAND = "hand", _("Entered by the unit")
    PIECES = "pieces", _("Pieces handed in as evidence")
    FIGURES = "figures", _("Figures named in evidence")
    TASKS = "tasks", _("Tasks with evidence")
    DUTIES = "duties", _("Duties done, out of all that fell due")
    NOTES = "notes", _("Notes and links of evidence, as a list")
    ALLOCATED = "allocated", _("Money allocated")
    SPENT = "spent", _("Money spent by vouchers")


class Gathering(models.TextChoices):
    """How the figures of many reports become one."""

    SUM = "sum", _("Sum")
    LAST = "last", _("The latest")
    AVERAGE = "average", _("Average")
    DISTINCT = "distinct", _("Different entries, counted once")
    SHARE = "share", _("Numerators and denominators added up")
    COUNT_YES = "count-yes", _("How many said yes")


class SectionFilling(models.TextChoices):
    """Where the text of a section comes from."""

    HAND = "hand", _("Written by the unit")
    RESULTS = "results", _("What was done, by task")
    LACKING = "lacking", _("What is late or not done")
    AHEAD = "ahead", _("What comes in the next period")
    MONEY = "money", _("Money allocated and spent")
