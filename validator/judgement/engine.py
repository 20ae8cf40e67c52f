"""Judges a corpus: claims become bounds, rules relate them, minimal sets become findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from validator.judgement.catalogue import catalogue
from validator.judgement.conflicts import Conflict, Conflicts, find_conflicts
from validator.judgement.constraints import Constraint
from validator.judgement.readings import Statements, read
from validator.judgement.rule import Problem, Relation, Rule
from validator.judgement.world import World, build
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.values.dataclass import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed; the others ran."""

    rule: str
    error: str


@dataclass(slots=True)
class Judgement:
    """What the engine found, before it is put into words."""

    corpus: Corpus
    statements: Statements
    world: World
    conflicts: Conflicts
    problems: list[tuple[Rule, Problem]] = field(default_factory=list)
    crashes: list[Crash] = field(default_factory=list)
    relations: list[Constraint] = field(default_factory=list)
    repeated: frozenset[str] = frozenset()
    """Fingerprints that several findings bear."""

    @property
    def constraints(self) -> list[Constraint]:
        return [*self.world.bounds, *self.relations]


def judge(corpus: Corpus, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Judgement:
    """Runs every rule (or those selected, without those ignored) over a corpus."""
    statements = read(corpus)
    world = build(statements)
    judgement = Judgement(corpus, statements, world, Conflicts((), ()))
    chosen, ignored = frozenset(select), frozenset(ignore)
    for rule in catalogue().values():
        if (chosen and rule.id not in chosen) or rule.id in ignored:
            continue
        try:
            for result in _run(rule, world):
                if isinstance(result, Problem):
                    judgement.problems.append((rule, result))
                else:
                    judgement.relations.append(_stamped(result, rule))
        except Exception as error:  # a rule that fails must not hide what the others find
            judgement.crashes.append(Crash(rule.id, f"{type(error).__name__}: {error}"))
    found = find_conflicts(judgement.constraints, world.clock.interface())
    claims = corpus.claims_by_id
    wanted = [c for c in found.found if _selected(c, chosen, ignored) and not _two_speakers(c, claims)]
    judgement.conflicts = replace(found, found=tuple(wanted))
    return judgement


def _selected(conflict: Conflict, chosen: frozenset[str], ignored: frozenset[str]) -> bool:
    relation = conflict.relation
    rule = relation.rule if relation is not None else "value-conflict"
    return (not chosen or rule in chosen) and rule not in ignored


def _two_speakers(conflict: Conflict, claims: Mapping[str, Claim]) -> bool:
    """One source that reports what two speakers say does not thereby contradict itself."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for id in conflict.claims:
        claim = claims[id]
        if claim.said_by is not None:
            speakers[claim.source].add(claim.said_by)
    return any(len(said) > 1 for said in speakers.values())


def _stamped(relation: Relation, rule: Rule) -> Constraint:
    return Constraint(
        relation.formula,
        relation.literals,
        rule.id,
        relation.head,
        relation.why,
        relation=True,
        problem=relation.problem,
        of_one_question=relation.of_one_question,
        weight=rule.weight,
    )


def _run(rule: Rule, world: World) -> Iterator[Relation | Problem]:
    for item in _items(rule, world):
        yield from rule.run(item, world)


def _items(rule: Rule, world: World) -> Iterable[object]:
    match rule.over:
        case "claim":
            return world.corpus.claims
        case "source":
            return world.corpus.sources
        case "event":
            return world.events.values()
        case "state":
            return world.states.values()
        case "set":
            return world.sets.values()
        case "amount":
            return world.amounts.values()
        case "world":
            return (world,)
        case "report":
            return ()
