"""A source document, its archived text, and the sentences of it that carry no checkable claim."""

from __future__ import annotations

from collections.abc import Mapping

from validator.records.marks import Mark
from validator.values.dataclass import dataclass
from validator.values.dates import Moment

__all__ = ["Source", "SourceText", "Uncheckable"]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A document that claims are taken from."""

    id: str
    file: str
    marks: Mapping[str, Mark]
    language: str
    """BCP 47."""
    published: Moment
    """The publication day, or the window in which it must lie (`published.hull`)."""
    title: str | None = None
    publisher: str | None = None
    published_because: str | None = None
    """What an inferred publication date rests on; its presence makes the date a named assumption."""
    text: str | None = None
    """Path of the archived text below the corpus root."""
    sha256: str | None = None
    """Stated digest of the text file's bytes, in lower case; `SourceText.sha256` is what was found."""
    url: str | None = None
    via: tuple[str, ...] = ()

    @property
    def mark(self) -> Mark:
        return self.marks[""]


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """The archived text of a source as it was read."""

    source: str
    file: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Uncheckable:
    """Words of a source that carry no checkable claim, with the reason."""

    source: str
    number: int
    """Position in its file's list, from 1."""
    quotes: tuple[str, ...]
    because: str
    file: str
    marks: Mapping[str, Mark]
    prefix: str | None = None
    suffix: str | None = None

    @property
    def key(self) -> str:
        """Under which `Corpus.anchors` holds its place; never the full id of a claim."""
        return f"{self.source}/uncheckable/{self.number}"

    @property
    def mark(self) -> Mark:
        return self.marks[""]
