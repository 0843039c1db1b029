"""The official documents of money: who writes, to whom, in which unit it counts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import vanban
from nhipcau.accounts.models import Role
from nhipcau.budget.documents import file_name
from nhipcau.budget.models import Estimate
from nhipcau.budget.selectors.waiting import deciding_office
from nhipcau.budget.services.settlements import open_settlement
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import begun, pay


def text_of(client: Client, cast: Cast, name: str, row: Estimate) -> str:
    client.force_login(cast.person("coordinator"))
    content = client.get(reverse(f"budget:{name}", args=[row.pk, "docx"])).content
    if folder := os.environ.get("KEPT"):
        Path(folder, f"{name}-{row.unit.code}.docx").write_bytes(content)
    reading = vanban.read_bytes(content, "a.docx")
    assert not vanban.check_layout(content, reading)
    return " ".join(reading.source.text.split())


def test_the_estimate_of_a_department(client: Client, cast: Cast, plan: Plan, estimate: Estimate) -> None:
    text = text_of(client, cast, "estimate_export", estimate)
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "/TTr-SVHTTDL", "Sông Mây, ngày", "Kính gửi: Sở Ngoại vụ",
        "GIÁM ĐỐC", "Đơn vị tính: đồng", "- Ủy ban nhân dân tỉnh Sông Mây;", "kính trình Sở Ngoại vụ xem xét",
    ):  # fmt: skip
        assert words in text
    assert "THỦ TRƯỞNG ĐƠN VỊ" not in text


def test_the_settlement_of_a_department(
    client: Client, cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    pay(cast, funded, 8_000_000, now)
    open_settlement(user=cast.person("culture_officer"), estimate_pk=funded.pk, now=now)
    text = text_of(client, cast, "settlement_export", funded)
    for words in (
        "TỈNH SÔNG MÂY",
        "/BC-SVHTTDL",
        "Sông Mây, ngày",
        "Kính gửi: Sở Ngoại vụ",
        "GIÁM ĐỐC",
        "Đơn vị tính: đồng",
    ):
        assert words in text


def test_a_commune_writes_as_a_committee(client: Client, cast: Cast, plan: Plan, now: dt.datetime) -> None:
    text = text_of(client, cast, "estimate_export", begun(cast, plan, "commune", now))
    for words in (
        "ỦY BAN NHÂN DÂN XÃ BẾN LỤA",
        "/TTr-UBND",
        "Bến Lụa, ngày",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("held_on", "writes", "receives"),
    [
        ([], "culture", "province"),
        (["province"], "culture", "province"),
        (["foreign"], "culture", "foreign"),
        (["foreign"], "foreign", "province"),
        (["foreign", "culture"], "commune", "culture"),
        (["museum", "commune"], "culture", "province"),
    ],
)
def test_the_office_that_decides_receives_it(
    cast: Cast, plan: Plan, on: dt.date, held_on: list[str], writes: str, receives: str
) -> None:
    """Of several the one for finance."""
    RoleHolding.objects.filter(role=Role.FINANCE).delete()
    money = cast.unit("culture")
    money.name = "Sở Tài chính"
    money.save()
    for name in held_on:
        RoleHolding.objects.create(user=cast.person("outsider"), unit=cast.unit(name), role=Role.FINANCE)
    assert deciding_office(plan, besides=cast.unit(writes), on=on) == cast.unit(receives)


def test_an_owner_without_an_office_writes_to_nobody(
    client: Client, cast: Cast, plan: Plan, now: dt.datetime
) -> None:
    RoleHolding.objects.filter(role=Role.FINANCE).delete()
    row = Estimate.objects.create(
        plan=plan, unit=cast.unit("province"), opened_by=cast.person("coordinator"), opened_at=now
    )
    text = text_of(client, cast, "estimate_export", row)
    assert "Kính gửi" not in text
    assert "kính trình cấp có thẩm quyền xem xét" in text


def test_a_file_says_whose_it_is_and_of_which_year(plan: Plan) -> None:
    row = Estimate(plan=plan, unit=Unit(name="Sở Ngoại vụ"))
    assert file_name("du-toan", row, "docx") == "du-toan-so-ngoai-vu-2026.docx"
