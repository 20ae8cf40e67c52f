"""Questions with too many claims to list every clash: one witness for each camp, found in one sweep, and the rest
counted.

A sweep over runs of days in the order of their beginnings keeps the two furthest ends that belong to different
values. Each value that shares a day with another one meets some such pair: of two overlapping runs, the one
that begins later finds, among those before it, an end of another value at least as far as its rival's - and if
that is not the rival, the two of them overlap as well, further back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from validator.bulk.judging import Records, corpus_of, judge, named
from validator.judgement.camps import value_words
from validator.judgement.constraints import Question
from validator.judgement.findings import Camp, Finding, MinimalSet
from validator.judgement.fingerprints import content, fingerprint
from validator.judgement.places import place
from validator.judgement.reporting import Options
from validator.records.claim import Claim
from validator.values.dataclass import dataclass, replace

PLACES: Final = 50
"""Claims of one finding whose places are given; all camps are named."""


Value = int | str
"""A value by its number or by its key; both stand in the same order."""


class Run(NamedTuple):
    """Every day from `first` to `last` has `value`, says the claim at `address`."""

    first: int
    last: int
    value: Value
    address: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A witness of a camp, with a claim of another camp it cannot go with."""

    value: Value
    address: int
    against: int


def witnesses(runs: Iterable[Run]) -> list[Clash]:
    """One clash for each value that shares a day with another, in the order in which the sweep meets them."""
    found: dict[Value, Clash] = {}
    best: Run | None = None
    second: Run | None = None
    for run in sorted(runs):
        if run.first > run.last:
            continue
        rival = second if best is not None and best.value == run.value else best
        if rival is not None and rival.last >= run.first:
            found.setdefault(run.value, Clash(run.value, run.address, rival.address))
            found.setdefault(rival.value, Clash(rival.value, rival.address, run.address))
        if best is None or run.last > best.last:
            if best is not None and best.value != run.value:
                second = best
            best = run
        elif run.value != best.value and (second is None or run.last > second.last):
            second = run
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Heat:
    """What a sweep over a hot question found."""

    clashes: list[Clash]
    sizes: Mapping[Value, int]
    """Claims of each camp."""
    claims: int
    unheard: int
    """Claims the sweep could not compare: of a vague time, or a start or end that does not fit its own value."""
    someone: int = 0
    """The first claim of the question."""

    @property
    def addresses(self) -> set[int]:
        """Claims that a finding names."""
        return {a for clash in self.clashes for a in (clash.address, clash.against)} | {self.someone}


def heat_of_event(rows: list[tuple[int, int, int, int]], claims: int, someone: int) -> Heat:
    """`rows`: each distinct window with its first claim and the number of its claims, in order."""
    if not rows:
        return Heat([], {}, claims, claims, someone)
    early = min(rows, key=lambda r: (r[1], r[2]))
    late = max(rows, key=lambda r: (r[0], -r[2]))
    clashes: list[Clash] = []
    sizes: dict[Value, int] = {}
    for number, (lo, hi, address, count) in enumerate(rows):
        sizes[number] = count
        if lo > early[1]:
            clashes.append(Clash(number, address, early[2]))
        elif hi < late[0]:
            clashes.append(Clash(number, address, late[2]))
    return Heat(clashes, sizes, claims, claims - sum(sizes.values()), someone)


# -- findings -------------------------------------------------------------------------------------------------------


def findings_of(records: Records, heat: Heat, claims: Mapping[int, Claim], options: Options) -> Iterator[Finding]:
    """The finding of the exact rules on the first clash, with every other camp put beside it; and what was not heard.

    `claims` holds at least those at `Heat.addresses`.
    """
    if heat.clashes:
        first = heat.clashes[0]
        pair = [first.address, first.against]
        wanted = {claims[address].full_id for address in pair}
        for finding in (f for judged in judge(records, claims, [pair], options) for f in judged.findings):
            clash = set(finding.claims) == wanted and finding.verdict in ("contradiction", "tension")
            yield _widened(records, finding, heat, claims) if clash else finding
    if heat.unheard:
        message = (
            f"{heat.unheard:,} of {heat.claims:,} claims on one question are of a vague time, and were not compared."
        )
        yield too_many(claims[heat.someone], message)


def _widened(records: Records, finding: Finding, heat: Heat, claims: Mapping[int, Claim]) -> Finding:
    question = Question(finding.subject, finding.property)
    witness = {a: claims[a] for a in heat.addresses}
    sources = records.read_sources({c.source for c in witness.values()})
    corpus = corpus_of(
        records, records.vocabulary_for(named(witness.values())), tuple(witness.values()), sources.values()
    )
    pairs = {tuple(sorted((claims[c.address].full_id, claims[c.against].full_id))) for c in heat.clashes}
    members = sorted({claims[a].full_id: claims[a] for c in heat.clashes for a in (c.address, c.against)}.items())
    parted = []
    for clash in heat.clashes:
        claim, size = claims[clash.address], heat.sizes[clash.value]
        said = value_words(claim, question, corpus)
        parted.append(Camp(f"{said} ({size:,} claims)" if size > 1 else said, (claim.full_id,)))
    shares = Counter(id for pair in pairs for id in pair)
    told = (
        f"{heat.claims:,} claims answer this question in {len(heat.sizes):,} camps; "
        f"of the {len(parted):,} that clash, one witness each is named."
    )
    return replace(
        finding,
        id=fingerprint(finding.rule, [content(c, sources.get(c.source)) for _, c in members]),
        message=f"{finding.message} {told}",
        claims=tuple(id for id, _ in members),
        camps=tuple(sorted(parted, key=lambda c: (c.value, c.claims))),
        minimal_sets=tuple(MinimalSet(pair, finding.assumptions) for pair in sorted(pairs)),
        why=(*finding.why, told),
        repairs=(),
        responsibility=tuple((id, shares[id] / 2) for id in sorted(shares)),
        places=tuple(place(c, corpus, "at" if i == 0 else "against") for i, (_, c) in enumerate(members[:PLACES])),
        marks=tuple(dict.fromkeys((*finding.marks, "capped"))),
    )


def too_many(claim: Claim, message: str) -> Finding:
    """Undecided: more claims hang together than the exact rules take on."""
    return Finding(
        id=fingerprint("budget", [claim.subject.key, claim.property, message]),
        rule="budget",
        verdict="undecided",
        severity="warning",
        subject=claim.subject.key,
        property=claim.property,
        message=message,
        claims=(claim.full_id,),
        marks=("capped",),
    )
