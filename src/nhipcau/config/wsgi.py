"""The application object web servers load."""

from __future__ import annotations

import os

from nhipcau.config.loading import loaded_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")

application = loaded_application()
