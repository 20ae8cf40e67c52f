"""The shape of a source file: its header, its claims, and what in it cannot be checked."""

from __future__ import annotations

from validator.records.claim import MOODS, PARTS, Mood, Part
from validator.records.form import Form, choice, choices, many_texts, many_words, one_text, texts_by_key, the_words

Texts = tuple[str, ...]


class SourceForm(Form):
    """The header of a source file."""

    title: str | None = one_text("the title, in the source's language", None)
    publisher: str | None = one_text("who published it", None)
    language: str = one_text("a language tag (vi, zh, en, sv, pt-BR)")
    published: str = one_text("a day (2023-11-28) or a window of days (2022-03-29..2022-04-30)")
    published_because: str | None = one_text("what an inferred publication date rests on", None)
    text: str | None = one_text("the path of the archived text below the corpus folder", None)
    sha256: str | None = one_text("the SHA-256 digest of the text file, 64 hexadecimal digits", None)
    url: str | None = one_text("an address that begins with https:// or http://", None)
    via: Texts = many_texts("whom the source relays", ())


class ClaimForm(Form):
    """One claim as written."""

    id: str = one_text("a short name for the claim, unique in its file (five-partners)")
    quote: Texts = many_words("the verbatim words the claim rests on")
    prefix: str | None = the_words("words that stand just before the quote", None)
    suffix: str | None = the_words("words that stand just after the quote", None)
    gloss: str | None = one_text("one plain English sentence", None)
    subject: str | None = one_text("an entity (VN), a pair (JP+VN) or an ordered pair (US>VN)", None)
    property: str = one_text("a property of the vocabulary")

    is_: str | None = one_text("one value", None)
    has: Texts | None = many_texts("a list that may be incomplete", None)
    only: Texts | None = many_texts("the complete list", None)
    not_: Texts | None = many_texts("the denied value or members", None)
    count: str | None = one_text("a number of members or occurrences", None)
    nth: str | None = one_text("a position (11) or positions (1..4)", None)
    says: str | None = one_text("prose", None)

    at: Texts = many_texts("the time a state was seen at", ())
    when: Texts = many_texts("the time an event happened", ())
    since: Texts = many_texts("the time it began", ())
    until: Texts = many_texts("the time it ended", ())
    before: Texts = many_texts("the time it was before", ())
    after: Texts = many_texts("the time it was after", ())
    during: Texts = many_texts("the period it covers", ())
    said_on: str | None = one_text("the day relative times are told from", None)

    among: str | None = one_text("the scope: a group, a term, or a scope in words", None)
    except_: Texts = many_texts("what is left out of the scope", ())
    stage: Texts = many_texts("a stage of the property", ())
    where: str | None = one_text("the place, an entity", None)
    weekday: str | None = one_text("a weekday (Mon, Tue, Wed, Thu, Fri, Sat, Sun)", None)
    mood: tuple[Mood, ...] = choices(MOODS, "how the words put it", ("asserted",))
    said_by: str | None = one_text("the speaker, an entity", None)
    of: str | None = one_text("the series or denominator, an entity or a pair", None)
    part: Part = choice(PARTS, "the part of the text", "body")
    fix: dict[str, str] = texts_by_key("words of the source with what they should read ({美国: 越南})")
    assuming: Texts = many_texts("names of assumptions", ())
    note: str | None = one_text("a remark for people", None)


class UncheckableForm(Form):
    """Words that carry no checkable claim."""

    quote: Texts = many_words("the verbatim words")
    because: str = one_text("the reason why they cannot be checked (opinion, page furniture, …)")
    prefix: str | None = the_words("words that stand just before the quote", None)
    suffix: str | None = the_words("words that stand just after the quote", None)


SOURCE_FILE_KEYS = ("source", "subject", "claims", "uncheckable")
"""What a source file may hold at its top level; `subject` is the default subject of its claims."""
