"""Screens of notices: one's own; for administrators all that went out, and the wordings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.notices import selectors, services
from nhipcau.notices.forms import OutboxForm, WordingForm
from nhipcau.notices.kinds import Kind, all_kinds
from nhipcau.notices.models import Notice
from nhipcau.notices.policies import may_keep_notices
from nhipcau.notices.selectors import OutboxFilter, Text, Wordings
from nhipcau.notices.services.sending import REPEATABLE
from nhipcau.notices.wording import BadWording

PER_PAGE = 50
INBOX = _("Notices")
OUTBOX = _("Sent notices")
WORDINGS = _("Wording of notices")


class InboxScreen(Screen):
    """What this person was told."""

    template_name = "notices/inbox.html"
    page_title = INBOX
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page, the newest first."""
        unread = self.request.GET.get("xem") == "chua-doc"
        rows = selectors.own_notices(self.request.user, unread=unread)
        return super().get_context_data(
            page=Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p")),
            only_unread=unread,
            unread=selectors.unread_count(self.request.user),
            may_keep=may_keep_notices(self.request.user),
            **kwargs,
        )


class NoticeScreen(Screen):
    """One notice; looking at it is reading it."""

    template_name = "notices/notice.html"
    page_title = _("Notice")
    header_icon = "mail"

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list."""
        return [(reverse("notices:index"), INBOX)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The notice, if it is this person's."""
        notice = selectors.own_notice(self.request.user, self.kwargs["pk"])
        if notice is None:
            raise Http404
        services.mark_read(user=self.request.user, notices=[notice.pk], now=clock.now())
        return super().get_context_data(notice=notice, **kwargs)


class AllReadScreen(Screen):
    """A button: everything was read, or the ticked ones."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Mark and go back."""
        if "all" in request.POST:
            services.mark_all_read(user=request.user, now=clock.now())
        else:
            chosen = [int(key) for key in request.POST.getlist("notice") if key.isdecimal() and len(key) < 19]
            services.mark_read(user=request.user, notices=chosen, now=clock.now())
        return redirect("notices:index")


class KeepersScreen(Screen):
    """What the screens of administrators share."""

    header_icon = "mail"

    def allowed(self) -> bool:
        """Administrators."""
        return may_keep_notices(self.request.user)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of what went out."""
        return [(reverse("notices:outbox"), OUTBOX)]


class OutboxScreen(KeepersScreen):
    """Who was told what, and when."""

    template_name = "notices/outbox.html"
    page_title = OUTBOX

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        form = OutboxForm(self.request.GET or None)
        wanted = form.wanted() if form.is_bound else OutboxFilter()
        page = Paginator(selectors.outbox(self.request.user, wanted), PER_PAGE)
        return super().get_context_data(
            form=form,
            page=page.get_page(self.request.GET.get("p")),
            labels={name: kind.label for name, kind in all_kinds().items()},
            troubled=selectors.troubled(self.request.user),
            by_server=bool(settings.EMAIL_HOST),
            folder=settings.NHIPCAU_MAIL_FOLDER,
            **kwargs,
        )


class OutNoticeScreen(KeepersScreen):
    """One notice with its letter; a button sends the letter again."""

    template_name = "notices/out.html"
    page_title = _("Sent notice")

    @cached_property
    def notice(self) -> Notice:
        """The notice."""
        found = selectors.out_notice(self.request.user, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send again."""
        services.send_again(user=request.user, notice=self.notice, now=clock.now())
        messages.success(request, gettext("The letter waits to be sent again."))
        return redirect(reverse("notices:out", args=[self.notice.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The notice and what can be done."""
        sending = getattr(self.notice, "sending", None)
        kind = all_kinds().get(self.notice.kind)
        return super().get_context_data(
            notice=self.notice,
            sending=sending,
            kind=kind.label if kind else self.notice.kind,
            repeatable=sending is not None and sending.state in REPEATABLE,
            **kwargs,
        )


class WordingsScreen(KeepersScreen):
    """Every kind of notice and its wordings."""

    template_name = "notices/wordings.html"
    page_title = WORDINGS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Kinds by languages."""
        own = selectors.reworded()
        rows = [
            (kind, [(code, name, (kind.name, code) in own) for code, name in settings.LANGUAGES])
            for kind in selectors.kinds_in_order()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class OneWording(KeepersScreen):
    """A screen about the wording in the address."""

    @cached_property
    def kind(self) -> Kind:
        """The kind."""
        kind = all_kinds().get(self.kwargs["kind"])
        if kind is None or self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return kind

    @property
    def language(self) -> str:
        """The code of the language."""
        return str(self.kwargs["language"])

    def address(self) -> str:
        """The page of the wording."""
        return reverse("notices:wording", args=[self.kind.name, self.language])

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The lists."""
        return [*super().crumbs(), (reverse("notices:wordings"), WORDINGS)]


class WordingScreen(OneWording, FormScreen):
    """Edit a wording in one language, with a preview on a sample."""

    template_name = "notices/wording.html"
    page_title = _("Wording of a notice")
    form_class = WordingForm

    @cached_property
    def text(self) -> Text:
        """The wording in force."""
        return Wordings(self.kind).of(self.language)

    def form_arguments(self) -> dict[str, Any]:
        """What is in force, and when it was changed."""
        seen = self.text.changed_at.isoformat() if self.text.changed_at else ""
        return {"initial": {"subject": self.text.subject, "body": self.text.body, "seen": seen}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what was typed as people would read it, or save it."""
        if "preview" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.form()))
        return super().post(request, *args, **kwargs)

    def save(self, form: WordingForm) -> str:
        """Save the wording."""
        given = form.cleaned_data
        services.reword(
            user=self.request.user, kind=self.kind.name, language=self.language, subject=given["subject"],
            body=given["body"], seen=_moment(given["seen"]), now=clock.now(),
        )  # fmt: skip
        messages.success(self.request, gettext("Saved. Notices from now on are worded like this."))
        return self.address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the preview, and the names that can be used."""
        context = super().get_context_data(**{**kwargs, "kind": self.kind, "text": self.text})
        form = context["form"]
        shown = self.text
        if form.is_bound:
            shown = Text(str(form.data.get("subject", "")), str(form.data.get("body", "")))
        try:
            context["preview"] = selectors.filled(shown, self.language, self.kind.names)
        except BadWording as error:
            context["fault"] = error.message
        return {
            **context,
            "language": self.language,
            "language_name": dict(settings.LANGUAGES)[self.language],
            "others": [each for each in settings.LANGUAGES if each[0] != self.language],
            "names": _names(self.kind),
        }


class DefaultScreen(OneWording):
    """A button: back to the program's wording."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go back to it."""
        services.default_again(
            user=request.user, kind=self.kind.name, language=self.language, now=clock.now()
        )
        messages.success(request, gettext("The program's own wording is used again."))
        return redirect(self.address())


def _moment(written: str) -> dt.datetime | None:
    try:
        return parse_datetime(written) if written else None
    except ValueError:
        return None


def _names(kind: Kind) -> list[tuple[str, Any, list[tuple[str, Any]]]]:
    """The names a wording may use: name, sample, and for a list the names of its entries."""
    return [
        (
            name,
            "" if isinstance(value, list) else value,
            [(each, _told(one)) for each, one in _entry(value).items()],
        )
        for name, value in kind.names.items()
    ]


def _entry(value: Any) -> dict[str, Any]:
    return value[0] if isinstance(value, list) and value else {}


def _told(value: Any) -> Any:
    """A sample; of a list within an entry, the names of its own entries with theirs."""
    return (
        " · ".join(f"{{{name}}} {one}" for name, one in _entry(value).items())
        if isinstance(value, list)
        else value
    )
