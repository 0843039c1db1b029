"""The lists of the catalogue that tell units' names, ready to be looked up in a text."""

from __future__ import annotations

from vanban.catalog import duties
from vanban.catalog import units as catalog
from vanban.grammar.words import Phrases

FIELDS = Phrases(catalog.FIELDS, loose=True, commas=True)
STANDING = Phrases(catalog.STANDING, loose=True, commas=True)
OPEN = Phrases(catalog.OPEN_STANDING, loose=True, commas=True)
HEADS = Phrases(catalog.HEADS)
NOT_HEADS = Phrases(catalog.NOT_HEADS)
PLACE_HEADS = Phrases(catalog.PLACE_HEADS)
OFFICIALS = Phrases(catalog.OFFICIALS)
GENERIC = Phrases(catalog.GENERIC)
JOINING = Phrases(catalog.JOINING)
PLACES = Phrases(catalog.PLACES)
TAILS = Phrases(catalog.TAILS)
PROTECTED = Phrases(catalog.PROTECTED)
VERBS = Phrases(duties.VERBS)
PARTICLES = Phrases(duties.PARTICLES)
AUXILIARIES = Phrases(duties.AUXILIARIES)
MODIFYING = Phrases(duties.MODIFYING_VERBS)
DETERMINERS = Phrases(catalog.DETERMINERS)
NOT_UNITS = Phrases(catalog.NOT_UNITS)
CLOSING_TAILS = Phrases(catalog.CLOSING_TAILS)
BARE_SUBJECTS = Phrases(catalog.BARE_SUBJECTS)
