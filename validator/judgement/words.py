"""Claims and values in plain English, for messages and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.records.claim import Claim, TermValue, TextValue, Value, value_label
from validator.records.vocabulary import Vocabulary
from validator.values.dates import EventRef, Time, describe

if TYPE_CHECKING:
    from validator.judgement.sets import SetFamily
    from validator.judgement.states import StateFamily
    from validator.judgement.world import World

_LONG_LIST = 12


def label(family: StateFamily, value: str, world: World) -> str:
    known = family.values.get(value)
    return value.lstrip("=") if known is None else value_label(known, world.corpus.vocabulary)


def member_label(family: SetFamily, member: str, world: World) -> str:
    known = family.values.get(member)
    return member if known is None else value_label(known, world.corpus.vocabulary)


def listed(values: tuple[Value, ...], vocabulary: Vocabulary) -> str:
    names = [value_label(v, vocabulary) for v in values]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else "nobody"


def reading(claim: Claim, vocabulary: Vocabulary) -> str:
    """The claim read out from its typed fields, as one English sentence."""
    subject = vocabulary.subject_name(claim.subject)
    narrowed = [
        claim.stage and f"({' or '.join(claim.stage)})",
        claim.among and f"among {_named(claim.among, vocabulary)}",
        claim.except_ and f"except {', '.join(_named(e, vocabulary) for e in claim.except_)}",
        claim.of and f"of {_named(claim.of, vocabulary)}",
    ]
    question = " ".join(filter(None, (f"{subject}: {claim.property}", *narrowed)))
    said = "; ".join(_said(claim, vocabulary))
    when = ", ".join(f"{_KEYS[entry.key]} {time_words(entry.time, vocabulary)}" for entry in claim.times)
    mood = "" if claim.mood == ("asserted",) else f"{' or '.join(claim.mood)}"
    place = f"in {_named(claim.where, vocabulary)}" if claim.where else ""
    speaker = f"according to {_named(claim.said_by, vocabulary)}" if claim.said_by else ""
    tail = ", ".join(filter(None, (said, mood, when, place, speaker)))
    return f"{question} - {tail}" if tail else question


_KEYS = {
    "at": "at",
    "when": "on",
    "since": "since",
    "until": "until",
    "before": "before",
    "after": "after",
    "during": "during",
}


def _said(claim: Claim, vocabulary: Vocabulary) -> list[str]:
    found = []
    if claim.is_ is not None:
        found.append(value_label(claim.is_, vocabulary))
    if claim.has is not None:
        found.append(f"including {listed(claim.has, vocabulary)}")
    if claim.only is not None:
        found.append(f"only {listed(claim.only, vocabulary)}")
    if claim.not_ is not None:
        found.append(f"not {listed(claim.not_, vocabulary)}")
    if claim.count is not None:
        found.append(f"{claim.count.text} in number")
    if claim.nth is not None:
        lo, hi = claim.nth
        found.append(f"no. {lo}" if lo == hi else f"no. {lo} to {hi}")
    if claim.says is not None:
        found.append(claim.says)
    return found


def _named(id: str, vocabulary: Vocabulary) -> str:
    for join, word in (("+", " and "), (">", " to ")):
        if join in id and id not in vocabulary.entities:
            return word.join(vocabulary.name(part) for part in id.split(join))
    return vocabulary.name(id)


def time_words(time: Time, vocabulary: Vocabulary) -> str:
    if isinstance(time, EventRef):
        return f"the day of {vocabulary.name(time.entity)} ({time.step})"
    return describe(time)


def value_words(value: Value, vocabulary: Vocabulary) -> str:
    match value:
        case TermValue(text) | TextValue(text):
            return text
        case _:
            return value_label(value, vocabulary)


def assumption_words(name: str, vocabulary: Vocabulary) -> str:
    """What a named assumption assumes."""
    kind, _, rest = name.partition(":")
    stated = vocabulary.assumptions.get(name) or vocabulary.assumptions.get(kind)
    if stated:
        return stated
    if kind in _ENGINE:
        return _ENGINE[kind].format(rest)
    return name


_ENGINE = {
    "published": "{} was published when its record infers",
    "emended": "the emended reading of {} is what its source means",
    "identity": "{} name one and the same",
    "complete": "the list of {} is complete",
    "speaker-only": "what {} reports a speaker to say is so",
    "week-starts": "{} means a calendar week from Monday to Sunday",
    "same-stage": "{} speaks of a stage that another claim of the event states",
    "same-period": "{} speaks of a period that another claim of the question states",
    "seen-at": "{} tells what was so at publication",
    "rounding": "the round number of {} is no rounder than it is written",
    "members-persist": "members stay members unless a source says otherwise",
    "no-downgrade": "a state on a ladder does not move down unless a source says so",
}
