"""`nhipcau audit verify`: compare the whole log with its chain of seals."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.audit.models import Seal
from nhipcau.audit.selectors import Fault, verify

SAYS = {
    "altered": gettext_lazy("Link %(position)s: the entry %(entry)s was altered."),
    "removed": gettext_lazy("Link %(position)s: the entry %(entry)s was removed."),
    "reordered": gettext_lazy(
        "Link %(position)s: the entry %(entry)s does not follow the link before it (reordered or inserted)."
    ),
    "cut": gettext_lazy("From link %(position)s on the chain was cut off (%(entry)s links)."),
}
SHORTEST = 16  # characters of a digest that tell chains apart


class Command(BaseCommand):
    """Finds entries of the log that were altered, removed or reordered."""

    help = "Check that no entry of the log was altered, removed or reordered."

    def add_arguments(self, parser: CommandParser) -> None:
        """A digest noted down outside the system makes even a rebuilt chain visible."""
        parser.add_argument(
            "--expect", default="", help="a digest noted down earlier, which must still be in the chain"
        )

    def handle(self, *args: Any, expect: str = "", **options: Any) -> None:
        """Print the verdict; the exit code is 1 where something is wrong."""
        with translation.override(translation.get_language() or "vi"):
            if expect and len(expect) < SHORTEST:
                raise CommandError(
                    _("Give at least %(count)s characters of the digest: fewer are found by chance.")
                    % {"count": SHORTEST}
                )
            verdict = verify()
            wrong = [told(fault) for fault in verdict.faults]
            if expect and not Seal.objects.filter(digest__startswith=expect.lower()).exists():
                wrong.append(
                    _("The digest %(digest)s is not in the chain: the log was rebuilt.") % {"digest": expect}
                )
            if wrong:
                raise CommandError("\n".join([_("The log was tampered with:"), *wrong]))
            self.stdout.write(
                _("The log is sound: %(length)s entries. Digest to note down: %(digest)s")
                % {"length": verdict.length, "digest": verdict.digest or "–"}
            )
            if verdict.waiting:
                self.stdout.write(_("%(count)s entries wait for their seal.") % {"count": verdict.waiting})


def told(fault: Fault) -> str:
    """A fault as a sentence."""
    return str(SAYS[fault.code] % {"position": fault.position, "entry": fault.entry})
