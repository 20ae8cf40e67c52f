"""What the product finds in a described corpus, as plain sets."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import small_corpus

from oracle.worlds import Guarded, Space, minimal_sets
from validator.judgement.engine import Judgement, judge
from validator.records.corpus import load

Family = frozenset[frozenset[str]]
"""Minimal sets; each holds full ids of claims and names of assumptions."""


def judged(described: dict[str, Any]) -> Judgement:
    """Writes the corpus, reads it back and judges it. Raises AssertionError where anything was refused or crashed."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = load(small_corpus.write_parsed(Path(folder), described))
    assert not corpus.faults, corpus.faults
    judgement = judge(corpus)
    assert not judgement.crashes, judgement.crashes
    return judgement


def found(described: dict[str, Any]) -> Family:
    conflicts = judged(described).conflicts
    assert not conflicts.capped
    return frozenset(frozenset((*one.claims, *one.assumptions)) for one in conflicts.found)


def expected(space: Space, guarded: list[Guarded], claims: set[str]) -> Family:
    return frozenset(one for one in minimal_sets(space.everything, guarded) if one & claims)
