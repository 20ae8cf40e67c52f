"""The command lines of the everyday tools. `register` adds them to the `validate` application."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validator import gate
from validator.doors import completing
from validator.doors.command_line import CorpusOption, OutputOption, corpus_root, refusals, refuse, write_text
from validator.doors.draft_command import draft
from validator.doors.exchanging import export, import_
from validator.doors.refusal import unknown

if TYPE_CHECKING:
    from validator.doors.baseline import Baseline
    from validator.doors.difference import Difference
    from validator.judgement.findings import Finding, Report

_baseline = typer.Typer(
    help="Adopt the check on a corpus that already has findings: those in the baseline do not fail it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Adds what is beside the check to an application."""
    for command in (settle, review, diff, draft, fmt, schema, init, export):
        app.command()(command)
    app.command("import")(import_)
    app.add_typer(_baseline, name="baseline")


def settle(
    finding: Annotated[
        str,
        typer.Argument(
            help="The id of a finding, or its beginning.", metavar="FINDING", autocompletion=completing.open_findings
        ),
    ],
    verdict: Annotated[
        str, typer.Option("--verdict", help="conflict, no-conflict or undecided.", autocompletion=completing.rulings)
    ],
    because: Annotated[str, typer.Option("--because", help="The reason, in a sentence.")],
    wrong: Annotated[
        str | None, typer.Option("--wrong", help="The claim that is mistaken, or both, or neither.", show_default=False)
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who rules.")] = "desk",
    on_date: Annotated[
        str | None, typer.Option("--on-date", help="The day of the ruling (2026-11-22); default: today.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write it in the place of an earlier ruling.")] = False,
    corpus: CorpusOption = None,
) -> None:
    """Write a ruling on a finding: one file, named after the finding, in `claims/rulings/`."""
    from validator.doors.settling import Settlement
    from validator.doors.settling import settle as write
    from validator.judgement.reporting import Options, report_on
    from validator.records.opening import load

    loaded = load(corpus_root(corpus))
    report, _ = report_on(loaded, Options(rulings=False))
    given = Settlement(verdict, because, by, on_date or date.today().isoformat(), wrong)
    with refusals():
        path = write(loaded, report, finding, given, replace=replace)
        shown = path.relative_to(loaded.root)
        typer.echo(f"wrote {(shown if corpus is None else corpus / shown).as_posix()}")


def review(
    port: Annotated[
        int, typer.Option("--port", help="The port to listen on; 0 takes a free one.", min=0, max=65535)
    ] = 0,
    by: Annotated[str, typer.Option("--by", help="Who rules; each form asks again.")] = "desk",
    corpus: CorpusOption = None,
) -> None:
    """Show the report as a page on this machine, with a form at every finding to rule on; Ctrl-C ends it."""
    from validator.doors.reviewing import Review, Server

    under_review = Review(corpus_root(corpus).resolve(), by)
    try:
        server = Server(under_review, port)
    except OSError as error:
        refuse(f"--port: {port} cannot be listened on ({error.strerror}).")
    with server:
        typer.echo(f"Open {server.address}")
        typer.echo("Only this machine can, and only with this address. Rulings go to claims/rulings/; Ctrl-C ends.")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    raise typer.Exit(under_review.status)


@_baseline.command("write")
def baseline_write(
    force: Annotated[bool, typer.Option("--force", help="Add findings to a baseline that is there already.")] = False,
    corpus: CorpusOption = None,
) -> None:
    """Write every open finding into `claims/baseline.json`. A baseline that is there only shrinks, but for --force."""
    from validator.doors.baseline import write

    def written(root: Path, findings: tuple[Finding, ...]) -> str:
        before, now = write(root, findings, force=force)
        return f"the baseline holds {_findings(len(now))}, before {len(before):,}"

    _change_baseline(corpus, written)


@_baseline.command("shrink")
def baseline_shrink(corpus: CorpusOption = None) -> None:
    """Take out of `claims/baseline.json` what matches no open finding any more. Nothing is ever added."""
    from validator.doors.baseline import shrink

    def written(root: Path, findings: tuple[Finding, ...]) -> str:
        gone, left = shrink(root, findings)
        return f"took out {_findings(len(gone))}{_named(gone)}; the baseline holds {len(left):,}"

    _change_baseline(corpus, written)


def _change_baseline(corpus: Path | None, change: Callable[[Path, tuple[Finding, ...]], str]) -> None:
    from validator.judgement.reporting import report_on
    from validator.records.opening import load

    root = corpus_root(corpus).resolve()
    report, _ = report_on(load(root))
    _refuse_unless_whole(report)
    with refusals():
        typer.echo(change(root, report.findings))


def _refuse_unless_whole(report: Report) -> None:
    """What is not seen because a file could not be read must not be taken for gone."""
    status = gate.INCOMPLETE if report.incomplete else gate.UNREADABLE if report.unreadable else gate.CLEAN
    if status != gate.CLEAN:
        found = "a check that did not finish" if report.incomplete else "records that could not be read"
        message = f"expected a check of the whole corpus, found {found} (`validate check` tells which)"
        typer.echo(f"validate: {message}; the baseline was left as it is.", err=True)
        raise typer.Exit(status)


def _findings(number: int) -> str:
    from validator.records.suggest import counted

    return counted(number, "finding")


def _named(entries: Baseline) -> str:
    return f" ({', '.join(entry.id for entry in entries)})" if entries else ""


def diff(
    revision: Annotated[str, typer.Argument(help="A git revision: a branch, a tag or a commit.", metavar="REV")],
    fail_on_new: Annotated[
        bool, typer.Option("--fail-on-new", help="Exit with 1 if a finding fails the gate now and did not before.")
    ] = False,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            help=f"The gate of --fail-on-new: {', '.join(gate.FAIL_ON)}.",
            autocompletion=completing.gates,
        ),
    ] = "contradiction",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="terminal, json, markdown or sarif.",
            autocompletion=completing.difference_formats,
        ),
    ] = "terminal",
    output: OutputOption = None,
    corpus: CorpusOption = None,
) -> None:
    """List the findings that are new, reopened, changed, settled or gone since a git revision, and why."""
    from validator.doors.difference import compare, fails
    from validator.doors.difference_report import FORMATS, write

    if format not in FORMATS:
        refuse(unknown("format", format, FORMATS))
    if fail_on not in gate.FAIL_ON:
        refuse(unknown("verdict", fail_on, gate.FAIL_ON))
    root = corpus_root(corpus)
    with refusals():
        difference = compare(root, revision)
        write_text(lambda stream: write(difference, format, stream), output)
    raise typer.Exit(_status(difference, bool(fail_on_new and fails(difference, fail_on))))


def _status(difference: Difference, worse: bool) -> int:
    if difference.before.incomplete or difference.after.incomplete:
        return gate.INCOMPLETE
    if difference.after.unreadable:
        return gate.UNREADABLE
    return gate.OPEN if worse else gate.CLEAN


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of a corpus, or folders with them; default: `claims/`.", show_default=False),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 if a file would change.")] = False,
    corpus: CorpusOption = None,
) -> None:
    """Put the files of a corpus into one form: order of keys, indents, blank lines. Comments and quotes stay as they
    are.
    """
    from validator.doors.formatting import formatted
    from validator.doors.layout import NotFormatted
    from validator.records.writing import WriteRefused, read_standing, write_file

    files = _files(paths, corpus)
    changed = 0
    left_alone = 0
    for file in files:
        try:
            data = read_standing(file)
            if data is None:
                raise NotFormatted("expected a file, found none", "check the path")
            wanted = formatted(data)
            if wanted != data:
                changed += 1
                if not check:
                    write_file(file, wanted, instead_of=data)
                typer.echo(f"{'would format' if check else 'formatted'} {file}")
        except (NotFormatted, WriteRefused) as problem:
            left_alone += 1
            typer.echo(f"{file}: {problem}; left as it is", err=True)
    same = len(files) - changed - left_alone
    what = "file" if len(files) == 1 else "files"
    typer.echo(f"{changed} of {len(files)} {what} {'would change' if check else 'changed'}, {same} in form already")
    if left_alone:
        raise typer.Exit(gate.UNREADABLE)
    if check and changed:
        raise typer.Exit(gate.OPEN)


def _files(paths: list[Path] | None, corpus: Path | None) -> list[Path]:
    """The files named, and those of sources, vocabulary and rulings in the folders named, each once."""
    found: dict[Path, None] = {}
    for path in paths or [corpus_root(corpus)]:
        folder = path / "claims" if (path / "claims").is_dir() else path
        if folder.is_dir():
            for below in (folder, folder / "vocabulary", folder / "rulings"):
                entries = below.iterdir() if below.is_dir() else ()
                inside = sorted(entry for entry in entries if entry.suffix == ".yaml" and entry.name[0] != ".")
                found |= dict.fromkeys(inside)
        elif path.exists() or path.is_symlink():
            found[path] = None
        else:
            refuse(f"expected a file or a folder, found none at {path}.")
    return list(found)


def schema(output: OutputOption = None, corpus: CorpusOption = None) -> None:
    """Write a JSON Schema of source files, made from the corpus's vocabulary, for completion in editors."""
    from validator.doors.schema import serialise
    from validator.records.opening import load

    loaded = load(corpus_root(corpus))
    text = serialise(loaded.vocabulary)
    with refusals():
        write_text(lambda stream: stream.write(text), output)
    lost = [fault for fault in loaded.faults if fault.unreadable and fault.file.startswith("claims/vocabulary")]
    for fault in lost:
        typer.echo(f"validate: {fault}", err=True)
    if lost:
        raise typer.Exit(gate.UNREADABLE)


def init(
    folder: Annotated[Path, typer.Argument(help="Where to begin.", metavar="DIR")] = Path(),
) -> None:
    """Begin a corpus with one worked example: two invented sources that agree on one stage and clash at the next."""
    from validator.doors.starting import start

    with refusals():
        for path in start(folder):
            typer.echo(f"wrote {folder / path}")
    typer.echo(f"Now run `validate check --corpus {folder}`; {folder / 'claims' / 'README.md'} tells what it shows.")
