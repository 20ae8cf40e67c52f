"""The lines of a draft: YAML for claims, comments for a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from validator.doors.draft_stubs import Drafted, FieldValue, Passage, Stub
from validator.records.placeholders import placeholder
from validator.records.suggest import counted
from validator.records.vocabulary import Vocabulary
from validator.report.inert import is_hidden, one_line

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+>/~%-]*(?: [A-Za-z0-9%.][A-Za-z0-9._%-]*){0,6}")
"""Texts that mean themselves in YAML without quotation marks, also between brackets."""
_OFFSET: Final = re.compile(r"[-+][0-9A-Z][A-Za-z0-9/-]{1,40}")
_SHOWN: Final = 100
_MOST_NAMES: Final = 20
_UNSPACED_FROM: Final = "\u2e80"
"""Where words are not set apart, no name is ever sure to be whole, and telling so each time would help nobody."""


def scalar(text: str) -> str:
    """A text as YAML, on one line and harmless to a terminal: what cannot be seen is written as an escape."""
    if _PLAIN.fullmatch(text) or _OFFSET.fullmatch(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if not is_hidden(character):
        return character
    return f"\\u{ord(character):04X}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08X}"


def _written(value: FieldValue) -> str:
    return scalar(value) if isinstance(value, str) else f"[{', '.join(map(scalar, value))}]"


def claims(drafted: Iterable[Drafted], vocabulary: Vocabulary, taken: Collection[str], *, gloss: bool) -> Iterator[str]:
    """The lines of all stubs, each sentence under a comment of its own.

    `taken` are ids that other claims bear; `gloss` asks for an English sentence in each.
    """
    ids = _Ids(taken)
    for one in drafted:
        if not one.stubs:
            continue
        yield ""
        yield from heading(one, vocabulary)
        for place, stub in enumerate(one.stubs):
            if place:
                yield ""
            yield from _stub(stub, one.passage, ids.next(one.passage.line), gloss=gloss)


def heading(one: Drafted, vocabulary: Vocabulary) -> Iterator[str]:
    """The comment over the stubs of a sentence: where it stands, and which entities it names."""
    yield f"  # --- line {one.passage.line}: “{shortened(one.passage.words)}”"
    named = dict.fromkeys(
        f"{name.words} = {' or '.join(_typed(id, vocabulary) for id in name.ids)}"
        + ("" if name.sure or name.words[-1] > _UNSPACED_FROM else " (if it is no part of a longer name)")
        for name in one.names
    )
    shown = list(named)[:_MOST_NAMES]
    if shown:
        more = f"; and {counted(len(named) - len(shown), 'more name')}" if len(named) > len(shown) else ""
        yield f"  # named: {one_line('; '.join(shown))}{more}"
    for words, ids in dict.fromkeys((taken_up.words, taken_up.ids) for taken_up in one.carried):
        yield f"  # perhaps: {one_line(words)} = {' or '.join(_typed(id, vocabulary) for id in ids)}, named before"
    yield from (f"  # left to you: {one_line(words)}" for words in one.left)


def _typed(id: str, vocabulary: Vocabulary) -> str:
    return f"{id} ({vocabulary.entities[id].type})"


def _stub(stub: Stub, passage: Passage, id: str, *, gloss: bool) -> Iterator[str]:
    yield f"  - id: {id}"
    fields: list[tuple[str, FieldValue]] = [("quote", passage.words)]
    fields += [(key, words) for key, words in (("prefix", passage.prefix), ("suffix", passage.suffix)) if words]
    if gloss:
        fields.append(("gloss", placeholder()))
    yield from (f"    {scalar(key)}: {_quoted(key, value)}" for key, value in (*fields, *stub.fields))


def _quoted(key: str, value: FieldValue) -> str:
    """Words of the source stand between quotation marks always."""
    if key in ("quote", "prefix", "suffix") and isinstance(value, str):
        return '"' + "".join(map(_escaped, value)) + '"'
    return _written(value)


def uncheckable(drafted: Iterable[Drafted], *, heads: bool) -> Iterator[str]:
    """The sentences that tell nothing known, as comments ready to be taken in; `heads` with the key above them."""
    plain = [one.passage for one in drafted if not one.stubs]
    if not plain:
        return
    yield ""
    yield "# No name of the vocabulary, no number and no time in these. If they hold nothing that can be checked, take"
    yield "# them in with the reason (opinion, page furniture, ...); else write the claims by hand."
    if heads:
        yield "# uncheckable:"
    yield from (f"#   - {{quote: {_quoted('quote', one.words)}, because: {scalar(placeholder())}}}" for one in plain)


def unquotable(passages: Sequence[Passage]) -> Iterator[str]:
    """Sentences that no quote can be made of."""
    if passages:
        yield ""
        yield "# Too long, too often in the text, or with control characters: quote a part of these by hand."
        yield from (f"#   line {one.line}: “{shortened(one.words)}”" for one in passages)


def shortened(words: str) -> str:
    line = one_line(words[: _SHOWN + 1])
    return line if len(words) <= _SHOWN else f"{line[:_SHOWN]}…"


class _Ids:
    """Ids that no claim of the file bears yet: the line of the sentence, and a number from the second claim on."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def next(self, line: int) -> str:
        id, number = f"line-{line}", 1
        while id in self._taken:
            number += 1
            id = f"line-{line}-{number}"
        self._taken.add(id)
        return id
