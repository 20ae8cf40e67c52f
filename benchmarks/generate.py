"""Writes seeded corpora of claims, as YAML files or as Parquet, with the conflicts that were planted in them.

Two questions are asked of every corpus: who holds an office when (a state with one value a day), and on which
day something was founded (an event). Questions have as many claims as a Zipf law gives them; one office, the
hot one, has a hundredth of all claims. Everything is consistent except what was planted: in a planted office
two holders share days, in a planted founding two days are told.

    python benchmarks/generate.py parquet 1000000 corpus --seed 1
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

VOCABULARY: Final = """\
properties:
  held-by: {kind: state, subject: office, value-type: person}
  founded: {kind: event, subject: office}
"""
FIRST_DAY: Final = 730_000
"""As a proleptic Gregorian ordinal: 3 September 1999."""
SOURCES: Final = 2_000
HOLDERS: Final = 12
PLANTED: Final = 400
ENTITIES_A_FILE: Final = 10_000
ZIPF: Final = 1.3
HOT_SHARE: Final = 100


class Corpus:
    """Rows of a corpus in blocks, one block a question, and what was planted where."""

    def __init__(self, claims: int, seed: int, *, hot_values: int = 0) -> None:
        """`hot_values`: so many values clash in the hot office, each with all others; 0 keeps it consistent but for
        one planted clash. All other questions have the same claims either way.
        """
        self.claims = claims
        self.seed = seed
        self.hot_values = hot_values
        self.planted: dict[str, list[str]] = {}
        """Question -> the values that clash."""
        self.offices = 0

    def rows(self) -> Iterator[tuple[str, str, str, str, str, str, str, str | None, str | None, str | None]]:
        """source, id, quote, subject, property, value, key of the block, during, when, since - in no particular
        order of blocks.
        """
        random = Random(self.seed)
        left = self.claims
        hot = left // HOT_SHARE
        calm = self._office("hot", hot, random, planted=True)
        if self.hot_values:
            for _ in calm:  # drawn all the same, so that what follows is what it would have been
                pass
            yield from self._burning("hot", hot, Random(self.seed + 1))
        else:
            yield from calm
        left -= hot
        number = 0
        every = max(1, left // 6 // PLANTED)
        while left > 0:
            size = min(left, _zipf(random))
            name = f"o{number}"
            planted = number % every == 0 and size >= 2
            if number % 3 == 2:
                yield from self._founding(name, size, random, planted=planted)
            else:
                yield from self._office(name, size, random, planted=planted)
            left -= size
            number += 1
        self.offices = number + 1

    def _office(self, name: str, size: int, random: Random, *, planted: bool) -> Iterator[Any]:
        first = FIRST_DAY + random.randrange(2000)
        terms = max(1, min(HOLDERS, size // 2))
        length = 360
        for number in range(size):
            term = number % terms
            begin = first + term * length + random.randrange(0, 100)
            end = first + term * length + random.randrange(110, length - 10)
            holder = f"p{(hash_of(name) + term % 5) % 50_000}"
            if planted and number == size - 1:
                rival = f"p{(hash_of(name) + 7) % 50_000}"
                begin, end = first + 105, first + 108
                self.planted[f"{name}/held-by"] = sorted({f"p{hash_of(name) % 50_000}", rival})
                holder = rival
            if planted and number == 0:
                begin, end = first + 90, first + 120
            yield self._row(random, name, "held-by", holder, f"{day(begin)}/{day(end)}")

    def _burning(self, name: str, size: int, random: Random) -> Iterator[Any]:
        self.planted[f"{name}/held-by"] = sorted(f"p{n}" for n in range(self.hot_values))
        for number in range(size):
            begin = FIRST_DAY + random.randrange(100)
            yield self._row(
                random,
                name,
                "held-by",
                f"p{number % self.hot_values}",
                f"{day(begin)}/{day(FIRST_DAY + 100 + random.randrange(100))}",
            )

    def _founding(self, name: str, size: int, random: Random, *, planted: bool) -> Iterator[Any]:
        at = FIRST_DAY + random.randrange(3000)
        for number in range(size):
            told = at + 1 if planted and number == size - 1 else at
            text = day(told)
            if not planted and number % 4 == 1:
                text = text[:7]
            yield self._row(random, name, "founded", None, text)
        if planted:
            self.planted[f"{name}/founded"] = sorted((day(at), day(at + 1)))

    def _row(self, random: Random, subject: str, property: str, value: str | None, time: str) -> Any:
        source = f"s{random.randrange(SOURCES)}"
        event = property == "founded"
        return (
            source,
            f"{subject} {value or ''} {time}",
            subject,
            property,
            value,
            None if event else time,
            time if event else None,
        )


def hash_of(name: str) -> int:
    found = 7
    for character in name:
        found = (found * 31 + ord(character)) % 1_000_003
    return found


def _zipf(random: Random) -> int:
    """Sizes from 1 to 200 with a long tail; about five claims a question."""
    return min(200, max(1, int(random.paretovariate(ZIPF))))


_DAYS: dict[int, str] = {}


def day(ordinal: int) -> str:
    from datetime import date

    if ordinal not in _DAYS:
        _DAYS[ordinal] = date.fromordinal(ordinal).isoformat()
    return _DAYS[ordinal]


def write_parquet(claims: int, root: Path, seed: int, *, hot_values: int = 0) -> dict[str, list[str]]:
    """Claims, sources and entities as Parquet, the claims shuffled so that no block lies together; returns what was
    planted.
    """
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = root / "claims" / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    corpus = Corpus(claims, seed, hot_values=hot_values)
    names = ("source", "quote", "subject", "property", "is", "during", "when")
    schema = pa.schema([(name, pa.string()) for name in names])
    unsorted = root / "unsorted.parquet"
    with pq.ParquetWriter(unsorted, schema) as writer:
        cells: list[list[str | None]] = [[] for _ in names]
        for row in corpus.rows():
            for column, cell in zip(cells, row, strict=True):
                column.append(cell)
            if len(cells[0]) >= 200_000:
                writer.write_table(pa.Table.from_arrays([pa.array(c, pa.string()) for c in cells], schema=schema))
                cells = [[] for _ in names]
        writer.write_table(pa.Table.from_arrays([pa.array(c, pa.string()) for c in cells], schema=schema))
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "6GB", "temp_directory": str(root)})
    connection.execute(
        f"COPY (SELECT source, 'c' || row_number() OVER () AS id, * EXCLUDE (source) FROM (SELECT * FROM '{unsorted}' "
        f"ORDER BY hash(quote, {seed}, source))) TO '{root / 'claims' / 'archive.parquet'}' (FORMAT "
        f"parquet, COMPRESSION zstd)"
    )
    unsorted.unlink()
    sources = pa.table({
        "id": [f"s{n}" for n in range(SOURCES)], "language": ["en"] * SOURCES, "published": ["2026-01-01"] * SOURCES,
        "sha256": ["0" * 64] * SOURCES,
    })  # fmt: skip
    pq.write_table(sources, root / "claims" / "sources.parquet")
    offices = ["hot", *(f"o{n}" for n in range(corpus.offices - 1))]
    people = [f"p{n}" for n in range(50_000)]
    entities = pa.table({"id": offices + people, "type": ["office"] * len(offices) + ["person"] * len(people)})
    pq.write_table(entities, folder / "entities.parquet")
    (root / "planted.json").write_text(json.dumps(corpus.planted, sort_keys=True), encoding="utf-8")
    return corpus.planted


FILES: Final = 10
CHANGING: Final = "2014.parquet"


def write_in_files(claims: int, root: Path, seed: int) -> dict[str, list[str]]:
    """The same corpus in ten files of claims, and beside it one of these again, with other words in one row."""
    import duckdb

    planted = write_parquet(claims, root, seed)
    connection = duckdb.connect(config={"threads": 2})
    whole = root / "claims" / "archive.parquet"
    rows = f"SELECT * EXCLUDE (file_row_number) FROM read_parquet('{whole}', file_row_number = true)"
    form = "(FORMAT parquet, COMPRESSION zstd)"
    for number in range(FILES):
        place = root / "claims" / f"{2010 + number}.parquet"
        connection.execute(f"COPY ({rows} WHERE file_row_number // {claims // FILES} = {number}) TO '{place}' {form}")
    before = root / "claims" / CHANGING
    told = (
        f"SELECT * REPLACE (CASE WHEN id = (SELECT min(id) FROM '{before}') THEN quote || '.' ELSE quote END AS quote)"
    )
    connection.execute(f"COPY ({told} FROM '{before}') TO '{root / CHANGING}' {form}")
    whole.unlink()
    return planted


IN_YAML: Final = ("o0", "o1", "o2", "p0", "p1", "p2")
"""Entities that claims in YAML are about; those of rows alone they cannot name."""


def write_beside(root: Path, rows: Path) -> None:
    """The corpus of Parquet files in the folder `rows`, with a few entities in YAML instead, and a claim on one."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    folder = root / "claims" / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("archive.parquet", "sources.parquet"):
        os.link((rows / "claims" / name).resolve(), root / "claims" / name)
    entities = pq.read_table(rows / "claims" / "vocabulary" / "entities.parquet")
    others = entities.filter(pc.invert(pc.is_in(entities["id"], pa.array(IN_YAML))))
    pq.write_table(others, folder / "entities.parquet")
    own = "".join(f"  {id}: {{type: {'office' if id.startswith('o') else 'person'}}}\n" for id in IN_YAML)
    (folder / "all.yaml").write_text(f"entities:\n{own}{VOCABULARY}", encoding="utf-8")
    write_claim(root, "press", "o0", "p0")
    (root / "planted.json").write_bytes((rows / "planted.json").read_bytes())


def write_claim(root: Path, source: str, office: str, person: str) -> None:
    """A source in YAML with one claim, on a day of which no row tells."""
    claim = (
        f"{{id: c1, quote: words, subject: {office}, property: held-by, is: {person}, during: 1900-01-01/1900-02-01}}"
    )
    head = f"source: {{language: en, published: 2026-01-01, sha256: '{'0' * 64}'}}"
    (root / "claims" / f"{source}.yaml").write_text(f"{head}\nclaims:\n  - {claim}\n", encoding="utf-8")


def write_yaml(claims: int, root: Path, seed: int, *, per_file: int = 200) -> dict[str, list[str]]:
    """The same kind of claims as YAML files of `per_file` claims with their archived texts."""
    folder = root / "claims" / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "seeds").mkdir(exist_ok=True)
    corpus = Corpus(claims, seed)
    rows = list(corpus.rows())
    Random(seed).shuffle(rows)
    entities = sorted({row[2] for row in rows}), sorted({row[4] for row in rows if row[4] is not None})
    lines = [
        *(f"  {id}: {{type: office}}" for id in entities[0]),
        *(f"  {id}: {{type: person}}" for id in entities[1]),
    ]
    (folder / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    for start in range(0, len(lines), ENTITIES_A_FILE):
        part_of_all = "\n".join(["entities:", *lines[start : start + ENTITIES_A_FILE]])
        (folder / f"entities-{start // ENTITIES_A_FILE}.yaml").write_text(part_of_all + "\n", encoding="utf-8")
    for start in range(0, len(rows), per_file):
        part, name = rows[start : start + per_file], f"s{start // per_file}"
        head = ["source:", "  language: en", "  published: 2026-01-01", f"  text: seeds/{name}.txt", "claims:"]
        body, text = [], []
        for number, (_, quote, subject, property, value, during, when) in enumerate(part):
            quote = f"{number}. {quote}"
            text.append(quote)
            body += [
                f"  - id: c{number}",
                f'    quote: "{quote}"',
                f"    subject: {subject}",
                f"    property: {property}",
            ]
            body += [f"    is: {value}"] if value else []
            body += [f"    during: {during}"] if during else [f"    when: {when}"]
        (root / "claims" / f"{name}.yaml").write_text("\n".join(head + body) + "\n", encoding="utf-8")
        (root / "seeds" / f"{name}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    (root / "planted.json").write_text(json.dumps(corpus.planted, sort_keys=True), encoding="utf-8")
    return corpus.planted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("form", choices=("parquet", "yaml", "beside"))
    parser.add_argument("claims", type=int)
    parser.add_argument("root", type=Path)
    parser.add_argument("--rows", type=Path, help="of a corpus with claims in YAML beside rows: where these are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--hot-values", type=int, default=0, help="values that clash with each other in the hot question"
    )
    options = parser.parse_args()
    if options.form == "beside":
        write_beside(options.root, options.rows)
        return
    if options.form == "yaml":
        planted = write_yaml(options.claims, options.root, options.seed)
    else:
        planted = write_parquet(options.claims, options.root, options.seed, hot_values=options.hot_values)
    print(f"{options.claims:,} claims, {len(planted):,} planted conflicts in {options.root}")


if __name__ == "__main__":
    main()
