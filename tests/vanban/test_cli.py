"""The command line: what it prints, in which language, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from vanban.checking import RULES
from vanban.checking.specimen import specimen
from vanban.cli import main


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(specimen(), encoding="utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "sai.txt"
    rule = next(rule for rule in RULES if rule.id == "year-of-number-differs")
    path.write_text(rule.bad, encoding="utf-8")
    return path


def test_json_holds_the_contract_with_spans_and_findings(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(plan), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["id"] == "ke-hoach"
    assert told["header"]["number"] == "15"
    assert told["tasks"][0]["lead"] == ["Sở Ngoại vụ"]
    assert told["tasks"][0]["spans"]
    assert told["findings"] == []


def test_a_reading_for_people_shows_card_tasks_and_findings(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(plan)]) == 0
    shown = capsys.readouterr().out
    for words in (
        "Công tác quảng bá hình ảnh",
        "15/KH-UBND",
        "Nhiệm vụ (2)",
        "Sở Ngoại vụ",
        "quý II/2026",
        "Không phát hiện",
    ):
        assert words in shown
    assert "\x1b[" not in shown


def test_a_narrow_terminal_lists_the_tasks(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["read", str(plan)]) == 0
    shown = capsys.readouterr().out
    assert "Chủ trì: Sở Ngoại vụ" in shown
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.parametrize(("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_shown_on_a_terminal_only_and_never_with_no_color(
    setting: dict[str, str],
    coloured: bool,
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    main(["check", str(plan)])
    assert ("\x1b[32m" in capsys.readouterr().out) is coloured


def test_the_reading_speaks_english_where_asked(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(plan), "--lang", "en"]) == 0
    assert "Tasks (2)" in capsys.readouterr().out


def test_check_of_a_sound_plan_ends_with_0(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan)]) == 0
    assert "Không phát hiện sai sót" in capsys.readouterr().out


def test_check_prints_place_ground_and_advice_and_ends_with_1_on_errors(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(faulty)]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("Lỗi (1)", "năm trong số", "đoạn ", "30/2020/NĐ-CP", "[year-of-number-differs]"):
        assert words in shown


def test_check_as_json_names_rule_severity_and_ground(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(faulty), "--json", "--lang=en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"id", "notes", "findings"}
    assert told["findings"][0]["rule"] == "year-of-number-differs"
    assert told["findings"][0]["severity"] == "error"
    assert told["findings"][0]["source"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 50, b"%PDF-1.7 cut off", b"PK\x03\x04 no archive"]
)
def test_a_file_that_cannot_be_read_gives_two_lines_and_2(
    content: bytes, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(content)
    assert main(["read", str(path), "--lang", language]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 2
    assert "Traceback" not in printed.err


@pytest.mark.parametrize(("name", "why"), [("khong-co.txt", "không có tệp này"), ("", "đây là thư mục")])
def test_a_path_that_cannot_be_opened_is_explained(
    name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / name)]) == 2
    assert why in capsys.readouterr().err


def run(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vanban.cli", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env=environment or None,
    )


def test_a_document_comes_in_by_standard_input() -> None:
    done = run("read", "-", "--json", given=specimen().encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["header"]["symbol"] == "KH-UBND"


def test_vietnamese_is_printed_whatever_the_locale() -> None:
    done = run("check", "-", given=specimen().encode(), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "Không phát hiện" in done.stdout.decode()


def test_printing_json_loads_nothing_that_draws() -> None:
    program = (
        "import sys; from vanban.cli import main; main(['read', '-', '--json']);"
        "sys.stderr.write(' '.join(m for m in ('rich', 'holidays', 'django') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=specimen().encode(), capture_output=True, check=True
    )
    assert done.stderr == b""
