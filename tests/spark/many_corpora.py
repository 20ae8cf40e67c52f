"""Corpora that between them reach every part of the engine on Spark, each small."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from bulk.corpora import SOURCE, Row, claim, corpus, write_jsonl, write_parquet
from bulk.random_rows import random_claim, write_corpus

from spark import hot_corpora
from validator.bulk import explaining, judging


def _random(root: Path, seed: int, claims: int) -> None:
    write_corpus(root, seed, claims=claims, wild=(0, 0.1, 0.3)[seed % 3], unknown=(0, 0, 0.3)[seed // 3 % 3])


def _random_beside_yaml(root: Path, seed: int, claims: int) -> None:
    """Claims in YAML of any kind, of two sources."""
    random = Random(seed)
    _random(root, seed, claims)
    for name in ("y1", "y2"):
        source = {"language": "en", "published": random.choice(("2020-01-09", "2020-02-01")), "sha256": "0" * 64}
        if name == "y2":
            source |= {"published": "2020-01-03..2020-02-01", "published-because": "a guess"}
        made = [{"id": f"c{n}", "quote": "words"} | random_claim(random, 0.1) for n in range(random.randint(1, 6))]
        (root / "claims" / f"{name}.yaml").write_text(json.dumps({"source": source, "claims": made}), encoding="utf-8")


def _in_parquet(root: Path, seed: int) -> None:
    """The rows of a random corpus in two Parquet files and one JSONL file; lists and a map as Parquet has them."""
    write_corpus(root, seed, claims=60, wild=0.2, unknown=0.2)
    rows = [json.loads(line) for line in (root / "claims" / "archive.jsonl").read_text(encoding="utf-8").splitlines()]
    (root / "claims" / "archive.jsonl").unlink()
    lists = ("has", "only", "not")
    write_parquet(root / "claims" / "a b%é.parquet", rows[:25], lists=lists)
    write_parquet(root / "claims" / "second.parquet", rows[25:45], lists=lists)
    write_jsonl(root / "claims" / "third.jsonl", rows[45:])
    sources = root / "claims" / "sources.jsonl"
    read = [json.loads(line) for line in sources.read_text(encoding="utf-8").splitlines()]
    sources.unlink()
    write_parquet(root / "claims" / "sources.parquet", read)


def _beside_yaml(root: Path) -> None:
    """Claims in YAML meet rows: one clashes with a row, one has the id of a row, one ties two questions together."""
    rows = [
        claim(1, property="mayor", is_="ann", during="2019"),
        claim(2, property="mayor", is_="bo", during="2018"),
        claim(2, property="mayor", is_="cy", during="2018"),
        claim(3, property="length", is_="about 12.5 m", at="2019"),
        claim(4, property="length", is_="1/3 m", at="2019"),
    ]
    corpus(root, rows, parquet=True)
    text = (
        "source: {language: en, published: 2020-05-01, sha256: " + "0" * 64 + "}\n"
        "claims:\n"
        "  - {id: y1, quote: words, subject: city, property: mayor, is: cy, during: 2019}\n"
        "  - {id: y2, quote: words, subject: city, property: opened, when: 2001-02-03}\n"
    )
    (root / "claims" / "paper.yaml").write_text(text, encoding="utf-8")
    again = [
        claim(n, property="opened", when="2001-02-04") | {"source": "paper", "id": id}
        for n, id in enumerate(("y1", "z"))
    ]
    write_parquet(root / "claims" / "more.parquet", again)


def _broken(root: Path) -> None:
    """Rows and whole files that cannot be read, ids that stand twice, sources nobody knows."""
    rows: list[Row] = [claim(n, property="mayor", is_=("ann", "bo")[n % 2], during=f"201{n % 7}") for n in range(40)]
    rows += [claim(n, property="mayor", is_="cy", at="soon") for n in range(30, 50)]
    rows += [claim(n, property="mayor", is_="cy", at="2010") for n in range(45, 52)]
    rows += [{**claim(60, property="mayor", is_="ann", at="2010"), "source": "nobody"}, {"id": "c61"}, claim(62)]
    corpus(root, rows, parquet=True)
    write_parquet(root / "claims" / "coloured.parquet", [{**claim(1), "colour": "red"}])
    (root / "claims" / "no.parquet").write_bytes(b"this is no Parquet")
    (root / "claims" / "lines.jsonl").write_bytes(
        b'{"source": "s1", "id": "j1"}\n[]\n\xff\n{"source":"s1","id":"c1"}\n'
    )


def _broken_beside_yaml(root: Path) -> None:
    """Claims in YAML meet rows of which many cannot be read."""
    _broken(root)
    text = (
        "source: {language: en, published: 2020-05-01, sha256: " + "0" * 64 + "}\n"
        "claims:\n"
        "  - {id: y1, quote: words, subject: city, property: mayor, is: cy, during: 2013}\n"
    )
    (root / "claims" / "paper.yaml").write_text(text, encoding="utf-8")
    twice = claim(70, property="mayor", is_="ann", during="2013") | {"source": "paper", "id": "y1"}
    write_parquet(root / "claims" / "twice.parquet", [twice])


def _hot(root: Path, rows: Callable[[], list[dict[str, Any]]]) -> None:
    corpus(root, rows(), parquet=True)


def _hot_event() -> list[dict[str, Any]]:
    rows = [claim(n, property="opened", when="2001-02-03" if n % 3 else "2001-02") for n in range(judging.HOT + 20)]
    return [*rows, claim(9001, property="opened", when="2001-02-04"), claim(9002, property="opened", when="1999")]


def _beyond() -> list[dict[str, Any]]:
    return [claim(n, property="members", only=["ann"], at="2019-01-01") for n in range(explaining.MOST + 10)]


def _unknown_days(root: Path) -> None:
    """A chain of sources with unknown days, so that suspicion has several steps to go."""
    sources = [{**SOURCE, "id": f"s{n}", "published": "2020-05-01..2020-06-30"} for n in range(1, 7)]
    rows = []
    for n in range(1, 6):
        rows.append(claim(n, property="opened", when="2020-05") | {"source": f"s{n}", "subject": f"t{n}"})
        rows.append(claim(100 + n, property="opened", when="2020-05") | {"source": f"s{n + 1}", "subject": f"t{n}"})
    rows += [
        claim(n, property="mayor", is_=who, at="2019-01-02") | {"subject": "t1"}
        for n, who in ((201, "ann"), (202, "bo"))
    ]
    places = "".join(f"  t{n}: {{type: place}}\n" for n in range(1, 6))
    from bulk.corpora import VOCABULARY

    corpus(
        root, rows, sources=sources, vocabulary=VOCABULARY.replace("entities:\n", "entities:\n" + places), parquet=True
    )


ORDINARY: Final[dict[str, Callable[[Path], object]]] = {
    **{f"random {seed}": lambda root, seed=seed: _random(root, seed, 6 + seed % 5 * 5) for seed in range(100, 104)},
    **{
        f"random beside yaml {seed}": lambda root, seed=seed: _random_beside_yaml(root, seed, 6 + seed % 5 * 5)
        for seed in range(104, 108)
    },
    "parquet 7": lambda root: _in_parquet(root, 7),
    "beside yaml": _beside_yaml,
    "broken beside yaml": _broken_beside_yaml,
    "hot event": lambda root: _hot(root, _hot_event),
    "hot beside yaml": hot_corpora.beyond_the_rules,
    "unknown days": _unknown_days,
    "nothing": lambda root: corpus(root, []),
}
HOT_SEEDS: Final = int(os.environ.get("VALIDATOR_BULK_HOT", "1"))
LOW: Final[dict[str, Callable[[Path], object]]] = {
    "hot questions": hot_corpora.questions,
    "hot questions tied": hot_corpora.tied_by_a_day,
    **{f"hot {seed}": lambda root, seed=seed: hot_corpora.random(root, seed) for seed in range(HOT_SEEDS)},
}
"""Checked where few claims are many."""
FEW: Final = ("parquet 7", "broken beside yaml", "hot beside yaml")
"""What is run on PySpark as well, where each corpus takes seconds."""
LARGE: Final[dict[str, Callable[[Path], object]]] = {
    "random 5": lambda root: _random(root, 5, 120),
    "random 8": lambda root: _random(root, 8, 200),
}
SLOW: Final[dict[str, Callable[[Path], object]]] = {
    "beyond": lambda root: _hot(root, _beyond),
    **{f"random {seed}": lambda root, seed=seed: _random(root, seed, 200) for seed in range(200, 220)},
}
"""Minutes; run where VALIDATOR_SPARK_SLOW is set."""
