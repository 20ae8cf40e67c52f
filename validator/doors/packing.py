"""Records as plain data that JSON knows, and back: what a cache keeps of sources and properties.

Only the classes named here are ever made out of data, and only from as many fields as they have.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from validator.records.formula import Formula, Name, Number, Operation
from validator.records.marks import Mark
from validator.records.source import Source
from validator.records.value import EntityValue, TermValue, TextValue
from validator.records.vocabulary import Difference, Property, PropertyValue, Qualifiers
from validator.values.calendar import Span
from validator.values.dates import EventRef, Moment
from validator.values.intervals import Interval
from validator.values.quantities import Quantity
from validator.values.units import Unit

_RECORDS: Final[Mapping[str, type]] = {
    kind.__name__: kind
    for kind in (
        Difference, EntityValue, EventRef, Formula, Interval, Moment, Name, Number, Operation, Property,
        PropertyValue, Qualifiers, Quantity, Source, Span, TermValue, TextValue, Unit,
    )
}  # fmt: skip
_MAPPING: Final = "{}"
_FRACTION: Final = "/"
_MARK: Final = "@"


def packed(value: Any) -> Any:
    """A value as data. Raises `TypeError` for what no record kept here holds."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mark):
        return {_MARK: list(value)}
    if isinstance(value, tuple):
        return [packed(one) for one in value]
    if isinstance(value, Mapping):
        return {_MAPPING: [[packed(key), packed(one)] for key, one in value.items()]}
    if isinstance(value, Fraction):
        return {_FRACTION: str(value)}
    kind = type(value)
    if _RECORDS.get(kind.__name__) is not kind:
        raise TypeError(f"{kind.__name__} is not kept")
    return {kind.__name__: [packed(getattr(value, name)) for name in kind.__slots__]}


def unpacked(data: Any) -> Any:
    """The value that was packed. Raises `ValueError`, `TypeError` or `KeyError` for data that is nothing packed."""
    if isinstance(data, list):
        return tuple([unpacked(one) for one in data])
    if not isinstance(data, dict):
        return data
    [(kind, content)] = data.items()
    if kind == _MARK:
        return Mark(*content)
    if kind == _MAPPING:
        return {unpacked(key): unpacked(one) for key, one in content}
    if kind == _FRACTION:
        return Fraction(content)
    record = _RECORDS[kind]
    fields = [unpacked(one) for one in content]
    return record(**dict(zip(record.__slots__, fields, strict=True)))  # type: ignore[attr-defined]
