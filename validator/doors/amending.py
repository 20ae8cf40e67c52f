"""A check after a small change: only what the change can bear on is read and judged again.

The report is, byte for byte, the one that a check of the whole corpus would give. That is sure as long as files of
sources were changed or added, or texts of theirs, rulings, or entities of the vocabulary. After any other change - of
a property, a file that is gone - the whole corpus is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from validator.doors import ledger as ledgers
from validator.doors.archive import Parts, in_parts
from validator.doors.kept_told import KeptTold, newest, stated, written
from validator.doors.kept_vocabulary import is_vocabulary
from validator.doors.ledger import AHEAD, DATED, NOWHERE, TOLD, Entries, Entry, KeptParts, Ledger
from validator.doors.memory import Memory
from validator.doors.report_index import Index
from validator.doors.vocabulary_change import (
    TooMuchChangedError,
    VocabularyChange,
    VocabularyNow,
    may_mean,
    vocabulary_change,
    vocabulary_now,
)
from validator.judgement.reporting import Apart, Options, Told
from validator.judgement.standing_alone import REST, in_series, names_of, of_parts
from validator.judgement.tallies import Tally, tallies
from validator.records.corpus import Corpus
from validator.records.files import FileError, Files, Folder
from validator.records.loading import CLAIMS, load_sources
from validator.records.masking import Masked
from validator.records.source import Source
from validator.records.vocabulary import fold_name
from validator.values.dataclass import dataclass, replace

NONE: Final = Entries((), "[]")


@dataclass(frozen=True, slots=True)
class Amended:
    """A corpus after a change, as far as it was read, and what is known of the rest."""

    corpus: Corpus
    apart: Apart
    tallied: tuple[Tally, ...]
    taken: Index
    """What an earlier report tells of parts that nothing bears on."""
    lower: Mapping[int, Mapping[str, int]]
    """How many lines claims of some of these parts stand lower than they did."""
    told: Mapping[int, Told]
    """What is told of other parts, by their numbers."""
    ledger: Ledger


def amended(
    memory: Memory,
    options: Options,
    ledger: Ledger,
    index: Index | None,
    waived: Callable[[Corpus], Iterable[str]],
) -> Amended:
    """A corpus as it is now, given what was known of it. Raises `TooMuchChangedError`.

    Without an `index`, everything that was told is taken out of memory. `waived` names the findings that rulings or a
    baseline bear on, given a corpus with its rulings.
    """
    return _Amending(memory, options, ledger).amended(index, waived)


@dataclass(frozen=True, slots=True)
class _Read:
    """Files whose content is at hand."""

    files: Files
    contents: Mapping[str, bytes]

    def names(self, folder: str) -> list[str]:
        return self.files.names(folder)

    def read(self, path: str, limit: int) -> bytes:
        data = self.contents.get(path)
        return data if data is not None and len(data) <= limit else self.files.read(path, limit)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is not as it was."""

    files: Mapping[str, str]
    """Sources that changed or are new, with their files."""
    fresh: Corpus
    """These sources as they are now."""
    sources: tuple[Source, ...]
    """All sources as they are now."""
    words: Mapping[str, str]
    """A digest of the words of each of their claims."""
    before: Mapping[str, Entry]
    """Claims that these sources had."""
    touched: set[int]
    """Parts of whose claims some are not what they were; among them always `REST`."""
    of_vocabulary: VocabularyNow | None
    """The vocabulary, where it is another."""

    def touches(self, id: str) -> bool:
        """Whether a claim that is there now is in a touched part."""
        return id not in self.before or self.before[id].part in self.touched

    def lower(self) -> dict[int, dict[str, int]]:
        """How many lines lower than they did claims of untouched parts stand, by the part."""
        found: dict[int, dict[str, int]] = {}
        for claim in self.fresh.claims:
            id = claim.full_id
            if not self.touches(id) and claim.mark.line != self.before[id].line:
                found.setdefault(self.before[id].part, {})[id] = claim.mark.line - self.before[id].line
        return found

    def shuffled(self) -> set[int]:
        """Untouched parts of which claims of one file have not moved together, so that their order may be another."""
        by: dict[tuple[int, str], set[int]] = {}
        for claim in self.fresh.claims:
            id = claim.full_id
            if not self.touches(id):
                moved = claim.mark.line - self.before[id].line
                by.setdefault((self.before[id].part, claim.file), set()).add(moved)
        return {part for (part, _), moved in by.items() if len(moved) > 1}


class _Amending:
    def __init__(self, memory: Memory, options: Options, ledger: Ledger) -> None:
        self.memory = memory
        self.options = options
        self.ledger = ledger
        self.files = _Read(memory.through(Folder(memory.root)), memory.contents)

    def amended(self, index: Index | None, waived: Callable[[Corpus], Iterable[str]]) -> Amended:
        ledger = self.ledger
        change = self._change()
        corpus = self._corpus(change)
        parts = self._judged(corpus, change)
        revived = self._recalled(self._revived(index, change, waived(corpus)), change)
        kept = ledger.parts.there() - change.touched - revived.keys()
        first = len(ledger.parts.keys)
        told = {**revived, **{first + n: one for n, one in parts.judged.told.items()}}
        counted = {id: tally for id, (_, tally) in ledger.sources.items() if id not in change.files}
        counted |= {tally.note.id: tally for tally in tallies(change.fresh)}
        return Amended(
            corpus,
            self._apart(corpus, parts, revived, kept, change),
            tuple(counted[id] for id in sorted(counted)),
            index.only(kept) if index is not None else Index(),
            {n: by for n, by in change.lower().items() if n in kept},
            told,
            self._after(corpus, parts, change, counted),
        )

    def _apart(
        self, corpus: Corpus, parts: Parts, revived: Mapping[int, Told], kept: set[int], change: _Change
    ) -> Apart:
        about = {*change.files.values(), *(one.file for one in corpus.rulings), *(one.file for one in corpus.faults)}
        rest = of_parts(corpus, [parts.parted.rest.claims])
        vocabulary = rest.vocabulary
        if change.of_vocabulary is not None:
            about |= change.of_vocabulary.files
            anew = change.of_vocabulary.told_anew(self.ledger.whole, self.ledger.of_files)
            entities = {**vocabulary.entities} | {id: corpus.vocabulary.entities[id] for id in anew}
            vocabulary = replace(vocabulary, entities=dict(sorted(entities.items())))
        whole = tuple(finding for finding in self.ledger.whole if finding.places[0].file not in about)
        lacking = sum(times for n, times in self.ledger.parts.lacking.items() if n in kept)
        beside = Told(whole, unformed=("",) * lacking)
        passages = {passage.key: corpus.anchors[passage.key] for passage in corpus.uncheckable}
        return Apart(
            (*parts.judged.told.values(), *revived.values(), beside),
            replace(
                rest,
                uncheckable=corpus.uncheckable,
                faults=corpus.faults,
                rulings=corpus.rulings,
                texts=corpus.texts,
                vocabulary=vocabulary,
                anchors={**rest.anchors, **passages},
            ),
            about=frozenset(about),
        )

    # -- what is read -----------------------------------------------------------------------------------------------

    def _change(self) -> _Change:
        ledger = self.ledger
        files, gone, other_vocabulary = self._changed_sources()
        known = VocabularyChange(words=frozenset(map(fold_name, gone)))
        there = {id: file for id, file in {**self._files(), **files}.items() if id not in gone}
        vocabulary, now = ledger.of_files.vocabulary(there), None
        if other_vocabulary:
            texts = ledgers.texts_of(ledger, self.options, self.memory)
            now = vocabulary_now(self.files, self.memory.root, ledger.of_files, texts, there)
            vocabulary = now.vocabulary
            known = known.beside(vocabulary_change(ledger.vocabulary, vocabulary, now.changed, ledger.scopes))
        if known.words:
            contents = self.memory.contents
            files |= {id: file for id, file in there.items() if known.bears_on(contents.get(file, b""))}
        fresh = load_sources(self.files, self.memory.root, vocabulary, files, rulings=True)
        known = replace(known, sources=frozenset(self._with_other_headers(fresh, files)))
        words = written(fresh, self.memory)
        before = {f"{id}/{e.id}": e for id, file in files.items() for e in ledger.entries.get(file, NONE).all()}
        others = (source for id, (source, _) in ledger.sources.items() if id not in files)
        sources = tuple(sorted((*others, *fresh.sources), key=lambda source: source.id))
        touched = self._touched(fresh, words, before, known)
        if newest(sources) != ledger.newest:
            touched |= ledger.parts.that_are(AHEAD)
        return _Change(files, fresh, sources, words, before, touched, now)

    def _corpus(self, change: _Change) -> Corpus:
        """The claims of parts that the change touches, with all that they rest on."""
        fresh, beside = change.fresh, self._beside(change)
        claims = [*beside.claims, *(claim for claim in fresh.claims if change.touches(claim.full_id))]
        return replace(
            fresh,
            sources=change.sources,
            claims=tuple(sorted(claims, key=lambda claim: claim.full_id)),
            texts={**beside.texts, **fresh.texts},
            anchors={**beside.anchors, **fresh.anchors},
        )

    def _files(self) -> dict[str, str]:
        return ledgers.files_of(source for source, _ in self.ledger.sources.values())

    def _changed_sources(self) -> tuple[dict[str, str], frozenset[str], bool]:
        """Sources whose file or text is not as it was, or that are new or gone, with their files; those that are gone;
        whether the vocabulary is another.
        """
        ledger = self.ledger
        files = self._files()
        differing = self.memory.differing(ledger.seen)
        if differing is None:
            raise TooMuchChangedError
        texts: dict[str, list[str]] = {}
        for id, (source, _) in ledger.sources.items():
            texts.setdefault(source.text or "", []).append(id)
        ids = {file: id for id, file in files.items()}
        changed = {id: file for id, file in files.items() if file in ledger.faulty}
        for path in differing:
            if path in ids:
                changed[ids[path]] = path
            elif path in texts:
                changed |= {id: files[id] for id in texts[path]}
            elif not path.startswith(f"{CLAIMS}/"):
                raise TooMuchChangedError
        try:
            names = Folder(self.memory.root).names(CLAIMS)
        except FileError:
            raise TooMuchChangedError from None
        now = {f"{CLAIMS}/{name}": name.removesuffix(".yaml") for name in names if name.endswith(".yaml")}
        # Also of a source that could not be read others may have known that it is there.
        before = {
            file
            for file in ledger.seen
            if file.startswith(f"{CLAIMS}/") and file.endswith(".yaml") and file.count("/") == 1
        }
        lost = {file.removeprefix(f"{CLAIMS}/").removesuffix(".yaml"): file for file in before - now.keys()}
        gone = frozenset(lost)
        if ledger.of_files.may_name(gone):
            raise TooMuchChangedError
        changed |= lost
        for file in lost.values():
            self.memory.seen.pop(file, None)
        new = {id: file for file, id in now.items() if file not in ids}
        if any(map(ledger.vocabulary.resolve, new)) or may_mean(ledger.scopes, new):
            raise TooMuchChangedError
        return changed | new, gone, any(map(is_vocabulary, differing))

    def _with_other_headers(self, fresh: Corpus, changed: Iterable[str]) -> set[str]:
        """Sources whose headers tell something else than they did, or nothing any more."""
        now = {source.id: stated(source) for source in fresh.sources}
        known = self.ledger.sources
        return {id for id in changed if id in known and now.get(id) != stated(known[id][0])}

    def _touched(
        self, fresh: Corpus, words: Mapping[str, str], before: Mapping[str, Entry], known: VocabularyChange
    ) -> set[int]:
        """Parts whose claims are not what they were or know what is not, and the claims that are in none."""
        ledger, contents = self.ledger, self.memory.contents
        named = {source.id for source in fresh.sources if known.bears_on(contents[source.file])}
        named |= known.sources
        altered = [
            claim
            for claim in fresh.claims
            if claim.source in named
            or claim.full_id not in before
            or before[claim.full_id].written != words[claim.full_id]
        ]
        if not in_series(altered) <= ledger.series:
            raise TooMuchChangedError
        ids = {c.full_id for c in altered}
        gone = {id for id in before if id not in words}
        touched = {entry.part for id, entry in before.items() if id in ids or id in gone}
        touched |= {ledger.by_name[name] for name in names_of(altered, fresh, ledger.series) if name in ledger.by_name}
        if changed := known.entities | known.sources:
            touched |= ledger.parts.that_know(changed)
        return touched | {REST}

    def _beside(self, change: _Change) -> Corpus:
        """The claims of touched parts in files that have not changed; all other claims of these are left unread."""
        hidden: dict[str, list[tuple[int, int]]] = {}
        wanted: dict[str, int] = {}
        ids = []
        for id, file, entries in self._unchanged(change):
            if entries.are_in(change.touched):
                ids.append(id)
                listed = entries.all()
                hidden[file] = [(e.start, e.end) for e in listed if e.part not in change.touched and e.start != NOWHERE]
                wanted |= {f"{id}/{e.id}": e.line for e in listed if e.part in change.touched}
        files = Masked(self.files, hidden)
        corpus = load_sources(files, self.memory.root, change.fresh.vocabulary, ids, rulings=False)
        claims = tuple(claim for claim in corpus.claims if claim.full_id in wanted)
        if {claim.full_id: claim.mark.line for claim in claims} != wanted:
            raise TooMuchChangedError
        if any(fault.file in hidden for fault in corpus.faults):
            raise TooMuchChangedError
        return replace(corpus, claims=claims)

    def _unchanged(self, change: _Change) -> Iterator[tuple[str, str, Entries]]:
        for id, (source, _) in self.ledger.sources.items():
            if id not in change.files:
                yield id, source.file, self.ledger.entries.get(source.file, NONE)

    def _in(self, parts: set[int], change: _Change) -> Iterator[tuple[str, Entry]]:
        """The claims of parts that are in files which have not changed, with their full ids."""
        for id, _, entries in self._unchanged(change):
            if entries.are_in(parts):
                yield from ((f"{id}/{e.id}", e) for e in entries.all() if e.part in parts)

    # -- what is judged ---------------------------------------------------------------------------------------------

    def _judged(self, corpus: Corpus, change: _Change) -> Parts:
        words = {**change.words, **{id: e.written for id, e in self._in(change.touched, change)}}
        live = filter(None, self.ledger.parts.keys)
        parts = in_parts(corpus, self.options, self.memory, words, live)
        if parts.judged.failed or parts.judged.ran_out:
            raise TooMuchChangedError
        return parts

    def _revived(self, index: Index | None, change: _Change, waived: Iterable[str]) -> set[int]:
        """Untouched parts of which all that is told must be at hand."""
        parts = self.ledger.parts
        told = parts.that_are(TOLD)
        if index is not None:
            told &= parts.that_are(DATED) | change.shuffled() | index.waived(frozenset(waived))
        return told - change.touched

    def _recalled(self, revived: set[int], change: _Change) -> dict[int, Told]:
        lines = {id: e.line for id, e in self._in(revived, change)}
        lines |= {claim.full_id: claim.mark.line for claim in change.fresh.claims}
        kept = KeptTold.of(self.memory, change.fresh.vocabulary, self.options)
        found = {n: kept.get(self.ledger.parts.keys[n], lines) for n in revived}
        told = {n: one for n, one in found.items() if one is not None}
        if len(told) < len(found):
            raise TooMuchChangedError
        return told

    # -- what is kept -----------------------------------------------------------------------------------------------

    def _after(self, corpus: Corpus, parts: Parts, change: _Change, counted: Mapping[str, Tally]) -> Ledger:
        ledger, fresh, first = self.ledger, change.fresh, len(self.ledger.parts.keys)
        numbers = ledgers.part_of_claims(parts, first)
        entries = {}
        for id, file, known in self._unchanged(change):
            entries[file] = known
            if known.are_in(change.touched):
                renumbered = [numbers[f"{id}/{e.id}"] if e.part in change.touched else e.part for e in known.all()]
                entries[file] = replace(known, parts=tuple(renumbered))
        of_fresh = {id: e.part for id, e in change.before.items()} | numbers
        names = {name: n for name, n in ledger.by_name.items() if n not in change.touched}
        names |= {name: n if n == REST else n + first for name, n in parts.parted.by_name().items()}
        return replace(
            ledger,
            sources={source.id: (source, counted[source.id]) for source in corpus.sources},
            entries=entries | ledgers.entries_of(fresh.claims, of_fresh, change.words, self.memory.contents),
            parts=ledger.parts.followed(change.touched, KeptParts.of(parts)),
            by_name=names,
            scopes=ledger.scopes | ledgers.free_scopes(fresh),
            faulty=frozenset(fault.file for fault in fresh.faults),
            vocabulary=fresh.vocabulary,
            of_files=ledger.of_files if change.of_vocabulary is None else change.of_vocabulary.of_files,
            kept_as=ledger.kept_as if change.of_vocabulary is None else None,
        )
