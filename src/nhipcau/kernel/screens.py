"""The frame of a screen: what every room's own views share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.fields import name_what_is_missing


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """A page inside the shell. Set `template_name`, `page_title`, `header_icon`; override `crumbs` and `allowed`.

    A service's refusal becomes a message on the page the person came from; a policy's no becomes Wagtail's page for it.
    """

    template_name = "nhipcau/base_screen.html"
    page_title: str | Promise = ""
    header_icon = ""

    @cached_property
    def on(self) -> dt.date:
        """The day of this request."""
        return clock.today()

    def allowed(self) -> bool:
        """Whether this person may open the screen: ask the room's policies with `self.request.user` and `self.on`."""
        return True

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """(address, label) of the screens between home and this one."""
        return []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask the policy, then answer; refusals are told, never traced."""
        if request.method in {"GET", "HEAD"} and request.user.is_authenticated:
            request.user.kept_by_day = {}
        if not self.allowed():
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.refused_address())

    def refused_address(self) -> str:
        """Where a refused request goes: back to this screen after a POST, home after a GET."""
        return self.request.get_full_path() if self.request.method == "POST" else "wagtailadmin_home"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Wagtail's list of breadcrumbs."""
        middle = [{"url": address, "label": label} for address, label in self.crumbs()]
        return [*self.breadcrumbs_items, *middle, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day is in every template as `on`."""
        return {"on": self.on, **super().get_context_data(**kwargs)}


class FormScreen(Screen):
    """A screen with one form: set `form_class`; do the work in `save(form)`, which returns the address to go to."""

    form_class: type[Any]
    template_name = "nhipcau/form_screen.html"
    submit_label: str | Promise = _("Save")

    def form(self) -> Any:
        """The form, bound on POST."""
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        form = self.form_class(*sent, **self.form_arguments())
        name_what_is_missing(form)
        return form

    def form_arguments(self) -> dict[str, Any]:
        """More arguments of the form, such as `initial`."""
        return {}

    def save(self, form: Any) -> str:
        """Call one service with the form's clean data."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save what is valid; show what is not; a refusal stays beside what was typed."""
        form = self.form()
        if form.is_valid():
            try:
                return redirect(self.save(form))
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the word on its button."""
        context = super().get_context_data(**kwargs)
        context.setdefault("form", None)
        context["form"] = context["form"] or self.form()
        context["submit_label"] = self.submit_label
        return context
