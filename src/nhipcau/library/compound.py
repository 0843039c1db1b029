"""The properties of an old Office file (.doc, .xls, .ppt): two or three small streams of its compound file.

Source: [MS-CFB] for the file, [MS-OLEPS] for the property sets. What is broken is passed over: the text is looked at apart.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_FREE = 0xFFFFFFFA  # sector numbers from here on mean "none"
_SETS = {"\x05SummaryInformation", "\x05DocumentSummaryInformation"}
_SMALL_SECTOR = 64
_BELOW_IS_SMALL = 4096
_ENTRY = 128
_TEXT, _WIDE_TEXT = 0x1E, 0x1F
_MOST_PROPERTIES = 2000


def properties_of(data: bytes) -> list[tuple[str, str]]:
    """The texts among the document's properties, the custom ones by their names."""
    found: list[tuple[str, str]] = []
    try:
        for content in _property_streams(data):
            found += _texts_of(content)
    except (struct.error, IndexError, ValueError):
        return found
    return found


def _property_streams(data: bytes) -> Iterator[bytes]:
    size = 1 << min(_number(data, 30, "H"), 16)
    sectors = list(_numbers(data[76:512]))
    following, seen = _number(data, 68), set[int]()
    while following < _FREE and following not in seen:
        seen.add(following)
        more = list(_numbers(_sector(data, following, size)))
        sectors += more[:-1]
        following = more[-1]
    table = [each for number in sectors if number < _FREE for each in _numbers(_sector(data, number, size))]
    directory = b"".join(_sector(data, number, size) for number in _chain(_number(data, 48), table))
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    if not entries:
        return
    root = _number(entries[0], 116)
    small = b"".join(_sector(data, number, size) for number in _chain(root, table))
    small_table = list(
        _numbers(b"".join(_sector(data, number, size) for number in _chain(_number(data, 60), table)))
    )
    for entry in entries:
        name = entry[: max(_number(entry, 64, "H") - 2, 0)].decode("utf-16-le", "replace")
        if name not in _SETS:
            continue
        start, length = _number(entry, 116), _number(entry, 120)
        if length < _BELOW_IS_SMALL:
            parts = [
                small[number * _SMALL_SECTOR : (number + 1) * _SMALL_SECTOR]
                for number in _chain(start, small_table)
            ]
        else:
            parts = [_sector(data, number, size) for number in _chain(start, table)]
        yield b"".join(parts)[:length]


def _chain(start: int, table: Sequence[int]) -> list[int]:
    """The sectors of a stream in order; a chain that bites its tail ends there."""
    chain: dict[int, None] = {}
    while start < len(table) and start not in chain:
        chain[start] = None
        start = table[start]
    return list(chain)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _texts_of(content: bytes) -> Iterator[tuple[str, str]]:
    """The texts of every property set in a stream."""
    for number in range(min(_number(content, 24), 4)):
        section = content[_number(content, 28 + 20 * number + 16) :]
        places = {
            _number(section, 8 + 8 * each): _number(section, 12 + 8 * each)
            for each in range(min(_number(section, 4), _MOST_PROPERTIES))
        }
        page = _number(section, places[1] + 4, "H") if 1 in places else 1252
        names = dict(_names_of(section, places[0], page)) if 0 in places else {}
        for key, at in places.items():
            kind, length = _number(section, at) if key > 1 else 0, _number(section, at + 4)
            if kind == _TEXT:
                yield names.get(key, str(key)), _decoded(section[at + 8 : at + 8 + length], page)
            elif kind == _WIDE_TEXT:
                yield names.get(key, str(key)), _decoded(section[at + 8 : at + 8 + 2 * length], 1200)


def _names_of(section: bytes, at: int, page: int) -> Iterator[tuple[int, str]]:
    """The dictionary of a set of custom properties."""
    count, at = min(_number(section, at), _MOST_PROPERTIES), at + 4
    for _each in range(count):
        key, length = _number(section, at), _number(section, at + 4)
        size = 2 * length if page == 1200 else length
        yield key, _decoded(section[at + 8 : at + 8 + size], page)
        at += 8 + (size + 3) // 4 * 4 if page == 1200 else 8 + size


def _decoded(content: bytes, page: int) -> str:
    coding = {1200: "utf-16-le", 65001: "utf-8"}.get(page, f"cp{page}")
    try:
        text = content.decode(coding, "replace")
    except LookupError:
        text = content.decode("cp1258", "replace")
    return text.rstrip("\x00")


def _number(content: bytes, at: int, form: str = "I") -> int:
    return int(struct.unpack_from(f"<{form}", content, at)[0])


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
