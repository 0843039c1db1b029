"""How wide a line of Times New Roman stands, so that rules can be a share of the words above them.

Widths in thousandths of the size, those of the metrics that all faces of this name share; letters with marks are as
wide as their base letters.
"""

from __future__ import annotations

import unicodedata

from vanban.writing.measures import TWIPS_PER_MM

_REGULAR = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr‘’", 389: "Js", 408: '"', 444: "?acez“”", 469: "^", 480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ–", 541: "~", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐ",
    778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "—…",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt‘’", 389: "Is", 394: "{}", 444: "cerz", 500: "#$*0123456789?J_agovxy–“”",
    520: "~", 555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 581: "^", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQ",
    833: "&m", 930: "@", 944: "M", 1000: "%W—…",
}  # fmt: skip
_OF = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_USUAL = 520


def width_mm(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line in millimetres."""
    table = _OF[bold]
    units = 0
    for letter in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(letter):
            units += table.get(letter, _USUAL)
    return units / 1000 * size * 20 / TWIPS_PER_MM
