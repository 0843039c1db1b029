"""Money in the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nhipcau.budget import urls
from nhipcau.budget.models import BudgetCode, Estimate, FundSource
from nhipcau.budget.policies import may_look
from nhipcau.budget.services import notices
from nhipcau.kernel import clock
from nhipcau.notices.services import Kind

ACTIONS = (
    ("budget.set_frame", _("Set the frame of the budget"), _("Frame of the budget set")),
    ("budget.open_estimate", _("Begin an estimate"), _("Estimate begun")),
    ("budget.edit_estimate", _("Write an estimate"), _("Estimate changed")),
    ("budget.import_lines", _("Import lines of an estimate"), _("Lines of the estimate imported")),
    ("budget.submit_estimate", _("Hand an estimate in"), _("Estimate handed in")),
    (
        "budget.ask_leader",
        _("Ask the leader to hand an estimate in"),
        _("Leader asked to hand the estimate in"),
    ),
    ("budget.take_estimate_back", _("Take an estimate back"), _("Estimate taken back")),
    ("budget.return_estimate", _("Return an estimate"), _("Estimate returned")),
    ("budget.appraise_line", _("Appraise a line"), _("Line of the estimate appraised")),
    ("budget.accept_rest", _("Accept all other lines"), _("All other lines of the estimate accepted")),
    ("budget.finish_appraisal", _("Finish an appraisal"), _("Estimate appraised")),
    ("budget.reopen_appraisal", _("Take an appraisal up again"), _("Appraisal taken up again")),
    ("budget.allocate", _("Allocate money"), _("Money allocated")),
    ("budget.adjust", _("Adjust an allocation"), _("Allocation adjusted")),
    ("budget.add_line_in_year", _("Add a line in the year"), _("Line added in the year")),
    ("budget.enter_voucher", _("Enter a voucher"), _("Voucher entered")),
    ("budget.withdraw_voucher", _("Withdraw a voucher"), _("Voucher withdrawn")),
    ("budget.open_settlement", _("Begin a settlement"), _("Settlement begun")),
    ("budget.save_settlement", _("Write a settlement"), _("Settlement changed")),
    ("budget.submit_settlement", _("Hand a settlement in"), _("Settlement handed in")),
    ("budget.take_settlement_back", _("Take a settlement back"), _("Settlement taken back")),
    ("budget.return_settlement", _("Return a settlement"), _("Settlement returned")),
    ("budget.approve_settlement", _("Approve a settlement"), _("Settlement approved")),
    ("budget.keep_lists", _("Keep the lists of money"), _("List of funds or codes changed")),
)


class BudgetMenuItem(MenuItem):
    """Shown to whoever has to do with money."""

    def is_shown(self, request: HttpRequest) -> bool:
        """One query a page."""
        return may_look(request.user, on=clock.today())


@hooks.register("register_admin_urls")
def budget_urls() -> list[Any]:
    """Screens of money."""
    return [path("kinh-phi/", include((urls, "budget")))]


@hooks.register("register_admin_menu_item")
def budget_menu() -> MenuItem:
    """The entry in the menu, after what is owed."""
    return BudgetMenuItem(
        _("Money"), reverse_lazy("budget:index"), name="budget", icon_name="table", order=450
    )


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls an estimate, a source of funds, a code."""
    if kind == "budget.estimate":
        rows = Estimate.objects.filter(pk__in=keys).values_list("pk", "unit__name", "plan__number")
        return {
            pk: (f"{unit} · {number}".strip(" ·"), reverse("budget:estimate", args=[pk]))
            for pk, unit, number in rows
        }
    address = reverse("budget:lists")
    if kind == "budget.fundsource":
        return {row.pk: (str(row), address) for row in FundSource.objects.filter(pk__in=keys)}
    if kind == "budget.budgetcode":
        return {row.pk: (str(row), address) for row in BudgetCode.objects.filter(pk__in=keys)}
    return {}


@hooks.register("register_notice_kinds")
def notice_kinds() -> list[Kind]:
    """What units are told of their money."""
    return list(notices.KINDS)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of money."""
    for action, label, message in ACTIONS:
        actions.register_action(action, label, message)
