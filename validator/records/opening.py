"""Opens a corpus: below a folder, or in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from validator.records.corpus import Corpus
from validator.records.files import Files, Folder, Given
from validator.records.loading import load_files
from validator.records.row_files import row_file_faults
from validator.values.dataclass import replace


def load(root: Path, through: Callable[[Files], Files] | None = None) -> Corpus:
    """Reads a corpus folder. Never raises for bad content: what could not be read is in `faults`.

    `through` may look at what is read.
    """
    root = root.resolve()
    corpus = load_files(Folder(root) if through is None else through(Folder(root)), root)
    unread = row_file_faults(root)
    if not unread:
        return corpus
    return replace(corpus, faults=tuple(sorted((*corpus.faults, *unread), key=lambda f: (f.file, f.mark, f.message))))


def load_given(files: Mapping[str, str | bytes], root: Path = Path()) -> Corpus:
    """Reads a corpus that is in memory, by path from the corpus folder on (`claims/a.yaml`)."""
    contents = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
    return load_files(Given(contents), root)


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a folder `claims`."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "claims").is_dir()), None)
