"""Every rule speaks on its bad example and is silent on its good one, through the whole pipeline."""

from __future__ import annotations

import re

import pytest

import vanban
from vanban.checking import RULES, Rule, rule_of

REGISTER = ("Sở Ngoại vụ", "Sở Tài chính", "UBND tỉnh Lam Sơn")


def findings(text: str) -> tuple[vanban.Finding, ...]:
    reading = vanban.read_bytes(text.encode(), "plan.txt")
    return vanban.check(reading, known_units=REGISTER)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_silent_on_its_good_example(rule: Rule) -> None:
    assert [f.vi for f in findings(rule.good) if f.rule == rule.id] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_on_its_bad_example_in_both_languages(rule: Rule) -> None:
    found = [f for f in findings(rule.bad) if f.rule == rule.id]
    assert found
    for finding in found:
        assert finding.vi
        assert finding.en
        assert finding.vi != finding.en


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_spans_lie_in_the_source_and_the_task_index_in_the_tasks(rule: Rule) -> None:
    reading = vanban.read_bytes(rule.bad.encode(), "plan.txt")
    for finding in vanban.check(reading, known_units=REGISTER):
        assert finding.spans or finding.rule == "decomposed-unicode"
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(reading.source.text)
        assert finding.task is None or 0 <= finding.task < len(reading.document.tasks)


def test_ids_are_unique_plain_words_and_lead_back_to_the_rule() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
        assert rule.source
        assert rule_of(rule.id) is rule


def named(id_: str) -> Rule:
    return next(rule for rule in RULES if rule.id == id_)


def test_the_sound_specimen_has_no_finding_at_all() -> None:
    assert [f.rule for f in findings(named("task-without-lead").good)] == []


def test_errors_come_first() -> None:
    text = named("year-of-number-differs").bad.replace("Số: 15/KH-UBND", "Số: 5/KH-UBND")
    weights = [f.severity for f in findings(text)]
    assert weights == sorted(weights, key=list(vanban.Severity).index)
    assert weights[0] is vanban.Severity.ERROR


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_page_on_checks_names_every_rule(rule: Rule, request: pytest.FixtureRequest) -> None:
    page = request.config.rootpath / "docs" / "mechanisms" / "checks.md"
    assert f"`{rule.id}`" in page.read_text(encoding="utf-8")
