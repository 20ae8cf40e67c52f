"""Claims and values in plain English, for messages and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.records.claim import Claim, TimeEntry, Value, value_label
from validator.records.corpus import Corpus
from validator.records.vocabulary import Vocabulary
from validator.values.dates import EventRef, Moment, Time, describe, resolve

if TYPE_CHECKING:
    from validator.judgement.sets import SetFamily
    from validator.judgement.states import StateFamily
    from validator.judgement.world import World

MOST_MEANINGS = 4
"""Dates that a time told from an uncertain day is spelled out as; beyond that it is told as written."""


def label(family: StateFamily, value: str, world: World) -> str:
    known = family.values.get(value)
    return value.lstrip("=") if known is None else value_label(known, world.corpus.vocabulary)


def member_label(family: SetFamily, member: str, world: World) -> str:
    known = family.values.get(member)
    return member if known is None else value_label(known, world.corpus.vocabulary)


def listed(values: tuple[Value, ...], vocabulary: Vocabulary) -> str:
    names = [value_label(v, vocabulary) for v in values]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else "nobody"


def reading(claim: Claim, corpus: Corpus) -> str:
    """The claim read out from its typed fields, in plain English."""
    known = corpus.readings.get(id(claim))
    if known is None:
        known = corpus.readings[id(claim)] = (claim, _read_out(claim, corpus))
    return known[1]


def _read_out(claim: Claim, corpus: Corpus) -> str:
    vocabulary = corpus.vocabulary
    subject = vocabulary.subject_name(claim.subject)
    narrowed = [
        f"({' or '.join(claim.stage)})" if claim.stage else "",
        f"among {_named(claim.among, vocabulary)}" if claim.among else "",
        f"except {', '.join(_named(e, vocabulary) for e in claim.except_)}" if claim.except_ else "",
        f"of {_named(claim.of, vocabulary)}" if claim.of else "",
    ]
    question = " ".join(filter(None, (f"{subject}: {claim.property.replace('-', ' ')}", *narrowed)))
    said = "; ".join(_said(claim, vocabulary))
    mood = "" if claim.mood == ("asserted",) else f"{' or '.join(claim.mood)}"
    place = f"in {_named(claim.where, vocabulary)}" if claim.where else ""
    speaker = f"according to {_named(claim.said_by, vocabulary)}" if claim.said_by else ""
    tail = ", ".join(filter(None, (said, mood, *dated(claim, corpus), place, speaker)))
    return f"{question} - {tail}" if tail else question


def dated(claim: Claim, corpus: Corpus) -> list[str]:
    """The claim's times in words, relative ones resolved where they can be: `since September 2021`."""
    return list(dict.fromkeys(_dated(entry, claim, corpus) for entry in claim.times))


def _dated(entry: TimeEntry, claim: Claim, corpus: Corpus) -> str:
    words = time_words(entry.time, claim, corpus)
    if entry.key == "during":
        if isinstance(entry.time, EventRef):
            return f"during {words.removeprefix('the day of ')}"
        return words if words.startswith(("throughout", "all the time")) else f"throughout {words}"
    return f"{_KEYS[entry.key]} {words}".strip()


def time_words(time: Time, claim: Claim, corpus: Corpus) -> str:
    """A time in words; one told from publication as the date it comes to, if it comes to one."""
    if isinstance(time, EventRef):
        return f"the day of {corpus.vocabulary.name(time.entity)} ({time.step})"
    if isinstance(time, Moment):
        return describe(time)
    if claim.said_on is not None:
        return describe(time, "the day it was said")
    source = corpus.sources_by_id[claim.source]
    cases = resolve(time, source.published.hull)
    meanings = list(dict.fromkeys(describe(case.time) for case in cases))
    return " or ".join(meanings) if len(meanings) <= MOST_MEANINGS else describe(time)


_KEYS = {
    "at": "",
    "when": "",
    "since": "since",
    "until": "until",
    "before": "before",
    "after": "after",
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
    "unbroken": "a value of {} that is told to begin twice did not end in between",
    "seen-at": "{} tells what was so at publication",
    "rounding": "the round number of {} is no rounder than it is written",
    "members-persist": "members stay members unless a source says otherwise",
    "no-downgrade": "a state on a ladder does not move down unless a source says so",
}
