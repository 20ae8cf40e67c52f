"""From constraints to minimal sets: split, decide, enumerate, and keep only what no smaller set explains."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby

from validator.judgement.constraints import Component, Constraint, Literal, components
from validator.judgement.decide import Decider, decider
from validator.judgement.decide_days import earliest_days, latest_days, negative_cycle
from validator.judgement.folding import folded
from validator.judgement.formulas import AllOf, Equal, Order, Var, conjuncts, never_negative
from validator.judgement.minimal import BudgetExceededError, Family, enumerate_minimal
from validator.judgement.screen import has_world
from validator.judgement.single_slot import Bound, bounds_of_one, clashing_pairs
from validator.values.dataclass import dataclass, replace

WINDOW = "published"
"""The rule id that the bounds of publication days carry."""

MOST_WORK = 2_000_000
"""Questions to a decider times constraints of the component; past it the component is undecided."""
FEWEST_QUESTIONS = 200
MOST_REPAIRS_TRIED = 64
MOST_SETS = 256
"""Minimal sets reported of one component; a cap that was hit is told."""


@dataclass(frozen=True)
class Conflict:
    """One minimal set with the constraints that make it one."""

    literals: frozenset[Literal]
    core: tuple[Constraint, ...]
    """A smallest choice of constraints that cannot all hold; bounds and relations."""

    @cached_property
    def claims(self) -> tuple[str, ...]:
        return tuple(sorted(literal.name for literal in self.literals if literal.is_claim))

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        return tuple(sorted(literal.name for literal in self.literals if not literal.is_claim))

    @cached_property
    def relation(self) -> Constraint | None:
        """The relation the set breaks: of several, the one whose rule weighs most."""
        relations = [c for c in self.core if c.relation]
        return max(relations, key=lambda c: (c.weight, c.rule, c.head), default=None)


@dataclass(frozen=True, slots=True)
class Conflicts:
    found: tuple[Conflict, ...]
    capped: tuple[tuple[Literal, ...], ...]
    """Literals of components of which more minimal sets exist than are listed."""
    undecided: tuple[tuple[Literal, ...], ...] = ()
    """Literals of components whose budget ran out."""


def find_conflicts(constraints: Iterable[Constraint], interface: frozenset[Var]) -> Conflicts:
    """All minimal inconsistent sets of claims and assumptions.

    `interface` are publication days that are unknown: slots of one source that share only such a day are decided
    apart, and joined only where that day itself is part of a clash.
    """
    kept = folded(constraints)
    found = [Conflict(c.literals, (c,)) for c in kept if c.plainly_false]
    capped: list[tuple[Literal, ...]] = []
    undecided: list[tuple[Literal, ...]] = []
    parts = components((c for c in kept if not c.plainly_false), interface)
    apart, meeting, windows = _parted(parts, interface)
    suspicious: list[Component] = []
    of_one: dict[Component, list[tuple[Bound, Constraint]]] = {}
    for part in apart:
        bounds = bounds_of_one(part.constraints)
        if bounds is not None:
            of_one[part] = bounds
        if bounds is not None or not has_world(part.constraints):
            suspicious.append(part)
    day, clean = _together(meeting, windows, interface)
    cleared = frozenset(clean)
    entangled: dict[Component, None] = {}
    for part in (p for p in meeting if p not in cleared):
        if _indifferent(part, day, interface):
            suspicious.append(part)
        else:
            entangled[part] = None
    others = [p for p in meeting if p not in entangled]
    for component in [*suspicious, *_merged(list(entangled), others, windows, interface)]:
        bounds = of_one.get(component) or bounds_of_one(component.constraints)
        if bounds is not None:
            found.extend(Conflict(one.literals | other.literals, (one, other)) for one, other in clashing_pairs(bounds))
            continue
        family = _enumerated(component)
        cores = Cores(component.constraints)
        found.extend(Conflict(members, cores.of(members)) for members in family.sets)
        if family.ran_out:
            undecided.append(component.literals)
        elif not family.complete:
            capped.append(component.literals)
    return Conflicts(_smallest(found), tuple(capped), tuple(undecided))


def _parted(
    parts: list[Component], interface: frozenset[Var]
) -> tuple[list[Component], list[Component], dict[Var, list[Constraint]]]:
    """Components that touch no unknown publication day, those that do, and what is known of each such day."""
    windows: dict[Var, list[Constraint]] = {}
    for constraint in (c for p in parts for c in p.constraints if c.rule == WINDOW):
        for var in constraint.variables():
            windows.setdefault(var, []).append(constraint)
    slots = [p for p in parts if p.constraints[0].rule != WINDOW]
    return [p for p in slots if not _touched(p, interface)], [p for p in slots if _touched(p, interface)], windows


def _touched(part: Component, interface: frozenset[Var]) -> set[Var]:
    return {v for c in part.constraints for v in c.variables() if v in interface}


def _indifferent(part: Component, days: dict[Var, int], interface: frozenset[Var]) -> bool:
    """Whether every largest consistent choice of a component's literals allows the chosen publication days.

    Then no clash of it has to do with those days, and none of it with another component.
    """
    family = _enumerated(part)
    if len(family.repairs) > MOST_REPAIRS_TRIED:
        return False
    fixed = _fixed(part, days, interface)
    everything = frozenset(part.literals)
    return family.complete and all(has_world([*part.under(everything - repair), *fixed]) for repair in family.repairs)


def _together(
    meeting: list[Component], windows: dict[Var, list[Constraint]], interface: frozenset[Var]
) -> tuple[dict[Var, int], list[Component]]:
    """Publication days that satisfy as many components as we can: those cannot clash among themselves."""
    within = [o for found in windows.values() for c in found for o in conjuncts(c.formula) if isinstance(o, Order)]
    told = [o for p in meeting for c in p.constraints for o in conjuncts(c.formula) if isinstance(o, Order)]
    best: tuple[dict[Var, int], list[Component]] = ({}, [])
    for orders in ([*within, *told], within):
        if negative_cycle([*orders, *never_negative(orders)]) is not None:
            continue
        for days in (latest_days, earliest_days):
            chosen = {var: day for var, day in days(orders).items() if var in interface}
            satisfied = [p for p in meeting if has_world([*p.constraints, *_fixed(p, chosen, interface)])]
            if len(satisfied) == len(meeting):
                return chosen, satisfied
            if len(satisfied) > len(best[1]) or not best[0]:
                best = (chosen, satisfied)
    return best


def _fixed(part: Component, days: dict[Var, int], interface: frozenset[Var]) -> list[Constraint]:
    head = part.constraints[0].head
    return [
        Constraint(AllOf((Order(var, None, days[var]), Order(None, var, -days[var]))), frozenset(), WINDOW, head)
        for var in sorted(_touched(part, interface))
        if var in days
    ]


def _merged(
    entangled: list[Component], others: list[Component], windows: dict[Var, list[Constraint]], interface: frozenset[Var]
) -> list[Component]:
    """Components with an unknown publication day in a clash, each joined by all that share such a day with it."""
    groups: list[Component] = []
    waiting = [*entangled]
    pool = [*others]
    while waiting:
        joined = [waiting.pop(0)]
        shared = _touched(joined[0], interface)
        grown = True
        while grown:
            near = [p for p in [*waiting, *pool] if _touched(p, interface) & shared]
            joined.extend(near)
            waiting = [p for p in waiting if p not in near]
            pool = [p for p in pool if p not in near]
            reach = shared.union(*(_touched(p, interface) for p in near))
            grown, shared = reach != shared, reach
        bounds = [c for var in sorted(shared) for c in windows.get(var, ())]
        groups.append(Component([*(c for p in joined for c in p.constraints), *bounds]))
    return groups


def _enumerated(component: Component) -> Family[Literal]:
    asked = decider(component.constraints)
    loose = [c for c in component.constraints if not _ties(c)]
    apart = components(loose) if len(loose) < len(component.constraints) else []
    assumed: dict[str, list[Literal]] = {}
    for literal in component.literals:
        if not literal.is_claim:
            assumed.setdefault(literal.name.partition(":")[2], []).append(literal)
    known = [members for part in apart if not has_world(part.constraints) for members in _enumerated(part).sets]
    return enumerate_minimal(
        component.literals,
        asked.core,
        _removal_order(component),
        most_sets=MOST_SETS,
        most_questions=max(FEWEST_QUESTIONS, MOST_WORK // len(component.constraints)),
        surely_minimal=asked.surely_minimal,
        known=known,
        company=lambda literal: frozenset((literal, *assumed.get(literal.name, ()))),
    )


def _ties(constraint: Constraint) -> bool:
    """Whether a constraint adds up or counts: without those, what is left falls into the questions they tie together,
    whose clashes are found at a fraction of the cost.
    """
    if constraint.of_one_question:
        return False
    return any(v.sort in ("count", "truth") for v in constraint.variables()) or any(
        isinstance(part, Equal) for part in conjuncts(constraint.formula)
    )


def _removal_order(component: Component) -> list[Literal]:
    """Assumptions are dropped first, so that a set that needs none is found as such."""
    return sorted(component.literals, key=lambda literal: (literal.is_claim, literal))


class Cores:
    """For the minimal sets of one component: which constraints make each of them one."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        self._ordered = sorted(
            constraints, key=lambda c: (c.relation, c.weight if c.relation else 0, c.rule, c.why, str(c.formula))
        )
        # a literal for each constraint, so that one decider answers for any choice of them
        self._marks = [Literal(0, f"{index:06}") for index in range(len(self._ordered))]
        self._decider: Decider | None = None

    def of(self, literals: frozenset[Literal]) -> tuple[Constraint, ...]:
        """A minimal inconsistent choice among the constraints under a minimal set, of the lightest relations."""
        given = {m: c for c, m in zip(self._ordered, self._marks, strict=True) if c.literals <= literals}
        chosen = frozenset(given)
        for heaviest in sorted({c.weight for c in given.values() if c.relation} | {0}):
            light = frozenset(m for m, c in given.items() if not c.relation or c.weight <= heaviest)
            found = self._clashing(light)
            if found is not None:
                chosen = found
                break
        for mark in sorted(chosen, key=lambda m: (not given[m].relation, -given[m].weight, m)):
            without = self._clashing(chosen - {mark}) if mark in chosen else None
            if without is not None:
                chosen = without
        return tuple(given[mark] for mark in sorted(chosen))

    def _clashing(self, chosen: frozenset[Literal]) -> frozenset[Literal] | None:
        """Those of the chosen that a decider names as clashing; None when all can hold, or nobody can tell."""
        if self._decider is None:
            marked = zip(self._ordered, self._marks, strict=True)
            self._decider = decider([replace(c, literals=frozenset({m})) for c, m in marked])
        try:
            return self._decider.core(chosen)
        except BudgetExceededError:
            return None


def _smallest(found: list[Conflict]) -> tuple[Conflict, ...]:
    """No set that contains another; of equal sets the one that needs the plainest relation."""
    best: dict[frozenset[Literal], Conflict] = {}
    for conflict in found:
        known = best.get(conflict.literals)
        if known is None or _weight(conflict) < _weight(known):
            best[conflict.literals] = conflict
    smaller: dict[Literal, list[frozenset[Literal]]] = {}
    kept: list[Conflict] = []
    for _, of_one_size in groupby(sorted(best, key=len), key=len):
        minimal = [s for s in of_one_size if not any(other < s for literal in s for other in smaller.get(literal, ()))]
        for literals in minimal:
            kept.append(best[literals])
            for literal in literals:
                smaller.setdefault(literal, []).append(literals)
    return tuple(sorted(kept, key=lambda c: (sorted(c.literals), c.core[0].rule)))


def _weight(conflict: Conflict) -> tuple[int, str]:
    relation = conflict.relation
    return (relation.weight, relation.rule) if relation is not None else (0, "")
