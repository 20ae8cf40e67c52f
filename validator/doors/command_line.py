"""What the commands share: options, refusals in one line, and where a text goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

import typer

from validator import gate

CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Folder that holds `claims/`; default: the nearest one upwards.", show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file instead of the screen.", show_default=False),
]


@contextmanager
def refusals() -> Iterator[None]:
    """Tells a refusal in one line and ends with exit status 2."""
    from validator.doors.refusal import Refusal
    from validator.records.writing import WriteRefused

    try:
        yield
    except (Refusal, WriteRefused) as problem:
        refuse(str(problem))


def refuse(message: str) -> NoReturn:
    from validator.report.inert import visible

    typer.echo(f"validate: {visible(message)}", err=True)
    raise typer.Exit(gate.WRONG_USE)


def corpus_root(corpus: Path | None) -> Path:
    """The corpus folder named, or the nearest one upwards."""
    from validator.doors.everyday import corpus_folder
    from validator.doors.refusal import Refusal

    try:
        return corpus_folder(corpus)
    except Refusal as refusal:
        refuse(str(refusal))


def write_text(write: Callable[[TextIO], object], output: Path | None) -> None:
    """To a file, all of it or nothing; else to the screen."""
    import io

    if output is not None:
        from validator.records.writing import ANYTHING, write_file

        text = io.StringIO()
        write(text)
        write_file(output, text.getvalue().encode("utf-8", "backslashreplace"), instead_of=ANYTHING)
        return
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    write(sys.stdout)
