"""Drafts claims for the sentences of a source that nobody has looked at: for a source of the corpus, or for a text that
is none yet.

A draft is no claim. Each stub in it holds placeholders that the loader refuses, so that nothing counts before a person
has decided what the words are about.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from validator.doors.draft_carrying import LOOK_BACK
from validator.doors.draft_language import sure_language
from validator.doors.draft_placing import with_claims
from validator.doors.draft_questions import Questions
from validator.doors.draft_stubs import Drafted, Drafter, Passage
from validator.doors.draft_writing import claims, scalar, uncheckable, unquotable
from validator.doors.refusal import Refusal
from validator.judgement.coverage import coverage
from validator.records.corpus import Corpus
from validator.records.evidence import Anchor, locate
from validator.records.files import FileError, read_below
from validator.records.folding import FoldedText
from validator.records.languages import language_problem
from validator.records.loading import CLAIMS, MAX_TEXT_BYTES
from validator.records.naming import Names
from validator.records.nodes import plain
from validator.records.placeholders import placeholder
from validator.records.sentences import sentences
from validator.records.source import Source
from validator.records.source_reading import SOURCE_ID
from validator.records.suggest import counted, did_you_mean
from validator.records.writing import place_below, read_standing, write_file
from validator.records.yaml_reader import MAX_BYTES, decode, read_yaml
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Sequence as YamlSequence
from validator.values.dataclass import dataclass
from validator.values.dates import TimeFormatError, parse_time

LONGEST: Final = 1_000
"""Code points of a sentence that a stub quotes whole."""
MOST_SENTENCES: Final = 1_000
"""Sentences of one draft. Once these have claims, the next draft goes on."""
_CONTEXTS: Final = (20, 60, 200)
"""Code points before or after a sentence that stands in its text more than once."""
_MOST_REPEATS: Final = 20
"""Times that a sentence may stand in its text before it is taken for furniture that nobody quotes."""
_AROUND: Final = ("prefix", "suffix")
_UNKNOWN: Final = "und"

Span = tuple[int, int]


class DraftError(Refusal):
    """Why nothing was drafted, with what to do about it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as text, and what there is to tell of it."""

    text: str
    """A whole file for a new source; for one of the corpus, lines that belong below its `claims:`. Empty where every
    sentence is looked at."""
    file: str
    """Path of the source's file below the corpus root."""
    is_new: bool
    sentences: tuple[Drafted, ...]
    unquotable: tuple[Passage, ...]
    beyond: int = 0
    """Sentences that were left for the next draft."""

    @property
    def stubs(self) -> int:
        return sum(len(one.stubs) for one in self.sentences)


def draft(corpus: Corpus, source: str, *, language: str | None = None, published: str | None = None) -> Draft:
    """Drafts a source of the corpus, by id, or the archived text at a path below its root.

    Raises `DraftError` for anything that is neither, and for a language or day that a source could not have.
    """
    known = corpus.sources_by_id.get(source) or next((one for one in corpus.sources if one.text == source), None)
    if known is not None:
        if language is not None or published is not None:
            raise DraftError(
                f"expected no --language and no --published for `{known.id}`, whose header has them",
                f"correct them in {known.file}",
            )
        return _of_source(corpus, known)
    return _of_text(corpus, source, language, published)


# -- a source of the corpus --------------------------------------------------------------------------------------------


def _of_source(corpus: Corpus, source: Source) -> Draft:
    archived = corpus.texts.get(source.id)
    if archived is None:
        raise DraftError(
            f"expected an archived text of `{source.id}`, found none that can be read", "`validate check` tells why"
        )
    covered = next(one for one in coverage(corpus) if one.source == source.id)
    folded = FoldedText(archived.text)
    content, waiting = _waiting(corpus, source, folded)
    spans = [
        (sentence.start, sentence.end)
        for sentence in covered.sentences
        if not sentence.covered and not any(start < sentence.end and sentence.start < end for start, end in waiting)
    ]
    found = _Found(corpus, folded, spans, source.language)
    lines = [
        *claims(found.drafted, corpus.vocabulary, content, gloss=not _is_english(source.language)),
        *uncheckable(found.drafted, heads=all(one.source != source.id for one in corpus.uncheckable)),
        *unquotable(found.unquotable),
        *_beyond(found.beyond),
    ]
    text = "".join(f"{line}\n" for line in lines[1:])
    return Draft(text, source.file, False, found.drafted, found.unquotable, found.beyond)


def _waiting(corpus: Corpus, source: Source, text: FoldedText) -> tuple[frozenset[str], list[Span]]:
    """The ids of all claims written in a file, and where the quotes stand of those that are not read yet: drafts that
    somebody is at work on.
    """
    try:
        root = read_yaml(read_below(corpus.root, source.file, MAX_BYTES)).root
    except FileError as problem:
        raise DraftError(problem.message, problem.suggestion) from None
    written = root.get("claims") if isinstance(root, YamlMapping) else None
    records = [plain(node) for node in written.items] if isinstance(written, YamlSequence) else []
    ids = {claim.id for claim in corpus.claims_by_source[source.id]}
    spans: list[Span] = []
    for record in records:
        if not isinstance(record, dict):
            continue
        id, quote = record.get("id"), record.get("quote")
        ids |= {id} if isinstance(id, str) else set()
        if f"{source.id}/{id}" in corpus.claims_by_id:
            continue
        pieces = [quote] if isinstance(quote, str) else quote
        if isinstance(pieces, list) and pieces and all(isinstance(piece, str) and piece.strip() for piece in pieces):
            prefix, suffix = (words if isinstance(words := record.get(key), str) else None for key in _AROUND)
            spans += locate(pieces, text, prefix, suffix, hint=False).spans
    return frozenset(ids), spans


# -- a text that is no source yet --------------------------------------------------------------------------------------


def _of_text(corpus: Corpus, path: str, language: str | None, published: str | None) -> Draft:
    data = _archived(corpus, path)
    content, problem = decode(data)
    if problem is not None:
        place = f"{path}:{problem.mark.line}:{problem.mark.column}"
        raise DraftError(f"{problem.message} ({place})", problem.suggestion)
    if not content.strip():
        raise DraftError(f"expected a text, found nothing in `{path}`")
    _check(language, published)
    file = f"{CLAIMS}/{_source_id(path)}.yaml"
    if file in {source.file for source in corpus.sources} or (corpus.root / file).exists():
        raise DraftError(
            f"expected no `{file}` yet, found it with another text or a header that cannot be read",
            "correct it, or give the text another name",
        )
    chosen = language or sure_language(content)
    folded = FoldedText(content)
    found = _Found(corpus, folded, list(sentences(content, chosen or _UNKNOWN)), chosen or _UNKNOWN)
    lines = [
        *_header(path, data, chosen, published),
        "",
        "claims:",
        *list(claims(found.drafted, corpus.vocabulary, (), gloss=not _is_english(chosen or "")))[1:],
        *uncheckable(found.drafted, heads=True),
        *unquotable(found.unquotable),
        *_beyond(found.beyond),
    ]
    text = "".join(f"{line}\n" for line in lines)
    return Draft(text, file, True, found.drafted, found.unquotable, found.beyond)


def _archived(corpus: Corpus, path: str) -> bytes:
    try:
        return read_below(corpus.root, path, MAX_TEXT_BYTES)
    except FileError as problem:
        unread = f"{CLAIMS}/{path}.yaml"
        if any(fault.file == unread for fault in corpus.faults):
            raise DraftError(
                f"expected a source that can be read, found faults in `{unread}`", "correct its header first"
            ) from None
        near = did_you_mean(path, corpus.sources_by_id)
        message = f"expected the id of a source or the path of a text below the corpus folder, found `{path[:80]}`"
        raise DraftError(message, near or problem.suggestion or problem.message) from None


def _check(language: str | None, published: str | None) -> None:
    problem = None if language is None else language_problem(language)
    if problem is not None:
        raise DraftError(f"--language: {problem[0]}", problem[1])
    if published is not None:
        try:
            parse_time(published)
        except TimeFormatError as error:
            raise DraftError(f"--published: {error.message}", error.suggestion) from None


def _source_id(path: str) -> str:
    """The id that the file of a text gives its source."""
    stem = path.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    ascii = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    id = re.sub(r"[^a-z0-9._]+", "-", ascii).strip("-._")
    if not SOURCE_ID.fullmatch(id):
        raise DraftError(f"expected a file name with letters or digits, found `{stem[:80]}`", "rename the text")
    return id


def _header(path: str, data: bytes, language: str | None, published: str | None) -> Iterator[str]:
    yield "# yaml-language-server: $schema=schema.json"
    yield "source:"
    yield f"  language: {scalar(language or placeholder())}"
    if published is None:
        yield "  # a day, or the days its words support (2022-03-29..2022-04-30) with `published-because`"
    yield f"  published: {scalar(published or placeholder())}"
    yield f"  text: {scalar(path)}"
    yield f"  sha256: {hashlib.sha256(data).hexdigest()}"


# -- the sentences -----------------------------------------------------------------------------------------------------


class _Found:
    """Some sentences of a text, drafted as far as they can be quoted."""

    def __init__(self, corpus: Corpus, text: FoldedText, spans: Sequence[Span], language: str) -> None:
        speakers = {corpus.vocabulary.entities[claim.said_by].type for claim in corpus.claims if claim.said_by}
        drafter = Drafter(Questions(corpus), Names(corpus.vocabulary), language, speakers)
        passages = [(*_passage(text, span), span[0]) for span in spans[:MOST_SENTENCES]]
        self.drafted = tuple(
            drafter.draft(passage, _before(text, start)) for passage, quotable, start in passages if quotable
        )
        self.unquotable = tuple(passage for passage, quotable, _ in passages if not quotable)
        self.beyond = max(0, len(spans) - MOST_SENTENCES)


def _before(text: FoldedText, start: int) -> str:
    return unicodedata.normalize("NFC", " ".join(text.original[max(0, start - LOOK_BACK) : start].split()))


def _passage(text: FoldedText, span: Span) -> tuple[Passage, bool]:
    """A sentence with what tells it from others like it, and whether a quote can be made of it."""
    start, end = span
    original = text.original
    words = unicodedata.normalize("NFC", " ".join(original[start:end].split()))
    line = original.count("\n", 0, start) + 1
    passage = Passage(words, line)
    if len(words) > LONGEST or any(unicodedata.category(character) == "Cc" for character in words):
        return passage, False
    anchor = locate([words], text, hint=False)
    if _stands_at(anchor, span):
        return passage, True
    if anchor.matches > _MOST_REPEATS:
        return passage, False
    for size in _CONTEXTS:
        before = " ".join(original[max(0, start - size) : start].split()) or None
        after = " ".join(original[end : end + size].split()) or None
        for prefix, suffix in ((before, None), (None, after), (before, after)):
            anchor = locate([words], text, prefix, suffix, hint=False)
            if _stands_at(anchor, span) and not _has_control(prefix, suffix):
                return Passage(words, line, prefix, suffix), True
    return passage, False


def _has_control(*texts: str | None) -> bool:
    return any(unicodedata.category(character) == "Cc" for text in texts if text for character in text)


def _stands_at(anchor: Anchor, span: Span) -> bool:
    return anchor.status == "found" and anchor.spans == (span,)


def _is_english(language: str) -> bool:
    return language.split("-")[0].lower() == "en"


def _beyond(number: int) -> Iterator[str]:
    if number:
        yield ""
        yield f"# {counted(number, 'more sentence')} for the next draft, once these are claims."


def put_in_place(corpus: Corpus, made: Draft) -> str:
    """Writes a draft where it belongs and returns the path below the corpus root; nothing where all of it stands there.
    Overwrites only what it has read.

    Raises `WriteRefused` where the file cannot be written, or stands there already for a new source; `NotPlaced` where
    its layout leaves a doubt where the claims belong.
    """
    path = place_below(corpus.root, made.file)
    if made.is_new:
        write_file(path, made.text.encode("utf-8"), instead_of=None)
        return made.file
    data = read_standing(path)
    if data is None:
        raise DraftError(f"expected the file `{made.file}`, found it gone", "run the command again")
    changed = with_claims(data, made.text)
    if changed == data:
        return ""
    write_file(path, changed, instead_of=data)
    return made.file


def told(made: Draft) -> str:
    """What a draft holds, in one line."""
    drafted = sum(bool(one.stubs) for one in made.sentences)
    plain = len(made.sentences) - drafted
    if not made.sentences and not made.unquotable:
        return f"every sentence of {made.file} has a claim, is marked uncheckable, or is being drafted"
    parts = [f"{counted(made.stubs, 'stub')} for {counted(drafted, 'sentence')}"]
    parts += [f"{counted(plain, 'sentence')} with nothing known in {'it' if plain == 1 else 'them'}"] if plain else []
    parts += [f"{len(made.unquotable):,} to be quoted by hand"] if made.unquotable else []
    parts += [f"{made.beyond:,} left for the next draft"] if made.beyond else []
    return f"draft for {made.file}: {', '.join(parts)}"
