"""The roles people hold on units, steering committees, and invitations to an account."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role
from nhipcau.kernel.validity import Dated
from nhipcau.organisations.models.units import Unit

# Plans ask each unit for one leader and one officer; whoever stands in for them is a deputy.
ONE_A_UNIT = (Role.UNIT_LEADER.value, Role.UNIT_OFFICER.value)


class RoleHolding(Dated):
    """A person holds a role on a unit, and so on everything below it, from one day to another.

    A deputy has the same rights. On one day a unit has one leader and one focal officer who are no deputies.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_holdings")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="role_holdings")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    is_deputy = models.BooleanField(_("deputy"), default=False)

    class Meta(Dated.Meta):
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["unit_id", "role", "is_deputy", "pk"]
        indexes = [models.Index(fields=["role", "unit"], name="organisations_role_on_unit")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="organisations_role_open_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "role"],
                condition=models.Q(valid_to__isnull=True, is_deputy=False, role__in=ONE_A_UNIT),
                name="organisations_one_leader_one_officer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}, {self.unit}"


class SteeringCommittee(Dated):
    """A steering committee of an authority (Ban Chỉ đạo), with the body that is its secretariat."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="committees", verbose_name=_("authority"))
    name = models.CharField(_("name"), max_length=255)
    folded = models.CharField(max_length=255, editable=False, default="")
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    secretariat = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="secretariat_of",
        verbose_name=_("standing body"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("steering committee")
        verbose_name_plural = _("steering committees")
        ordering = ["unit_id", "name", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(name=""), name="organisations_committee_has_a_name"),
            models.UniqueConstraint(
                fields=["unit", "folded"],
                condition=models.Q(valid_to__isnull=True),
                name="organisations_committee_named_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteePost(models.TextChoices):
    """What a member does in a committee, in the order of a decision."""

    HEAD = "head", _("Head")
    STANDING_DEPUTY = "standing-deputy", _("Standing deputy head")
    DEPUTY = "deputy", _("Deputy head")
    MEMBER = "member", _("Member")
    SECRETARIAT = "secretariat", _("Secretariat")


class CommitteeMember(Dated):
    """A seat in a committee: the office that fills it (unit and position), and the account of who sits there, where known."""

    committee = models.ForeignKey(SteeringCommittee, models.CASCADE, related_name="members")
    post = models.CharField(_("post"), max_length=16, choices=CommitteePost, default=CommitteePost.MEMBER)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="committee_seats", verbose_name=_("unit"))
    position = models.CharField(_("position"), max_length=150, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committee_seats",
        verbose_name=_("person"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        ordering = ["committee_id", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(post__in=CommitteePost.values), name="organisations_seat_has_a_post"
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=models.Q(valid_to__isnull=True, post=CommitteePost.HEAD.value),
                name="organisations_committee_has_one_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}: {self.position or self.unit}"


class Invitation(models.Model):
    """A one-time link by which a person sets the first password of an account; only the digest of its secret is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("good until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="organisations_one_open_invitation",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("sent_at")),
                name="organisations_invitation_ends_later",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="organisations_invitation_used_or_revoked",
            ),
            models.CheckConstraint(
                condition=~models.Q(digest=""), name="organisations_invitation_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
