"""A corpus to start from: two short invented sources that agree on one stage of a contract and clash at the next."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from validator.doors.refusal import Refusal
from validator.doors.schema import serialise
from validator.records.opening import load_given
from validator.records.writing import Changed, place_below, write_file

SCHEMA: Final = "claims/schema.json"


class StartError(Refusal):
    """Why no corpus was begun, with what to do about it."""


def example() -> dict[str, bytes]:
    """The files of the example corpus, by path from the corpus folder on, with the schema that goes with them."""
    found = dict(_below(files("validator.doors") / "example", ""))
    vocabulary = load_given(found).vocabulary
    return dict(sorted((found | {SCHEMA: serialise(vocabulary).encode("utf-8")}).items()))


def start(folder: Path) -> list[str]:
    """Writes the example corpus into a folder and returns the paths of its files.

    Raises `StartError` where `claims/` holds anything already or a file of the example would take the place of another;
    nothing is written then. Raises `WriteRefused` where a file cannot be written.
    """
    content = example()
    claims = folder / "claims"
    if claims.is_symlink() or (claims.exists() and not claims.is_dir()):
        raise StartError(f"expected a folder or nothing at {claims}, found something else", "choose another folder")
    if claims.is_dir() and (inside := sorted(entry.name for entry in claims.iterdir())):
        message = f"expected no `claims/` yet, or an empty one, found {inside[0]!r} in {claims}"
        raise StartError(message, "choose an empty folder: `validate init DIR`")
    standing = [path for path in content if (folder / path).exists() or (folder / path).is_symlink()]
    if standing:
        message = f"expected no file at {folder / standing[0]}, found one"
        raise StartError(message, "choose an empty folder: `validate init DIR`")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"expected a folder that can be made at {folder}: {error.strerror or error}"
        raise StartError(message, "choose another folder") from None
    for path, data in content.items():
        try:
            write_file(place_below(folder, path), data, instead_of=None)
        except Changed as error:
            raise StartError(error.message, "another run may be writing here; choose an empty folder") from None
    return list(content)


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()
