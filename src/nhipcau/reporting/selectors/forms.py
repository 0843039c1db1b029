"""Report forms as people look them up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.reporting.models import FormSection, FormVersion, Indicator, ReportForm, VersionState
from nhipcau.reporting.selectors.report import numbered


@dataclass(slots=True)
class OutlineSection:
    """A section of a form with its printed number and its indicators."""

    section: FormSection
    number: str
    indicators: list[Indicator] = field(default_factory=list)


def forms_seen_by(user: Person, *, on: dt.date) -> QuerySet[ReportForm]:
    """The forms of the system, and those of units on which, above which or below which this person holds a role."""
    roles = roles_of(user, on=on)
    if roles.everywhere:
        rows = ReportForm.objects.all()
    elif not roles:
        rows = ReportForm.objects.none()
    else:
        above = {step for path in roles.tops() for step in Unit.paths_to(path)}
        rows = ReportForm.objects.filter(
            Q(unit__isnull=True) | roles.units(prefix="unit__") | Q(unit__path__in=above)
        )
    return rows.select_related("unit", "current").order_by("-is_shipped", "is_closed", "name")


def with_counts(forms: QuerySet[ReportForm]) -> QuerySet[ReportForm]:
    """The same with how many indicators the version in use has and whether a draft is being written."""
    drafts = Count("versions", filter=Q(versions__state=VersionState.DRAFT), distinct=True)
    return forms.annotate(indicator_count=Count("current__indicators", distinct=True), draft_count=drafts)


def offered_forms(user: Person, *, on: dt.date) -> QuerySet[ReportForm]:
    """Those that are in use."""
    return forms_seen_by(user, on=on).filter(is_closed=False, current__isnull=False)


def version_of(form: ReportForm, ordinal: int | None) -> FormVersion | None:
    """The version asked for; else the one in use; else the draft."""
    versions = FormVersion.objects.filter(form=form).select_related("form__unit", "changed_by")
    if ordinal is not None:
        return versions.filter(ordinal=ordinal).first()
    return versions.order_by(F("current_of").asc(nulls_last=True), "-ordinal").first()


def outline_of(version: FormVersion) -> list[OutlineSection]:
    """Sections with their indicators, as the report shows them: two queries."""
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in Indicator.objects.filter(form_version=version).order_by("position"):
        indicators[row.section_id].append(row)
    sections = list(FormSection.objects.filter(form_version=version).order_by("position"))
    numbers = numbered(sections)
    return [OutlineSection(each, numbers[each.pk], indicators[each.pk]) for each in sections]
