"""A vocabulary after a change, of whose files only the entities around the change are read again.

What stands before and after the changed stretch of a file is the same text as before. An entity there is left unread,
behind blanks, if its neighbour on the side of the change is read and found where it has to be: then the reader would
have come to it in the state in which it came to it before. Wherever this is not enough, None says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from validator.doors.kept_vocabulary import KeptVocabulary, Listing, listing_of, row_of
from validator.records.loading import paused_collector
from validator.records.marks import FaultLog
from validator.records.masking import Stretch, blanked
from validator.records.vocabulary import SOURCE_TYPE, Entity, Vocabulary, fold_name
from validator.records.vocabulary_reading import CONTAINMENT, VocabularyReading
from validator.records.yaml_reader import MAX_NODES, decode, read_yaml
from validator.values.dataclass import dataclass, replace

_BESIDE_ENTITIES: Final = ("properties", "assumptions")


@dataclass(frozen=True, slots=True)
class Again:
    """A vocabulary after a change."""

    kept: KeptVocabulary
    vocabulary: Vocabulary
    changed: frozenset[str]
    """Entities that state something else than they did."""
    read: frozenset[str]
    """Entities that were read."""


def read_again(
    kept: KeptVocabulary, before: Mapping[str, str], contents: Mapping[str, bytes], sources: Mapping[str, str]
) -> Again | None:
    """The vocabulary as it is now, given what its files held `before` and what they hold; None where all of it has to
    be read, or something is wrong with it.
    """
    with paused_collector():
        return _Again(kept, before, sources).read(contents)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Which entities of a file are read, and by how much those after them have moved."""

    first: int
    last: int
    """The number of the first one after them."""
    lines: int
    offset: int


class _Again:
    def __init__(self, kept: KeptVocabulary, before: Mapping[str, str], sources: Mapping[str, str]) -> None:
        self.kept = kept
        self.before = before
        self.sources = sources
        self.log = FaultLog()
        self.reading = VocabularyReading(self.log)

    def read(self, contents: Mapping[str, bytes]) -> Again | None:
        stretches = {}
        for file in sorted({*contents, *self.kept.files}):
            stretch = self._read_file(file, contents.get(file))
            if stretch is None:
                return None
            stretches[file] = stretch
        files = {file: self._listing(file, stretch) for file, stretch in stretches.items()}
        gone = {id for file, one in stretches.items() for id in self._known(file).ids[one.first : one.last]}
        rows = {id: row for id, row in self.kept.rows.items() if id not in gone}
        rows |= {id: row_of(entity) for id, entity in self.reading.entities.items()}
        now = replace(self.kept, rows=rows, files={file: one for file, one in files.items() if one.ids})
        if self.log.sorted() or sum(len(one.ids) for one in files.values()) != len(rows):
            return None
        looked_at = gone | self.reading.entities.keys()
        changed = frozenset(id for id in looked_at if now.stated(id) != self.kept.stated(id))
        if not all(self._neighbours_stand(file, stretch, now) for file, stretch in stretches.items()):
            return None
        now = replace(
            now, look_ups=self._look_ups(now, changed), assumptions=dict(sorted(self.reading.assumptions.items()))
        )
        vocabulary = now.vocabulary(self.sources)
        if not all(self._fits(id, vocabulary) for id in changed):
            return None
        properties = self.reading.properties_with(vocabulary)
        if self.log.sorted():
            return None
        now = replace(now, properties=tuple(properties.values()))
        return Again(now, now.vocabulary(self.sources), changed, frozenset(self.reading.entities))

    # -- a file -----------------------------------------------------------------------------------------------------

    def _known(self, file: str) -> Listing:
        return self.kept.files.get(file, Listing())

    def _read_file(self, file: str, content: bytes | None) -> _Stretch | None:
        text, problem = decode(content or b"")
        if problem is not None or _most_nodes(text) > MAX_NODES:
            return None
        known, before = self._known(file), self.before.get(file, "")
        if file not in self.before and known.ids:
            return None
        stretch = _Stretch(len(known.ids), len(known.ids), 0, 0)
        if text != before:
            stretch = _stretch(before, text, known)
        elif not any(word in text for word in _BESIDE_ENTITIES):
            return stretch
        hidden = self._hidden(file, stretch, text)
        if hidden is None:
            return None
        if content is not None:
            document = read_yaml(blanked(text, hidden).encode())
            if document.problems:
                return None
            self.reading.add_file(file, document)
        return stretch

    def _hidden(self, file: str, stretch: _Stretch, text: str) -> list[Stretch] | None:
        """From where to where entities are left unread; None where one shares its first line with something else."""
        known = self._known(file)
        found = []
        for numbers, offset in ((range(stretch.first), 0), (range(stretch.last, len(known.ids)), stretch.offset)):
            if numbers:
                start = known.starts[numbers[0]] + offset
                if text[text.rfind("\n", 0, start) + 1 : start].strip(" "):
                    return None
                found.append((start, known.starts[numbers[-1]] + known.lengths[numbers[-1]] + offset))
        return found

    def _listing(self, file: str, stretch: _Stretch) -> Listing:
        known = self._known(file)
        read = [entity for entity in self.reading.entities.values() if entity.file == file]
        new = listing_of(sorted(read, key=lambda entity: entity.marks[""].index))
        return Listing(
            [*known.ids[: stretch.first], *new.ids, *known.ids[stretch.last :]],
            [*known.lines[: stretch.first], *new.lines, *(one + stretch.lines for one in known.lines[stretch.last :])],
            [*known.starts[: stretch.first], *new.starts, *(n + stretch.offset for n in known.starts[stretch.last :])],
            [*known.lengths[: stretch.first], *new.lengths, *known.lengths[stretch.last :]],
        )

    def _neighbours_stand(self, file: str, stretch: _Stretch, now: KeptVocabulary) -> bool:
        """Whether the first and the last entity that were read beside unread ones are what and where they were."""
        known = self._known(file)
        if stretch.first == stretch.last == len(known.ids):
            return True
        here = now.files.get(file, Listing())
        ends = [(stretch.first, stretch.first, 0, 0)] if stretch.first else []
        if stretch.last < len(known.ids):
            last = stretch.last - 1
            ends.append((last, last + len(here.ids) - len(known.ids), stretch.lines, stretch.offset))
        return all(
            0 <= at < len(here.ids)
            and here.ids[at] == known.ids[was]
            and here.lines[at] == known.lines[was] + lines
            and here.starts[at] == known.starts[was] + offset
            and now.rows[here.ids[at]] == self.kept.rows[known.ids[was]]
            for was, at, lines, offset in ends
        )

    # -- what holds between entities --------------------------------------------------------------------------------

    def _fits(self, id: str, vocabulary: Vocabulary) -> bool:
        """Whether what ties an entity to others is surely without a fault."""
        was = self.kept.vocabulary({}).entities.get(id) if id in self.kept.rows else None
        now = vocabulary.entities.get(id)
        if id in self.sources or any(one is not None and one.members is not None for one in (was, now)):
            return False
        if (was.same_as if was is not None else ()) != (now.same_as if now is not None else ()):
            return False
        if now is None:
            named = f'"{id}"'
            return not any(named in row for row in self.kept.rows.values())
        entities = vocabulary.entities
        linked = (*now.member_of, *now.located_in, *now.part_of, *now.same_as)
        if now.type == SOURCE_TYPE or not all(other in entities for other in linked):
            return False
        closed = (entities[group].members for group in now.member_of)
        if not all(members is None or id in members for members in closed):
            return False
        return not any(_is_in_a_circle(id, key, entities) for key in CONTAINMENT)

    def _look_ups(self, now: KeptVocabulary, changed: Iterable[str]) -> tuple[object, ...]:
        names, groups, identities = self.kept.look_ups
        found = {name: set(ids) for name, ids in names.items()} if changed else {}
        before = self.kept.vocabulary({}).entities
        for id in changed:
            for one in before[id].all_names() if id in self.kept.rows else ():
                found[fold_name(one)].discard(id)
        for id in changed:
            for one in self.reading.entities[id].all_names() if id in self.reading.entities else ():
                found.setdefault(fold_name(one), set()).add(id)
        if changed:
            names = {name: tuple(sorted(ids)) for name, ids in found.items() if ids}
        return names, groups, identities


def _is_in_a_circle(id: str, key: str, entities: Mapping[str, Entity]) -> bool:
    waiting, seen = [id], set()
    while waiting:
        for above in getattr(entities[waiting.pop()], key):
            if above == id:
                return True
            if above not in seen:
                seen.add(above)
                waiting.append(above)
    return False


def _stretch(before: str, now: str, known: Listing) -> _Stretch:
    """What has to be read where a file is another one: the change, and an entity on either side of it."""
    alike = _alike(before, now)
    from_end = _alike(before[alike:][::-1], now[alike:][::-1])
    ends = [start + length for start, length in zip(known.starts, known.lengths, strict=True)]
    first = max(0, bisect_left(ends, alike) - 1)
    last = bisect_left(known.starts, len(before) - from_end)
    if last < len(known.ids) and before.rfind("\n", 0, known.starts[last]) + 1 < len(before) - from_end:
        last += 1
    lines = now.count("\n") - before.count("\n")
    return _Stretch(first, min(last + 1, len(known.ids)), lines, len(now) - len(before))


def _alike(one: str, other: str) -> int:
    """With how many characters both begin."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _most_nodes(text: str) -> int:
    """No fewer than the keys and values that a text can hold."""
    pairs = sum(map(text.count, ":?,{"))
    return 1 + 2 * pairs + sum(map(text.count, "-,["))
