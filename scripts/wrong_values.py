"""Tells how often `unnamed-value` speaks of the values of a corpus as they are, and how often it notices another entity
of the same type put in the place of one.

    python scripts/wrong_values.py [CORPUS ...] [--tries 3] [--seed 1]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from validator.judgement.named_otherwise import named_otherwise
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.records.value import EntityValue
from validator.values.dataclass import replace


def values(claim: Claim) -> Iterator[tuple[str, int, str]]:
    """Field, place in it and id of each entity that a claim states as a value."""
    if isinstance(claim.is_, EntityValue):
        yield "is_", 0, claim.is_.id
    for field in ("has", "only", "not_"):
        for place, value in enumerate(getattr(claim, field) or ()):
            if isinstance(value, EntityValue):
                yield field, place, value.id


def with_another(claim: Claim, field: str, place: int, id: str) -> Claim:
    """The claim with another entity as one of its values."""
    if field == "is_":
        return replace(claim, is_=EntityValue(id))
    listed = list(getattr(claim, field))
    listed[place] = EntityValue(id)
    changed: dict[str, Any] = {field: tuple(listed)}
    return replace(claim, **changed)


def measured(corpus: Corpus, tries: int, random: Random) -> tuple[int, int, int, int]:
    """Values, those told as they are, wrong ones put in, and those told."""
    entities, sources = corpus.vocabulary.entities, corpus.sources_by_id
    stated = told = put = noticed = 0
    for claim in corpus.claims:
        source = sources[claim.source]
        told += len(list(named_otherwise(claim, source, corpus.vocabulary)))
        for field, place, id in values(claim):
            stated += 1
            alike = [o for o in entities if entities[o].type == entities[id].type and o not in claim.mentioned]
            for other in random.sample(alike, min(tries, len(alike))):
                put += 1
                wrong = with_another(claim, field, place, other)
                noticed += any(one.value == other for one in named_otherwise(wrong, source, corpus.vocabulary))
    return stated, told, put, noticed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, default=[Path()])
    parser.add_argument("--tries", type=int, default=3, help="wrong entities for each value (default 3)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = Random(options.seed)
    total = [0, 0, 0, 0]
    for root in options.corpora:
        found = measured(load(root), options.tries, random)
        total = [one + other for one, other in zip(total, found, strict=True)]
        print(f"{root}: {found[0]} values, {found[1]} told; {found[2]} wrong ones, {found[3]} told")
    print(f"in all: {total[0]} values, {total[1]} told; {total[2]} wrong ones, {total[3]} told")


if __name__ == "__main__":
    main()
