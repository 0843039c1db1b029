"""What tests of reports may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Files go where they vanish."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
