"""Official documents as JSON, and back: the fields of `vanban.writing.documents` under their own names.

Days are ISO, pictures base64, and each block says in "block" what it is. A field that nobody knows, a wrong kind of
value or a missing one is refused with its place, so that a slip of the pen never goes to paper in silence.
"""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from vanban.errors import UnwritableDocument
from vanban.writing.documents import Block, OfficialDocument

_BLOCKS: Mapping[str, type] = {kind.__name__.lower(): kind for kind in get_args(Block)}
_TAG = "block"
_DEEPEST = 12


def document_to_json(document: OfficialDocument) -> dict[str, Any]:
    """The document as plain values for `json.dumps`; fields at their defaults are left out."""
    return dict(_plain(document))


def _plain(value: object) -> Any:
    if is_dataclass(value):
        told = {
            each.name: _plain(given)
            for each in fields(value)
            if (given := getattr(value, each.name)) != each.default
        }
        tag = type(value).__name__.lower()
        return {_TAG: tag, **told} if tag in _BLOCKS and not isinstance(value, type) else told
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def document_from_json(data: object) -> OfficialDocument:
    """The document that JSON describes; raises `UnwritableDocument` naming the place."""
    made: OfficialDocument = _made(OfficialDocument, data, "document", 0)
    return made


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, data: object, place: str, depth: int) -> Any:
    if not isinstance(data, Mapping):
        raise UnwritableDocument(f"{place}: an object is expected")
    names = {each.name for each in fields(kind)}
    strange = sorted(str(key) for key in data if key not in names and key != _TAG)
    if strange:
        raise UnwritableDocument(f"{place}: unknown field {strange[0]}")
    missing = [
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING and each.name not in data
    ]
    if missing:
        raise UnwritableDocument(f"{place}: {missing[0]} is missing")
    hints = _hints(kind)
    given = {
        name: _value(hints[name], data[name], f"{place}.{name}", depth + 1) for name in names if name in data
    }
    return kind(**given)


def _value(hint: Any, data: object, place: str, depth: int) -> object:
    if depth > _DEEPEST:
        raise UnwritableDocument(f"{place}: too deep")
    origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(data, list):
            raise UnwritableDocument(f"{place}: a list is expected")
        inner = get_args(hint)[0]
        return tuple(_value(inner, each, f"{place}[{at}]", depth + 1) for at, each in enumerate(data))
    if origin in (Union, types.UnionType):
        return _one_of(hint, data, place, depth)
    if is_dataclass(hint) and isinstance(hint, type):
        return _made(hint, data, place, depth)
    return _scalar(hint, data, place)


def _one_of(hint: Any, data: object, place: str, depth: int) -> object:
    choices = get_args(hint)
    if data is None and type(None) in choices:
        return None
    if choices == get_args(Block):
        name = data.get(_TAG) if isinstance(data, Mapping) else None
        if not isinstance(name, str) or name not in _BLOCKS:
            raise UnwritableDocument(f"{place}: {_TAG} is one of {', '.join(_BLOCKS)}")
        return _made(_BLOCKS[name], data, place, depth)
    return _value(next(each for each in choices if each is not type(None)), data, place, depth)


def _scalar(hint: type, data: object, place: str) -> object:
    if issubclass(hint, Enum):
        try:
            return hint(data)
        except ValueError as error:
            allowed = ", ".join(str(each.value) for each in hint)
            raise UnwritableDocument(f"{place}: one of {allowed}") from error
    if hint is date and isinstance(data, str):
        try:
            return date.fromisoformat(data)
        except ValueError as error:
            raise UnwritableDocument(f"{place}: a day such as 2026-11-21 is expected") from error
    if hint is bytes and isinstance(data, str):
        try:
            return base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnwritableDocument(f"{place}: base64 is expected") from error
    if hint is float and isinstance(data, int | float) and not isinstance(data, bool):
        return float(data)
    if hint in (str, bool, int) and isinstance(data, hint) and (hint is bool or not isinstance(data, bool)):
        return data
    raise UnwritableDocument(f"{place}: a value of another kind is expected")
