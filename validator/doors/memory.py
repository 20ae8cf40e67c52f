"""What earlier checks of a corpus left outside it, and what this one reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from validator.doors import shown
from validator.doors.again import folder_of
from validator.doors.cache import Kept
from validator.doors.digests import digest, program
from validator.doors.shown import Composed, Shown
from validator.records.files import FileError, Files, Folder
from validator.records.loading import CLAIMS, MAX_TEXT_BYTES
from validator.values.dataclass import dataclass, field

CHANGED_MEANWHILE: Final = "changed while it was read"
"""Stands for the digest of what was read twice and was not the same."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Files with a note of the digest of each that was read, and of the names in each folder."""

    files: Files
    seen: dict[str, str]
    contents: dict[str, bytes]

    def names(self, folder: str) -> list[str]:
        found = self.files.names(folder)
        self._see(f"{folder}/", digest(*(os.fsencode(name) for name in found)))
        return found

    def read(self, path: str, limit: int) -> bytes:
        try:
            data = self.files.read(path, limit)
        except FileError as error:
            self._see(path, f"not read: {error.message}")
            raise
        self._see(path, digest(data))
        if path.startswith(f"{CLAIMS}/"):
            self.contents[path] = data
        return data

    def _see(self, path: str, found: str) -> None:
        self.seen[path] = found if self.seen.get(path, found) == found else CHANGED_MEANWHILE


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier runs over one corpus left, and what this one reads."""

    root: Path
    kept: Kept
    seen: dict[str, str]
    """Digest of each file that was read and of each folder that was looked into."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """The bytes of record files."""

    @classmethod
    def of(cls, cache: Path, root: Path) -> Memory:
        root = root.resolve()
        return cls(root, Kept(Path(folder_of(cache, str(root))), program(os.fspath(cache))), {})

    def through(self, files: Files) -> Files:
        return Recorded(files, self.seen, self.contents)

    def recall(self, question: str) -> Shown | None:
        """What was shown when the same was asked before; it may rest on files that are no longer what they were."""
        return shown.recall(self.kept, question)

    def keep(self, question: str, status: int, index: str, now: Composed, before: Shown | None, *, alone: bool) -> None:
        """Keeps what was shown; `alone`, where it rests on nothing but what was read."""
        shown.keep(self.kept, question, status, self.seen if alone else None, index, now, before)

    def differing(self, seen: Mapping[str, str]) -> set[str] | None:
        """Which of these files and folders (`claims/`) are not as they were seen; None where a folder is unreadable."""
        now = self.through(Folder(self.root))
        for path in seen.keys() - self.seen.keys():
            try:
                now.names(path[:-1]) if path.endswith("/") else now.read(path, MAX_TEXT_BYTES)
            except FileError:
                if path.endswith("/"):
                    return None
        return {path for path, known in seen.items() if self.seen[path] != known}
