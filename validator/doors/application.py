"""The commands of `validate` as the command-line library knows them, with their help."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validator import gate
from validator.doors import completing, everyday
from validator.doors.command_line import CorpusOption, OutputOption, corpus_root, refuse
from validator.doors.commands import register
from validator.doors.output import utf8, width
from validator.doors.refusal import unknown
from validator.records.suggest import listing

if TYPE_CHECKING:
    from validator.judgement.engine import Judgement
    from validator.records.corpus import Corpus

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None)

FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="terminal, json, jsonl, markdown, html, sarif, junit, github, gitlab or csv.",
        autocompletion=completing.formats,
    ),
]
FailOnOption = Annotated[
    str,
    typer.Option(
        "--fail-on",
        help=f"The mildest verdict that fails the run: {', '.join(gate.FAIL_ON)}.",
        autocompletion=completing.gates,
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select", help="Run only this rule (may be repeated).", show_default=False, autocompletion=completing.rules
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", help="Leave this rule out (may be repeated).", show_default=False, autocompletion=completing.rules
    ),
]
RulingsFromOption = Annotated[
    str | None,
    typer.Option(
        "--rulings-from",
        help="Git revision that rulings and baseline are taken from; in CI the base of the change under review.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        help="auto, exact, duckdb (screens bulk files first; extra `bulk`), or spark (extra `spark`).",
        autocompletion=completing.engines,
    ),
]
MasterOption = Annotated[
    str | None,
    typer.Option(
        "--master",
        help="Where --engine spark runs: local[2], spark://HOST:7077, yarn, k8s://… or sc://HOST:15002.",
        show_default=False,
    ),
]
CacheOption = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        help="Folder that keeps what was read and found, for later runs; outside the corpus.",
        show_default=False,
    ),
]
WatchOption = Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Tell nothing of how far a long run has come.")]
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
    watch: WatchOption = False,
    quiet: QuietOption = False,
    master: MasterOption = None,
) -> None:
    """Check a corpus and report what clashes, what only seems to, and what agrees."""
    raise typer.Exit(
        everyday.check(
            corpus,
            format,
            output,
            fail_on,
            select,
            ignore,
            no_rulings,
            rulings_from,
            engine,
            cache,
            watch,
            quiet,
            master,
        )
    )


@app.command()
def explain(
    topic: Annotated[
        str, typer.Argument(help="The id of a rule, or of a finding of this corpus.", autocompletion=completing.topics)
    ],
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

    report, _ = report_on(load(corpus_root(corpus)))
    found = [f for f in report.findings if f.id == topic or f.id.startswith(topic)]
    if len(found) != 1:
        named = [f.id for f in found] if found else [*catalogue(), *(f.id for f in report.findings)]
        refuse(unknown("rule or finding", topic, named))
    from validator.report.explanation import write

    utf8(sys.stdout)
    write(found[0], sys.stdout, width=width())


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

    loaded = load(corpus_root(corpus))
    report, judgement = report_on(loaded)
    utf8(sys.stdout)
    share = write(report, covered(loaded), lonely(judgement), missing_fields(judgement), sys.stdout)
    if share < fail_under:
        raise typer.Exit(gate.OPEN)
    if report.unreadable:
        raise typer.Exit(gate.UNREADABLE)


@app.command()
def timeline(
    subject: Annotated[str, typer.Argument(help="An entity (VN) or a pair (JP+VN), by id or name.")],
    property: Annotated[str, typer.Argument(help="A set, a state, a quantity or an event of the vocabulary.")],
    corpus: CorpusOption = None,
) -> None:
    """Print who belonged to a set, which value a state had, what a figure was or when an event came about, and the
    claims each step rests on; then what was planned or hoped, in the order in which it was told, and what became of it.
    """
    from validator.doors.checking import load_all as load
    from validator.judgement.ahead import told_ahead
    from validator.judgement.engine import judge
    from validator.judgement.timelines import timelines
    from validator.report.timeline import write, write_ahead

    loaded = load(corpus_root(corpus))
    properties = loaded.vocabulary.properties
    if property not in properties:
        refuse(unknown("property", property, properties))
    key = _subject(subject, loaded)
    judged = judge(loaded)
    found = timelines(judged, [(key, property)])
    if not found:
        typer.echo(_without_timeline(judged, key, property))
    utf8(sys.stdout)
    write(found, sys.stdout)
    write_ahead(told_ahead(judged, key, property), sys.stdout)


def _without_timeline(judged: Judgement, subject: str, property: str) -> str:
    kind = judged.world.corpus.vocabulary.properties[property].kind
    if kind == "prose":
        return f"There is no timeline of the {kind} {subject} {property}."
    told = [s for s in judged.statements.full if s.subject == subject and s.claim.property == property]
    if not told:
        return f"No claim says anything of {subject} {property}."
    if any(s.of_the_world for s in told):
        return f"No timeline of {subject} {property}: what is told is of parts of it, or of no day for sure."
    return f"No timeline of {subject} {property}: nothing is told as having come about."


def _subject(text: str, corpus: Corpus) -> str:
    for join in "+>":
        if join in text:
            parts = [_entity(part.strip(), corpus) for part in text.split(join)]
            return join.join(sorted(parts) if join == "+" else parts)
    return _entity(text, corpus)


def _entity(name: str, corpus: Corpus) -> str:
    found = corpus.vocabulary.resolve(name)
    if not found:
        refuse(unknown("entity", name, corpus.vocabulary.entities))
    if len(found) > 1:
        refuse(f"expected one entity, found `{name}`, a name of {len(found)}; write {listing(found)}.")
    return found[0]


register(app)
