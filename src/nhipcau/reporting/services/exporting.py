"""Files of a report: of an accepted one made once and given out the same for good, of any other a draft of the moment."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import StoredFile
from nhipcau.library.services import keep_made
from nhipcau.organisations.policies import Person
from nhipcau.reporting.documents.exchange import xml_of
from nhipcau.reporting.documents.official import docx_of
from nhipcau.reporting.documents.tables import xlsx_of
from nhipcau.reporting.models import Report, ReportExport, ReportSnapshot
from nhipcau.reporting.policies import may_see_report
from nhipcau.reporting.selectors.snapshot import Content, canonical, content_of, latest_snapshot

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "xml": "application/xml",
}
GONE = _(
    "The kept file of this report is not there any more. Tell the administrator, who can restore it from a backup."
)


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a report: kept (`stored`) or a draft (`content`)."""

    name: str
    content_type: str
    content: bytes = b""
    stored: StoredFile | None = None


def export_report(*, user: Person, report: Report, kind: str, now: dt.datetime) -> Made:
    """The report as a file, for whoever may see it. Of an accepted report the file is made of its snapshot, once."""
    if kind not in TYPES:
        raise Refused(_("There is no such form of a report."), code="format")
    if not may_see_report(user, report, on=day_of(now)):
        raise PermissionDenied
    snapshot = latest_snapshot(report)
    if snapshot is None:
        content = content_of(report, now=now)
        name = name_of(content, kind, is_draft=True)
        return Made(name, TYPES[kind], bytes_of(content, kind, is_draft=True))
    stored = _kept(snapshot, kind) or _make(snapshot, kind, user=user, now=now)
    return Made(stored.original_name, TYPES[kind], stored=stored)


def bytes_of(content: Content, kind: str, *, is_draft: bool) -> bytes:
    """A content in one of the forms."""
    if kind == "docx":
        return docx_of(content, is_draft=is_draft)
    if kind == "xlsx":
        return xlsx_of(content, is_draft=is_draft)
    if kind == "xml":
        document = docx_of(content, is_draft=is_draft)
        return xml_of(content, attachment=document, name=name_of(content, "docx", is_draft=is_draft))
    return canonical(content).encode()


def name_of(content: Content, kind: str, *, is_draft: bool) -> str:
    """A name that says whose report it is and of when."""
    code = "".join(mark for mark in content["unit"]["code"] if mark.isalnum() or mark in "-_")
    opening = "du-thao-bao-cao" if is_draft else "bao-cao"
    return f"{opening}-{code}-{content['cycle']['period_to']}.{kind}"


def _kept(snapshot: ReportSnapshot, kind: str) -> StoredFile | None:
    row = ReportExport.objects.filter(snapshot=snapshot, format=kind).select_related("file").first()
    return row.file if row else None


def _make(snapshot: ReportSnapshot, kind: str, *, user: Person, now: dt.datetime) -> StoredFile:
    """Made outside of the transaction, which then is short; of two who make it at the same time the second takes the first one's."""
    content = json.loads(snapshot.content)
    # The metadata name the very Word file that is given out.
    data = (
        _of_kept_document(snapshot, content, user=user, now=now)
        if kind == "xml"
        else bytes_of(content, kind, is_draft=False)
    )
    with transaction.atomic():
        report = (
            Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=snapshot.report_id)
        )
        if (kept := _kept(snapshot, kind)) is not None:
            return kept
        stored = keep_made(
            name=name_of(content, kind, is_draft=False), data=data, content_type=TYPES[kind], unit=report.unit,
            by=User.objects.get(pk=snapshot.accepted_by_id), now=now,
        )  # fmt: skip
        ReportExport.objects.create(snapshot=snapshot, format=kind, file=stored)
        told = {"format": kind, "sha256": stored.sha256}
        record(action="reporting.export_report", user=user, target=report, data=told, now=now)
    return stored


def _of_kept_document(snapshot: ReportSnapshot, content: Content, *, user: Person, now: dt.datetime) -> bytes:
    document = _kept(snapshot, "docx") or _make(snapshot, "docx", user=user, now=now)
    try:
        with document.file.open("rb") as opened:
            data = opened.read()
    except FileNotFoundError as gone:
        raise Refused(GONE, code="gone") from gone
    return xml_of(content, attachment=data, name=document.original_name)
