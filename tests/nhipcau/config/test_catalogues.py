"""Message catalogues are compiled where they changed, and only there."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from nhipcau.config.catalogues import compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Plan"\nmsgstr "Kế hoạch"\n'


def test_a_catalogue_is_compiled_once_until_it_changes(tmp_path: Path) -> None:
    source = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    assert compile_catalogues([tmp_path]) == [source.with_suffix(".mo")]
    assert compile_catalogues([tmp_path]) == []
    assert gettext.translation("django", tmp_path, ["vi"]).gettext("Plan") == "Kế hoạch"
    later = source.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert len(compile_catalogues([tmp_path])) == 1
