"""Inviting people from a spreadsheet: look first, then do it."""

from __future__ import annotations

import base64
import zlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms import InviteManyForm
from nhipcau.organisations.views.people import PeopleList

SHEET = "people-sheet"
SAMPLE = (
    "mã đơn vị,họ tên,chức vụ,e-mail,vai trò,cấp phó\r\n"
    "T-NGV,Nguyễn Văn Mẫu,Trưởng phòng,mau@example.vn,Cán bộ đầu mối,\r\n"
    "T-X1,Trần Thị Mẫu,Phó Chủ tịch,mau2@example.vn,Lãnh đạo phụ trách,x\r\n"
)


class InviteManyScreen(PeopleList, FormScreen):
    """A sheet is compared with the register and kept; a second click invites."""

    template_name = "organisations/invite_many.html"
    page_title = _("Invite from a spreadsheet")
    form_class = InviteManyForm
    submit_label = _("Show what would happen")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The confirmation invites what was kept."""
        if "confirm" not in request.POST:
            return super().post(request, *args, **kwargs)
        kept = request.session.pop(SHEET, None)
        if kept is None:
            messages.error(request, _("The sheet is no longer here; choose it again. Nobody was invited."))
            return redirect("people:invite_many")
        data = zlib.decompress(base64.b64decode(kept["data"]))
        sent = services.invite_people(user=request.user, data=data, name=kept["name"], now=clock.now())
        said = gettext("Invited: %(count)s. Roles for known accounts were given as the sheet says.")
        messages.success(request, said % {"count": len(sent)})
        if settings.EMAIL_HOST or not sent:
            return redirect("people:invitations")
        # No mail server carries the links: they are shown on this answer and nowhere else.
        links = [(each.invitation, request.build_absolute_uri(each.address)) for each in sent]
        answer = self.render_to_response(self.get_context_data(links=links))
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def save(self, form: Any) -> str:
        """Compare; keep the sheet for the second step."""
        sheet = form.cleaned_data["sheet"]
        data = sheet.read(services.MOST_BYTES + 1)
        services.preview_people(user=self.request.user, data=data, name=sheet.name, now=clock.now())
        packed = base64.b64encode(zlib.compress(data)).decode()
        self.request.session[SHEET] = {"name": sheet.name[:200], "data": packed}
        return reverse("people:invite_many")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comparison of the sheet that was kept, if any."""
        context = super().get_context_data(**kwargs)
        kept = self.request.session.get(SHEET)
        if kept and self.request.method == "GET":
            data = zlib.decompress(base64.b64decode(kept["data"]))
            context["preview"] = services.preview_people(
                user=self.request.user, data=data, name=kept["name"], now=clock.now()
            )
            context["sheet_name"] = kept["name"]
        return context


def sample_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet to fill in, with a byte order mark so that Excel reads the Vietnamese."""
    response = HttpResponse("\ufeff" + SAMPLE, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="nhan-su-mau.csv"'
    return response
