"""Camps: the members of a finding, parted by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from validator.judgement.amounts import stated
from validator.judgement.constraints import Question
from validator.judgement.findings import Camp
from validator.judgement.words import dated, enumerated, listed
from validator.records.claim import Claim, TermValue, TextValue, TimeEntry, Value, value_key, value_label
from validator.records.corpus import Corpus
from validator.values.dates import EventRef, Moment, describe, resolve
from validator.values.quantities import Quantity


def camps(
    members: Iterable[str],
    opposed: Mapping[str, set[str]] | None,
    claims: Mapping[str, Claim],
    question: Question,
    corpus: Corpus,
) -> tuple[Camp, ...]:
    """One camp per thing said. Where the members clash two by two, `opposed` tells which with which; those that clash
    with none of a camp join it.
    """
    members = sorted(members)
    said = {id: value_words(claims[id], question, corpus) for id in members}
    if len(members) > 1 and (len(set(said.values())) == 1 or _are_counts_of_several_days(members, claims, corpus)):
        said = {id: f"{words} ({when_words(claims[id], corpus)})" for id, words in said.items()}
    grouped: dict[str, list[str]] = {}
    for id in members:
        grouped.setdefault(said[id], []).append(id)
    blocks = list(grouped.values())
    named: frozenset[str] = frozenset()
    if opposed is not None:
        blocks = _joined(blocks, opposed)
    elif any(claims[id].count is not None for id in members):
        named = frozenset(id for id in members if _names_members(claims[id], question, corpus))
        rest = [block for block in blocks if named.isdisjoint(block)]
        blocks = [*rest, sorted(named)] if named else rest
    amounts = _amounts(members, claims)
    found = [
        Camp(
            _all_named([claims[id] for id in block], question, corpus)
            if len(block) > 1 and named.issuperset(block)
            else " / ".join(dict.fromkeys(said[id] for id in _by_amount(block, amounts))),
            tuple(sorted(block)),
            (", " if named.issuperset(block) else " / ").join(
                dict.fromkeys(key_of(claims[id], question, corpus) for id in block)
            ),
        )
        for block in blocks
    ]
    return tuple(sorted(found, key=lambda c: (_least(c.claims, amounts), c.value, c.claims)))


_NO_AMOUNT: Final = Fraction(0)


def _amounts(members: Iterable[str], claims: Mapping[str, Claim]) -> dict[str, Fraction]:
    """Figures stand in the order of their amounts."""
    told = ((id, stated(value)) for id in members if isinstance(value := claims[id].is_, Quantity))
    return {id: amount for id, amount in told if amount is not None}


def _by_amount(block: list[str], amounts: Mapping[str, Fraction]) -> list[str]:
    return sorted(block, key=lambda id: amounts.get(id, _NO_AMOUNT)) if amounts else block


def _least(members: Iterable[str], amounts: Mapping[str, Fraction]) -> Fraction:
    return min((amounts[id] for id in members if id in amounts), default=_NO_AMOUNT) if amounts else _NO_AMOUNT


def _are_counts_of_several_days(members: Iterable[str], claims: Mapping[str, Claim], corpus: Corpus) -> bool:
    told = [claims[id] for id in members]
    properties = [corpus.vocabulary.properties.get(claim.property) for claim in told]
    return all(p is not None and p.kind == "quantity" and p.grows_only for p in properties) and (
        len({when_words(claim, corpus) for claim in told}) > 1
    )


def _joined(blocks: list[list[str]], opposed: Mapping[str, set[str]]) -> list[list[str]]:
    """Finer and coarser wordings of one value (2021-09 and 2021-09-11) that clash with the same others are one camp."""
    joined: list[list[str]] = []
    with_opponents: dict[frozenset[str], list[list[str]]] = {}
    for block in blocks:
        against = frozenset().union(*(opposed[id] for id in block))
        alike = with_opponents.setdefault(against, [])
        camp = next((camp for camp in alike if against.isdisjoint(camp)), None)
        if camp is None:
            alike.append(list(block))
            joined.append(alike[-1])
        else:
            camp.extend(block)
    return joined


def _names_members(claim: Claim, question: Question, corpus: Corpus) -> bool:
    """Whether all that a claim tells of a set is that some belong to it: such claims stand together against a count."""
    if claim.count is not None or claim.only is not None or claim.not_ is not None or claim.nth is not None:
        return False
    return bool(_members_of(claim, question, corpus))


def _members_of(claim: Claim, question: Question, corpus: Corpus) -> list[str]:
    vocabulary = corpus.vocabulary
    if claim.property == question.property:
        return [value_label(v, vocabulary) for v in claim.has or ()]
    other = _as_member(claim, question, corpus)
    return [other.removeprefix("with ")] if other is not None and other.startswith("with ") else []


def _all_named(claims: Iterable[Claim], question: Question, corpus: Corpus) -> str:
    names = sorted({name for claim in claims for name in _members_of(claim, question, corpus)})
    return f"{enumerated(names)} ({len(names)} named)"


def value_words(claim: Claim, question: Question, corpus: Corpus) -> str:
    """What a claim answers, in few words: the value; for an event its stage and day; with its property where that is
    another question's.
    """
    vocabulary = corpus.vocabulary
    derived = _as_member(claim, question, corpus)
    if derived is not None:
        return derived
    said: list[str] = []
    if claim.is_ is not None:
        said.append(value_label(claim.is_, vocabulary))
    if claim.nth is not None:
        lo, hi = claim.nth
        said.append(f"no. {lo}" if lo == hi else f"no. {lo} to {hi}")
    if claim.only is not None:
        said.append(f"only {listed(claim.only, vocabulary)}")
    if claim.has is not None:
        said.append(listed(claim.has, vocabulary))
    if claim.not_ is not None:
        said.append(f"not {listed(claim.not_, vocabulary)}")
    if claim.count is not None:
        said.append(claim.count.text)
    if claim.among is not None:
        said.append(f"among {vocabulary.name(claim.among)}")
    words = " ".join(said) if claim.among and len(said) == 2 else ", ".join(said)
    if claim.kind == "event":
        untold = (
            "still ahead" if set(claim.mood) & {"planned", "hoped", "possible", "required"} else "done by publication"
        )
        words = ", ".join(filter(None, (words, *dated(claim, corpus)))) or untold
        words = f"{words} ({' or '.join(claim.stage)})" if claim.stage else words
    elif not words:
        words = ", ".join(dated(claim, corpus))
    elif claim.stage and not question.narrowed:
        words = f"{words} ({' or '.join(claim.stage)})"
    if claim.mood != ("asserted",):
        words = f"{' or '.join(claim.mood)}: {words}"
    if claim.property != question.property:
        whose = "" if claim.subject.key == question.subject else f"{vocabulary.subject_name(claim.subject)} "
        return f"{whose}{claim.property.replace('-', ' ')} {words}"
    return words if claim.subject.key == question.subject else f"{vocabulary.subject_name(claim.subject)}: {words}"


def key_of(claim: Claim, question: Question, corpus: Corpus) -> str:
    """What a claim answers, canonical: `2021-09`, `CSP`, `CN, RU`, `5`; with its property where that is another
    question's.
    """
    values = ((claim.is_,) if claim.is_ is not None else ()) + (claim.only or ()) + (claim.has or ())
    said = [", ".join(_plain(v) for v in values)] if values else []
    said.extend(f"not {_plain(v)}" for v in claim.not_ or ())
    if claim.count is not None:
        said.append(claim.count.text)
    if claim.nth is not None:
        said.append(f"no. {claim.nth[0]}" if claim.nth[0] == claim.nth[1] else f"no. {claim.nth[0]}..{claim.nth[1]}")
    if claim.kind == "event" or not said:
        said.extend(_resolved(entry, claim, corpus) for entry in claim.times)
    words = "; ".join(dict.fromkeys(said))
    if claim.mood != ("asserted",):
        words = f"{'|'.join(claim.mood)} {words}".strip()
    if claim.property != question.property or claim.subject.key != question.subject:
        words = f"{claim.subject.key} {claim.property} {words}".strip()
    return words


def _plain(value: Value) -> str:
    return value.text if isinstance(value, TermValue | TextValue | Quantity) else value_key(value)


def _resolved(entry: TimeEntry, claim: Claim, corpus: Corpus) -> str:
    """A time in EDTF; one told from publication as what it comes to, where that is one thing."""
    time = entry.time
    prefix = "" if entry.key in ("when", "at", "during") else f"{entry.key} "
    if isinstance(time, EventRef):
        return f"{prefix}{time.text}"
    if not isinstance(time, Moment) and time.is_relative and claim.said_on is None:
        source = corpus.sources_by_id[claim.source]
        texts = {case.time.text for case in resolve(time, source.published.hull)}
        if len(texts) == 1:
            return f"{prefix}{texts.pop()}"
    return f"{prefix}{time.text}"


def _as_member(claim: Claim, question: Question, corpus: Corpus) -> str | None:
    """What a state's claim says of the set derived from it: one party belongs, or does not for being something else."""
    asked = corpus.vocabulary.properties.get(question.property)
    derived = asked.derives_from if asked is not None else None
    if derived is None or derived.is_ is None or claim.property != derived.property or claim.is_ is None:
        return None
    others = [m for m in claim.subject.members if m != question.subject] or list(claim.subject.members)
    name = corpus.vocabulary.name(others[0])
    if value_key(claim.is_) == value_key(derived.is_):
        return f"with {name}"
    return f"not {name} ({value_label(claim.is_, corpus.vocabulary)})"


def when_words(claim: Claim, corpus: Corpus) -> str:
    """When a claim of a state or a set holds: its times, or that it was seen at publication."""
    stated = dated(claim, corpus)
    if stated:
        return ", ".join(stated)
    source = corpus.sources_by_id[claim.source]
    return f"as published, {describe(source.published)}"
