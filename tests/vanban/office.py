"""Tests that need a program outside Python say so where it is missing; NHIPCAU_REQUIRE_ALL=1 lets them fail instead."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(*programs: str, packages: str) -> pytest.MarkDecorator:
    """A mark that skips, visibly, where none of the programs is installed and not everything is required."""
    here = any(shutil.which(program) for program in programs)
    required = os.environ.get("NHIPCAU_REQUIRE_ALL") == "1"
    return pytest.mark.skipif(not here and not required, reason=f"not installed: {packages}")


needs_office = needs("soffice", "libreoffice", packages="libreoffice-writer-nogui")
needs_ocr = needs("ocrmypdf", packages="ocrmypdf, tesseract-ocr, tesseract-ocr-vie")
