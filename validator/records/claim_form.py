"""The shape of a source file: its header, its claims, and what in it cannot be checked."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from validator.records.claim import Mood, Part
from validator.records.form import Form, Text, Texts, describe, listed

Moods = Annotated[tuple[Mood, ...], BeforeValidator(listed)]


class SourceForm(Form):
    """The header of a source file."""

    title: Text | None = describe("the title, in the source's language", None)
    publisher: Text | None = describe("who published it", None)
    language: Text = describe("a language tag (vi, zh, en, sv, pt-BR)")
    published: Text = describe("a day (2023-11-28) or a window of days (2022-03-29..2022-04-30)")
    published_because: Text | None = describe("what an inferred publication date rests on", None)
    text: Text | None = describe("the path of the archived text below the corpus folder", None)
    sha256: Text | None = describe("the SHA-256 digest of the text file, 64 hexadecimal digits", None)
    url: Text | None = describe("an address that begins with https:// or http://", None)
    via: Texts = describe("whom the source relays", ())


class ClaimForm(Form):
    """One claim as written."""

    id: Text = describe("a short name for the claim, unique in its file (five-partners)")
    quote: Texts = describe("the verbatim words the claim rests on")
    prefix: Text | None = describe("words that stand just before the quote", None)
    suffix: Text | None = describe("words that stand just after the quote", None)
    gloss: Text | None = describe("one plain English sentence", None)
    subject: Text | None = describe("an entity (VN), a pair (JP+VN) or an ordered pair (US>VN)", None)
    property: Text = describe("a property of the vocabulary")

    is_: Text | None = describe("one value", None)
    has: Texts | None = describe("a list that may be incomplete", None)
    only: Texts | None = describe("the complete list", None)
    not_: Texts | None = describe("the denied value or members", None)
    count: Text | None = describe("a number of members or occurrences", None)
    nth: Text | None = describe("a position (11) or positions (1..4)", None)
    says: Text | None = describe("prose", None)

    at: Texts = describe("the time a state was seen at", ())
    when: Texts = describe("the time an event happened", ())
    since: Texts = describe("the time it began", ())
    until: Texts = describe("the time it ended", ())
    before: Texts = describe("the time it was before", ())
    after: Texts = describe("the time it was after", ())
    during: Texts = describe("the period it covers", ())
    said_on: Text | None = describe("the day relative times are told from", None)

    among: Text | None = describe("the scope: a group, a term, or a scope in words", None)
    except_: Texts = describe("what is left out of the scope", ())
    stage: Texts = describe("a stage of the property", ())
    where: Text | None = describe("the place, an entity", None)
    weekday: Text | None = describe("a weekday (Mon, Tue, Wed, Thu, Fri, Sat, Sun)", None)
    mood: Moods = describe("how the words put it", ("asserted",))
    said_by: Text | None = describe("the speaker, an entity", None)
    of: Text | None = describe("the series or denominator, an entity or a pair", None)
    part: Part = describe("the part of the text", "body")
    fix: dict[Text, Text] = describe("words of the source with what they should read ({美国: 越南})", {})
    assuming: Texts = describe("names of assumptions", ())
    note: Text | None = describe("a remark for people", None)


class UncheckableForm(Form):
    """Words that carry no checkable claim."""

    quote: Texts = describe("the verbatim words")
    because: Text = describe("the reason why they cannot be checked (opinion, page furniture, …)")
    prefix: Text | None = describe("words that stand just before the quote", None)
    suffix: Text | None = describe("words that stand just after the quote", None)


SOURCE_FILE_KEYS = ("source", "subject", "claims", "uncheckable")
"""What a source file may hold at its top level; `subject` is the default subject of its claims."""
