"""JSON as other tools write it, where one and many, a text and a thing with a name, stand for each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from validator.doors.importing.incoming import UNKNOWN, content
from validator.doors.refusal import Refusal
from validator.records.corpus import Corpus
from validator.records.files import path_problem
from validator.records.languages import language_problem
from validator.values.dates import Moment, TimeFormatError, parse_time

Thing = Mapping[str, Any]

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)
_LONGEST_ID: Final = 60


def document(path: Path) -> object:
    """The content of a JSON file, numbers as they are written. Raises `Refusal` for a file that is none."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise Refusal(f"{path.as_posix()}: expected each key once in an object, found `{twice}` again")
        return found

    try:
        return json.loads(content(path), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        place = f"{path.as_posix()}:{error.lineno}:{error.colno}"
        raise Refusal(f"{place}: expected JSON, found something else: {error.msg}") from None


def listed(value: object) -> list[Any]:
    """What may be one or many, as many."""
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def things(value: object) -> list[Thing]:
    return [one for one in listed(value) if isinstance(one, dict)]


def text(*values: object) -> str:
    """The first text of what may be one, a list of some, or a text with its language; empty where there is none."""
    for value in values:
        for one in listed(value):
            inner = [one.get("@value"), one.get("value")] if isinstance(one, dict) else one
            found = inner if isinstance(inner, str) else text(*inner) if isinstance(inner, list) else ""
            if found.strip():
                return found
    return ""


def name(value: object) -> str:
    """What somebody or something is called; empty where that is not given."""
    return _named(value, ("name", "nickname", "id", "@id"))


def address(value: object) -> str:
    """Where something is: itself, or what it names as its address; empty where that is not given."""
    return _named(value, ("url", "id", "@id"))


def _named(value: object, keys: tuple[str, ...]) -> str:
    for one in listed(value):
        found = text(*map(one.get, keys)) if isinstance(one, dict) else text(one)
        if found:
            return found
    return ""


def is_web_address(found: str) -> bool:
    return _ADDRESS.fullmatch(found) is not None


def is_path(found: str) -> bool:
    """Whether an address is one below the corpus folder."""
    return bool(found) and not _SCHEME.match(found) and path_problem(found) is None


def has_type(thing: Thing, wanted: str) -> bool:
    """Whether something is of a type, told by its name or its address."""
    return any(
        re.split(r"[/#:]", text(one))[-1] == wanted for key in ("@type", "type") for one in listed(thing.get(key))
    )


def typed(value: object, wanted: str) -> Iterator[Thing]:
    """Everything of a type, however deep it stands, in the order of the file. What it holds itself is not looked at."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and has_type(one, wanted):
            yield one
        elif isinstance(one, dict | list):
            waiting.extend(reversed(list(one.values()) if isinstance(one, dict) else one))


def day(value: object) -> str:
    """A day as it is stated, or `?`. The time of day is left out; a month or a year is no day."""
    found = _DAY.fullmatch(text(value).strip())
    if found is None:
        return UNKNOWN
    try:
        return found[1] if isinstance(parse_time(found[1]), Moment) else UNKNOWN
    except TimeFormatError:
        return UNKNOWN


def language(value: object) -> str:
    """A language tag as it is stated, or `?`."""
    for one in listed(value):
        tag = (text(one.get("alternateName")) or name(one)) if isinstance(one, dict) else text(one)
        if tag and language_problem(tag) is None:
            return tag
    return UNKNOWN


class SourceIds:
    """Ids for sources by their addresses: their own for those that the corpus holds, else one like the address."""

    def __init__(self, corpus: Corpus) -> None:
        self.by_address = {place: s.id for s in corpus.sources for place in (s.url, s.text) if place is not None}
        self.taken = set(corpus.sources_by_id)

    def of(self, address: str) -> str:
        """The id for an address: always the same."""
        known = self.by_address.get(address)
        if known is not None:
            return known
        id = plain = _like(address)
        number = 1
        while id in self.taken:
            number += 1
            id = f"{plain}-{number}"
        self.taken.add(id)
        self.by_address[address] = id
        return id


def _like(address: str) -> str:
    words = re.sub(r"^[a-z][a-z0-9+.-]*:(//)?(www\.)?", "", unquote(address).lower())
    return re.sub(r"[^a-z0-9]+", "-", words)[:_LONGEST_ID].strip("-") or "source"
