"""Everything a run knows: sources, claims, vocabulary, rulings, texts, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from validator.records.claim import Claim
from validator.records.evidence import Anchor
from validator.records.marks import Fault
from validator.records.ruling import Ruling
from validator.records.source import Source, SourceText, Uncheckable
from validator.records.vocabulary import Vocabulary

__all__ = ["Corpus", "Fault", "find_root", "load", "load_given"]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    root: Path
    sources: tuple[Source, ...]
    """By id."""
    claims: tuple[Claim, ...]
    """By full id."""
    uncheckable: tuple[Uncheckable, ...]
    vocabulary: Vocabulary
    rulings: tuple[Ruling, ...]
    """By finding."""
    texts: Mapping[str, SourceText]
    """By source id."""
    faults: tuple[Fault, ...]
    """By file and position."""
    anchors: Mapping[str, Anchor]
    """Where words stand in their source's text, by full id of a claim or key of an uncheckable."""


def load(root: Path) -> Corpus:
    """Reads a corpus folder. Never raises for bad content: what could not be read is in `faults`."""
    from validator.records.files import Folder
    from validator.records.loading import load_files

    root = root.resolve()
    return load_files(Folder(root), root)


def load_given(files: Mapping[str, str | bytes], root: Path = Path()) -> Corpus:
    """Reads a corpus that is in memory, by path from the corpus folder on (`claims/a.yaml`)."""
    from validator.records.files import Given
    from validator.records.loading import load_files

    contents = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
    return load_files(Given(contents), root)


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a folder `claims`."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "claims").is_dir()), None)
