"""The bare reading: what would clash if qualifiers were dropped, and which of them dissolve it.

It drops time (of states and sets), stage, scope, series, speaker and emendation, makes no assumptions, and needs no
solver: claims are
compared in pairs, by value.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from validator.judgement.amounts import cases_of, intervals_of
from validator.judgement.containment import related
from validator.judgement.engine import Judgement
from validator.judgement.events import scope_of_event
from validator.judgement.readings import Statement
from validator.judgement.sets import whole_bounds
from validator.judgement.states import in_scope
from validator.judgement.stays import must_meet, stays
from validator.judgement.windows import apart, event_window
from validator.records.claim import Claim, EntityValue, TermValue, value_key
from validator.records.vocabulary import Property
from validator.values.dataclass import dataclass
from validator.values.quantities import Quantity

QUALIFIERS = ("stage", "time", "scope", "series", "attribution", "emendation")
"""In the order in which ties between equally small explanations are broken."""


@dataclass(frozen=True, slots=True)
class Apparent:
    """Two claims of different sources that clash when read bare, and the fewest qualifiers that dissolve it."""

    subject: str
    property: str
    one: str
    other: str
    explained_by: tuple[str, ...]


def apparent_clashes(judgement: Judgement, known: set[frozenset[str]]) -> list[Apparent]:
    """`known` are claim sets that the full reading finds already."""
    found: dict[tuple[str, str, str, str], Apparent] = {}
    for (subject, property), statements in sorted(_questions(judgement).items()):
        for one, other in combinations(statements, 2):
            if one.property.kind == other.property.kind == "state" and one.property.name != property:
                continue
            if not _from_two_voices(one.claim, other.claim):
                continue
            if not _clash(one, other, frozenset(), property, judgement) or frozenset((one.id, other.id)) in known:
                continue
            explained_by = _dissolved_by(one, other, property, judgement)
            if explained_by:
                first, second = sorted((one.id, other.id))
                found.setdefault(
                    (subject, property, first, second), Apparent(subject, property, first, second, explained_by)
                )
    return list(found.values())


def _from_two_voices(one: Claim, other: Claim) -> bool:
    """Two sources, or two speakers whom one source reports."""
    if one.source != other.source:
        return True
    return one.said_by is not None and other.said_by is not None and one.said_by != other.said_by


def _questions(judgement: Judgement) -> dict[tuple[str, str], list[Statement]]:
    """Statements by subject and property; a state's statements also join the sets derived from it."""
    grouped: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    vocabulary = judgement.corpus.vocabulary
    statements = [s for s in judgement.statements.literal if s.of_the_world]
    for statement in statements:
        grouped[statement.subject, statement.property.counts or statement.property.name].append(statement)
    derived = [
        p for p in vocabulary.properties.values() if p.derives_from is not None and p.derives_from.is_ is not None
    ]
    for property in derived:
        for subject, name in [key for key in grouped if key[1] == property.name]:
            for statement in statements:
                member = _derived_member(statement, property, subject)
                if member is not None:
                    grouped[subject, name].append(statement)
    return grouped


def _derived_member(statement: Statement, property: Property, subject: str) -> str | None:
    assert property.derives_from is not None
    if statement.property.name != property.derives_from.property or statement.claim.subject.form == "ordered-pair":
        return None
    members = statement.claim.subject.members
    if len(members) == 1:
        return members[0]
    return None if subject not in members else members[1 - members.index(subject)]


def clash_when_bare(one: Statement, other: Statement, judgement: Judgement) -> bool:
    """Whether two statements of one question clash once every qualifier is dropped."""
    return _clash(one, other, frozenset(), one.property.counts or one.property.name, judgement)


def _dissolved_by(one: Statement, other: Statement, asked: str, judgement: Judgement) -> tuple[str, ...]:
    """The fewest qualifiers under which two that clash when read bare no longer do; empty when they always do."""
    telling = _telling(one, other)
    for size in range(1, len(telling) + 1):
        for chosen in combinations(telling, size):
            if not _clash(one, other, frozenset(chosen), asked, judgement):
                return chosen
    return ()


def _telling(one: Statement, other: Statement) -> tuple[str, ...]:
    """The qualifiers that can make a difference between two statements; the others are in no smallest choice."""
    a, b = one.claim, other.claim
    if a.fix or b.fix:
        return QUALIFIERS
    tells = {
        "stage": a.stage and b.stage,
        "time": not (one.property.kind == other.property.kind == "event"),
        "scope": a.among or b.among or a.except_ or b.except_ or a.where or b.where,
        "series": a.of or b.of,
        "attribution": a.said_by and b.said_by,
        "emendation": False,
    }
    return tuple(qualifier for qualifier in QUALIFIERS if tells[qualifier])


def _clash(one: Statement, other: Statement, kept: frozenset[str], asked: str, judgement: Judgement) -> bool:
    a, b = one.claim, other.claim
    if "attribution" in kept and a.said_by and b.said_by and a.said_by != b.said_by and a.source == b.source:
        return False
    if "emendation" in kept and (a.fix or b.fix):
        full = {s.id: s for s in judgement.statements.full}
        one, other = full.get(one.id, one), full.get(other.id, other)
        a, b = one.claim, other.claim
        if a.subject != b.subject and one.property.kind == other.property.kind:
            return False
    if "series" in kept and a.of and b.of and a.of != b.of:
        return False
    if "stage" in kept and a.stage and b.stage and not (a.stage == b.stage and len(a.stage) == 1):
        return False
    kind = one.property.kind
    if kind == "event" and other.property.kind == "event":
        return _events_clash(one, other, kept, judgement)
    if kind == "quantity" and other.property.kind == "quantity" and one.property.counts is None:
        return _amounts_clash(one, other, kept, judgement)
    if "time" in kept and _may_miss(one, other, judgement):
        return False
    if kind == "state" and other.property.kind == "state":
        return _states_clash(one, other, judgement)
    return _sets_clash(one, other, kept, asked, judgement)


def _events_clash(one: Statement, other: Statement, kept: frozenset[str], judgement: Judgement) -> bool:
    clock = judgement.world.clock
    if one.claim.count is not None or other.claim.count is not None or one.denied or other.denied:
        return False
    if not one.claim.times or not other.claim.times:
        return False
    if "scope" in kept and scope_of_event(one) != scope_of_event(other):
        return False
    return apart(event_window(one, clock), event_window(other, clock))


def _amounts_clash(one: Statement, other: Statement, kept: frozenset[str], judgement: Judgement) -> bool:
    a, b = one.claim.is_, other.claim.is_
    if not isinstance(a, Quantity) or not isinstance(b, Quantity) or a.unit.dimension != b.unit.dimension:
        return False
    clock = judgement.world.clock
    first, second = (sorted(p.name for _, p in cases_of(s, clock)) for s in (one, other))
    if first != second or not first:
        return False
    if "scope" in kept and _scope(one.claim) != _scope(other.claim):
        return False
    if "series" in kept and one.claim.of != other.claim.of:
        return False
    return intervals_of(one)[0].disjoint(intervals_of(other)[0])


def _scope(claim: Claim) -> tuple[str | None, tuple[str, ...], str | None]:
    return claim.among, claim.except_, claim.where


def _states_clash(one: Statement, other: Statement, judgement: Judgement) -> bool:
    a, b = one.claim, other.claim
    if a.is_ is not None and b.is_ is not None:
        if value_key(a.is_) == value_key(b.is_) or not one.property.single:
            return False
        both = (a.is_, b.is_)
        if one.property.within and all(isinstance(v, EntityValue) for v in both):
            return not related(a.is_.id, b.is_.id, judgement.corpus.vocabulary)  # type: ignore[union-attr]
        return True
    for positive, negative in ((a, b), (b, a)):
        if positive.is_ is not None and value_key(positive.is_) in {value_key(v) for v in negative.not_ or ()}:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _View:
    """What a statement says of a set: members it has, lacks, whether that is all, and how many."""

    has: frozenset[str]
    lacks: frozenset[str]
    complete: bool
    lo: int | None
    hi: int | None


def _view(statement: Statement, asked: Property, subject: str | None) -> _View | None:
    claim = statement.claim
    if claim.nth is not None:
        ranked = (claim.is_,) if claim.is_ is not None else claim.has or ()
        return _View(frozenset(map(value_key, ranked)), frozenset(), False, None, None)
    if statement.property.kind == "state":
        return None if subject is None else _derived_view(statement, asked, subject)
    has = frozenset(value_key(v) for v in (*(claim.has or ()), *(claim.only or ())))
    count = claim.count if claim.count is not None else claim.is_
    lo, hi = whole_bounds(count) if isinstance(count, Quantity) else (None, None)
    return _View(has, frozenset(value_key(v) for v in claim.not_ or ()), claim.only is not None, lo, hi)


def _derived_view(statement: Statement, asked: Property, subject: str) -> _View | None:
    """What a state's claim says of the set that is derived from it: the other party is a member, or is not."""
    if asked.derives_from is None or asked.derives_from.is_ is None:
        return None
    member = _derived_member(statement, asked, subject)
    if member is None:
        return None
    wanted = value_key(asked.derives_from.is_)
    said, one = statement.claim.is_, frozenset({member})
    if said is not None and value_key(said) == wanted:
        return _View(one, frozenset(), False, None, None)
    if isinstance(said, TermValue) or wanted in {value_key(v) for v in statement.claim.not_ or ()}:
        return _View(frozenset(), one, False, None, None)
    return None


def _sets_clash(one: Statement, other: Statement, kept: frozenset[str], asked: str, judgement: Judgement) -> bool:
    subject = next((s.subject for s in (one, other) if s.property.kind != "state"), None)
    property = judgement.corpus.vocabulary.properties[asked]
    a, b = _view(one, property, subject), _view(other, property, subject)
    if a is None or b is None:
        return False
    if "scope" in kept:
        return _seen_clash(a, one.claim, b, other.claim, judgement)
    return _views_clash(a, b)


def _views_clash(a: _View, b: _View) -> bool:
    if a.has & b.lacks or b.has & a.lacks:
        return True
    for whole, part in ((a, b), (b, a)):
        if whole.complete and part.has - whole.has:
            return True
        least = len(whole.has)
        if part.hi is not None and least > part.hi:
            return True
        if whole.complete and part.lo is not None and part.lo > least:
            return True
    return _disjoint(a.lo, a.hi, b.lo, b.hi)


def _disjoint(a_lo: int | None, a_hi: int | None, b_lo: int | None, b_hi: int | None) -> bool:
    return (a_hi is not None and b_lo is not None and a_hi < b_lo) or (
        b_hi is not None and a_lo is not None and b_hi < a_lo
    )


def _seen_clash(a: _View, first: Claim, b: _View, second: Claim, judgement: Judgement) -> bool:
    """The same with each seen through its filter: the narrower bounds the wider from below, and only the shared can
    clash.
    """
    if (first.among, first.except_) == (second.among, second.except_):
        return _views_clash(a, b)
    vocabulary = judgement.corpus.vocabulary

    def shared(members: frozenset[str], claim: Claim) -> frozenset[str]:
        return frozenset(m for m in members if in_scope(m, claim.among, claim.except_, vocabulary))

    if a.has & b.lacks or b.has & a.lacks:
        return True
    for whole, part, filtered in ((a, b, first), (b, a, second)):
        if whole.complete and shared(part.has, filtered) - whole.has:
            return True
        if part.hi is not None and len(shared(whole.has, second if filtered is first else first)) > part.hi:
            return True
    for narrow, wide, narrower, wider in ((a, b, first, second), (b, a, second, first)):
        unrestricted = wider.among is None and not wider.except_ and (narrower.among or narrower.except_)
        if unrestricted and narrow.lo is not None and wide.hi is not None and narrow.lo > wide.hi:
            return True
    return False


def _may_miss(one: Statement, other: Statement, judgement: Judgement) -> bool:
    """Whether nothing forces the two to speak of one common day."""
    if one.property.lasting:
        return False
    return not any(must_meet(a, b) for a in stays(one, judgement.world) for b in stays(other, judgement.world))
