"""What the finding on a hot question tells of all its camps. It is the same whichever rule finds the first clash, so
it is made once, and kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from validator.bulk.hot import Heat
from validator.bulk.judging import Records, corpus_of, judge, named
from validator.judgement.camps import value_words
from validator.judgement.constraints import Question
from validator.judgement.findings import Camp, Finding, MinimalSet
from validator.judgement.fingerprints import content, fingerprint
from validator.judgement.places import place
from validator.judgement.reporting import Options
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.values.dataclass import dataclass, replace

PLACES: Final = 50
"""Claims of one finding whose places are given; all camps are named."""


class Voice(NamedTuple):
    """What one claim says to a hot question."""

    id: str
    content: str
    """As a fingerprint takes it."""
    words: str


@dataclass(frozen=True, slots=True)
class Camps:
    """The camps that clash, with the claims that witness it."""

    members: Sequence[str]
    """Their ids, in order."""
    contents: str
    """What they say, as a fingerprint takes it."""
    said: Sequence[tuple[str, int]]
    """Each camp in words, with its witness among the members, in order."""
    pairs: Sequence[tuple[int, int]]
    """Members that clash, in order."""
    first: Sequence[int]
    """Addresses of the members whose places are told."""
    number: int
    """Camps in all, also those that clash with none."""

    @property
    def sources(self) -> frozenset[str]:
        """The sources of the members."""
        return frozenset(id.partition("/")[0] for id in self.members)


def camps_of(heat: Heat, voices: Mapping[int, Voice]) -> Camps:
    """`voices` holds at least those at `Heat.addresses`, if there are clashes."""
    address_of = {voices[a].id: a for clash in heat.clashes for a in (clash.address, clash.against)}
    members = sorted(address_of)
    place_of = {id: number for number, id in enumerate(members)}
    at = {address: place_of[id] for id, address in address_of.items()}
    said = []
    for clash in heat.clashes:
        words, size = voices[clash.address].words, heat.sizes[clash.value]
        said.append((f"{words} ({size:,} claims)" if size > 1 else words, at[clash.address]))
    pairs = {
        (min(one, other), max(one, other)) for c in heat.clashes for one, other in [(at[c.address], at[c.against])]
    }
    contents = "\0".join(sorted({voices[address].content for address in at}))
    first = [address_of[id] for id in members[:PLACES]]
    return Camps(members, contents, sorted(said), sorted(pairs), first, len(heat.sizes))


def voices_of(records: Records, claims: Mapping[int, Claim]) -> dict[int, Voice]:
    """What some claims say, each to its own question."""
    sources = records.read_sources({claim.source for claim in claims.values()})
    corpus = _corpus_of(records, tuple(claims.values()))
    return {
        address: Voice(
            claim.full_id, content(claim, sources.get(claim.source)),
            value_words(claim, Question(claim.subject.key, claim.property), corpus),
        )
        for address, claim in claims.items()
    }  # fmt: skip


def _corpus_of(records: Records, claims: tuple[Claim, ...]) -> Corpus:
    sources = records.read_sources({claim.source for claim in claims})
    return corpus_of(records, records.vocabulary_for(named(claims)), claims, sources.values())


def findings_of(
    records: Records, heat: Heat, camps: Camps, claims: Mapping[int, Claim], options: Options
) -> Iterator[Finding]:
    """The finding of the exact rules on the first clash, with every other camp put beside it; and what was not heard.

    `claims` holds at least those at the addresses of `Heat.brief` and at `Camps.first`.
    """
    if heat.clashes:
        first = heat.clashes[0]
        pair = [first.address, first.against]
        wanted = {claims[address].full_id for address in pair}
        for finding in (f for judged in judge(records, claims, [pair], options) for f in judged.findings):
            clash = set(finding.claims) == wanted and finding.verdict in ("contradiction", "tension")
            yield _widened(records, finding, heat, camps, claims) if clash else finding
    if heat.unheard:
        more = "" if len(heat.heard) == len(heat.alone) else ", or say something else than one value"
        message = f"{heat.unheard:,} of {heat.claims:,} claims on one question are of a vague time{more}"
        message += ", and were not compared."
        yield too_many(claims[heat.someone], message)


def _widened(records: Records, finding: Finding, heat: Heat, camps: Camps, claims: Mapping[int, Claim]) -> Finding:
    told = (
        f"{heat.claims:,} claims answer this question in {camps.number:,} camps; "
        f"of the {len(camps.said):,} that clash, one witness each is named."
    )
    members, assumed = camps.members, finding.assumptions
    shares = Counter(member for pair in camps.pairs for member in pair)
    first = [claims[address] for address in camps.first]
    corpus = _corpus_of(records, tuple(first))
    return replace(
        finding,
        id=fingerprint(finding.rule, [camps.contents]),
        message=f"{finding.message} {told}",
        claims=tuple(members),
        camps=tuple([Camp(words, (members[witness],)) for words, witness in camps.said]),
        minimal_sets=tuple([MinimalSet((members[one], members[other]), assumed) for one, other in camps.pairs]),
        why=(*finding.why, told),
        repairs=(),
        responsibility=tuple([(id, shares[number] / 2) for number, id in enumerate(members)]),
        places=tuple(place(claim, corpus, "at" if i == 0 else "against") for i, claim in enumerate(first)),
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
