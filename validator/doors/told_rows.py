"""What was told of a part of a corpus as lists that JSON knows, and back.

Places are told from the lines at which their claims begin: a claim that moves takes its findings along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

from validator.judgement.dating import Dated
from validator.judgement.findings import Camp, Finding, MinimalSet, Place, Step, Timeline
from validator.judgement.reporting import Told
from validator.values.calendar import Span

_LISTED: Final[Mapping[type, Mapping[str, type]]] = {
    Told: {"findings": Finding, "timelines": Timeline, "dated": Dated},
    Finding: {"camps": Camp, "minimal_sets": MinimalSet, "places": Place},
    Timeline: {"steps": Step},
}
"""Fields that list records, by the record they are of."""
_NOTHING: Final[Mapping[str, type]] = {}
_CELLS: Final[Mapping[type, Callable[[Any], tuple[Any, ...]]]] = {
    kind: attrgetter(*kind.__slots__) for kind in (Told, Finding, Timeline, Camp, MinimalSet, Place, Step, Dated)
}
_INNER: Final = {
    kind: tuple((kind.__slots__.index(name), inner) for name, inner in listed.items())  # type: ignore[attr-defined]
    for kind, listed in _LISTED.items()
}
_PLAIN: Final = frozenset({Camp, MinimalSet, Step})
"""Records of texts, and tuples of them, alone."""
_MADE: Final[Mapping[type, Callable[[Any], object]]] = {
    Camp: lambda row: Camp(row[0], tuple(row[1]), row[2]),
    MinimalSet: lambda row: MinimalSet(tuple(row[0]), tuple(row[1])),
}
"""Records that a finding may have by the thousand."""
_CLAIM, _LINE, _END_LINE = map(Place.__slots__.index, ("claim", "line", "end_line"))


def as_rows(told: Told, lines: Mapping[str, int]) -> list[Any]:
    """Records as lists, field by field; texts and tuples of them stand as they are."""
    return _row(told, lines)


def as_told(rows: Any, lines: Mapping[str, int]) -> Told | None:
    """Records out of lists, with the lines at which their claims begin now; None where the lists hold no such."""
    try:
        told: Told = _record(Told, rows, lines)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    sound = all(finding.ruling is None and isinstance(finding.id, str) for finding in told.findings)
    return told if sound else None


def _row(one: Any, lines: Mapping[str, int]) -> list[Any]:
    kind = type(one)
    row = list(_CELLS[kind](one))
    if kind is Place:
        begin = lines[one.claim] if one.claim is not None else 0
        row[_LINE] -= begin
        row[_END_LINE] -= begin
    elif kind is Dated:
        row = [[cell.lo, cell.hi] if type(cell) is Span else cell for cell in row]
    for number, inner in _INNER.get(kind, ()):
        plain = _CELLS[inner] if inner in _PLAIN else None
        row[number] = (
            list(map(plain, row[number])) if plain is not None else [_row(item, lines) for item in row[number]]
        )
    return row


def _record(kind: type, row: Any, lines: Mapping[str, int]) -> Any:
    if kind is Place:
        return _place(row, lines)
    if kind is Dated:
        source, stated, derived, earlier, later = row
        return Dated(source, Span(*stated), Span(*derived), tuple(earlier), tuple(later))
    listed = _LISTED.get(kind)
    if listed is None and len(row) == len(kind.__slots__):  # type: ignore[attr-defined]
        return kind(*[_plain(value) if type(value) is list else value for value in row])
    listed = listed or _NOTHING
    cells = dict(zip(kind.__slots__, row, strict=True))  # type: ignore[attr-defined]
    for name, value in cells.items():
        if name in listed:
            inner = listed[name]
            made = _MADE.get(inner)
            cells[name] = tuple([_record(inner, one, lines) if made is None else made(one) for one in value])
        elif isinstance(value, list):
            cells[name] = _plain(value)
    return kind(**cells)


def _place(row: list[Any], lines: Mapping[str, int]) -> Place:
    claim = row[_CLAIM]
    if claim is not None:
        row = list(row)
        row[_LINE] += lines[claim]
        row[_END_LINE] += lines[claim]
    return Place(*row)


def _plain(value: Any) -> Any:
    """With tuples for lists."""
    return tuple([_plain(item) if type(item) is list else item for item in value]) if type(value) is list else value
