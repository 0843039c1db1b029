"""Documents as JSON: nothing is lost, and a slip is refused with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from tests.vanban.writing.samples import SAMPLES
from tests.vanban.writing.strategies import documents
from vanban.errors import UnwritableDocument
from vanban.writing.documents import OfficialDocument
from vanban.writing.form import document_from_json, document_to_json

LEAST: dict[str, Any] = {
    "type": "Kế hoạch", "title": "Công tác năm 2026", "issuer": ["Sở Ngoại vụ"], "symbol": "KH-SNgV", "place": "Lam Sơn",
}  # fmt: skip


def there_and_back(document: OfficialDocument) -> OfficialDocument:
    return document_from_json(json.loads(json.dumps(document_to_json(document), ensure_ascii=False)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_comes_back_from_its_json(name: str) -> None:
    assert there_and_back(SAMPLES[name]()) == SAMPLES[name]()


@given(documents)
def test_any_document_comes_back_from_its_json(document: OfficialDocument) -> None:
    assert there_and_back(document) == document


def test_five_fields_are_enough() -> None:
    document = document_from_json(LEAST)
    assert document.number is None
    assert document.body == ()
    assert document_to_json(document) == LEAST


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"titel": "x"}, "document: unknown field titel"),
        ({"title": 5}, "document.title"),
        ({"date": "31/12/2026"}, "document.date"),
        ({"date": "2026-02-30"}, "document.date"),
        ({"layout": "church"}, "document.layout: one of state, party"),
        ({"issuer": "Sở Ngoại vụ"}, "document.issuer: a list"),
        ({"body": [{"text": "x"}]}, "document.body[0]: block is one of heading, point"),
        ({"body": [{"block": "point", "text": "x"}]}, "document.body[0]: level is missing"),
        ({"body": [{"block": "point", "level": "roof", "text": "x"}]}, "document.body[0].level"),
        ({"body": [{"block": "picture", "image": "%%%"}]}, "document.body[0].image: base64"),
        (
            {"body": [{"block": "table", "columns": [{"title": "a", "share": "2"}], "rows": []}]},
            "columns[0].share",
        ),
        ({"year": True}, "document.year"),
        ({"seal": "iVBORw0KGgo="}, "document: unknown field seal"),
        ({"secrecy": "MẬT"}, "document: unknown field secrecy"),
    ],
)
def test_a_slip_is_refused_with_its_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(UnwritableDocument) as caught:
        document_from_json({**LEAST, **change})
    assert place in caught.value.detail


@pytest.mark.parametrize("missing", LEAST)
def test_a_missing_field_is_named(missing: str) -> None:
    with pytest.raises(UnwritableDocument, match=f"{missing} is missing"):
        document_from_json({key: value for key, value in LEAST.items() if key != missing})


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(UnwritableDocument):
        document_from_json(data)
