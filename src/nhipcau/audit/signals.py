"""Every log entry is sealed as it is written, whoever writes it; signing in and what protects it is logged."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver

from nhipcau.audit import services
from nhipcau.kernel import clock


@receiver(post_save, sender="wagtailcore.ModelLogEntry", dispatch_uid="seal a record's entry")
@receiver(post_save, sender="wagtailcore.PageLogEntry", dispatch_uid="seal a page's entry")
def seal_new_entry(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """After a page or model log entry was saved."""
    if created and not raw:
        services.seal(instance)


@receiver(user_logged_in, dispatch_uid="log a sign-in")
def log_sign_in(user: AbstractBaseUser, **kwargs: Any) -> None:
    """After the second factor, where there is one."""
    services.record(action="accounts.sign_in", user=user, target=user, now=clock.now())


@receiver(user_logged_out, dispatch_uid="log a sign-out")
def log_sign_out(user: AbstractBaseUser | None, **kwargs: Any) -> None:
    """Sessions that merely end leave no entry."""
    if user is not None:
        services.record(action="accounts.sign_out", user=user, target=user, now=clock.now())


@receiver(user_login_failed, dispatch_uid="log a failed sign-in")
def log_failed_sign_in(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Only for names that exist: people type passwords into the wrong field, and those must not be kept."""
    name = str(credentials.get("username") or credentials.get("login") or credentials.get("email") or "")
    people = get_user_model()._default_manager
    person = people.filter(username__iexact=name).first() or (
        people.filter(email__iexact=name).first() if name else None
    )
    if person is not None:
        services.record(action="accounts.sign_in_failed", user=None, target=person, now=clock.now())


@receiver(account_signals.password_changed, dispatch_uid="log a new password")
@receiver(account_signals.password_set, dispatch_uid="log a first password")
@receiver(account_signals.password_reset, dispatch_uid="log a reset password")
def log_password(user: AbstractBaseUser, **kwargs: Any) -> None:
    """However it was changed."""
    services.record(action="accounts.change_password", user=user, target=user, now=clock.now())


@receiver(mfa_signals.authenticator_added, dispatch_uid="log a new second factor")
def log_factor_added(user: AbstractBaseUser, authenticator: Any, **kwargs: Any) -> None:
    """An authenticator application, a passkey, recovery codes."""
    data = {"type": authenticator.type}
    services.record(action="accounts.add_second_factor", user=user, target=user, data=data, now=clock.now())


@receiver(mfa_signals.authenticator_removed, dispatch_uid="log a removed second factor")
def log_factor_removed(user: AbstractBaseUser, authenticator: Any, **kwargs: Any) -> None:
    """Removed by the person; resets by administrators are logged by their service."""
    data = {"type": authenticator.type}
    services.record(
        action="accounts.remove_second_factor", user=user, target=user, data=data, now=clock.now()
    )
