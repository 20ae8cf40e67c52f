"""What each distinct text means: shapes of rows, names, values and times, understood once however many rows have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from validator.bulk import days
from validator.bulk.archive import Archive, insert
from validator.bulk.layout import JOINT
from validator.bulk.rows import claim_of, node
from validator.bulk.shapes import AMOUNTS, SHAPE_KEYS, UNTESTED, WHAT, Shape, shape_of
from validator.bulk.staging import fetch, literal, quoted
from validator.bulk.ties import Ties
from validator.bulk.windows import EVER, NEVER, RELATIVE, End, range_of, ranked, window
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
_LONGEST: Final = 64


# -- shapes ---------------------------------------------------------------------------------------------------------


def mask(columns: Iterable[str]) -> str:
    bits = [f"(CASE WHEN {quoted(key)} IS NULL THEN 0::BIGINT ELSE {1 << bit} END)" for bit, key in enumerate(columns)]
    return " | ".join(bits) or "0"


def shape_keys(columns: Iterable[str]) -> tuple[str, ...]:
    """The keys of a shape that any row fills; the others are empty everywhere."""
    return tuple(key for key in SHAPE_KEYS if key in columns)


def shape_columns(keys: Iterable[str]) -> str:
    return "".join(f"coalesce({quoted(key)}, '') AS {named(key)}, " for key in keys)


def named(key: str) -> str:
    return f"shape_{key}"


def learn_shapes(archive: Archive, ties: Ties) -> list[Shape]:
    """One row of each shape through the reader of records; its claim says how the screen takes the others."""
    connection, columns = archive.connection, archive.claims.columns
    keys = shape_keys(columns)
    names = ", ".join(named(key) if key in keys else f"'' AS {named(key)}" for key in SHAPE_KEYS)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE shapes_met AS SELECT {names}, mask, min(address) AS first, "
        f"max(address) AS last, min(address + 0) FILTER (address % 7 = 3) AS other "
        f"FROM (SELECT address, {shape_columns(keys)}{mask(columns)} AS mask FROM raw) GROUP BY ALL"
    )
    names = ", ".join(map(named, SHAPE_KEYS))
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
        + ", mask BIGINT, what TINYINT, role VARCHAR, time_key VARCHAR, until BOOLEAN, "
        "stage INTEGER, kind INTEGER, "
        "planned BOOLEAN, valued BOOLEAN, untested TINYINT, property_code INTEGER, group_code INTEGER, "
        f"{days.COLUMNS}, until_days BOOLEAN)"
    )
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    known: list[Shape] = []
    rows: list[tuple[Any, ...]] = []
    for *written, bits, first, last, other in connection.execute(
        f"SELECT {names}, mask, first, last, other FROM shapes_met ORDER BY ALL"
    ).fetchall():
        sample = next((samples[a] for a in (first, last, other) if a in samples), None)
        shape = None if sample is None else shape_of(*sample, ties)
        if sample is None or shape is None:
            continue
        kind = KINDS["ladder" if shape.ladder else "single" if shape.single else "many"]
        name = sample[0].property
        rows.append(
            (len(known), *written, bits, WHAT[shape.table], shape.role, shape.time_key, shape.until, shape.stage, kind,
             shape.planned, bool(shape.value_key), UNTESTED.index(shape.untested), codes[name],
             codes[ties.group_of[name]],
             *days.taken(shape.role, shape.time_key), days.taken(shape.role, "until")[0])
        )  # fmt: skip
        known.append(shape)
    insert(connection, "shapes", rows)
    return known


def _cells(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        yield from (value if isinstance(value, list) else [str(value)])


# -- names ------------------------------------------------------------------------------------------------------------


def learn_names(archive: Archive, ties: Ties) -> None:
    """What is known of names before any row is looked at: the types of entities by number (`types`), which property
    takes which of them for a subject (`suited`) and as a value (`takers`), and entities by their ids (`subjects`,
    `takeable`). Other texts that name a subject are entered in `resolved` once they are met.
    """
    connection, vocabulary = archive.connection, archive.corpus.vocabulary
    alike = sorted({id for pair in vocabulary.identities for id in pair})
    connection.execute("CREATE OR REPLACE TEMP TABLE alike(id VARCHAR)")
    insert(connection, "alike", [(id,) for id in alike])
    types = [t for (t,) in connection.execute("SELECT DISTINCT type FROM entities ORDER BY 1").fetchall()]
    connection.execute("CREATE OR REPLACE TEMP TABLE types(type VARCHAR, number INTEGER)")
    insert(connection, "types", [(type, number) for number, type in enumerate(types)])
    connection.execute("CREATE OR REPLACE TEMP TABLE resolved(text VARCHAR, hash UBIGINT, type INTEGER)")
    known = "SELECT id AS text, e.number, t.number AS type FROM entities e JOIN types t USING (type)"
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW subjects AS SELECT text, hash(text) AS hash, type FROM ({known}) "
        + ("WHERE text NOT IN (SELECT id FROM alike) " if alike else "")
        + "UNION ALL SELECT text, hash, type FROM resolved"
    )
    properties = vocabulary.properties
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    suited = [(c, n) for name, c in codes.items() for n, t in enumerate(types) if _fits_type(t, properties[name])]
    met = {c for (c,) in connection.execute("SELECT DISTINCT property_code FROM shapes WHERE valued").fetchall()}
    takers = [
        (codes[p.name], number)
        for p in properties.values()
        if _takes_entities(p) and codes[p.name] in met
        for number, type in enumerate(types)
        if not p.value_type or type in p.value_type
    ]
    for table, pairs in (("suited", suited), ("takers", takers)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table}(property_code INTEGER, type INTEGER)")
        insert(connection, table, pairs)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW takeable AS SELECT text, number, type FROM ({known}) "
        "WHERE type IN (SELECT type FROM takers)"
    )


def learn_subjects(archive: Archive, ties: Ties, rows: str) -> None:
    """The subjects of rows (a table like `raw`) that are no ids of entities, as the reader of records resolves them."""
    connection = archive.connection
    rest = connection.execute(
        f"SELECT DISTINCT subject FROM {rows} WHERE subject IS NOT NULL AND subject NOT IN "
        "(SELECT text FROM subjects WHERE text IS NOT NULL)"
    ).fetchall()
    texts = [text for (text,) in rest]
    seen = archive.vocabulary_for(texts)
    held_alike = {id for (id,) in connection.execute("SELECT id FROM alike").fetchall()}
    resolved: list[tuple[str, str, str]] = []
    examples: dict[str, Subject] = {}
    for text in texts:
        subject = _record(seen).subject(text, ("subject",))
        if subject is None or held_alike & set(subject.members):
            continue
        types = f"{subject.form} " + "+".join(seen.entities[m].type for m in subject.members)
        examples.setdefault(types, subject)
        resolved.append((text, subject.key, types))
    ((first,),) = connection.execute("SELECT count(*) FROM types").fetchall()
    numbers = {types: number for number, types in enumerate(sorted(examples), start=first)}
    connection.execute("CREATE OR REPLACE TEMP TABLE met_subjects(text VARCHAR, key VARCHAR, type INTEGER)")
    insert(connection, "met_subjects", [(text, key, numbers[types]) for text, key, types in resolved])
    connection.execute("INSERT INTO resolved SELECT text, hash(key), type FROM met_subjects")
    properties = archive.corpus.vocabulary.properties
    suited = [
        (code, numbers[types])
        for code, name in enumerate(sorted(ties.group_of))
        for types, subject in examples.items()
        if fits(subject, properties[name], seen)
    ]
    insert(connection, "suited", suited)


def _fits_type(type: str, property: Property) -> bool:
    someone = Entity("someone", type, "", {})
    return fits(Subject.entity("someone"), property, Vocabulary({"someone": someone}, {}, {}))


def _record(vocabulary: Vocabulary) -> Record:
    """A record of nothing, to resolve texts with; what it refuses is told when the row itself is read."""
    return Record(node({}, FILE_START, ()), "", FaultLog(), vocabulary)


# -- values -----------------------------------------------------------------------------------------------------------


def learn_values(archive: Archive, ties: Ties, rows: str, *, entities: bool) -> None:
    """Enters into `valued(property_code, text, code, rung, lo, hi, dimension)` what is met in rows (a table like
    `raw`): sound values, alike under one code; amounts with the ranks of their ends. `entities`: of properties whose
    values are entities (by other names than their ids, which `takeable` has), else of all other properties.
    """
    connection = archive.connection
    properties = archive.corpus.vocabulary.properties
    names = dict(enumerate(sorted(ties.group_of)))
    asked = [code for code, name in names.items() if _takes_entities(properties[name]) == entities]
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS valued(property_code INTEGER, text VARCHAR, code INTEGER, rung INTEGER, "
        "lo INTEGER, hi INTEGER, dimension VARCHAR)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE asked_of(property_code INTEGER)")
    insert(connection, "asked_of", [(code,) for code in asked])
    chosen = (
        "SELECT DISTINCT shape_property, property_code FROM shapes SEMI JOIN asked_of USING (property_code) "
        "WHERE valued"
    )
    if connection.execute(f"SELECT count(*) FROM ({chosen})").fetchall() == [(0,)]:
        return
    rest = connection.execute(
        f"SELECT DISTINCT s.property_code, m.text FROM ({_values_met(archive, rows)}) m JOIN ({chosen}) s ON "
        "s.shape_property = m.property ORDER BY ALL"
    ).fetchall()
    vocabulary = archive.vocabulary_for(text for _, text in rest)
    record = _record(vocabulary)
    found: list[tuple[int, str, str, str, End | None, End | None]] = []
    plain: list[tuple[Any, ...]] = []
    for code, text in rest:
        property = properties[names[code]]
        value = record.value(text, property, ("is",)) if text.strip() else None
        if value is None or not is_allowed(value, property):
            continue
        if isinstance(value, Quantity):
            bounds = range_of(value, property)
            found.append((code, text, value.key, bounds.dimension, bounds.lo, bounds.hi))
        else:
            height = property.rung(value.text) if isinstance(value, TermValue) else None
            plain.append((code, text, value_key(value), "", NEVER, EVER, -1 if height is None else height))
    ends = _ranked(archive, [end for *_, lo, hi in found for end in (lo, hi) if end is not None])
    amounts = [(c, t, k, d, ends[lo] if lo else NEVER, ends[hi] if hi else EVER, -1) for c, t, k, d, lo, hi in found]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE understood(property_code INTEGER, text VARCHAR, key VARCHAR, "
        "dimension VARCHAR, lo INTEGER, hi INTEGER, rung INTEGER)"
    )
    insert(connection, "understood", plain + amounts)
    _number_keys(connection)
    connection.execute(
        "INSERT INTO valued SELECT property_code, text, k.code, nullif(rung, -1), lo, hi, dimension FROM understood u "
        "JOIN value_keys k USING (key)"
    )


def _ranked(archive: Archive, ends: list[End]) -> Mapping[End, int]:
    """The ranks of all ends met so far; amounts that are in `bounds` already are told their new ones."""
    before = archive.ranks
    if all(end in before for end in ends):
        return before
    archive.ranks = now = ranked([*before, *ends])
    moved = [(rank, now[end]) for end, rank in before.items() if now[end] != rank]
    if moved:
        connection = archive.connection
        connection.execute("CREATE OR REPLACE TEMP TABLE moved(old INTEGER, new INTEGER)")
        insert(connection, "moved", moved)
        for side in ("lo", "hi"):
            connection.execute(
                f"UPDATE bounds SET {side} = moved.new FROM moved WHERE what = {WHAT[AMOUNTS]} AND {side} = moved.old"
            )
    return now


def _number_keys(connection: Any) -> None:
    """Numbers for the keys of what was understood, those they have already where they have any (`value_keys`)."""
    new = "SELECT DISTINCT key FROM understood WHERE key NOT IN (SELECT key FROM value_keys)"
    highest = "SELECT greatest((SELECT max(number) FROM entities), (SELECT max(code) FROM value_codes), 0) AS number"
    connection.execute(
        "INSERT INTO value_codes SELECT key, h.number + row_number() OVER (ORDER BY key) "
        f"FROM ({new}) CROSS JOIN ({highest}) h"
    )


def prepare_keys(connection: Any) -> None:
    """`value_keys(key, code)`: values by number. Entities have their own, all others come after them."""
    connection.execute("CREATE OR REPLACE TABLE value_codes(key VARCHAR, code INTEGER)")
    connection.execute(
        "CREATE OR REPLACE VIEW value_keys AS SELECT id AS key, number AS code FROM entities "
        "UNION ALL SELECT key, code FROM value_codes"
    )


def short(key: str) -> str:
    """An expression for keys of values that can be carried about: a long text by its beginning and a digest. Either
    engine puts values in the order of these.
    """
    return f"CASE WHEN length({key}) <= {_LONGEST} THEN {key} ELSE {key}[:40] || '#' || sha256({key}) END"


def _values_met(archive: Archive, rows: str) -> str:
    parts = []
    columns = archive.claims.columns
    if "is" in columns:
        parts.append(f'SELECT property, "is" AS text FROM {rows} WHERE "is" IS NOT NULL')
    if "has" in columns:
        split = f"unnest(string_split(has, {literal(JOINT)}))"
        parts.append(f"SELECT property, {split} AS text FROM {rows} WHERE has IS NOT NULL")
    return " UNION ALL ".join(parts) or "SELECT ''::VARCHAR AS property, ''::VARCHAR AS text WHERE false"


def _takes_entities(property: Property) -> bool:
    plain = not property.takes_text and not property.terms and not property.not_values and not property.pattern
    return property.kind in ("state", "set") and plain


def is_allowed(value: object, property: Property) -> bool:
    """Whether nothing in the vocabulary rules the value out; where something may, the exact rules say so."""
    if isinstance(value, TextValue) and property.pattern:
        return patterns.fits(property.pattern, value.text)
    if isinstance(value, Quantity):
        return not outside(value, property)
    return all(value != other for other in property.not_values)


# -- times ------------------------------------------------------------------------------------------------------------


def told_from(text: str, published: str) -> str:
    """The day a time is told from, of a row that knows its source: 0 for what is told from none."""
    return f"CASE WHEN regexp_matches({text}, {literal(RELATIVE)}) AND NOT unknown THEN {published} ELSE 0 END"


def learn_times(archive: Archive, shapes: Iterable[Shape], rows: str, *, plain: bool) -> None:
    """Enters into `times(role, time_key, text, told_from, lo, hi, sure, period)` every distinct time of rows (a table
    like `raw`) that SQL does not understand; `told_from` 0 for fixed ones. `plain`: also those as long as a day or a
    stretch of days, which few are that are none.
    """
    connection = archive.connection
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS times(role VARCHAR, time_key VARCHAR, text VARCHAR, told_from INTEGER, "
        "lo INTEGER, hi INTEGER, sure BOOLEAN, period VARCHAR)"
    )
    roles: dict[str, set[str]] = defaultdict(set)
    for shape in shapes:
        for key in (shape.time_key, *(("until",) if shape.until else ())):
            if key in archive.claims.columns:
                roles[key].add(shape.role)
    odd = "true" if plain else f"strlen(text) NOT IN {days.LENGTHS}"
    parts = [f"SELECT {literal(k)} AS time_key, {quoted(k)} AS text, source FROM {rows}" for k in sorted(roles)]
    if not parts:
        return
    told = (
        f"SELECT DISTINCT time_key, text, {told_from('text', 'first')} AS told_from FROM "
        f"(SELECT * FROM ({' UNION ALL '.join(parts)}) WHERE {odd}) t JOIN sources s ON s.id = t.source"
    )
    found = []
    fresh = f"SELECT * FROM ({told}) ANTI JOIN times USING (time_key, text, told_from) WHERE text IS NOT NULL"
    for key, text, since in connection.execute(f"{fresh} ORDER BY ALL").fetchall():
        for role in sorted(roles[key]):
            seen = None if JOINT in text else window(role, key, text, since or None)
            if seen is not None:
                found.append((role, key, text, since, *seen))
    insert(connection, "times", found)
