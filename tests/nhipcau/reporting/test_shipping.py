"""Forms that come with the system: there from the start, entered once, a further version only where the data changed."""

from __future__ import annotations

import unicodedata

import pytest

from nhipcau.reporting.models import FormSection, FormVersion, Indicator, IndicatorType, ReportForm
from nhipcau.reporting.services.shipping import content_of, ship_forms, shipped

pytestmark = pytest.mark.django_db
KEYS = {"ttdn-nua-nam", "ttdn-nam", "ttdn-dot-xuat", "thong-tin-bao-chi-nam"}


def test_the_forms_are_there_without_anybody_doing_anything() -> None:
    forms = ReportForm.objects.filter(is_shipped=True)
    assert {form.key for form in forms} == KEYS
    assert all(form.current is not None and form.current.ordinal == 1 for form in forms)


def test_shipping_again_writes_nothing() -> None:
    before = list(FormVersion.objects.values_list("pk", flat=True))
    assert ship_forms() == 0
    assert list(FormVersion.objects.values_list("pk", flat=True)) == before


def test_changed_data_gives_a_further_version_and_leaves_the_old_one() -> None:
    form = ReportForm.objects.get(key="ttdn-nam")
    first = form.current
    assert first is not None
    # The data on the disk is as it was, so the version in use is made to differ from it.
    Indicator.objects.filter(form_version=first, code="VB-01").update(label="Khác")
    assert ship_forms() == 1
    form.refresh_from_db()
    assert form.current is not None
    assert form.current.ordinal == 2
    assert first.indicators.get(code="VB-01").label == "Khác"
    assert form.current.indicators.get(code="VB-01").label != "Khác"


@pytest.mark.parametrize("key", sorted(KEYS))
def test_what_is_entered_is_what_the_data_says(key: str) -> None:
    form = ReportForm.objects.get(key=key)
    assert form.current is not None
    wanted = next(sections for head, sections in shipped() if head["key"] == key)
    assert content_of(form.current) == wanted


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_data_holds_together(key: str) -> None:
    version = ReportForm.objects.get(key=key).current
    assert version is not None
    indicators = {row.code: row for row in Indicator.objects.filter(form_version=version)}
    for row in indicators.values():
        row.full_clean()
        if row.not_above:
            assert indicators[row.not_above].type == row.type
    for section in FormSection.objects.filter(form_version=version):
        section.full_clean()
        assert unicodedata.is_normalized("NFC", section.title)
        assert "{" not in section.title


def test_the_report_of_external_information_has_the_six_parts_of_the_annex() -> None:
    version = ReportForm.objects.get(key="ttdn-nam").current
    assert version is not None
    parts = list(version.sections.filter(level=1).values_list("title", flat=True))
    assert parts == [
        "Công tác chỉ đạo, điều hành", "Kết quả thực hiện", "Kinh phí thực hiện", "Đánh giá chung", "Phương hướng, nhiệm vụ năm sau",
        "Kiến nghị, đề xuất",
    ]  # fmt: skip
    assert 25 <= version.indicators.count() <= 40


def test_the_press_report_has_six_indicators() -> None:
    version = ReportForm.objects.get(key="thong-tin-bao-chi-nam").current
    assert version is not None
    kinds = list(version.indicators.values_list("type", flat=True))
    assert kinds == [IndicatorType.NUMBER] * 2 + [IndicatorType.SHARE] * 4
