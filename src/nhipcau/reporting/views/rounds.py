"""What screens about one round share: the round in the address, the roles of the person, its filters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.screens import Screen
from nhipcau.organisations.policies import Roles, roles_of
from nhipcau.reporting.models import ReportCycle
from nhipcau.reporting.policies import may_keep_cycle
from nhipcau.reporting.selectors.matrix import seen_cycle

LONGEST_SEARCH = 100


class OfRound:
    """The round in the address; not found where nothing of it is in sight."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def day(self) -> dt.date:
        """Today."""
        return clock.today()

    @cached_property
    def roles(self) -> Roles:
        """The roles of this person today: one query."""
        return roles_of(self.request.user, on=self.day)

    @cached_property
    def cycle(self) -> ReportCycle:
        """The round."""
        found = seen_cycle(self.roles, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    @property
    def searched(self) -> str:
        """The words in the address."""
        return self.request.GET.get("q", "").strip()[:LONGEST_SEARCH]


class RoundScreen(OfRound, Screen):
    """A screen about one round."""

    header_icon = "form"

    def allowed(self) -> bool:
        """Everybody with a role; the round itself is found only where it is in sight."""
        return bool(self.roles)

    @cached_property
    def keeps(self) -> bool:
        """Whether this person looks after the round."""
        return may_keep_cycle(self.request.user, self.cycle, on=self.on)

    def own_address(self) -> str:
        """The matrix of the round."""
        return reverse("reporting:matrix", args=[self.cycle.pk])

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of reports and the round."""
        return [(reverse("reporting:index"), _("Reports")), (self.own_address(), self.cycle.title)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round is in every template as `cycle`."""
        return super().get_context_data(**{"cycle": self.cycle, "keeps": self.keeps, **kwargs})
