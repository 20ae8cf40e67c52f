"""The command line: `validate`. Only this module prints, exits, and reads the environment."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from validator import gate
from validator.doors.commands import register

if TYPE_CHECKING:
    from validator.judgement.findings import Report
    from validator.judgement.reporting import Options

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None)

CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Folder that holds `claims/`; default: the nearest one upwards.", show_default=False),
]
FormatOption = Annotated[
    str,
    typer.Option("--format", "-f", help="terminal, json, jsonl, markdown, html, sarif, junit, github, gitlab or csv."),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.", show_default=False)
]
FailOnOption = Annotated[
    str, typer.Option("--fail-on", help=f"The mildest verdict that fails the run: {', '.join(gate.FAIL_ON)}.")
]
SelectOption = Annotated[
    list[str] | None, typer.Option("--select", help="Run only this rule (may be repeated).", show_default=False)
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", help="Leave this rule out (may be repeated).", show_default=False)
]
RulingsFromOption = Annotated[
    str | None,
    typer.Option(
        "--rulings-from",
        help="Git revision that rulings and baseline are taken from; in CI the base of the change under review.",
        show_default=False,
    ),
]
ENGINES = ("auto", "exact", "duckdb")
EngineOption = Annotated[
    str, typer.Option("--engine", help="auto, exact, or duckdb (screens bulk files first; needs the extra `bulk`).")
]
CacheOption = Annotated[
    Path | None,
    typer.Option("--cache", help="Folder that keeps bulk claims once read; outside the corpus.", show_default=False),
]
NoRulingsOption = Annotated[bool, typer.Option("--no-rulings", help="Count settled findings as open.")]


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Find the smallest sets of claims that cannot all be true, and say why - or why an apparent clash is none."""
    if context.invoked_subcommand is None:
        check()


@app.command()
def check(
    corpus: CorpusOption = None,
    format: FormatOption = "terminal",
    output: OutputOption = None,
    fail_on: FailOnOption = "contradiction",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    no_rulings: NoRulingsOption = False,
    rulings_from: RulingsFromOption = None,
    engine: EngineOption = "auto",
    cache: CacheOption = None,
) -> None:
    """Check a corpus and report what clashes, what only seems to, and what agrees."""
    from validator.doors.checking import base_revision
    from validator.doors.checking import check as checked
    from validator.doors.refusal import Refusal
    from validator.judgement.reporting import Options
    from validator.report import FORMATS, UnknownFormat

    root = _root(corpus)
    if format not in FORMATS:
        _refuse(str(UnknownFormat(format)))
    if fail_on not in gate.FAIL_ON:
        _refuse(_unknown("verdict", fail_on, gate.FAIL_ON))
    options = Options(_rules(select), _rules(ignore), rulings=not no_rulings)
    if engine not in ENGINES:
        _refuse(_unknown("engine", engine, ENGINES))
    if engine == "duckdb" or (engine == "auto" and _has_large_rows(root)):
        _write(_screened(root, options, cache), format, output, fail_on)
    try:
        base = None if no_rulings else rulings_from or base_revision(root, os.environ)
        report = checked(root, options, rulings_from=base)
    except Refusal as refusal:
        _refuse(str(refusal))
    _write(report, format, output, fail_on)


def _has_large_rows(root: Path) -> bool:
    """Whether bulk files are too large to be read claim by claim."""
    claims = root / "claims"
    if not any(claims.glob("*.jsonl")) and not any(claims.glob("*.parquet")):
        return False
    from validator.bulk.corpus import is_small

    return not is_small(root)


def _screened(root: Path, options: Options, cache: Path | None) -> Report:
    from validator.bulk.checking import MissingExtraError
    from validator.bulk.checking import check as screened

    try:
        return screened(root, options, cache=cache)[0]
    except MissingExtraError as error:
        _refuse(str(error))


@app.command()
def explain(
    topic: Annotated[str, typer.Argument(help="The id of a rule, or of a finding of this corpus.")],
    corpus: CorpusOption = None,
) -> None:
    """Print the page of a rule, or the whole reasoning behind a finding."""
    from validator.judgement.catalogue import catalogue

    rule = catalogue().get(topic)
    if rule is not None:
        typer.echo(f"{rule.id}\n{'=' * len(rule.id)}\n\n{rule.page.strip()}")
        return
    from validator.doors.checking import load_all as load
    from validator.judgement.reporting import report_on

    report, _ = report_on(load(_root(corpus)))
    found = [f for f in report.findings if f.id == topic or f.id.startswith(topic)]
    if len(found) != 1:
        named = [f.id for f in found] if found else [*catalogue(), *(f.id for f in report.findings)]
        _refuse(_unknown("rule or finding", topic, named))
    from validator.report.explanation import write

    _utf8(sys.stdout)
    write(found[0], sys.stdout, width=_width())


@app.command()
def rules() -> None:
    """List every rule with its first line."""
    from validator.judgement.catalogue import catalogue

    width = max(map(len, catalogue()))
    for rule in catalogue().values():
        typer.echo(f"{rule.id:<{width}}  {rule.title}")


@app.command()
def coverage(
    corpus: CorpusOption = None,
    fail_under: Annotated[
        int, typer.Option("--fail-under", help="Fail when a smaller percentage of sentences is covered.")
    ] = 0,
) -> None:
    """Show, per source, the sentences without a claim, claims that met no other claim, and what would unlock
    comparisons.
    """
    from validator.doors.checking import load_all as load
    from validator.judgement.coverage import coverage as covered
    from validator.judgement.loneliness import lonely, missing_fields
    from validator.judgement.reporting import report_on
    from validator.report.coverage import write

    loaded = load(_root(corpus))
    report, judgement = report_on(loaded)
    _utf8(sys.stdout)
    share = write(report, covered(loaded), lonely(judgement), missing_fields(judgement), sys.stdout)
    if share < fail_under:
        raise typer.Exit(gate.OPEN)
    if report.unreadable:
        raise typer.Exit(gate.UNREADABLE)


@app.command()
def timeline(
    subject: Annotated[str, typer.Argument(help="An entity (VN) or a pair (JP+VN), by id or name.")],
    property: Annotated[str, typer.Argument(help="A set or a state of the vocabulary.")],
    corpus: CorpusOption = None,
) -> None:
    """Print who belonged to a set, or which value a state had, from when on, and the claims each step rests on."""
    from validator.doors.checking import load_all as load
    from validator.judgement.engine import judge
    from validator.judgement.timelines import timelines
    from validator.report.timeline import write

    loaded = load(_root(corpus))
    properties = loaded.vocabulary.properties
    if property not in properties:
        _refuse(_unknown("property", property, properties))
    key = _subject(subject, loaded)
    found = timelines(judge(loaded), [(key, property)])
    if not found:
        typer.echo(f"No claim says anything of {key} {property}.")
    _utf8(sys.stdout)
    write(found, sys.stdout)


def _subject(text: str, corpus: object) -> str:
    from validator.records.corpus import Corpus

    assert isinstance(corpus, Corpus)
    for join in "+>":
        if join in text:
            parts = [_entity(part.strip(), corpus) for part in text.split(join)]
            return join.join(sorted(parts) if join == "+" else parts)
    return _entity(text, corpus)


def _entity(name: str, corpus: object) -> str:
    from validator.records.corpus import Corpus

    assert isinstance(corpus, Corpus)
    found = corpus.vocabulary.resolve(name)
    if len(found) != 1:
        what = "entity" if not found else f"name of {len(found)} entities ({', '.join(found)})"
        _refuse(_unknown(what, name, corpus.vocabulary.entities))
    return found[0]


def _root(corpus: Path | None) -> Path:
    from validator.records.corpus import find_root

    if corpus is not None:
        if not corpus.is_dir():
            _refuse(f"--corpus: {corpus} is not a folder.")
        return corpus
    found = find_root(Path.cwd())
    if found is None:
        _refuse(
            "no folder `claims/` here or in any folder above; name one with --corpus DIR, "
            "or start a corpus with `validate init`."
        )
    return found


def _rules(named: list[str] | None) -> tuple[str, ...]:
    from validator.judgement.catalogue import catalogue

    for name in named or ():
        if name not in catalogue():
            _refuse(_unknown("rule", name, catalogue()))
    return tuple(named or ())


def _unknown(what: str, found: str, known: object) -> str:
    import difflib

    names = [str(name) for name in known]  # type: ignore[attr-defined]
    close = difflib.get_close_matches(found, names, n=1)
    return f"unknown {what} {found!r}." + (f" Did you mean {close[0]!r}?" if close else "")


def _refuse(message: str) -> NoReturn:
    typer.echo(f"validate: {message}", err=True)
    raise typer.Exit(gate.WRONG_USE)


def _write(report: Report, format: str, output: Path | None, fail_on: str) -> NoReturn:
    """Writes the report and ends the run with its exit status."""
    from validator.report import write

    if output is None:
        _utf8(sys.stdout)
        write(report, format, sys.stdout, width=_width(), color=_color())
    else:
        try:
            with output.open("w", encoding="utf-8", newline="\n") as stream:
                write(report, format, stream)
        except OSError as error:
            _refuse(f"--output: {output} cannot be written ({error.strerror}).")
    raise typer.Exit(gate.status(report, fail_on))


def _utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _width() -> int | None:
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _color() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


register(app)


def main() -> None:
    gc.disable()  # one run builds one report and ends: collecting on the way only costs time
    app()


if __name__ == "__main__":
    main()
