"""Run by workers: whole components of suspicious claims, judged by the exact rules."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from validator.bulk.archive import Archive
from validator.bulk.camps import camps_of, voices_of
from validator.bulk.explaining import judge_hot, too_large
from validator.bulk.hot import Heat
from validator.bulk.judging import claims_of_yaml, judge
from validator.judgement.findings import Finding
from validator.records.claim import Claim
from validator.records.marks import FaultLog
from validator.spark.packing import Pack, desk, fill

FOUND: Final = "found binary"
AT_ONCE: Final = 5_000
"""Rows taken from the stream together; components are never split."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Components that are not judged claim by claim, by label: those with a witness for each camp, and the sizes of
    those beyond what the exact rules take on.
    """

    heats: Mapping[int, Heat]
    beyond: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the exact rules found in some components."""

    findings: list[Finding]
    notes: list[str]
    incomplete: bool


def judge_components(pack: Pack, plan: Plan, batches: Iterable[Any]) -> Iterator[Any]:
    """Arrow batches of rows with the label of their component, components in one piece, into `Judged`, pickled."""
    import pyarrow as pa

    by_yaml = claims_of_yaml(pack.corpus)
    with desk(pack) as archive:
        for table in _whole_components(batches):
            fill(archive, table)
            claims = dict(archive.read_claims("SELECT address FROM raw WHERE address >= 0", FaultLog()))
            components: dict[int, list[int]] = defaultdict(list)
            for label, address in zip(table["label"].to_pylist(), table["address"].to_pylist(), strict=True):
                components[label].append(address)
                if address < 0:
                    claims[address] = by_yaml[address]
            found = _judged(archive, claims, components, plan, pack)
            yield pa.RecordBatch.from_arrays([pa.array([pickle.dumps(found)], pa.binary())], names=["found"])


def _whole_components(batches: Iterable[Any]) -> Iterator[Any]:
    """The rows, in tables that end where a component does. The rows of a component follow each other."""
    import pyarrow as pa

    held: list[Any] = []
    rows = 0
    for batch in batches:
        if not batch.num_rows:
            continue
        held.append(batch)
        rows += batch.num_rows
        if rows < AT_ONCE:
            continue
        table = pa.Table.from_batches(held)
        labels = table["label"].to_pylist()
        end = rows
        while end and labels[end - 1] == labels[-1]:
            end -= 1
        if end:
            yield table.slice(0, end)
            held, rows = table.slice(end).to_batches(), rows - end
    if rows:
        yield pa.Table.from_batches(held)


def _judged(
    archive: Archive, claims: Mapping[int, Claim], components: Mapping[int, list[int]], plan: Plan, pack: Pack
) -> Judged:
    options = pack.options
    ordinary = [sorted(c) for label, c in components.items() if label not in plan.heats and label not in plan.beyond]
    ordinary.sort(key=lambda c: (len(c), c))
    told = list(judge(archive, claims, ordinary, options))
    for label in sorted(components.keys() & plan.heats.keys()):
        heat = plan.heats[label]
        witnesses = heat.addresses if heat.clashes else ()
        camps = camps_of(heat, voices_of(archive, {address: claims[address] for address in witnesses}))
        told.append(judge_hot(archive, sorted(components[label]), heat, camps, claims, options))
    findings = [finding for judged in told for finding in judged.findings]
    for label in sorted(components.keys() & plan.beyond.keys()):
        findings.append(too_large(claims[min(components[label])], plan.beyond[label]))
    notes = sorted({note for judged in told for note in judged.notes})
    return Judged(findings, notes, any(judged.incomplete for judged in told))
