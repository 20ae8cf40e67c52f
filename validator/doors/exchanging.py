"""The commands `validate export` and `validate import`: claims to other tools, and from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validator import gate
from validator.doors import completing
from validator.doors.command_line import CorpusOption, OutputOption, corpus_root, refusals, refuse, write_text
from validator.doors.refusal import unknown

if TYPE_CHECKING:
    from validator.doors.exporting.material import Exported
    from validator.records.corpus import Corpus

ROWS = ("claims", "sources")


def export(
    format: Annotated[
        str,
        typer.Argument(
            help="claimreview, webannotation, nanopub, jsonl or csv.",
            metavar="FORMAT",
            autocompletion=completing.export_formats,
        ),
    ],
    finding: Annotated[
        list[str] | None,
        typer.Option(
            "--finding",
            help="Only this finding, or the claims of it (may be repeated).",
            show_default=False,
            autocompletion=completing.findings,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", help="The address under which the corpus folder is published.", show_default=False),
    ] = None,
    rows: Annotated[
        str, typer.Option("--rows", help="Of jsonl and csv: claims, or the sources that they need.")
    ] = "claims",
    output: OutputOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Hand claims or settled findings on to other tools.

    What each format carries and what it loses is told in docs/exchange.md.
    """
    from validator.doors.exporting import FORMATS, OF_FINDINGS, OF_ROWS, write
    from validator.doors.exporting.linked import base_of
    from validator.doors.exporting.material import chosen, everything

    if format not in FORMATS:
        refuse(unknown("format", format, FORMATS))
    if rows not in ROWS:
        refuse(unknown("--rows", rows, ROWS))
    if rows != "claims" and format not in OF_ROWS:
        refuse(f"expected `--rows {rows}` with jsonl or csv only, found it with {format}.")
    if base_url is None and format == "nanopub":
        refuse("expected --base-url with nanopub, found none; nanopublications need addresses of their own.")
    root = corpus_root(corpus)
    with refusals():
        base = base_of(base_url) if base_url is not None else ""
        loaded = _loaded(root)
        if finding or format in OF_FINDINGS:
            from validator.judgement.reporting import report_on

            material = chosen(loaded, report_on(loaded)[0], finding or (), base, rows)
        else:
            material = everything(loaded, base, rows)
        exported = write(format, material)
        write_text(lambda stream: stream.write(exported.text), output)
    _tell(exported, loaded)


def _loaded(root: Path) -> Corpus:
    from validator.doors.checking import load_all

    return load_all(root)


def _tell(exported: Exported, corpus: Corpus) -> None:
    """On the other stream, so that what is handed on stays whole; ends with 3 where anything is missing from it."""
    unread = sum(fault.unreadable for fault in corpus.faults)
    for line in exported.told:
        _say(line)
    for line in exported.lost:
        _say(line)
    if unread:
        from validator.records.suggest import counted

        _say(f"{counted(unread, 'record')} of the corpus could not be read (`validate check` tells which)")
    if unread or exported.lost:
        raise typer.Exit(gate.UNREADABLE)


def _say(line: str) -> None:
    from validator.report.inert import visible

    typer.echo(f"validate: {visible(line)}", err=True)


def import_(
    format: Annotated[
        str,
        typer.Argument(
            help="jsonl, csv, webannotation or claimreview.",
            metavar="FORMAT",
            autocompletion=completing.import_formats,
        ),
    ],
    file: Annotated[Path, typer.Argument(help="The file to read.", metavar="FILE")],
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only the claims of this source (may be repeated).", show_default=False),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option("--sources", help="Of jsonl and csv: the file with the rows of sources.", show_default=False),
    ] = None,
    corpus: CorpusOption = None,
) -> None:
    """Bring claims from elsewhere into `claims/`, one file a source.

    To the file of a source that is there, the claims that it lacks are added; nothing is written over. What only a
    person can tell is written as "?", which a check refuses until somebody has filled it in.
    """
    from validator.doors.importing import FORMATS, OF_ROWS, Given, bring_in
    from validator.records.suggest import counted

    if format not in FORMATS:
        refuse(unknown("format", format, FORMATS))
    if sources is not None and format not in OF_ROWS:
        refuse(f"expected --sources with jsonl or csv only, found it with {format}.")
    root = corpus_root(corpus)
    with refusals():
        brought = bring_in(format, Given(file, sources, tuple(source or ())), _loaded(root))
    for written in brought.files:
        stubs = f", {counted(written.stubs, 'stub')} of them" if written.stubs else ""
        fill = f'; fill in each "?": {", ".join(written.open)}' if written.open else ""
        held = f"; {written.held:,} there already" if written.held else ""
        did = "wrote" if written.is_new else "added to" if written.claims else "left as it is"
        typer.echo(f"{did} {written.path}: {counted(written.claims, 'claim')}{stubs}{fill}{held}")
    for fault in brought.faults:
        _say(str(fault))
    claims = counted(sum(written.claims for written in brought.files), "claim")
    of = counted(sum(bool(written.claims) for written in brought.files), "source")
    known = sum(written.held for written in brought.files)
    there = f", {known:,} there already" if known else ""
    typer.echo(f"imported {claims} of {of}, left out {brought.left_out:,}{there}")
    if brought.faults:
        raise typer.Exit(gate.UNREADABLE)
