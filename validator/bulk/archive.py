"""The bulk records of a corpus: staged files, the names in them resolved, and what of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from validator.bulk.alike import RowReader
from validator.bulk.layout import ADDRESS_BITS, BulkFiles
from validator.bulk.rows import Row, entity_of, entity_of_row, parts_of, row_mark, source_of, texts_of
from validator.bulk.staging import Staged, fetch, literal, stage
from validator.bulk.ties import is_unknown
from validator.bulk.windows import End
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.languages import language_problem
from validator.records.loading import paused_collector
from validator.records.marks import FaultLog
from validator.records.source import Source
from validator.records.vocabulary import SOURCE_TYPE, Entity, Vocabulary
from validator.values.dataclass import dataclass, field, replace
from validator.values.dates import Moment, TimeFormatError, parse_time

_AT_ONCE: Final = 20_000
_MOST_MET: Final = 100_000


@dataclass(slots=True, eq=False)
class Archive:
    """Bulk files beside a corpus of YAML files. What is asked by the million stands in tables of `connection`:

    `entities(id, type, number)`, `sources(id, code, first, last, unknown)`, and `raw`, claims as text with their
    addresses: those that are to be understood.
    """

    connection: Any
    corpus: Corpus
    """What stands in YAML: vocabulary, rulings, sources with their claims."""
    files: BulkFiles
    claims: Staged
    sources: Staged
    entities: Staged
    log: FaultLog
    yaml_sources: Mapping[str, Source] = field(default_factory=dict)
    ranks: Mapping[End, int] = field(default_factory=dict)
    """The exact ends of the amounts met, and the whole numbers that stand for them in `amounts`."""
    met: dict[str, Entity | None] = field(default_factory=dict)
    """Texts that were looked up among the entities, with the entity each names, if any."""
    met_sources: dict[str, Source] = field(default_factory=dict)

    def ask_for(self, claims: Staged) -> None:
        """Lets `raw` be some of the claims."""
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {claims.sql}")

    # -- rows as records --------------------------------------------------------------------------------------------

    def vocabulary_for(self, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary with every bulk entity, and every source, that one of the texts names."""
        base = self.corpus.vocabulary
        parts = parts_of(texts) - base.entities.keys()
        if not parts:
            return base
        if len(self.met) > _MOST_MET:
            self.met.clear()
        unmet = sorted(part for part in parts if part not in self.met)
        if unmet:
            self.met.update(dict.fromkeys(unmet))
            found = self.entities_named(unmet).items()
            self.met.update((id, entity_of_row(id, type, name)) for id, (type, name) in found)
        added = {part: entity for part in sorted(parts) if (entity := self.met[part]) is not None}
        return replace(base, entities={**base.entities, **added})

    def entities_named(self, texts: Sequence[str]) -> dict[str, tuple[str, str | None]]:
        """Type and name of the entities and sources that the texts are ids of."""
        if not (self.entities or self.sources):
            return {}
        self.connection.execute("CREATE OR REPLACE TEMP TABLE asked(text VARCHAR)")
        insert(self.connection, "asked", [(text,) for text in texts])
        found = self.connection.execute(
            "SELECT e.id, e.type FROM entities e SEMI JOIN asked ON e.id = asked.text ORDER BY 1"
        ).fetchall()
        named = self._names_of([id for id, _ in found])
        return {id: (type, named.get(id)) for id, type in found}

    def _names_of(self, ids: list[str]) -> dict[str, str]:
        if "name" not in self.entities.columns or not ids:
            return {}
        self.connection.execute("CREATE OR REPLACE TEMP TABLE asked(text VARCHAR)")
        insert(self.connection, "asked", [(id,) for id in ids])
        query = (
            f'SELECT id, "name" FROM ({self.entities.sql}) WHERE "name" IS NOT NULL AND id IN (SELECT text FROM asked)'
        )
        return dict(self.connection.execute(query).fetchall())

    def read_claims(
        self, addresses: str, log: FaultLog | None = None, rows: Staged | None = None
    ) -> Iterator[tuple[int, Claim]]:
        """The claims in the rows that the query `addresses` lists, through the reader of records; faults go to
        `log`. `rows` says where the rows are, if not in the files.
        """
        batch: list[tuple[int, Row]] = []
        for item in fetch(self.connection, rows or self.claims, addresses):
            batch.append(item)
            if len(batch) == _AT_ONCE:
                yield from self._claims_of(batch, log)
                batch = []
        yield from self._claims_of(batch, log)

    def _claims_of(self, batch: list[tuple[int, Row]], log: FaultLog | None) -> list[tuple[int, Claim]]:
        with paused_collector():
            return list(self._readable(batch, log))

    def _readable(self, batch: list[tuple[int, Row]], log: FaultLog | None) -> Iterator[tuple[int, Claim]]:
        vocabulary = self.vocabulary_for(text for _, row in batch for text in texts_of(row))
        known, reader = self._known_sources({str(row.get("source")) for _, row in batch}), RowReader(vocabulary)
        log = self.log if log is None else log
        for address, row in batch:
            file, number = self.files.at(address)
            claim = reader.claim_of(row, file.path, number, log)
            if claim is None:
                continue
            if claim.source not in known:
                message = f"expected the id of a source under `source`, found `{claim.source}`"
                log.add(
                    file.path, row_mark(number), message, "add it to claims/sources.jsonl or claims/sources.parquet"
                )
                continue
            yield address, claim

    def _known_sources(self, ids: set[str]) -> frozenset[str]:
        self.connection.execute("CREATE OR REPLACE TEMP TABLE asked(text VARCHAR)")
        insert(self.connection, "asked", [(id,) for id in sorted(ids)])
        found = self.connection.execute("SELECT id FROM sources SEMI JOIN asked ON sources.id = asked.text").fetchall()
        return frozenset(id for (id,) in found)

    def read_sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Sources by id, from YAML or from rows."""
        wanted = sorted(set(ids))
        if len(self.met_sources) > _MOST_MET:
            self.met_sources.clear()
        unmet = [id for id in wanted if id not in self.yaml_sources and id not in self.met_sources]
        for address, row in self.rows_of_sources(unmet).values() if unmet else ():
            file, number = self.files.at(address)
            source = source_of(row, file.path, number, self.corpus.vocabulary, FaultLog())
            if source is not None:
                self.met_sources[source.id] = source
        found = {id: self.yaml_sources.get(id) or self.met_sources.get(id) for id in wanted}
        return {id: source for id, source in found.items() if source is not None}

    def rows_of_sources(self, ids: Sequence[str]) -> dict[str, tuple[int, Row]]:
        """Address and row of the sources of rows with these ids."""
        self.connection.execute("CREATE OR REPLACE TEMP TABLE asked(text VARCHAR)")
        insert(self.connection, "asked", [(id,) for id in ids])
        addresses = "SELECT address FROM sources SEMI JOIN asked ON sources.id = asked.text"
        return {row["id"]: (address, row) for address, row in fetch(self.connection, self.sources, addresses)}


def insert(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Many rows at once, as one list a column. Arrow would be faster from about 100,000 rows on, and costs more than
    all of them to import.
    """
    if not rows:
        return
    columns = ", ".join(f"unnest(${number})" for number in range(1, len(rows[0]) + 1))
    connection.execute(f"INSERT INTO {table} SELECT {columns}", [list(cells) for cells in zip(*rows, strict=True)])


def open_archive(connection: Any, corpus: Corpus, files: BulkFiles, scratch: Path) -> Archive:
    """Stages the files and reads sources and entities: the sound ones by SQL, each doubtful one by the reader of
    records.
    """
    archive = stage_archive(connection, corpus, files, scratch, {})
    archive.ask_for(archive.claims)
    read_names(archive)
    return archive


def stage_archive(
    connection: Any, corpus: Corpus, files: BulkFiles, scratch: Path, known: Mapping[str, tuple[str, ...]]
) -> Archive:
    """Stages the files, and looks at nothing in them but what `known` (as in `stage`) does not tell."""
    log = FaultLog()
    claims, sources, entities = stage(connection, files, scratch, log, known)
    return Archive(connection, corpus, files, claims, sources, entities, log, {s.id: s for s in corpus.sources})


def read_names(archive: Archive) -> None:
    """Fills `sources` and `entities`."""
    _read_sources(archive)
    _read_entities(archive)


def _read_sources(archive: Archive) -> None:
    connection = archive.connection
    connection.execute(f"CREATE OR REPLACE TEMP TABLE written AS {archive.sources.sql}")
    languages = [(text,) for (text,) in _distinct(connection, "language") if language_problem(text) is None]
    connection.execute("CREATE OR REPLACE TEMP TABLE languages(text VARCHAR)")
    insert(connection, "languages", languages)
    connection.execute("CREATE OR REPLACE TEMP TABLE days(text VARCHAR, first INTEGER, last INTEGER)")
    insert(
        connection,
        "days",
        [(t, *span) for (t,) in _distinct(connection, "published") if (span := _published(t)) is not None],
    )
    connection.execute(
        "CREATE OR REPLACE TABLE sources"
        "(id VARCHAR, address BIGINT, code INTEGER, first INTEGER, last INTEGER, unknown BOOLEAN)"
    )
    insert(
        connection,
        "sources",
        [
            (s.id, -1, i, s.published.hull.lo, s.published.hull.hi, is_unknown(s))
            for i, s in enumerate(archive.corpus.sources, start=1)
        ],
    )
    visible = " AND ".join(
        f'("{k}" IS NULL OR regexp_matches("{k}", \'[!-~\\p{{L}}\\p{{N}}]\'))'
        for k in ("title", "publisher", "published-because", "via")
    )
    sound = (
        "regexp_full_match(w.id, '[a-z0-9][a-z0-9._-]*') AND w.\"text\" IS NULL AND "
        "regexp_full_match(w.sha256, '[0-9a-fA-F]{64}')"
        f" AND {visible} AND (url IS NULL OR regexp_full_match(url, 'https?://[!-~]+'))"
        " AND w.id NOT IN (SELECT id FROM sources)"
        " AND count(*) OVER (PARTITION BY w.id) = 1"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE judged AS SELECT w.id, w.address, d.first, d.last, "
        '"published-because" IS NOT NULL OR d.first < d.last AS unknown, '
        f"coalesce({sound} AND l.text IS NOT NULL AND d.text IS NOT NULL, false) AS sound "
        'FROM written w LEFT JOIN languages l ON l.text = w."language" LEFT JOIN days d ON d.text = w.published'
    )
    number = len(archive.corpus.sources)
    connection.execute(
        f"INSERT INTO sources SELECT id, address, {number} + row_number() OVER (ORDER BY address), "
        f"first, last, unknown FROM judged WHERE sound"
    )
    doubtful = fetch(connection, archive.sources, "SELECT address FROM judged WHERE NOT sound")
    taken = {
        id
        for (id,) in connection.execute(
            "SELECT s.id FROM sources s WHERE s.id IN (SELECT id FROM judged WHERE NOT sound)"
        ).fetchall()
    }
    (code,) = connection.execute("SELECT coalesce(max(code), 0) FROM sources").fetchall()[0]
    found = []
    for address, row in doubtful:
        file, number = archive.files.at(address)
        source = source_of(row, file.path, number, archive.corpus.vocabulary, archive.log)
        if source is None:
            continue
        if source.id in taken:
            message = f"expected each source once, found `{source.id}` again"
            archive.log.add(file.path, row_mark(number), message, "give one of the two another id")
            continue
        taken.add(source.id)
        hull = source.published.hull
        code += 1
        found.append((source.id, address, code, hull.lo, hull.hi, is_unknown(source)))
    insert(connection, "sources", found)


def _distinct(connection: Any, key: str) -> list[tuple[str]]:
    rows: list[tuple[str]] = connection.execute(
        f'SELECT DISTINCT "{key}" FROM written WHERE "{key}" IS NOT NULL'
    ).fetchall()
    return rows


def _published(text: str) -> tuple[int, int] | None:
    try:
        time = parse_time(text)
    except TimeFormatError:
        return None
    if not isinstance(time, Moment) or not time.spans or time.hull.bounded is None:
        return None
    return time.hull.bounded


def _read_entities(archive: Archive) -> None:
    """Entities of rows go in as they are, all at once; those among them that are none, or stand twice, are taken out
    again and read one by one.
    """
    connection, vocabulary = archive.connection, archive.corpus.vocabulary
    # ids seldom repeat anything: to look for a way of packing them costs more than it saves
    connection.execute(
        "CREATE OR REPLACE TABLE entities(id VARCHAR USING COMPRESSION uncompressed, type VARCHAR, number INTEGER)"
    )
    own = list(vocabulary.entities.values())
    insert(connection, "entities", [(e.id, e.type, number) for number, e in enumerate(own, start=1)])
    known = "SELECT id FROM entities"
    connection.execute(
        f"INSERT INTO entities SELECT id, {literal(SOURCE_TYPE)}, {len(own)} + row_number() OVER () FROM sources "
        f"WHERE address > 0 AND id NOT IN ({known})"
    )
    if not archive.entities.parts:
        return
    ((before,),) = connection.execute("SELECT count(*) FROM entities").fetchall()
    rows = archive.entities.sql
    named = "" if "name" not in archive.entities.columns else ' AND ("name" IS NULL OR {})'
    sound = (
        r"coalesce(regexp_full_match(id, '[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?')"
        r" AND type IN (SELECT type FROM entity_types WHERE regexp_matches(type, '[!-~\p{L}]'))"
        + named.format(r"""regexp_matches("name", '[!-~\p{L}]')""")
        + ", false)"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE entity_types AS SELECT DISTINCT type FROM ({rows})")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE taken AS {known}")
    number = f"{before} + row_number() OVER ()"
    if len(archive.entities.parts) == 1:  # the rows of one file have a number each
        number = f"{before} + (address & {(1 << ADDRESS_BITS) - 1})"
    connection.execute(
        f"INSERT INTO entities SELECT id, type, {number} FROM ({rows}) "
        f"WHERE {sound} AND id NOT IN (SELECT id FROM taken)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE twice AS SELECT id FROM entities GROUP BY id HAVING count(*) > 1")
    ((met, sound_ones, doubled),) = connection.execute(
        f"SELECT (SELECT count(*) FROM ({rows})), (SELECT count(*) FROM entities), (SELECT count(*) FROM twice)"
    ).fetchall()
    if met == sound_ones - before and not doubled:
        return
    connection.execute("DELETE FROM entities WHERE id IN (SELECT id FROM twice)")
    doubtful = (
        f"SELECT address FROM ({rows}) WHERE NOT {sound} OR id IN (SELECT id FROM taken) "
        "OR id IN (SELECT id FROM twice)"
    )
    found: dict[str, Entity] = dict(vocabulary.entities)
    for (id,) in connection.execute("SELECT id FROM sources").fetchall():
        found.setdefault(id, Entity(id, SOURCE_TYPE, "", {}))
    ((highest,),) = connection.execute(f"SELECT coalesce(max(number), {before}) FROM entities").fetchall()
    for address, row in fetch(connection, archive.entities, doubtful):
        file, place = archive.files.at(address)
        entity = entity_of(row, file.path, place, found, archive.log)
        if entity is not None:
            found[entity.id] = entity
            highest += 1
            insert(connection, "entities", [(entity.id, entity.type, highest)])
