"""What the screens of delivery share."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors
from nhipcau.delivery.models import Obligation
from nhipcau.kernel.screens import Screen
from nhipcau.organisations.policies import Roles, roles_of


class DeliveryScreen(Screen):
    """What the screens of delivery share."""

    header_icon = "tasks"

    @cached_property
    def roles(self) -> Roles:
        """The roles of this person today: one query."""
        return roles_of(self.request.user, on=self.on)

    def allowed(self) -> bool:
        """Everybody with a role; rows are narrowed to what each may see."""
        return bool(self.roles)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list."""
        return [(reverse("delivery:index"), _("Obligations"))]


class OneObligation(DeliveryScreen):
    """A screen about the obligation in the address; not found where this person may not see it."""

    @cached_property
    def obligation(self) -> Obligation:
        """The obligation."""
        found = selectors.seen_obligation(self.request.user, self.kwargs["pk"], on=self.on)
        if found is None:
            raise Http404
        return found

    def own_address(self) -> str:
        """The page of the obligation."""
        return reverse("delivery:obligation", args=[self.obligation.pk])

    def refused_address(self) -> str:
        """Back to the obligation."""
        return self.own_address()

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list and the obligation."""
        return [*super().crumbs(), (self.own_address(), Truncator(self.obligation.task.text).chars(60))]
