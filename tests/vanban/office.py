"""Tests that need LibreOffice say so where it is missing."""

from __future__ import annotations

import shutil

import pytest

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")),
    reason="LibreOffice is not installed (libreoffice-writer-nogui)",
)
