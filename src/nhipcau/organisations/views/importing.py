"""Screens of the register's spreadsheets: import in two steps, what to correct, export."""

from __future__ import annotations

import base64
import zlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import FormScreen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations import services
from nhipcau.organisations.forms import ImportForm
from nhipcau.organisations.policies import may_import_units, may_see_register
from nhipcau.organisations.services import Preview
from nhipcau.organisations.sheet import errors_sheet, register_sheet
from nhipcau.organisations.views.units import UnitsScreen

SHEET = "units-sheet"
SHOWN = 200
SAMPLE = (
    "Mã,Tên,Tên viết tắt,Mã cấp trên,Loại,Từ ngày,Đến ngày,Căn cứ thành lập,Tên khác,Tiếp nối,Cách tiếp nối,Địa chỉ,Điện thoại,Thư điện tử\r\n"
    "T,Ủy ban nhân dân tỉnh,UBND tỉnh,,tỉnh,01/07/2025,,,,,,,,\r\n"
    "T-NGV,Sở Ngoại vụ,SNgV,T,sở,01/07/2025,,Nghị quyết số …/NQ-HĐND,Sở Ngoại vụ tỉnh; SNV đối ngoại,,,,,\r\n"
    "T-X1,Ủy ban nhân dân xã Ven Sông,UBND xã Ven Sông,T,xã,01/07/2025,,,,,,,,\r\n"
)


class ImportScreen(UnitsScreen, FormScreen):
    """Bring units in from a spreadsheet: look first, then do it."""

    template_name = "organisations/import.html"
    page_title = _("Import units")
    form_class = ImportForm
    submit_label = _("Show what would change")

    def allowed(self) -> bool:
        """Those who keep the whole register."""
        return may_import_units(self.request.user, on=self.on)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Two steps: a file is compared and kept; a confirmation imports what was kept."""
        if "confirm" in request.POST:
            kept = request.session.pop(SHEET, None)
            if kept is None:
                messages.error(
                    request, _("The sheet is no longer here; choose it again. Nothing was imported.")
                )
                return redirect("units:import")
            data = zlib.decompress(base64.b64decode(kept["data"]))
            done = services.import_units(user=request.user, data=data, name=kept["name"], now=clock.now())
            said = gettext("Imported: %(new)s new, %(changed)s changed, %(same)s unchanged.")
            messages.success(request, said % {"new": done.new, "changed": done.changed, "same": done.same})
            return redirect("units:index")
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> str:
        """Compare, keep the sheet for the second step."""
        sheet = form.cleaned_data["sheet"]
        data = sheet.read(services.MOST_BYTES + 1)
        services.preview_import(user=self.request.user, data=data, name=sheet.name, now=clock.now())
        packed = base64.b64encode(zlib.compress(data)).decode()
        self.request.session[SHEET] = {"name": sheet.name[:200], "data": packed}
        return reverse("units:import")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comparison of the sheet that was kept, if any."""
        context = super().get_context_data(**kwargs)
        kept = self.request.session.get(SHEET)
        if kept and self.request.method == "GET":
            context |= {"preview": preview_of(self.request), "sheet_name": kept["name"], "shown": SHOWN}
        return context


def preview_of(request: HttpRequest) -> Preview:
    """The comparison of the sheet that was kept, with the register of this moment."""
    kept = request.session[SHEET]
    data = zlib.decompress(base64.b64decode(kept["data"]))
    return services.preview_import(user=request.user, data=data, name=kept["name"], now=clock.now())


def errors_file(request: HttpRequest) -> HttpResponseBase:
    """What is to be corrected in the sheet that was kept, as a list to work off."""
    if SHEET not in request.session:
        raise Http404
    try:
        preview = preview_of(request)
    except NhipCauError as refusal:
        messages.error(request, str(refusal))
        return redirect("units:import")
    return as_attachment(errors_sheet(preview.errors, preview.warnings), "can-sua.xlsx")


def register_file(request: HttpRequest) -> HttpResponse:
    """The whole register as a sheet that can be imported again."""
    on = clock.today()
    if not may_see_register(request.user, on=on):
        raise PermissionDenied
    return as_attachment(register_sheet(request.user, on=on), f"don-vi-{on:%Y%m%d}.xlsx")


def sample_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet to fill in, with a byte order mark so that Excel reads the Vietnamese."""
    response = HttpResponse("\ufeff" + SAMPLE, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="don-vi-mau.csv"'
    return response
