"""Compares the product with the trial of every world on many random small corpora, and prints the seeds that disagree.

    python scripts/campaign.py                     100,000 corpora, two processes
    python scripts/campaign.py --worlds 500 --first-seed 7 --processes 1 --family states

Exit status: 0 all judged alike, 1 some were not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from oracle import (  # noqa: E402
    generate_events,
    generate_growing,
    generate_lives,
    generate_parts,
    generate_quantities,
    generate_sets,
    generate_states,
    generate_totals,
    ordinals,
)
from oracle.compare import Tally, complaint, expected, found, shrunk  # noqa: E402

Family = tuple[Callable[[int], Any], int]
"""How a world is made, and the share of the whole in percent."""
FAMILIES: dict[str, Family] = {
    "events": (generate_events.random_world, 25),
    "states": (generate_states.random_world, 20),
    "sets": (generate_sets.random_world, 15),
    "quantities": (generate_quantities.random_world, 13),
    "totals": (generate_totals.random_world, 5),
    "parts": (generate_parts.random_world, 5),
    "ordinals": (ordinals.random_world, 8),
    "growing": (generate_growing.random_world, 4),
    "lives": (generate_lives.random_world, 5),
}
BATCH = 50


@dataclass(slots=True)
class Outcome:
    """What a run of seeds of one family came to."""

    family: str
    tally: Tally = field(default_factory=Tally)
    complaints: list[str] = field(default_factory=list)


def run(family: str, first: int, count: int) -> Outcome:
    """Compares `count` worlds from seed `first` on; a failure to judge is a disagreement like any other."""
    make, _ = FAMILIES[family]
    outcome = Outcome(family)
    for seed in range(first, first + count):
        world = make(seed)
        should = expected(world)
        try:
            does = found(world.described())
        except Exception as error:  # whatever stops a judgement is what the campaign looks for
            outcome.complaints.append(f"{family}, seed {seed}: {type(error).__name__}: {error}")
            continue
        if does != should:
            outcome.complaints.append(f"{family}, {complaint(shrunk(world), seed)}")
        outcome.tally.add(should, (claim.full_id for claim in world.claims))
    return outcome


def batches(families: list[str], worlds: int, first: int) -> Iterator[tuple[str, int, int]]:
    total = sum(FAMILIES[family][1] for family in families)
    for family in families:
        share = max(round(worlds * FAMILIES[family][1] / total), 1)
        for start in range(0, share, BATCH):
            yield family, first + start, min(BATCH, share - start)


def added(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.worlds + other.worlds,
        one.consistent + other.consistent,
        Counter(one.sets) + Counter(other.sets),
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare the product with the trial of every world.")
    parser.add_argument("--worlds", type=int, default=100_000)
    parser.add_argument("--first-seed", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--family", choices=FAMILIES, action="append")
    asked = parser.parse_args(arguments)
    families = asked.family or list(FAMILIES)
    work = list(batches(families, asked.worlds, asked.first_seed))
    print(f"seeds from {asked.first_seed}, {sum(count for *_, count in work)} worlds, {asked.processes} processes")
    tallies = {family: Tally() for family in families}
    wrong = 0
    columns = zip(*work, strict=True)
    if asked.processes == 1:
        outcomes = map(run, *columns)
        wrong = report(outcomes, tallies)
    else:
        with ProcessPoolExecutor(asked.processes) as pool:
            wrong = report(pool.map(run, *columns), tallies)
    for family, tally in tallies.items():
        print(f"{family}: {tally}")
    print(f"{wrong} disagreements")
    return 1 if wrong else 0


def report(outcomes: Iterator[Outcome], tallies: dict[str, Tally]) -> int:
    wrong = 0
    for outcome in outcomes:
        tallies[outcome.family] = added(tallies[outcome.family], outcome.tally)
        wrong += len(outcome.complaints)
        for told in outcome.complaints:
            print(told, flush=True)
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
