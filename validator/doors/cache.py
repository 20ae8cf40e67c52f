"""What was found before, kept outside the corpus: a help that may be lost, wrong or in the way, and never matters.

Each file begins with a line that names what it was made from and the digest of all that follows. Whatever is not
exactly as it was written - cut short, changed, from another version, unreadable - counts as not there, and is found
anew. Files appear whole or not at all, so two runs at once do not harm each other.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from validator.doors import digests
from validator.doors.digests import MOST_BYTES, head
from validator.values.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of files that were made from `basis`; what was made from anything else is not there."""

    folder: Path
    basis: str

    def read(self, name: str) -> Any:
        """What was kept under a name, as JSON knows it; None where there is nothing that can be trusted."""
        try:
            text = self.read_text(name)
            return None if text is None else json.loads(text)
        except (ValueError, RecursionError, MemoryError):
            return None

    def read_text(self, name: str, digest: str | None = None) -> str | None:
        """The text that was kept under a name, with this digest where one is given; None where there is nothing that
        can be trusted.
        """
        try:
            body = self.read_bytes(name, digest)
            return None if body is None else body.decode("utf-8", "surrogatepass")
        except (ValueError, MemoryError):
            return None

    def read_bytes(self, name: str, digest: str | None = None) -> bytes | None:
        """The same for bytes."""
        return digests.body_of(os.path.join(self.folder, name), self.basis, digest)

    def write(self, name: str, content: object) -> None:
        """Keeps something under a name; where that cannot be done, nothing happens."""
        self.write_text(name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))

    def write_text(self, name: str, text: str) -> str:
        """Keeps a text under a name and gives its digest; where it cannot be kept, nothing happens."""
        return self.write_bytes(name, text.encode("utf-8", "surrogatepass"))

    def write_bytes(self, name: str, body: bytes) -> str:
        """The same for bytes."""
        of_body = digests.digest(body)
        if len(body) > MOST_BYTES:
            return of_body
        temporary = self.folder / f".{name}.{os.getpid()}.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                stream.write(head(self.basis, of_body))
                stream.write(body)
            temporary.replace(self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
        return of_body

    def remove(self, name: str) -> None:
        """Lets go of what was kept under a name, if anything was."""
        with contextlib.suppress(OSError):
            (self.folder / name).unlink()
