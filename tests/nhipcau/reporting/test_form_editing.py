"""Forms of one's own: copied, changed as a draft, put into use; what is in use never changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.reporting.models import FormSection, FormVersion, Indicator, ReportForm, VersionState
from nhipcau.reporting.services.form_editing import (
    begin_draft,
    close_form,
    copy_form,
    move_row,
    publish,
    remove_row,
    save_head,
    save_indicator,
    save_section,
)
from nhipcau.reporting.services.shipping import content_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast, now: dt.datetime) -> FormVersion:
    """A copy of the annual form for the foreign office."""
    shipped = ReportForm.objects.select_related("current").get(key="ttdn-nam").current
    assert shipped is not None
    form = copy_form(
        user=cast.person("coordinator"),
        version=shipped,
        unit=cast.unit("foreign"),
        name="Báo cáo năm của tỉnh",
        now=now,
    )
    return FormVersion.objects.select_related("form__unit").get(form=form)


def again(draft: FormVersion) -> FormVersion:
    return FormVersion.objects.select_related("form__unit").get(pk=draft.pk)


def test_a_copy_begins_as_a_draft_with_everything(draft: FormVersion) -> None:
    shipped = ReportForm.objects.get(key="ttdn-nam").current
    assert shipped is not None
    assert (draft.state, draft.ordinal, draft.form.current, draft.form.is_shipped) == (
        "draft",
        1,
        None,
        False,
    )
    assert content_of(draft) == content_of(shipped)
    assert draft.form.key == "bao-cao-nam-cua-tinh"


def test_a_shipped_form_is_not_changed_by_anybody(cast: Cast, now: dt.datetime) -> None:
    form = ReportForm.objects.get(key="ttdn-nam")
    with pytest.raises(PermissionDenied):
        begin_draft(user=cast.person("administrator"), form=form, now=now)


@pytest.mark.parametrize(
    "name", ["foreign_leader", "foreign_officer", "culture_leader", "viewer", "commune_administrator"]
)
def test_only_who_keeps_the_owner_changes_its_form(
    cast: Cast, draft: FormVersion, now: dt.datetime, name: str
) -> None:
    with pytest.raises(PermissionDenied):
        publish(user=cast.person(name), draft=draft, version=draft.version, now=now)


def test_what_is_in_use_stays_and_the_next_version_begins_from_it(
    cast: Cast, draft: FormVersion, now: dt.datetime
) -> None:
    keeper = cast.person("coordinator")
    publish(user=keeper, draft=draft, version=draft.version, now=now)
    used = again(draft)
    section = FormSection.objects.filter(form_version=used).first()
    assert section is not None
    with pytest.raises(Refused) as refused:
        save_section(
            user=keeper,
            draft=used,
            version=used.version,
            section=section.pk,
            fields={"title": "Khác"},
            now=now,
        )
    assert refused.value.code == "published"
    following = begin_draft(user=keeper, form=used.form, now=now)
    assert following.ordinal == 2
    assert begin_draft(user=keeper, form=used.form, now=now) == following
    assert content_of(following) == content_of(used)
    assert ReportForm.objects.get(pk=used.form_id).current == used


def test_two_people_at_one_draft_the_second_is_told(cast: Cast, draft: FormVersion, now: dt.datetime) -> None:
    keeper = cast.person("coordinator")
    said = {"user": keeper, "draft": draft, "version": draft.version, "now": now}
    save_head(**said, name="Báo cáo", cadence="year", legal_basis="", subject="Kết quả")  # type: ignore[arg-type]
    with pytest.raises(Outdated):
        save_head(**said, name="Khác", cadence="year", legal_basis="", subject="Khác")  # type: ignore[arg-type]
    assert again(draft).form.name == "Báo cáo"


def test_rows_are_added_moved_and_taken_out(cast: Cast, draft: FormVersion, now: dt.datetime) -> None:
    keeper = cast.person("coordinator")
    section = save_section(
        user=keeper,
        draft=draft,
        version=draft.version,
        section=None,
        fields={"title": "Phụ lục", "level": 1},
        now=now,
    )
    for code in ("PL-01", "PL-02"):
        fields = {"code": code, "label": "Chỉ tiêu thêm", "type": "number", "gathering": "last"}
        save_indicator(
            user=keeper,
            draft=draft,
            version=again(draft).version,
            section=section.pk,
            indicator=None,
            fields=fields,
            now=now,
        )
    second = Indicator.objects.get(form_version=draft, code="PL-02")
    move_row(
        user=keeper,
        draft=draft,
        version=again(draft).version,
        kind="indicator",
        row=second.pk,
        up=True,
        now=now,
    )
    assert list(section.indicators.order_by("position").values_list("code", flat=True)) == ["PL-02", "PL-01"]
    move_row(
        user=keeper,
        draft=draft,
        version=again(draft).version,
        kind="section",
        row=section.pk,
        up=True,
        now=now,
    )
    titles = list(
        FormSection.objects.filter(form_version=draft).order_by("position").values_list("title", flat=True)
    )
    assert titles[-2:] == ["Phụ lục", "Kiến nghị, đề xuất"]
    publish(user=keeper, draft=draft, version=again(draft).version, now=now)
    codes = list(
        Indicator.objects.filter(form_version=draft).order_by("position").values_list("code", flat=True)
    )
    assert codes[-2:] == ["PL-02", "PL-01"]
    following = begin_draft(user=keeper, form=again(draft).form, now=now)
    gone = FormSection.objects.get(form_version=following, title="Phụ lục")
    remove_row(user=keeper, draft=following, version=following.version, kind="section", row=gone.pk, now=now)
    assert not Indicator.objects.filter(form_version=following, code__startswith="PL-").exists()
    assert Indicator.objects.filter(form_version=draft, code__startswith="PL-").count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"code": "VB-01", "label": "Trùng mã", "type": "number", "gathering": "sum"},
        {"code": "X 1", "label": "Mã sai", "type": "number", "gathering": "sum"},
        {"code": "X-1", "label": "Cộng tỷ lệ", "type": "share", "gathering": "sum"},
        {"code": "X-1", "label": "Ngược", "type": "number", "gathering": "sum", "minimum": 5, "maximum": 1},
        {
            "code": "X-1",
            "label": "So với không có",
            "type": "number",
            "gathering": "sum",
            "not_above": "KHONG",
        },
    ],
)
def test_rules_that_do_not_hold_together_are_refused(
    cast: Cast, draft: FormVersion, now: dt.datetime, fields: dict[str, object]
) -> None:
    section = FormSection.objects.filter(form_version=draft).first()
    assert section is not None
    with pytest.raises(Refused):
        save_indicator(
            user=cast.person("coordinator"),
            draft=draft,
            version=draft.version,
            section=section.pk,
            indicator=None,
            fields=fields,
            now=now,
        )
    assert again(draft).version == draft.version


def test_a_form_that_is_no_longer_offered_is_offered_again(
    cast: Cast, draft: FormVersion, now: dt.datetime
) -> None:
    keeper = cast.person("coordinator")
    publish(user=keeper, draft=draft, version=draft.version, now=now)
    assert close_form(user=keeper, form=draft.form, is_closed=True, now=now).is_closed
    assert not close_form(user=keeper, form=draft.form, is_closed=False, now=now).is_closed


def test_the_screens_of_a_form(cast: Cast, draft: FormVersion, client: Client) -> None:
    client.force_login(cast.person("coordinator"))
    form, section = draft.form, FormSection.objects.filter(form_version=draft, has_text=True).first()
    assert section is not None
    indicator = Indicator.objects.filter(form_version=draft, section=section).first()
    assert indicator is not None
    assert client.get(reverse("reporting:forms")).status_code == 200
    own = reverse("reporting:form", args=[form.pk])
    assert "VB-01" in client.get(own).content.decode()
    page = reverse("reporting:form_indicator", args=[form.pk, section.pk, indicator.pk])
    assert client.get(page).status_code == 200
    sent = {"version": draft.version, "title": "Văn bản đã ban hành", "level": "2", "filling": "results", "kinds": ["regulation", "personnel"], "has_text": "on"}  # fmt: skip
    answer = client.post(reverse("reporting:form_section", args=[form.pk, section.pk]), sent)
    assert answer.status_code == 302
    section.refresh_from_db()
    assert (section.title, section.kinds) == ("Văn bản đã ban hành", ["regulation", "personnel"])
    # The same form again names a draft that has changed since: nothing is saved, and what was typed stays on the page.
    answer = client.post(
        reverse("reporting:form_section", args=[form.pk, section.pk]), {**sent, "title": "Khác"}
    )
    assert answer.status_code == 422
    assert "Khác" in answer.content.decode()
    client.post(own, {"do": f"remove:indicator.{indicator.pk}", "version": again(draft).version})
    assert not Indicator.objects.filter(pk=indicator.pk).exists()
    client.post(own, {"do": "publish", "version": again(draft).version})
    assert again(draft).state == VersionState.PUBLISHED


def test_a_form_of_another_unit_is_not_found(cast: Cast, draft: FormVersion, client: Client) -> None:
    client.force_login(cast.person("culture_leader"))
    assert client.get(reverse("reporting:form", args=[draft.form.pk])).status_code == 404
    client.force_login(cast.person("foreign_officer"))
    assert client.get(reverse("reporting:form", args=[draft.form.pk])).status_code == 200
    assert client.get(reverse("reporting:form_head", args=[draft.form.pk])).status_code in {302, 403}
