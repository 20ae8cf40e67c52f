"""Which files of a corpus hold records one a row (`claims/*.jsonl`, `claims/*.parquet`), and what only looks like one.

Kept apart from the engines that read rows, so that a file that is not read is told even where none of them is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from validator.records.files import FileError, list_folder, regular_file_problem, shown_path
from validator.records.marks import FILE_START, UNREADABLE, Fault

ENDINGS: Final = (".jsonl", ".parquet")
CLAIMS: Final = "claims"
VOCABULARY: Final = "claims/vocabulary"
ENTITIES: Final = "entities"
"""Name, without its ending, of the only vocabulary file that may hold rows."""


def row_files(root: Path, folder: str) -> list[str]:
    """Names of the row files in a folder below the root, sorted. Nothing is taken but a regular file, and nothing of a
    folder that is reached by a link.
    """
    return [name for name in _candidates(root, folder) if _problem(root, folder, name) is None]


def row_file_faults(root: Path) -> tuple[Fault, ...]:
    """One fault for each name that looks like a row file and is not read."""
    faults = []
    for folder in (CLAIMS, VOCABULARY):
        for name in _candidates(root, folder):
            problem = _problem(root, folder, name)
            if problem is not None:
                file = shown_path(f"{folder}/{name}")
                faults.append(Fault(UNREADABLE, problem.message, file, FILE_START, problem.suggestion))
    return tuple(faults)


def _candidates(root: Path, folder: str) -> list[str]:
    try:
        names = list_folder(root, folder)
    except FileError:
        return []  # the loader of records looks at the same folders and tells it
    return [name for name in names if name.lower().endswith(ENDINGS) and not name.startswith(".")]


def _problem(root: Path, folder: str, name: str) -> FileError | None:
    """Why a name that looks like a row file is not read, or None."""
    problem = regular_file_problem(root, f"{folder}/{name}")
    if problem is not None:
        return problem
    if not name.endswith(ENDINGS):
        wanted = next(ending for ending in ENDINGS if name.lower().endswith(ending))
        message = f"expected a file of rows that ends in `{wanted}`, found `{shown_path(name)}`"
        return FileError(message, "rename it; it was not read")
    if folder == VOCABULARY and name.rpartition(".")[0] != ENTITIES:
        expected = " or ".join(f"`{ENTITIES}{ending}`" for ending in ENDINGS)
        message = f"expected rows of the vocabulary in {expected}, found `{shown_path(name)}`"
        return FileError(message, "rename it; everything but entities is written in YAML")
    return None
