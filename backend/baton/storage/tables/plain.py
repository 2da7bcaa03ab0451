"""Domain values as plain data for a text column, and back."""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

_MICROSECOND = timedelta(microseconds=1)
Reader = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """The value with everything in it that JSON does not know turned into what it does know."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, timedelta):
        return value // _MICROSECOND
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


def reader(hint: Any) -> Reader:
    """How to read back what ``plain`` wrote of a value of that type; fields added to a dataclass later keep their default."""
    if dataclasses.is_dataclass(hint):
        return _dataclass_reader(hint)
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(reader(next(argument for argument in arguments if argument is not type(None))))
    if origin in (tuple, frozenset):
        return _collection(origin, reader(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(reader(arguments[1]))
    if hint is timedelta:
        return lambda data: timedelta(microseconds=data)
    if hint is datetime:
        return datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda data: data


def _dataclass_reader(hint: Any) -> Reader:
    readers = {name: reader(inner) for name, inner in get_type_hints(hint).items()}
    return lambda data: hint(**{name: read(data[name]) for name, read in readers.items() if name in data})


def _optional(read: Reader) -> Reader:
    return lambda data: None if data is None else read(data)


def _collection(kind: Any, read: Reader) -> Reader:
    return lambda data: kind(map(read, data))


def _mapping(read: Reader) -> Reader:
    return lambda data: {key: read(item) for key, item in data.items()}
