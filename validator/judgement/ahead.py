"""What is told ahead of one question: plans, hopes and possibilities in the order in which they were told, each with
what became of it. It is no part of a timeline, for nothing of it need have come about.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Final

from validator.judgement.amounts import stated
from validator.judgement.engine import Judgement
from validator.judgement.findings import Ahead
from validator.judgement.plans import AHEAD, Outcome, followed, when_told
from validator.judgement.readings import Statement
from validator.judgement.windows import event_window, last_day_of, told_window
from validator.judgement.words import reading
from validator.records.claim import Claim
from validator.values.calendar import describe_span
from validator.values.dataclass import replace
from validator.values.quantities import Quantity

_WORDS: Final[dict[Outcome, str]] = {
    "fulfilled": "kept",
    "partly": "kept in part",
    "slipped": "slipped",
    "above": "came out higher",
    "below": "came out lower",
    "open": "open",
}
_MONTHS_UP_TO: Final = 24
"""Months of delay that are told as such; longer ones are told in years."""
_DAYS_UP_TO: Final = 2
"""Months below which a delay is told in days."""
_PLAINLY_MORE: Final = Fraction(3, 2)
"""How many times as much is told as such; less is told in percent."""


def told_ahead(judgement: Judgement, subject: str, property: str) -> tuple[Ahead, ...]:
    """What is told ahead of one question, in the order in which it was; claims that tell the same stand together."""
    clock, corpus = judgement.world.clock, judgement.world.corpus
    found = [
        statement
        for statement in judgement.statements.full
        if statement.subject == subject
        and statement.claim.property == property
        and set(statement.claim.mood) <= AHEAD
        and statement.claim.part == "body"
    ]
    became = _outcomes(judgement, subject, property)
    together: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for statement in sorted(found, key=lambda one: when_told(one, clock)):
        claim = statement.claim
        told = told_window(claim, clock)
        day = "on a day nobody states" if told.lo is None and claim.said_on is None else describe_span(told)
        words = reading(replace(claim, said_on=None, said_by=None) if _is_fixed(claim) else claim, corpus)
        words = words.removeprefix(f"{corpus.vocabulary.subject_name(claim.subject)}: ")
        together[day, words, became.get(claim.full_id, "")].append(claim.full_id)
    return tuple(Ahead(tuple(claims), *told) for told, claims in together.items())


def _is_fixed(claim: Claim) -> bool:
    """Whether the claim reads alike without the day it was said on."""
    return not any(hasattr(entry.time, "is_relative") and entry.time.is_relative for entry in claim.times)


def _outcomes(judgement: Judgement, subject: str, property: str) -> dict[str, str]:
    """What became of each plan of a question, in words: `slipped by 9 years`, `came out higher: 3 times as much`."""
    by_id = {s.id: s for s in judgement.statements.full if s.subject == subject and s.claim.property == property}
    told: dict[str, list[str]] = defaultdict(list)
    for item in followed(judgement):
        if (item.subject, item.property) != (subject, property):
            continue
        for plan in item.plans:
            measure = _measure(by_id[plan], [by_id[id] for id in item.outcomes], item.outcome, judgement)
            note = f", {item.note}" if item.note else ""
            told[plan].append(f"{_WORDS[item.outcome]}{measure}{note}")
    return {plan: " or ".join(dict.fromkeys(words)) for plan, words in told.items()}


def _measure(plan: Statement, outcomes: list[Statement], outcome: Outcome, judgement: Judgement) -> str:
    if outcome == "slipped":
        return _late(plan, outcomes, judgement)
    if outcome in ("above", "below"):
        return _times_as_much(plan, outcomes, outcome)
    return ""


def _late(plan: Statement, outcomes: list[Statement], judgement: Judgement) -> str:
    """By how much what came about missed the last day planned for, at the least."""
    clock = judgement.world.clock
    last = last_day_of(plan.claim, clock)
    windows = [event_window(s, clock) for s in outcomes]
    days = [window.lo for window in windows if window.lo is not None]
    ends = [window.hi for window in windows if window.hi is not None]
    if last is None or not days:
        return ""
    day = max(days) if not ends or max(days) <= min(ends) else min(days)
    if day <= last:
        return ""
    planned, done = date.fromordinal(last), date.fromordinal(day)
    months = 12 * (done.year - planned.year) + done.month - planned.month - (done.day < planned.day)
    if months >= _MONTHS_UP_TO:
        return f" by {_counted(months // 12, 'year')}"
    return f" by {_counted(months, 'month')}" if months >= _DAYS_UP_TO else f" by {_counted(day - last, 'day')}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _times_as_much(plan: Statement, outcomes: list[Statement], outcome: Outcome) -> str:
    planned = stated(plan.claim.is_) if isinstance(plan.claim.is_, Quantity) else None
    if not planned:
        return ""
    amounts = [stated(s.claim.is_) for s in outcomes if isinstance(s.claim.is_, Quantity)]
    known = [amount for amount in amounts if amount is not None and (amount > planned) == (outcome == "above")]
    if not known:
        return ""
    least, most = min(known) / planned, max(known) / planned
    if least >= _PLAINLY_MORE:
        tenths = dict.fromkeys(round(10 * times) for times in (least, most))
        shown = [f"{tenth // 10}.{tenth % 10}".removesuffix(".0") for tenth in tenths]
        return f", {' to '.join(shown)} times as much"
    percent = sorted({round(abs(100 * (times - 1))) for times in (least, most)} - {0})
    return f" by {' to '.join(map(str, percent))} %" if percent else ""
