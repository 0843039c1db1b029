"""The country's name with its motto, and the Party's heading, as they stand at the head of documents.

Parts of regular expressions: blanks may be any, the accent of "hòa" stands on either letter, and the dashes of
the motto are set in many ways. The openings serve where a line may be cut off or set in two columns.
"""

from __future__ import annotations

STATE_OPENING = r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI"
STATE = rf"{STATE_OPENING}\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
_DASH = r"\s*[-–—.]\s*"
MOTTO_OPENING = rf"Độc\s+lập{_DASH}Tự\s+do"
MOTTO = rf"{MOTTO_OPENING}{_DASH}Hạnh\s+phúc"
PARTY_OPENING = r"ĐẢNG\s+CỘNG\s+SẢN"
PARTY = rf"{PARTY_OPENING}\s+VIỆT\s+NAM"
OPENINGS = rf"{STATE_OPENING}|{MOTTO_OPENING}|{PARTY_OPENING}"
