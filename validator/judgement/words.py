"""Claims and values in plain English, for messages and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from validator.records.claim import Claim, TimeEntry, Value, value_label
from validator.records.corpus import Corpus
from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import replace
from validator.values.dates import EventRef, Moment, Time, describe, resolve
from validator.values.old_style import in_old_style

if TYPE_CHECKING:
    from validator.judgement.sets import SetFamily
    from validator.judgement.states import StateFamily
    from validator.judgement.world import World

MOST_NAMED = 3
"""Claims that a headline names beside an assumption; of more it tells the number, for all stand below it."""
MOST_MEANINGS = 4
"""Dates that a time told from an uncertain day is spelled out as; beyond that it is told as written."""


def label(family: StateFamily, value: str, world: World) -> str:
    known = family.values.get(value)
    return value.lstrip("=") if known is None else value_label(known, world.corpus.vocabulary)


def member_label(family: SetFamily, member: str, world: World) -> str:
    known = family.values.get(member)
    return member if known is None else value_label(known, world.corpus.vocabulary)


def listed(values: tuple[Value, ...], vocabulary: Vocabulary) -> str:
    return enumerated([value_label(v, vocabulary) for v in values]) or "nobody"


def reading(claim: Claim, corpus: Corpus) -> str:
    """The claim read out from its typed fields, in plain English."""
    known = corpus.readings.get(id(claim))
    if known is None:
        known = corpus.readings[id(claim)] = (claim, _read_out(claim, corpus))
    return known[1]


def _read_out(claim: Claim, corpus: Corpus) -> str:
    vocabulary = corpus.vocabulary
    question = f"{vocabulary.subject_name(claim.subject)}: {claim.property.replace('-', ' ')}"
    if claim.stage:
        question += f" ({' or '.join(claim.stage)})"
    if claim.among:
        question += f" among {named(claim.among, vocabulary)}"
    if claim.except_:
        question += f" except {', '.join(named(e, vocabulary) for e in claim.except_)}"
    if claim.of:
        question += f" of {named(claim.of, vocabulary)}"
    said = ["; ".join(_said(claim, vocabulary))]
    if claim.mood != ("asserted",):
        said.append(" or ".join(claim.mood))
    said += dated(claim, corpus)
    if claim.where:
        said.append(f"in {named(claim.where, vocabulary)}")
    if claim.said_by:
        said.append(f"according to {named(claim.said_by, vocabulary)}")
    if claim.said_on is not None:
        said.append(f"as told {when_said(claim.said_on, claim, corpus)}")
    tail = ", ".join(filter(None, said))
    return f"{question} - {tail}" if tail else question


def dated(claim: Claim, corpus: Corpus) -> tuple[str, ...]:
    """The claim's times in words, relative ones resolved where they can be: `since September 2021`."""
    known = corpus.whens.get(id(claim))
    if known is None:
        told = tuple(dict.fromkeys(_dated(entry, claim, corpus) for entry in claim.times))
        known = corpus.whens[id(claim)] = (claim, told)
    return known[1]


def _dated(entry: TimeEntry, claim: Claim, corpus: Corpus) -> str:
    if entry.key == "until" and isinstance(entry.time, Moment) and entry.time.spans and entry.time.hull.hi is None:
        return "end not told"
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
        old = in_old_style(time)
        return f"{describe(time)} ({old} in the old style)" if old else describe(time)
    if not time.is_relative:
        return describe(time)
    anchor = corpus.sources_by_id[claim.source].published.hull
    if claim.said_on is not None:
        said = claim.said_on
        if not isinstance(said, Moment) or said.impossible or said.hull.bounded is None:
            return describe(time, "the day it was said")
        anchor = said.hull
    cases = resolve(time, anchor)
    meanings = list(dict.fromkeys(describe(case.time) for case in cases))
    return " or ".join(meanings) if len(meanings) <= MOST_MEANINGS else describe(time)


def when_said(said_on: Time, claim: Claim, corpus: Corpus) -> str:
    """The day of an earlier saying, with its preposition: `in June 1996`, `on 5 May 2019`, `by the end of 2012`."""
    words = time_words(said_on, replace(claim, said_on=None), corpus)
    if words.startswith(_OWN_PREPOSITION):
        return words
    return f"on {words}" if words[0].isdigit() and " " in words else f"in {words}"


_OWN_PREPOSITION: Final = ("by ", "from ", "between ", "one of ", "the day ", "all the ", "throughout ", "on ", "in ")

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


def named(id: str, vocabulary: Vocabulary) -> str:
    for join, word in (("+", " and "), (">", " to ")):
        if join in id and id not in vocabulary.entities:
            return word.join(vocabulary.name(part) for part in id.split(join))
    return vocabulary.name(id)


def assumption_words(name: str, vocabulary: Vocabulary) -> str:
    """What a named assumption assumes, in one sentence without a full stop."""
    kind = name.partition(":")[0]
    stated = vocabulary.assumptions.get(name) or vocabulary.assumptions.get(kind)
    return stated.rstrip(".") if stated else _ENGINE.get(kind, name)


def together(assumptions: Iterable[str], vocabulary: Vocabulary) -> str:
    """Assumptions told in one sentence, those of one kind at once: `seen-at (for a/x and b/y: …)`."""
    said: dict[tuple[str, str], list[str]] = {}
    for name in assumptions:
        kind, _, rest = name.partition(":")
        said.setdefault((kind, assumption_words(name, vocabulary)), []).append(rest)
    found = []
    for (kind, words), about in said.items():
        named = enumerated(sorted(filter(None, about))) if len(about) <= MOST_NAMED else f"{len(about)} claims"
        found.append(f"{kind} (for {named}: {words})" if named else f"{kind} ({words})")
    return enumerated(found)


def enumerated(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


_ENGINE = {
    "published": "the source appeared when its record infers",
    "emended": "the corrected reading is what the source means",
    "identity": "both names mean one and the same",
    "complete": "the list is complete",
    "speaker-only": "what the speaker is reported to say is so",
    "week-starts": "the week runs from Monday to Sunday",
    "new-style": "a day is told in the Gregorian calendar, not in the Julian one",
    "full-years": "the years are full years, not one year taken from another",
    "same-stage": "a stage left unsaid is one that another claim names",
    "same-period": "a figure told without its period is of the one that the others are of",
    "same-moment": "figures of one day were counted at one moment, so that none was added in between",
    "no-overlap": "no two places of this type overlap",
    "unbroken": "what began did not end in between, nor on the day it began",
    "seen-at": "a list or number without a day tells what was so at publication",
    "rounding": "a round number is meant to its last written digit",
    "members-persist": "members stay members unless a source says otherwise",
    "no-downgrade": "a state on a ladder does not move down unless a source says so",
}
