"""Writes claims from elsewhere into a corpus: whatever can be read, and never over anything. To a source that is there,
what it lacks is added.

A claim that is whole is read by the reader of records first and refused in its words. Every file is read back before it
is written: it says what came in, letter by letter, or it is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from validator.bulk.rows import claim_of, source_of
from validator.doors.draft_placing import NotPlaced
from validator.doors.importing.adding import Standing, sorted_out
from validator.doors.importing.incoming import UNKNOWN, UNKNOWN_HEADER, IncomingClaim, IncomingSource, Reading, Record
from validator.doors.importing.source_file import problem_of, source_file
from validator.records.corpus import Corpus
from validator.records.loading import CLAIMS
from validator.records.marks import FILE_START, Fault, FaultLog, Mark
from validator.records.suggest import counted, listing
from validator.records.vocabulary import SOURCE_TYPE, Entity, Vocabulary
from validator.records.writing import Changed, WriteRefused, place_below, read_standing, write_file
from validator.values.dataclass import dataclass, replace


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written."""

    path: str
    """From the corpus folder on."""
    claims: int
    stubs: int
    """How many of the claims a person has to complete."""
    open: tuple[str, ...]
    """Keys that a person has to fill in somewhere in it."""
    held: int = 0
    """How many claims it held already, so that they were not written."""
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Brought:
    files: tuple[Written, ...]
    left_out: int
    """Entries that were not brought in; why is in the faults."""
    faults: tuple[Fault, ...]


def bring(reading: Reading, corpus: Corpus, log: FaultLog) -> Brought:
    """Writes one file for each source. Never raises for what a file holds or for one that cannot be written."""
    return _Bringing(reading, corpus, log).bring()


class _Bringing:
    def __init__(self, reading: Reading, corpus: Corpus, log: FaultLog) -> None:
        self.reading = reading
        self.corpus = corpus
        self.log = log
        self.vocabulary = _with_sources(corpus.vocabulary, (source.id for source in reading.sources))
        self.left_out = reading.refused

    def bring(self) -> Brought:
        if not self.reading.sources and not self.left_out:
            self.log.add(self.reading.file, FILE_START, "expected claims, found none: nothing was written")
        files = [written for source in self.reading.sources if (written := self._bring(source)) is not None]
        return Brought(tuple(files), self.left_out, self.log.sorted())

    def _bring(self, source: IncomingSource) -> Written | None:
        if not source.claims:
            self._refuse(source, 0, f"expected claims of the source `{source.id}`, found none: nothing was written")
            return None
        path = f"{CLAIMS}/{source.id}.yaml"
        known = self.corpus.sources_by_id.get(source.id)
        if known is not None and known.file != path:
            message = f"expected a source in a file of its own, found `{source.id}` among the rows of {known.file}"
            self._refuse(source, len(source.claims), message, "add the claims there, as rows")
            return None
        try:
            data = read_standing(place_below(self.corpus.root, path))
        except WriteRefused as error:
            self._refuse(source, len(source.claims), error.message, error.suggestion)
            return None
        if data is None and not self._is_sound(source):
            return None
        kept = list(self._kept(source))
        self.left_out += len(source.claims) - len(kept)
        if not kept:
            return None
        return self._write(source, path, kept) if data is None else self._add(source, path, kept, data)

    def _is_sound(self, source: IncomingSource) -> bool:
        """Whether the header can be read, or only waits for what a person has to fill in."""
        row = {"id": source.id, **source.header}
        if source.stub:
            return True
        if source_of(row, source.file or self.reading.file, source.mark.line, self.vocabulary, self.log) is not None:
            return True
        lost = counted(len(source.claims), "claim")
        message = f"expected a readable header of `{source.id}`, found none: {lost} left out with it"
        self._refuse(source, len(source.claims), message, "correct the header first")
        return False

    def _kept(self, source: IncomingSource) -> Iterator[IncomingClaim]:
        """The claims that can be written, each id once."""
        first: dict[str, Mark] = {}
        for claim in source.claims:
            row = {"source": source.id, **claim.record}
            if not claim.stub and claim_of(row, self.reading.file, claim.mark.line, self.vocabulary, self.log) is None:
                continue
            problem = problem_of(source_file(UNKNOWN_HEADER, [claim.record]), UNKNOWN_HEADER, [claim.record])
            if problem is not None:
                named = f"{claim.name}: " if claim.name else ""
                self.log.add(self.reading.file, claim.mark, f"{named}{problem}", "leave the character out")
                continue
            id = str(claim.record["id"])
            earlier = first.setdefault(id, claim.mark)
            if earlier != claim.mark:
                message = f"expected each claim id once in a source, found `{id}` again (first at {earlier.line})"
                self.log.add(self.reading.file, claim.mark, message, "give one of the two another id")
                continue
            yield claim

    def _write(self, source: IncomingSource, path: str, claims: list[IncomingClaim]) -> Written | None:
        records = [claim.record for claim in claims]
        data = source_file(source.header, records)
        problem = problem_of(data, source.header, records)
        if problem is not None:
            whole = not any(claim.stub for claim in claims)
            hint = "rows can stay rows: put the file into claims/ (docs/scale.md)" if whole else ""
            self._refuse(source, len(claims), f"`{path}` was not written: {problem}", hint)
            return None
        if not self._put(source, path, data, instead_of=None, claims=len(claims)):
            return None
        return Written(path, len(claims), sum(claim.stub for claim in claims), _open(source.header, *records))

    def _add(self, source: IncomingSource, path: str, claims: list[IncomingClaim], data: bytes) -> Written | None:
        standing = Standing.of(source.id, data, self.corpus)
        self._compare_headers(source, path, standing)
        sorted_claims = sorted_out(source.id, claims, standing, self.vocabulary)
        for claim, place in sorted_claims.other:
            self.left_out += 1
            id = claim.record["id"]
            message = f"expected an id that no other claim bears, found `{id}` at {path}:{place.line}:{place.column}"
            self.log.add(self.reading.file, claim.mark, message, "give one of the two another id, or correct that one")
        records = [claim.record for claim in sorted_claims.fresh]
        if records:
            try:
                changed = standing.with_all(records)
            except NotPlaced as error:
                self._refuse(source, len(records), f"{path}: {error.message}", "add the claims there by hand")
                return None
            if not self._put(source, path, changed, instead_of=data, claims=len(records)):
                return None
        stubs = sum(claim.stub for claim in sorted_claims.fresh)
        return Written(path, len(records), stubs, _open(*records), sorted_claims.held, is_new=False)

    def _compare_headers(self, source: IncomingSource, path: str, standing: Standing) -> None:
        """Tells where the header of a file says something else than what came in; it stays as it is."""
        stated = {key: value for key, value in source.header.items() if value != UNKNOWN}
        odd = [key for key, value in stated.items() if key in standing.header and standing.header[key] != value]
        if odd and not source.stub:
            message = f"expected the header of `{source.id}` as in {path}, found another {listing(odd)}"
            place = source.file or self.reading.file
            self.log.add(place, source.mark, message, "the header there was left as it is", unreadable=False)

    def _put(self, source: IncomingSource, path: str, data: bytes, *, instead_of: bytes | None, claims: int) -> bool:
        try:
            write_file(place_below(self.corpus.root, path), data, instead_of=instead_of)
        except WriteRefused as error:
            lost = f": {counted(claims, 'claim')} left out" if isinstance(error, Changed) else ""
            self._refuse(source, claims, f"{error.message}{lost}", error.suggestion)
            return False
        return True

    def _refuse(self, source: IncomingSource, claims: int, message: str, suggestion: str = "") -> None:
        self.left_out += claims
        self.log.add(source.file or self.reading.file, source.mark, message, suggestion)


def _open(*records: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for record in records for key, value in record.items() if value == UNKNOWN))


def _with_sources(vocabulary: Vocabulary, ids: Iterable[str]) -> Vocabulary:
    """Every source is an entity too, and claims may be about it."""
    entities = dict(vocabulary.entities)
    for id in ids:
        entities.setdefault(id, Entity(id, SOURCE_TYPE, f"{CLAIMS}/{id}.yaml", {"": FILE_START}))
    return replace(vocabulary, entities=entities)
