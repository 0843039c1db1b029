"""The frame that a plan gives, and the lists that lines of an estimate choose from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models import Plan


class BudgetFrame(models.Model):
    """How much a plan may cost in all: read from the plan ("Tổng kinh phí 2.278.000.000 đồng") or entered. `version` guards it."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="budget_frame")
    amount = models.PositiveBigIntegerField(_("amount in đồng"))
    printed = models.CharField(_("as printed"), max_length=500, blank=True)
    is_read = models.BooleanField(_("read from the plan"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("frame of a plan's budget")
        verbose_name_plural = _("frames of plans' budgets")
        ordering = ["plan_id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="budget_frame_is_positive")]

    def __str__(self) -> str:
        return str(self.amount)


class FundSource(models.Model):
    """Where money comes from: the province's budget, a programme, a sponsor. Closed ones stay for the lines that name them."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    is_closed = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        verbose_name = _("source of funds")
        verbose_name_plural = _("sources of funds")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CodeKind(models.TextChoices):
    """The levels of the budget index (mục lục ngân sách nhà nước, Thông tư 324/2016/TT-BTC), and an office's own codes."""

    CHAPTER = "chapter", _("Chapter")
    CATEGORY = "category", _("Category and clause")
    ITEM = "item", _("Item and sub-item")
    OWN = "own", _("Own code")


class BudgetCode(models.Model):
    """A code that offices enter themselves: the index changes, and no list of it ships with the system."""

    kind = models.CharField(_("kind"), max_length=8, choices=CodeKind, default=CodeKind.ITEM)
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=255, blank=True)
    is_closed = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        verbose_name = _("budget code")
        verbose_name_plural = _("budget codes")
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="budget_code_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()
