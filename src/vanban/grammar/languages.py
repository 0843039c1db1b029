"""Languages of a product.

The habit of the genre: languages are named after "tiếng" / "thứ tiếng" / "ngôn ngữ" / "song ngữ" (the word is
printed once and serves a whole list), or as an adjective of "bản" / "phiên bản". Names of peoples and
countries elsewhere are no languages.
"""

from __future__ import annotations

import re

from vanban.catalog.languages import CODES

_NAMES = "|".join(sorted((re.escape(name) for name in CODES), key=len, reverse=True))
_LIST = rf"(?:{_NAMES})(?!\w)(?:\s*(?:[,;/(–-]|và|hoặc|,\s*và)\s*(?:các\s+)?(?:tiếng\s+)?(?:{_NAMES})(?!\w))*"
_OPENER = re.compile(
    rf"\b(?:tiếng|ngôn ngữ|song ngữ|đa ngữ|phiên bản|bằng chữ|chữ)\s*[:(–-]?\s*(?:dân tộc\s*[:(]?\s*)?"
    rf"(?:như\s*:?\s*|gồm\s*:?\s*|bao gồm\s*:?\s*|là\s+)?(?:tiếng\s+)?({_LIST})",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?<!\w)(?:{_NAMES})(?!\w)", re.IGNORECASE)
_APOSTROPHES = str.maketrans("’‘`´", "''''")
# "tiếng nói Việt Nam" is a radio station, "Thái" before "Bình" a place.
_STATION = re.compile(r"tiếng\s+nói\s+việt\s+nam", re.IGNORECASE)


def languages_of(text: str) -> tuple[str, ...]:
    """Codes of the languages named for a product, in order of first mention.

    "bằng tiếng Việt và tiếng Anh" → ("vi", "en"); "các đài của Lào" → ().
    """
    lowered = text.lower()
    if not ("tiếng" in lowered or "ngữ" in lowered or "phiên bản" in lowered or "chữ" in lowered):
        return ()
    plain = _STATION.sub(lambda m: " " * len(m[0]), text).translate(_APOSTROPHES)
    found: dict[str, None] = {}
    for opener in _OPENER.finditer(plain):
        for name in _NAME.finditer(opener[1]):
            found.setdefault(CODES[name[0].lower()])
    return tuple(found)
