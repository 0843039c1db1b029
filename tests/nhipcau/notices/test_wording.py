"""The wording of notices: names are filled in, faults are told, nothing else happens."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.letters import as_html, as_plain
from nhipcau.notices.models import Notice, NoticeTemplate
from nhipcau.notices.services import default_again, notify, reword
from nhipcau.notices.wording import BadWording, check, fill
from tests.cast import Cast
from tests.nhipcau.notices.conftest import CONTEXT, KIND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{unit}!", "Sở!"),
        ("{#late}\n- {work}\n{/late}\nend", "- a\n- b\nend"),
        ("{^late}none{/late}{#late}.{/late}", ".."),
        ("{^none}nothing{/none}{#none}x{/none}", "nothing"),
        ("{#unit}for {unit}{/unit}", "for Sở"),
        ("{ unit } {Unit} {} {{unit}}", "{ unit } {Unit} {} {Sở}"),
        ("{#late}{unit}:{work} {/late}", "Sở:a Sở:b"),
    ],
)
def test_names_are_filled_in(text: str, said: str) -> None:
    assert fill(text, {"unit": "Sở", "late": [{"work": "a"}, {"work": "b"}], "none": []}) == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{nobody}", "{nobody}"),
        ("{work}", "{work}"),
        ("{#late}{work}", "{#late}"),
        ("{work}{/late}", "{/late}"),
        ("{#late}{^unit}{/late}{/unit}", "{/late}"),
        ("{late}", "{late}"),
    ],
)
def test_faults_are_named(text: str, told: str) -> None:
    with pytest.raises(BadWording, match=r".") as caught:
        check(text, KIND.sample)
    assert told in str(caught.value)


@given(st.text(alphabet=st.sampled_from("{}#/^ab\n "), max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        check(text, {"a": "1", "b": [{"a": "2"}]})
    except BadWording:
        return
    fill(text, {"a": "1", "b": [{"a": "2"}]})


@given(st.text(max_size=80))
def test_what_is_filled_in_is_never_markup(value: str) -> None:
    page = as_html(fill("- [x]({link}) {value}", {"value": value, "link": "/a/"}))
    assert "<script" not in page.lower()
    assert page.count("<a ") == 1 + page.count('<a href="/', page.index("</a>"))


def test_only_addresses_within_the_system_become_links() -> None:
    page = as_html(
        "[a](https://evil.example) [b](//evil.example) [c](javascript:x) [d [1]](/lam-viec/) [e](/\\evil.example)"
    )
    assert page.count("<a ") == 1
    assert as_plain("[d](/x/)", base="https://o.vn") == "d <https://o.vn/x/>"


def test_an_administrators_wording_is_used_from_then_on(cast: Cast, now: dt.datetime) -> None:
    administrator, person = cast.person("administrator"), cast.person("viewer")
    row = reword(
        user=administrator,
        kind="tests.work",
        language="vi",
        subject="Việc của {unit}",
        body="Chào {name}",
        now=now,
    )
    told = notify(kind="tests.work", recipient=person, context=CONTEXT, key="a", now=now)
    assert (told.subject, told.body) == ("Việc của Sở Ngoại vụ", "Chào An")
    with pytest.raises(Outdated):
        reword(user=administrator, kind="tests.work", language="vi", subject="x", body="y", now=now)
    reword(
        user=administrator,
        kind="tests.work",
        language="vi",
        subject="x",
        body="y",
        seen=row.changed_at,
        now=now,
    )
    assert default_again(user=administrator, kind="tests.work", language="vi", now=now)
    assert not default_again(user=administrator, kind="tests.work", language="vi", now=now)
    assert ModelLogEntry.objects.filter(action__startswith="notices.").count() == 3
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("subject", "body", "code"),
    [
        ("{nobody}", "b", "wording"),
        ("s", "{#late}", "wording"),
        ("", "b", "empty"),
        ("s", "a\x01", "unprintable"),
    ],
)
def test_a_wording_with_faults_is_not_kept(
    cast: Cast, now: dt.datetime, subject: str, body: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        reword(
            user=cast.person("administrator"),
            kind="tests.work",
            language="vi",
            subject=subject,
            body=body,
            now=now,
        )
    assert caught.value.code == code
    assert not NoticeTemplate.objects.exists()


@pytest.mark.parametrize("name", ["coordinator", "commune_administrator", "auditor", "viewer"])
def test_only_administrators_of_a_root_word_notices(cast: Cast, now: dt.datetime, name: str) -> None:
    with pytest.raises(PermissionDenied):
        reword(user=cast.person(name), kind="tests.work", language="vi", subject="s", body="b", now=now)
