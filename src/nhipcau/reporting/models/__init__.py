"""Forms (`forms`), the rounds in which units report (`cycles`), reports and what they hold (`reports`), the accepted result (`frozen`), reminders."""

from nhipcau.reporting.models.cycles import CycleLevel, ReportCycle
from nhipcau.reporting.models.forms import FormSection, FormVersion, Indicator, ReportForm, VersionState
from nhipcau.reporting.models.frozen import ReportExport, ReportSnapshot
from nhipcau.reporting.models.reminders import ReportReminder
from nhipcau.reporting.models.reports import (
    COUNTED,
    WRITABLE,
    Deed,
    FigureSource,
    Report,
    ReportDeed,
    ReportFigure,
    ReportFile,
    ReportState,
    ReportText,
)
from nhipcau.reporting.models.words import Cadence, Filling, Gathering, IndicatorType, SectionFilling

__all__ = [
    "COUNTED", "WRITABLE", "Cadence", "CycleLevel", "Deed", "FigureSource", "Filling", "FormSection", "FormVersion", "Gathering",
    "Indicator", "IndicatorType", "Report", "ReportCycle", "ReportDeed", "ReportExport", "ReportFigure", "ReportFile", "ReportForm",
    "ReportReminder", "ReportSnapshot", "ReportState", "ReportText", "SectionFilling", "VersionState",
]  # fmt: skip
