"""The command line of `validate draft`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from validator.doors import completing
from validator.doors.command_line import CorpusOption, corpus_root, refusals, write_text


def draft(
    source: Annotated[
        str,
        typer.Argument(
            help="The id of a source, or the path of a text below the corpus folder that is none yet.",
            metavar="SOURCE",
            autocompletion=completing.drafted,
        ),
    ],
    language: Annotated[
        str | None, typer.Option("--language", help="Of a new text, as a tag (vi, zh, en).", show_default=False)
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", help="Day of a new text, or a window of days.", show_default=False),
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Put the draft in place: a new file, or below the claims that are there."),
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this new file instead.", show_default=False)
    ] = None,
    corpus: CorpusOption = None,
) -> None:
    """Draft claims for the sentences of a source that have none: names, times and numbers filled in where the words
    leave no doubt, and a placeholder, which the loader refuses, wherever a person decides.
    """
    from validator.doors.checking import load_all
    from validator.doors.drafting import DraftError, put_in_place, told
    from validator.doors.drafting import draft as drafted
    from validator.records.writing import write_file

    loaded = load_all(corpus_root(corpus))
    with refusals():
        if write and output is not None:
            raise DraftError("expected --write or --output, found both", "--write puts the draft in its own place")
        made = drafted(loaded, _below(loaded.root, source), language=language, published=published)
        typer.echo(told(made), err=True)
        if not made.text:
            return
        if write:
            written = put_in_place(loaded, made)
            typer.echo(f"wrote {written}" if written else f"{made.file} has all of it already", err=True)
        elif output is not None:
            write_file(output, made.text.encode("utf-8"), instead_of=None)
        else:
            write_text(lambda stream: stream.write(made.text), None)


def _below(root: Path, source: str) -> str:
    """An absolute path into the corpus folder as one from the corpus folder on; anything else as it is."""
    path = Path(source)
    for folder in (root.absolute(), root.resolve()) if path.is_absolute() else ():
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return source
