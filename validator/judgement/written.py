"""The free texts of a corpus, each with its place: what a reader sees and a person wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from validator.judgement.rule import Problem
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.marks import FILE_START, Mark
from validator.records.value import TextValue
from validator.records.vocabulary import Vocabulary


class Written(NamedTuple):
    """One text that somebody wrote into a record, or the archived text of a source."""

    text: str
    place: tuple[str, str, Mark] | tuple[Claim, str]
    """How a message names it (`morning: its title`), its file and where it stands there; or the claim and its field."""
    around: str = ""
    """The archived text it comes from, which tells what scripts are at home in it."""

    def problem(self, message: str) -> Problem:
        """A warning at this text."""
        if len(self.place) == 3:
            what, file, mark = self.place
            return Problem(f"{what} {message}", (), field="", severity="warning", file=file, mark=mark)
        claim, field = self.place
        told = f"{claim.full_id}: its {field.split('.')[0]} {message}"
        file, mark = claim.file, claim.mark_of(field)
        return Problem(told, (claim.full_id,), field=field, severity="warning", file=file, mark=mark, key=told)


Odd = Callable[[str], bool]
"""Whether a text is worth a closer look: most are not."""


def written_texts(corpus: Corpus, odd: Odd) -> Iterator[Written]:
    """Every free text that is odd, in the order of the corpus."""
    if not corpus.apart:
        yield from _of_sources(corpus, odd)
    for claim in corpus.claims:
        archived = corpus.texts.get(claim.source)
        around = archived.text if archived is not None else ""
        for field, text in _texts_of(claim):
            if odd(text):
                yield Written(text, (claim, field), around)
    if not corpus.apart:
        yield from _of_words(corpus.vocabulary, odd)
        for ruling in corpus.rulings:
            if odd(ruling.because):
                what = f"the ruling on {ruling.finding}: its because"
                yield Written(ruling.because, (what, ruling.file, _mark(ruling.marks, "because")))


def _of_sources(corpus: Corpus, odd: Odd) -> Iterator[Written]:
    for source in corpus.sources:
        stated = {"title": source.title, "published-because": source.published_because}
        for field, text in stated.items():
            if text is not None and odd(text):
                yield Written(text, (f"{source.id}: its {field}", source.file, _mark(source.marks, field)))
        archived = corpus.texts.get(source.id)
        if archived is not None and odd(archived.text):
            mark = _mark(source.marks, "text")
            yield Written(archived.text, (f"{source.id}: the text {archived.file}", source.file, mark))


def _of_words(vocabulary: Vocabulary, odd: Odd) -> Iterator[Written]:
    for entity in vocabulary.entities.values():
        if odd(entity.id):
            yield Written(entity.id, (f"{entity.id}: this id", entity.file, _mark(entity.marks, "")))
        for language, names in entity.names.items():
            for number, name in enumerate(names):
                if odd(name):
                    mark = _mark(entity.marks, f"names.{language}.{number}")
                    yield Written(name, (f"{entity.id}: its name", entity.file, mark))
    for property in vocabulary.properties.values():
        for kind, texts in (("title", property.title), ("help", property.help)):
            for language, text in ((language, text) for language, text in texts.items() if odd(text)):
                mark = _mark(property.marks, f"{kind}.{language}")
                yield Written(text, (f"{property.name}: its {kind}", property.file, mark))


def _texts_of(claim: Claim) -> list[tuple[str, str]]:
    several = len(claim.quotes) > 1
    found = [(f"quote.{number}" if several else "quote", quote) for number, quote in enumerate(claim.quotes)]
    for field, text in (("gloss", claim.gloss), ("says", claim.says), ("note", claim.note)):
        if text is not None:
            found.append((field, text))
    for emended in claim.fix:
        found.extend(("fix", text) for text in emended)
    if isinstance(claim.is_, TextValue):
        found.append(("is", claim.is_.text))
    return found


def _mark(marks: Mapping[str, Mark], field: str) -> Mark:
    while field and field not in marks:
        field = field.rpartition(".")[0]
    return marks.get(field, FILE_START)  # what is built in stands in no file
