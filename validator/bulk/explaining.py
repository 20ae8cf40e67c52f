"""What the exact rules tell of everything that the screen left, or told of it before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from validator.bulk.camps import Camps, findings_of, too_many
from validator.bulk.hot import Heat
from validator.bulk.judging import HOT, Judged, Records, judge, key_of
from validator.bulk.remains import Component, Remains
from validator.bulk.rows import parts_of, texts_of
from validator.judgement.findings import Finding
from validator.judgement.reporting import Options
from validator.records.claim import Claim
from validator.values.dataclass import dataclass

MOST: Final = 3_000
"""Claims of one component that the exact rules take on at most."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was told of components of the same rows, when the same rules were asked for."""

    told: Sequence[Judged] = ()
    others: frozenset[str] = frozenset()
    """Sources that stand in YAML now and did not then, or did then and do not now."""

    def on(self, remains: Remains) -> Sequence[Judged]:
        """What of it still holds, as far as rows mean what they did."""
        if not self.others:
            return self.told
        named = parts_of(text for row in remains.rows.values() for text in texts_of(row))
        if not self.others.isdisjoint(named):
            return ()
        # of the rows of a hot question only a few are at hand
        hot = {key_of(component) for component in remains.camps}
        return [judged for judged in self.told if judged.components.isdisjoint(hot)]


def explain(remains: Remains, options: Options, before: Before) -> list[Judged]:
    """All components, judged; of those that are as they were, nothing is read. Raises `NotAtHandError`."""
    keys = {component: key_of(component) for component in remains.components}
    standing = set(keys.values())
    found = [judged for judged in before.on(remains) if judged.components <= standing]
    told = {key for judged in found for key in judged.components}
    found.extend(_judged(remains, [c for c in remains.components if keys[c] not in told], options))
    return found


def asked(remains: Remains, components: Iterable[Component] | None = None) -> Iterator[int]:
    """The claims that have to be read for judging some components, or all of them."""
    hot, ordinary, beyond = _parted(remains, remains.components if components is None else components)
    for component in ordinary:
        yield from component
    for component, heat in hot:
        yield from heat.addresses
        yield from heat.alone
        if (camps := remains.camps.get(component)) is not None:
            yield from camps.first
    for component in beyond:
        yield component[0]


def _parted(
    remains: Remains, components: Iterable[Component]
) -> tuple[list[tuple[Component, Heat]], list[Component], list[Component]]:
    """Those of which a witness of each camp stands for the others, those for the exact rules, and too large ones."""
    hot: list[tuple[Component, Heat]] = []
    ordinary: list[Component] = []
    beyond: list[Component] = []
    for component in components:
        heat = remains.heats.get(component) if len(component) > HOT else None
        if heat is not None:
            hot.append((component, heat))
        else:
            (beyond if is_too_large(len(component)) else ordinary).append(component)
    return hot, ordinary, beyond


def _judged(remains: Remains, components: list[Component], options: Options) -> Iterator[Judged]:
    hot, ordinary, beyond = _parted(remains, components)
    claims = remains.claims_at(asked(remains, components))
    # apart, so that what is told of rows alone can be kept when YAML changes
    yield from judge(remains, claims, [c for c in ordinary if c[0] >= 0], options)
    yield from judge(remains, claims, [c for c in ordinary if c[0] < 0], options)
    for component, heat in hot:
        yield judge_hot(remains, component, heat, remains.camps[component], claims, options)
    for component in beyond:
        undecided = too_large(claims[component[0]], len(component))
        yield Judged(frozenset({key_of(component)}), (undecided,), (), True, component[0] >= 0)


def is_swept(claims: int, alone: int) -> bool:
    """Whether a witness of each camp may stand for a component of so many claims, some of which are read one by one:
    as long as the exact rules take on all of it, they judge what is not all of rows.
    """
    return claims > HOT and (not alone or alone <= MOST < claims)


def is_too_large(claims: int) -> bool:
    """Whether the exact rules do not take on a component of so many claims."""
    return claims > max(HOT, MOST)


def too_large(claim: Claim, claims: int) -> Finding:
    """Told of the first claim of a component that is too large."""
    message = f"{claims:,} claims hang together, more than the {MOST:,} judged as one; nothing was decided about them."
    return too_many(claim, message)


def judge_hot(
    records: Records,
    component: Sequence[int],
    heat: Heat,
    camps: Camps,
    claims: Mapping[int, Claim],
    options: Options,
) -> Judged:
    """What is told of a hot question, and of the claims in it that are read one by one for themselves.

    `claims` holds at least these, and those that `findings_of` asks for.
    """
    alone = {claims[address].full_id for address in heat.alone}
    findings = tuple(
        finding
        for finding in findings_of(records, heat, camps, claims, options)
        # what is wrong with one of these is told below, where a namesake in all but the id is at hand as well
        if not (finding.verdict == "problem" and alone.issuperset(finding.claims))
    )
    told = {finding.id for finding in findings}
    widened = {(finding.rule, finding.subject, finding.property) for finding in findings if "capped" in finding.marks}
    heard = {claims[address].full_id for address in heat.heard}
    apart = tuple(judge(records, claims, [heat.alone], options)) if heat.alone else ()
    findings += tuple(
        finding
        for judged in apart
        for finding in judged.findings
        if finding.id not in told
        and not ((finding.rule, finding.subject, finding.property) in widened and heard.issuperset(finding.claims))
    )
    sources = {*camps.sources, *(claims[address].source for address in heat.alone)}
    return Judged(
        frozenset({key_of(component)}),
        findings,
        tuple(note for judged in apart for note in judged.notes),
        bool(heat.unheard) or any(judged.incomplete for judged in apart),
        sources.isdisjoint(records.corpus.sources_by_id) and component[0] >= 0,
    )
