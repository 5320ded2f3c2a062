"""Nouns as JSON and back, for the pipe between a reader's process and ours: it can carry values, never code.

A dataclass becomes the list of its fields, so both ends must be of the same version.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def packed(value: Any) -> Any:
    """Give a value as lists, strings, numbers, true, false and null."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, tuple):
        return [packed(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return [packed(getattr(value, field.name)) for field in fields(value)]
    raise TypeError(f"{type(value).__name__} cannot be sent")


def unpacked(kind: type[T], value: Any) -> T:
    """Give the value of this kind that `packed` wrote.

    Raises:
        TypeError, ValueError, LookupError: it is not one.

    """
    named: Any = kind
    made: T = _maker(named)(value)
    return made


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """Give what makes values of a kind from their packed form."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _of_dataclass(kind)
    outer, inner = get_origin(kind), get_args(kind)
    if outer in {Union, types.UnionType}:
        (some,) = (_maker(one) for one in inner if one is not type(None))
        return lambda value: None if value is None else some(value)
    if outer is tuple and inner[-1] is Ellipsis:
        each = _maker(inner[0])
        return lambda value: tuple(map(each, value))
    if outer is tuple:
        makers = [_maker(one) for one in inner]
        return lambda value: tuple(make(one) for make, one in zip(makers, value, strict=True))
    if outer is frozenset:
        return frozenset
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in {str, int, float, bool}:
        return lambda value: value
    raise TypeError(f"{kind} cannot be received")


def _of_dataclass(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    named = [(field.name, _maker(hints[field.name])) for field in fields(kind)]
    return lambda value: kind(**{name: make(one) for (name, make), one in zip(named, value, strict=True)})
