"""`nhipcau manage set_up_country`: all provinces from the catalogue, for a ministry."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.models import Unit
from nhipcau.organisations.services import set_up_country


class Command(BaseCommand):
    """Make the 34 provinces with their bodies, communes and what they were before; safe to run again."""

    help = "Set up all provinces and communes of the country from the catalogue; what is there already stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who does it, and below which unit."""
        parser.add_argument(
            "--user", default="", help="user name of an administrator; the only superuser if left out"
        )
        parser.add_argument(
            "--below", default="", help="code of the unit the provinces stand below, such as a ministry's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many units were made."""
        user, above = self._user(options["user"]), self._above(options["below"])
        with translation.override("vi"):
            try:
                made = set_up_country(user=user, now=clock.now(), above=above)
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            except PermissionDenied as refusal:
                raise CommandError(f"{user} may not enter units there.") from refusal
        self.stdout.write(
            f"{made['province']} provinces, {made['body']} standing bodies, {made['commune']} communes, "
            f"{made['past']} closed units of before"
        )

    def _user(self, name: str) -> User:
        found = User.objects.filter(is_active=True)
        people = list(found.filter(username=name) if name else found.filter(is_superuser=True)[:2])
        if len(people) != 1:
            raise CommandError("Name the administrator who does it with --user.")
        return people[0]

    def _above(self, code: str) -> Unit | None:
        if not code:
            return None
        unit: Unit | None = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(f"There is no unit with the code {code}.")
        return unit
