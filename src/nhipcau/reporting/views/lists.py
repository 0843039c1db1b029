"""The list of reports: mine, those to approve, the rounds I keep, and the dates for which nothing was asked yet."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.screens import Screen
from nhipcau.organisations.policies import Roles, roles_of
from nhipcau.plans.models import ReportingDate
from nhipcau.reporting.models import COUNTED
from nhipcau.reporting.policies import DECIDERS, may_open_some_cycle
from nhipcau.reporting.selectors.cycles import cycles_kept, dates_to_ask_for, own_reports, reports_to_approve

MOST = 200
MOST_DATES = 20


class IndexScreen(Screen):
    """Reports of one's units, those to approve, and the rounds one keeps."""

    template_name = "reporting/index.html"
    page_title = _("Reports")
    header_icon = "form"

    @cached_property
    def roles(self) -> Roles:
        """The roles of today."""
        return roles_of(self.request.user, on=self.on)

    def allowed(self) -> bool:
        """Everybody with a role."""
        return bool(self.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four lists; each is empty for who has no part in it."""
        approving = list(reports_to_approve(self.roles)[:MOST])
        own = [each for each in own_reports(self.roles)[:MOST] if each not in approving]
        waiting = [each for each in own if each.state not in COUNTED and each.cycle.closed_at is None]
        return super().get_context_data(
            waiting=waiting,
            handed_in=[each for each in own if each not in waiting],
            approving=approving,
            kept=list(cycles_kept(self.roles)[:MOST]),
            dates=self._dates() if may_open_some_cycle(self.request.user, on=self.on) else [],
            may_ask=may_open_some_cycle(self.request.user, on=self.on),
            is_keeper=bool(self.roles.names & DECIDERS),
            **kwargs,
        )

    def _dates(self) -> list[ReportingDate]:
        """Reporting dates for which nobody has asked yet: of plans this person looks after, or whose reports go to a unit led here."""
        return dates_to_ask_for(self.roles)[:MOST_DATES]
