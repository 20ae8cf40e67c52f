"""A corpus with bulk files as it stood in a revision: its files are laid out in a folder, since row files are read from
disk.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from validator.bulk.corpus import SMALL, is_readable, load_with_rows
from validator.doors.revisions import RevisionError
from validator.records.corpus import Corpus
from validator.records.files import FileError, Files
from validator.records.loading import CLAIMS, MAX_TEXT_BYTES
from validator.values.dataclass import replace


def load_state(files: Files, root: Path) -> Corpus:
    """A state of the corpus with its rows. Raises `RevisionError` where they are too many to be read one by one."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        (place / CLAIMS).mkdir()
        _lay_out(files, CLAIMS, place)
        if not is_readable(place):
            message = f"expected bulk files of at most {SMALL:,} bytes in all, found larger ones"
            raise RevisionError(message, "compare the findings of two runs of `validate check --format json` instead")
        for source in load_with_rows(place).sources:
            if source.text is not None:
                _copy(files, source.text, place)
        return replace(load_with_rows(place), root=root)


def _lay_out(files: Files, folder: str, place: Path) -> None:
    for name in _names(files, folder):
        path = f"{folder}/{name}"
        if not _copy(files, path, place) and _names(files, path):
            (place / path).mkdir()
            _lay_out(files, path, place)


def _copy(files: Files, path: str, place: Path) -> bool:
    """Whether there is such a file; what the corpus would refuse to read is left out and told by it."""
    try:
        content = files.read(path, MAX_TEXT_BYTES)
    except FileError:
        return False
    target = place / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True


def _names(files: Files, folder: str) -> list[str]:
    try:
        return files.names(folder)
    except FileError:
        return []
