"""Report forms: looked up, copied as one's own, changed as a draft, put into use."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import roles_of
from nhipcau.reporting.forms.editing import CopyForm, HeadForm, IndicatorForm, SectionForm
from nhipcau.reporting.models import FormSection, FormVersion, Indicator, ReportForm, VersionState
from nhipcau.reporting.policies import KEEPERS, may_edit_form, may_see_forms
from nhipcau.reporting.selectors.forms import forms_seen_by, outline_of, version_of, with_counts
from nhipcau.reporting.services.form_editing import (
    begin_draft,
    close_form,
    copy_form,
    move_row,
    publish,
    remove_row,
    save_head,
    save_indicator,
    save_section,
)
from nhipcau.reporting.services.shipping import INDICATOR_FIELDS, SECTION_FIELDS


class FormsScreen(Screen):
    """All forms in sight."""

    template_name = "reporting/forms.html"
    page_title = gettext_lazy("Report forms")
    header_icon = "list-ul"

    def allowed(self) -> bool:
        """Everybody with a role."""
        return may_see_forms(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below reports."""
        return [(reverse("reporting:index"), _("Reports"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The forms."""
        rows = list(with_counts(forms_seen_by(self.request.user, on=self.on)))
        return super().get_context_data(rows=rows, **kwargs)


class OfForm:
    """The form in the address, and the version that is looked at (`ban` in the address)."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def form_row(self) -> ReportForm:
        """Not found where it is not in sight."""
        found = forms_seen_by(self.request.user, on=clock.today()).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def may_edit(self) -> bool:
        """Whether this person may change it."""
        return may_edit_form(self.request.user, self.form_row, on=clock.today())

    @cached_property
    def draft(self) -> FormVersion:
        """The draft; not found where there is none."""
        found = FormVersion.objects.filter(form=self.form_row, state=VersionState.DRAFT).first()
        if found is None:
            raise Http404
        return found


class FormVersionScreen(OfForm, Screen):
    """A version of a form: its outline with every rule in words; the draft with its buttons."""

    template_name = "reporting/form.html"
    page_title = gettext_lazy("Report form")
    header_icon = "list-ul"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the forms."""
        return [(reverse("reporting:index"), _("Reports")), (reverse("reporting:forms"), _("Report forms"))]

    @cached_property
    def version(self) -> FormVersion:
        """The version asked for."""
        found = version_of(self.form_row, number_in(self.request.GET.get("ban", "")))
        if found is None:
            raise Http404
        return found

    def refused_address(self) -> str:
        """Back to this version."""
        return self.request.get_full_path()

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed."""
        sent, now = request.POST, clock.now()
        said: dict[str, Any] = {"user": request.user, "now": now}
        own = reverse("reporting:form", args=[pk])
        match sent.get("do", "").partition(":"):
            case ("begin", _sep, _key):
                draft = begin_draft(**said, form=self.form_row)
                return redirect(f"{own}?ban={draft.ordinal}")
            case ("close" | "reopen" as deed, _sep, _key):
                close_form(**said, form=self.form_row, is_closed=deed == "close")
                return redirect(own)
            case ("publish", _sep, _key):
                publish(**said, draft=self.draft, version=number_in(sent.get("version", "")) or 0)
                messages.success(request, _("The form is in use for rounds to come."))
                return redirect(own)
            case (("remove" | "up" | "down") as deed, _sep, key):
                kind, _dot, row = key.partition(".")
                said |= {
                    "draft": self.draft,
                    "version": number_in(sent.get("version", "")) or 0,
                    "kind": kind,
                    "row": number_in(row) or 0,
                }
                if deed == "remove":
                    remove_row(**said)
                else:
                    move_row(**said, up=deed == "up")
                return redirect(f"{own}?ban={self.draft.ordinal}#{kind}-{row}")
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outline."""
        version = self.version
        roles = roles_of(self.request.user, on=self.on)
        return super().get_context_data(
            form_row=self.form_row, version=version, outline=outline_of(version), may_edit=self.may_edit,
            edits=self.may_edit and version.state == VersionState.DRAFT, may_copy=bool(roles.names & KEEPERS),
            versions=list(self.form_row.versions.order_by("-ordinal")), **kwargs,
        )  # fmt: skip


class CopyScreen(OfForm, FormScreen):
    """A form of one's own."""

    page_title = gettext_lazy("Copy the form as one's own")
    header_icon = "copy"
    form_class = CopyForm
    submit_label = gettext_lazy("Copy")

    def allowed(self) -> bool:
        """Who keeps units."""
        return bool(roles_of(self.request.user, on=self.on).names & KEEPERS)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the form."""
        return [
            (reverse("reporting:forms"), _("Report forms")),
            (reverse("reporting:form", args=[self.form_row.pk]), self.form_row.name),
        ]

    def form_arguments(self) -> dict[str, Any]:
        """Its name and the unit one keeps."""
        held = [each.unit_id for each in roles_of(self.request.user, on=self.on).held if each.role in KEEPERS]
        unit = Unit.objects.filter(pk__in=held).order_by("depth", "pk").first()
        return {"initial": {"name": self.form_row.name, "unit": unit}}

    def save(self, form: CopyForm) -> str:
        """Copy the version in use."""
        version = version_of(self.form_row, number_in(self.request.GET.get("ban", "")))
        if version is None:
            raise Http404
        data = form.cleaned_data
        made = copy_form(
            user=self.request.user, version=version, unit=data["unit"], name=data["name"], now=clock.now()
        )
        return reverse("reporting:form", args=[made.pk])


class EditScreen(OfForm, FormScreen):
    """What the forms of a draft share."""

    template_name = "reporting/form_edit.html"
    header_icon = "edit"

    def allowed(self) -> bool:
        """Who keeps the owning unit."""
        return self.may_edit

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the form."""
        return [(reverse("reporting:forms"), _("Report forms")), (self.back(), self.form_row.name)]

    def back(self, anchor: str = "") -> str:
        """The draft."""
        own = reverse("reporting:form", args=[self.form_row.pk])
        return f"{own}?ban={self.draft.ordinal}{anchor}"

    def said(self, form: Any) -> dict[str, Any]:
        """What every service asks for."""
        return {
            "user": self.request.user,
            "draft": self.draft,
            "version": form.cleaned_data["version"],
            "now": clock.now(),
        }


class HeadScreen(EditScreen):
    """Name, basis, subject."""

    page_title = gettext_lazy("Name and subject of the form")
    form_class = HeadForm

    def form_arguments(self) -> dict[str, Any]:
        """As they are."""
        row = self.form_row
        return {"initial": {
            "version": self.draft.version, "name": row.name, "cadence": row.cadence, "legal_basis": row.legal_basis, "subject": self.draft.subject,
        }}  # fmt: skip

    def save(self, form: HeadForm) -> str:
        """Save them."""
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        save_head(**self.said(form), **data)
        return self.back()


class SectionScreen(EditScreen):
    """A section, new or old."""

    page_title = gettext_lazy("Section of the form")
    form_class = SectionForm

    @cached_property
    def section(self) -> FormSection | None:
        """The section in the address."""
        pk = self.kwargs.get("section")
        if pk is None:
            return None
        found = FormSection.objects.filter(form_version=self.draft, pk=pk).first()
        if found is None:
            raise Http404
        return found

    def form_arguments(self) -> dict[str, Any]:
        """As it is."""
        values = {name: getattr(self.section, name) for name in SECTION_FIELDS} if self.section else {}
        return {"initial": {"version": self.draft.version, **values}}

    def save(self, form: SectionForm) -> str:
        """Save it."""
        pk = self.section.pk if self.section else None
        saved = save_section(**self.said(form), section=pk, fields=form.fields_given())
        return self.back(f"#section-{saved.pk}")


class IndicatorScreen(EditScreen):
    """An indicator, new or old."""

    page_title = gettext_lazy("Indicator of the form")
    form_class = IndicatorForm

    @cached_property
    def indicator(self) -> Indicator | None:
        """The indicator in the address."""
        pk = self.kwargs.get("indicator")
        if pk is None:
            return None
        found = Indicator.objects.filter(form_version=self.draft, pk=pk).first()
        if found is None:
            raise Http404
        return found

    def form_arguments(self) -> dict[str, Any]:
        """As it is."""
        if self.indicator is None:
            return {"initial": {"version": self.draft.version}}
        values = {name: getattr(self.indicator, name) for name in INDICATOR_FIELDS}
        for name in ("minimum", "maximum"):
            values[name] = "" if values[name] is None else grouped(values[name])
        return {
            "initial": {"version": self.draft.version, **values, "words": "\n".join(self.indicator.words)}
        }

    def save(self, form: IndicatorForm) -> str:
        """Save it."""
        section = FormSection.objects.filter(form_version=self.draft, pk=self.kwargs["section"]).first()
        if section is None:
            raise Http404
        pk = self.indicator.pk if self.indicator else None
        saved = save_indicator(
            **self.said(form), section=section.pk, indicator=pk, fields=form.fields_given()
        )
        return self.back(f"#indicator-{saved.pk}")
