"""The bare reading: what would clash if qualifiers were dropped, and which of them dissolve it.

It drops time (of states and sets), stage, scope, series, speaker and emendation, makes no assumptions, and needs no
solver: claims are compared in pairs, by what they answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, combinations_with_replacement
from typing import NamedTuple

from validator.judgement.answers import (
    Answer,
    Members,
    answer_of,
    clash,
    day_of,
    derived_member,
    figure_of,
    figures_clash,
    held_by,
    members_clash,
    members_of,
    single_value,
    values_clash,
)
from validator.judgement.engine import Judgement
from validator.judgement.events import scope_of_event
from validator.judgement.pairs import Opposed, oppose, opposed_in
from validator.judgement.readings import Statement
from validator.judgement.states import in_scope
from validator.judgement.stays import Stay, all_that_meet, miss, stays
from validator.judgement.windows import apart
from validator.records.claim import Claim
from validator.records.vocabulary import Vocabulary

QUALIFIERS = ("stage", "time", "scope", "series", "attribution", "emendation")
"""In the order in which ties between equally small explanations are broken."""

_WITHOUT_TIME = ("event", "quantity")
"""Kinds whose time is part of the answer, so that it dissolves nothing."""


class Apparent(NamedTuple):
    """A question on which claims of different sources clash when read bare, and the fewest qualifiers that dissolve it
    for them.
    """

    subject: str
    property: str
    explained_by: tuple[str, ...]


class _Heard(NamedTuple):
    """A statement as it is held against all others of its question."""

    statement: Statement
    id: str
    source: str
    speaker: str | None
    kind: str
    answer: int
    """The same number for equal answers."""
    staged: bool
    narrowed: bool
    """Whether a scope, a series or an emendation of its own may tell it from others."""
    stays: tuple[Stay, ...]
    plain: bool
    """Whether nothing but the time can tell it from others that are so."""


def apparent_clashes(judgement: Judgement, known: Mapping[str, set[str]]) -> dict[Apparent, Opposed]:
    """Of each question, claims and those they seem to clash with. `known` are the pairs that the full reading finds
    already.
    """
    found: dict[Apparent, Opposed] = defaultdict(dict)
    for (subject, property), statements in _questions(judgement).items():
        if len(statements) == 1:
            continue
        if len({s.claim.source for s in statements}) == 1 and not any(s.claim.said_by for s in statements):
            continue
        told_again = len({s.id for s in statements}) < len(statements)
        heard, rivals = _heard(statements, subject, property, judgement, told_again)
        plain = [one for one in heard if one.plain and one.answer in rivals]
        missing = dict(_apart_in_time(plain, rivals, known))
        if missing:
            found[Apparent(subject, property, ("time",))] = missing
        met: Opposed = {}
        for number, one in enumerate(heard if rivals and not all(h.plain for h in heard) else ()):
            against, known_here = rivals.get(one.answer, ()), known.get(one.id, ())
            for other in heard[number + 1 :] if against else ():
                if one.plain and other.plain:
                    continue
                if other.answer not in against or not _from_two_voices(one, other) or other.id in known_here:
                    continue
                explained_by = _told_apart_by(one, other, property, judgement)
                if not explained_by:
                    continue
                if told_again:
                    if other.id in met.get(one.id, ()):
                        continue  # what two claims say first of a question explains them
                    oppose(met, one.id, other.id)
                oppose(found[Apparent(subject, property, explained_by)], one.id, other.id)
    return found


def _apart_in_time(
    plain: list[_Heard], rivals: Mapping[int, set[int]], known: Mapping[str, set[str]]
) -> Iterator[tuple[str, set[str]]]:
    """Of plain statements, each with those whose answers clash with its own and whose times do not meet.

    It comes to the same as asking of each two of them, but most of many clash with all but a few.
    """
    by_answer: dict[int, set[str]] = defaultdict(set)
    by_source: dict[str, set[str]] = defaultdict(set)
    for one in plain:
        by_answer[one.answer].add(one.id)
        by_source[one.source].add(one.id)
    meeting = opposed_in(all_that_meet([(one.id, one.stays) for one in plain]))
    everyone, answers = {one.id for one in plain}, set(by_answer)
    for one in plain:
        beside = (by_answer[answer] for answer in answers - rivals[one.answer])
        others = everyone.difference(*beside, by_source[one.source], known.get(one.id, ()), meeting.get(one.id, ()))
        if others:
            yield one.id, others


def _heard(
    statements: list[Statement], subject: str, property: str, judgement: Judgement, told_again: bool
) -> tuple[list[_Heard], dict[int, set[int]]]:
    """The statements of a question, and which of their answers clash with which."""
    if all(_is_bare_already(s) for s in statements):
        return [], {}  # nothing could tell them apart
    vocabulary = judgement.corpus.vocabulary
    asked = vocabulary.properties[property]
    answers: dict[Answer, int] = {}
    heard = []
    for statement in statements:
        claim = statement.claim
        answer = answer_of(statement, asked, subject, judgement.world)
        number = answers.setdefault(answer, len(answers))
        timed = answer.kind not in _WITHOUT_TIME
        staged, narrowed = bool(claim.stage), _is_narrowed(claim)
        plain = timed and not (staged or narrowed or claim.said_by or told_again or statement.property.lasting)
        days = stays(statement, judgement.world) if timed else ()
        one = (statement, statement.id, claim.source, claim.said_by, answer.kind, number, staged, narrowed, days, plain)
        heard.append(_Heard(*one))
    return heard, _rivals(answers, vocabulary)


def _is_bare_already(statement: Statement) -> bool:
    claim = statement.claim
    timed = statement.property.kind not in _WITHOUT_TIME or statement.property.counts is not None
    return not (timed or claim.stage or claim.said_by or _is_narrowed(claim))


def _is_narrowed(claim: Claim) -> bool:
    return bool(claim.fix or claim.among or claim.except_ or claim.where or claim.of)


def _rivals(answers: Mapping[Answer, int], vocabulary: Vocabulary) -> dict[int, set[int]]:
    """Of each answer that clashes with any, those that it clashes with."""
    rivals: dict[int, set[int]] = {}
    single: dict[str, set[int]] = defaultdict(set)
    for answer, number in answers.items():
        value = single_value(answer)
        if value is not None:
            single[value].add(number)
    values = set().union(*single.values())
    for alike in single.values() if len(single) > 1 else ():
        rivals.update((number, values - alike) for number in alike)
    if len(values) == len(answers):
        return rivals
    for (one, first), (other, second) in combinations_with_replacement(answers.items(), 2):
        if first in values and second in values:
            continue
        if clash(one, other, vocabulary):  # even with itself: members and a number of them that do not go together
            rivals.setdefault(first, set()).add(second)
            rivals.setdefault(second, set()).add(first)
    return rivals


def _from_two_voices(one: _Heard, other: _Heard) -> bool:
    """Two sources, or two speakers whom one source reports."""
    if one.source != other.source:
        return True
    return one.speaker is not None and other.speaker is not None and one.speaker != other.speaker


def _questions(judgement: Judgement) -> dict[tuple[str, str], list[Statement]]:
    """Statements by subject and property; a state's statements also join the sets derived from it."""
    grouped: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    vocabulary = judgement.corpus.vocabulary
    statements = [s for s in judgement.statements.literal if s.of_the_world]
    for statement in statements:
        grouped[statement.subject, statement.property.counts or statement.property.name].append(statement)
    for property in vocabulary.properties.values():
        if property.derives_from is None or property.derives_from.is_ is None:
            continue
        of_state = [s for s in statements if s.property.name == property.derives_from.property]
        for subject, name in [key for key in grouped if key[1] == property.name]:
            for statement in of_state:
                member = derived_member(statement, property, subject)
                if member is not None:
                    grouped[subject, name].append(statement)
    return grouped


def _told_apart_by(one: _Heard, other: _Heard, asked: str, judgement: Judgement) -> tuple[str, ...]:
    """The fewest qualifiers under which two that clash when read bare no longer do; empty when they always do."""
    both_say = (one.staged and other.staged) or (one.speaker and other.speaker)
    if one.narrowed or other.narrowed or both_say:
        return _dissolved_by(one.statement, other.statement, asked, judgement)
    if one.kind not in _WITHOUT_TIME and other.kind not in _WITHOUT_TIME:
        may_miss = not one.statement.property.lasting and miss(one.stays, other.stays)
    else:
        may_miss = one.kind != other.kind and _may_miss(one.statement, other.statement, judgement)
    return ("time",) if may_miss else ()


def _dissolved_by(one: Statement, other: Statement, asked: str, judgement: Judgement) -> tuple[str, ...]:
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
    kinds = one.property.kind, other.property.kind
    if kinds == ("event", "event"):
        return _events_clash(one, other, kept, judgement)
    if kinds == ("quantity", "quantity") and one.property.counts is None:
        return _amounts_clash(one, other, kept, judgement)
    if "time" in kept and _may_miss(one, other, judgement):
        return False
    if kinds == ("state", "state"):
        return values_clash(held_by(one), held_by(other), judgement.corpus.vocabulary)
    return _sets_clash(one, other, kept, asked, judgement)


def _events_clash(one: Statement, other: Statement, kept: frozenset[str], judgement: Judgement) -> bool:
    if "scope" in kept and scope_of_event(one) != scope_of_event(other):
        return False
    first, second = (day_of(s, judgement.world) for s in (one, other))
    return first is not None and second is not None and apart(first, second)


def _amounts_clash(one: Statement, other: Statement, kept: frozenset[str], judgement: Judgement) -> bool:
    if "scope" in kept and _scope(one.claim) != _scope(other.claim):
        return False
    if "series" in kept and one.claim.of != other.claim.of:
        return False
    first, second = (figure_of(s, judgement.world) for s in (one, other))
    return first is not None and second is not None and figures_clash(first, second)


def _scope(claim: Claim) -> tuple[str | None, tuple[str, ...], str | None]:
    return claim.among, claim.except_, claim.where


def _sets_clash(one: Statement, other: Statement, kept: frozenset[str], asked: str, judgement: Judgement) -> bool:
    subject = next((s.subject for s in (one, other) if s.property.kind != "state"), None)
    property = judgement.corpus.vocabulary.properties[asked]
    a, b = members_of(one, property, subject), members_of(other, property, subject)
    if a is None or b is None:
        return False
    if "scope" in kept:
        return _seen_clash(a, one.claim, b, other.claim, judgement)
    return members_clash(a, b)


def _seen_clash(a: Members, first: Claim, b: Members, second: Claim, judgement: Judgement) -> bool:
    """The same with each seen through its filter: the narrower bounds the wider from below, and only the shared can
    clash.
    """
    if (first.among, first.except_) == (second.among, second.except_):
        return members_clash(a, b)
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
    return miss(stays(one, judgement.world), stays(other, judgement.world))
