"""What each distinct text means: shapes of rows, names, values and times, understood once however many rows have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from validator.bulk import days
from validator.bulk.archive import Archive, insert
from validator.bulk.layout import JOINT
from validator.bulk.rows import claim_of, node
from validator.bulk.shapes import SHAPE_KEYS, Shape, shape_of
from validator.bulk.staging import fetch, literal, quoted
from validator.bulk.ties import Ties
from validator.bulk.windows import EVER, NEVER, End, range_of, ranked, window
from validator.judgement.rules.value_not_allowed import outside_range as outside
from validator.records import patterns
from validator.records.claim import Subject, TermValue, TextValue, value_key
from validator.records.marks import FILE_START, FaultLog
from validator.records.resolving import Record
from validator.records.subject_types import fits
from validator.records.vocabulary import Entity, Property, Vocabulary
from validator.values.quantities import Quantity

KINDS: Final = {"many": 0, "single": 1, "ladder": 2}
"""What two values of a state do to each other: nothing, exclude, exclude and never go down."""


# -- shapes ---------------------------------------------------------------------------------------------------------


def mask(columns: Iterable[str]) -> str:
    bits = [f"(({quoted(key)} IS NOT NULL)::BIGINT << {bit})" for bit, key in enumerate(columns)]
    return " + ".join(bits) or "0"


def shape_columns() -> str:
    return ", ".join(f"coalesce({quoted(key)}, '') AS {named(key)}" for key in SHAPE_KEYS)


def named(key: str) -> str:
    return f"shape_{key}"


def learn_shapes(archive: Archive, ties: Ties) -> list[Shape]:
    """One row of each shape through the reader of records; its claim says how the screen takes the others."""
    connection, columns = archive.connection, archive.claims.columns
    names = ", ".join(map(named, SHAPE_KEYS))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE shapes_met AS SELECT {names}, mask, count(*) AS rows, min(address) AS first, "
        f"max(address) AS last, min(address + 0) FILTER (address % 7 = 3) AS other "
        f"FROM (SELECT address, {shape_columns()}, {mask(columns)} AS mask FROM raw) GROUP BY ALL"
    )
    samples = {}
    wanted = "SELECT unnest([first, last, other]) AS address FROM shapes_met"
    quiet = FaultLog()
    for address, row in fetch(connection, archive.claims, wanted):
        file, number = archive.files.at(address)
        vocabulary = archive.vocabulary_for(_cells(row.values()))
        claim = claim_of(row, file.path, number, vocabulary, quiet)
        if claim is not None:
            samples[address] = (claim, frozenset(row))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE shapes(shape INTEGER, "
        + ", ".join(f"{named(key)} VARCHAR" for key in SHAPE_KEYS)
        + ", mask BIGINT, destination VARCHAR, role VARCHAR, time_key VARCHAR, until BOOLEAN, "
        "stage INTEGER, kind INTEGER, "
        "planned BOOLEAN, valued BOOLEAN, untested VARCHAR, property_code INTEGER, group_code INTEGER, "
        f"{days.COLUMNS}, until_days BOOLEAN)"
    )
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    known: list[Shape] = []
    rows: list[tuple[Any, ...]] = []
    for *written, bits, _, first, last, other in connection.execute(
        f"SELECT {names}, mask, rows, first, last, other FROM shapes_met ORDER BY ALL"
    ).fetchall():
        sample = next((samples[a] for a in (first, last, other) if a in samples), None)
        shape = None if sample is None else shape_of(*sample, ties)
        if sample is None or shape is None:
            continue
        kind = KINDS["ladder" if shape.ladder else "single" if shape.single else "many"]
        name = sample[0].property
        rows.append(
            (len(known), *written, bits, shape.table, shape.role, shape.time_key, shape.until, shape.stage, kind,
             shape.planned, bool(shape.value_key), shape.untested, codes[name], codes[ties.group_of[name]],
             *days.taken(shape.role, shape.time_key), days.taken(shape.role, "until")[0])
        )  # fmt: skip
        known.append(shape)
    insert(connection, "shapes", rows)
    return known


def _cells(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        yield from (value if isinstance(value, list) else [str(value)])


# -- names ------------------------------------------------------------------------------------------------------------


def learn_subjects(archive: Archive, ties: Ties) -> None:
    """`subjects(text, key, types)`: ids of entities as they are, other texts as the reader of records resolves them."""
    connection, vocabulary = archive.connection, archive.corpus.vocabulary
    held_alike = {id for pair in vocabulary.identities for id in pair}
    connection.execute("CREATE OR REPLACE TEMP TABLE alike(id VARCHAR)")
    insert(connection, "alike", [(id,) for id in sorted(held_alike)])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE subjects AS SELECT id AS text, id AS key, type AS types FROM "
        "entities ANTI JOIN alike USING (id)"
    )
    rest = connection.execute(
        "SELECT DISTINCT subject FROM raw ANTI JOIN entities ON raw.subject = entities.id WHERE subject IS NOT NULL"
    ).fetchall()
    texts = [text for (text,) in rest]
    seen = archive.vocabulary_for(texts)
    resolved: list[tuple[str, str, str]] = []
    examples: dict[str, Subject] = {}
    for text in texts:
        subject = _record(seen).subject(text, ("subject",))
        if subject is None or held_alike & set(subject.members):
            continue
        types = f"{subject.form} " + "+".join(seen.entities[m].type for m in subject.members)
        examples.setdefault(types, subject)
        resolved.append((text, subject.key, types))
    insert(connection, "subjects", resolved)
    single = [t for (t,) in connection.execute("SELECT DISTINCT type FROM entities").fetchall()]
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    suited = [
        (code, types)
        for name, code in codes.items()
        for types, fit in (
            *((t, _fits_type(t, vocabulary.properties[name])) for t in single),
            *((t, fits(s, vocabulary.properties[name], seen)) for t, s in examples.items()),
        )
        if fit
    ]
    connection.execute("CREATE OR REPLACE TEMP TABLE suited(property_code INTEGER, types VARCHAR)")
    insert(connection, "suited", suited)


def _fits_type(type: str, property: Property) -> bool:
    someone = Entity("someone", type, "", {})
    return fits(Subject.entity("someone"), property, Vocabulary({"someone": someone}, {}, {}))


def _record(vocabulary: Vocabulary) -> Record:
    """A record of nothing, to resolve texts with; what it refuses is told when the row itself is read."""
    return Record(node({}, FILE_START, ()), "", FaultLog(), vocabulary)


# -- values -----------------------------------------------------------------------------------------------------------


def learn_values(archive: Archive, ties: Ties) -> None:
    """`valued(property_code, text, code, lo, hi, dimension)`: sound values, alike under one code; amounts with the
    ranks of their ends.
    """
    connection = archive.connection
    properties = archive.corpus.vocabulary.properties
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE understood(property_code INTEGER, text VARCHAR, key VARCHAR, "
        "dimension VARCHAR, lo INTEGER, hi INTEGER, rung INTEGER)"
    )
    met = _values_met(archive)
    takers = [
        (codes[p.name], type) for p in properties.values() if _takes_entities(p) for type in p.value_type or ("",)
    ]
    connection.execute("CREATE OR REPLACE TEMP TABLE named(property_code INTEGER, type VARCHAR)")
    insert(connection, "named", takers)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE met AS SELECT DISTINCT s.property_code, m.text FROM ({met}) m "
        "JOIN (SELECT DISTINCT shape_property, property_code FROM shapes WHERE valued) s ON "
        "s.shape_property = m.property"
    )
    connection.execute(
        "INSERT INTO understood SELECT DISTINCT m.property_code, m.text, m.text, NULL, NULL, NULL, NULL FROM met m "
        "JOIN entities e ON e.id = m.text JOIN named n ON n.property_code = m.property_code AND "
        "(n.type = '' OR n.type = e.type)"
    )
    rest = connection.execute(
        "SELECT m.property_code, m.text FROM met m ANTI JOIN understood u USING (property_code, text) ORDER BY ALL"
    ).fetchall()
    names = {code: name for name, code in codes.items()}
    vocabulary = archive.vocabulary_for(text for _, text in rest)
    record = _record(vocabulary)
    found: list[tuple[int, str, str, str, End | None, End | None]] = []
    plain: list[tuple[int, str, str, int]] = []
    for code, text in rest:
        property = properties[names[code]]
        value = record.value(text, property, ("is",)) if text.strip() else None
        if value is None or not _is_allowed(value, property):
            continue
        if isinstance(value, Quantity):
            bounds = range_of(value, property)
            found.append((code, text, value.key, bounds.dimension, bounds.lo, bounds.hi))
        else:
            height = property.rung(value.text) if isinstance(value, TermValue) else None
            plain.append((code, text, value_key(value), -1 if height is None else height))
    archive.ranks = ends = ranked([end for *_, lo, hi in found for end in (lo, hi) if end is not None])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE plain(property_code INTEGER, text VARCHAR, key VARCHAR, rung INTEGER)"
    )
    insert(connection, "plain", plain)
    connection.execute(
        "INSERT INTO understood SELECT property_code, text, key, NULL, NULL, NULL, nullif(rung, -1) FROM plain"
    )
    ranks = [(c, t, k, d, ends[lo] if lo else NEVER, ends[hi] if hi else EVER, -1) for c, t, k, d, lo, hi in found]
    insert(connection, "understood", ranks)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE valued AS SELECT u.*, k.code::INTEGER AS code FROM understood u "
        "JOIN (SELECT key, row_number() OVER (ORDER BY key) AS code FROM (SELECT DISTINCT key FROM "
        "understood)) k USING (key)"
    )


def _values_met(archive: Archive) -> str:
    parts = []
    columns = archive.claims.columns
    if "is" in columns:
        parts.append('SELECT property, "is" AS text FROM raw WHERE "is" IS NOT NULL')
    if "has" in columns:
        split = f"unnest(string_split(has, {literal(JOINT)}))"
        parts.append(f"SELECT property, {split} AS text FROM raw WHERE has IS NOT NULL")
    return " UNION ALL ".join(parts) or "SELECT ''::VARCHAR AS property, ''::VARCHAR AS text WHERE false"


def _takes_entities(property: Property) -> bool:
    plain = not property.takes_text and not property.terms and not property.not_values and not property.pattern
    return property.kind in ("state", "set") and plain


def _is_allowed(value: object, property: Property) -> bool:
    """Whether nothing in the vocabulary rules the value out; where something may, the exact rules say so."""
    if isinstance(value, TextValue) and property.pattern:
        return patterns.fits(property.pattern, value.text)
    if isinstance(value, Quantity):
        return not outside(value, property)
    return all(value != other for other in property.not_values)


# -- times ------------------------------------------------------------------------------------------------------------


def learn_times(archive: Archive) -> None:
    """`times(role, time_key, text, told_from, lo, hi, sure, period)` for every distinct time that `placed` holds as
    text; `told_from` 0 for fixed ones.
    """
    connection = archive.connection
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE times"
        "(role VARCHAR, time_key VARCHAR, text VARCHAR, told_from INTEGER, lo INTEGER, hi INTEGER, "
        "sure BOOLEAN, period VARCHAR)"
    )
    told = (
        "SELECT role, time_key, time_odd AS text, time_from AS told_from FROM placed JOIN shapes USING (shape) "
        "WHERE time_odd IS NOT NULL AND time_key <> '' UNION "
        "SELECT role, 'until', until_odd, until_from FROM placed JOIN shapes USING (shape) "
        "WHERE until_odd IS NOT NULL AND until"
    )
    found = []
    for role, key, text, told_from in connection.execute(f"{told} ORDER BY ALL").fetchall():
        seen = None if JOINT in text else window(role, key, text, told_from or None)
        if seen is not None:
            found.append((role, key, text, told_from, *seen))
    insert(connection, "times", found)
