"""Corpora that hypothesis draws for the laws: the small worlds of the oracle, and ways to write them differently."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

import small_corpus
import yaml
from hypothesis import strategies as st
from oracle import generate_events, generate_quantities, generate_sets, generate_states, ordinals
from oracle.compare import SmallWorld
from oracle.worlds import Family

from validator.judgement.engine import judge
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.corpus import Corpus
from validator.records.opening import load

Described = dict[str, Any]
MAKERS: tuple[Callable[[int], SmallWorld], ...] = (
    generate_events.random_world,
    generate_states.random_world,
    generate_sets.random_world,
    generate_quantities.random_world,
    ordinals.random_world,
)
SEEDS = st.integers(min_value=10_000_000, max_value=20_000_000)

worlds: st.SearchStrategy[SmallWorld] = st.builds(lambda make, seed: make(seed), st.sampled_from(MAKERS), SEEDS)
corpora: st.SearchStrategy[Described] = worlds.map(lambda world: world.described())


def loaded(described: Described, write: Callable[[Path, Described], object] = small_corpus.write_parsed) -> Corpus:
    """The corpus as written and read back. Raises AssertionError where a record was refused."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), described)
        corpus = load(Path(folder))
    assert not corpus.faults, corpus.faults
    return corpus


def report(described: Described) -> Report:
    found = report_on(loaded(described))[0]
    assert not found.incomplete, found.notes
    return found


def family(described: Described) -> Family:
    """The minimal sets that the product finds."""
    return family_of(loaded(described))


def family_of(corpus: Corpus) -> Family:
    judgement = judge(corpus)
    assert not judgement.crashes, judgement.crashes
    assert not judgement.conflicts.capped
    return frozenset(frozenset((*one.claims, *one.assumptions)) for one in judgement.conflicts.found)


def is_claim(literal: str) -> bool:
    """Names of assumptions hold a colon, or no slash."""
    return "/" in literal and ":" not in literal


def sources(described: Described) -> list[str]:
    return [key for key in described if key not in small_corpus.VOCABULARY]


def without_claims(described: Described, dropped: Iterable[str]) -> Described:
    """The corpus without some claims, given by their full ids, and without sources that then claim nothing."""
    gone = set(dropped)
    smaller = copy.deepcopy(described)
    for source in sources(smaller):
        claims = smaller[source]["claims"]
        smaller[source]["claims"] = [claim for claim in claims if f"{source}/{claim['id']}" not in gone]
        if not smaller[source]["claims"]:
            del smaller[source]
    return smaller


def claims_of(described: Described) -> list[dict[str, Any]]:
    return [claim for source in sources(described) for claim in described[source]["claims"]]


def claim_ids(described: Described) -> list[str]:
    return [f"{source}/{claim['id']}" for source in sources(described) for claim in described[source]["claims"]]


def write_shuffled(root: Path, described: Described, seed: int) -> None:
    """The same corpus with files, claims and keys in another order; the texts stay as they are."""
    random = Random(seed)
    keys = list(described)
    random.shuffle(keys)
    small_corpus.write_parsed(root, {key: described[key] for key in keys})
    for path in sorted((root / "claims").glob("*.yaml")):
        written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        random.shuffle(written["claims"])
        written["claims"] = [dict(random.sample(list(claim.items()), len(claim))) for claim in written["claims"]]
        path.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


def renamed(value: Any, names: dict[str, str]) -> Any:
    """`value` with whole names replaced, also within `a/b` and `a>b`."""
    if isinstance(value, dict):
        return {renamed(key, names): renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, names) for inner in value]
    if isinstance(value, str):
        return "/".join(names.get(part, part) for part in value.split("/"))
    return value


def renamed_rule(key: str, value: Any, names: dict[str, str]) -> Any:
    if key == "formula":
        return " + ".join(names.get(part, part) for part in value.split(" + "))
    return renamed(value, names) if key in ("before", "after", "difference") else value
