"""What a shell offers when somebody presses the tabulator: rules, formats, verdicts, and the findings of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from validator import gate

Offer = tuple[str, str]
"""A word, and what it stands for."""


def rules(incomplete: str) -> list[Offer]:
    from validator.judgement.catalogue import catalogue

    return _begun(incomplete, ((rule.id, rule.title) for rule in catalogue().values()))


def formats(incomplete: str) -> list[Offer]:
    from validator.report import FORMATS

    return _begun(incomplete, ((name, "") for name in FORMATS))


def difference_formats(incomplete: str) -> list[Offer]:
    from validator.doors.difference_report import FORMATS

    return _begun(incomplete, ((name, "") for name in FORMATS))


def export_formats(incomplete: str) -> list[Offer]:
    from validator.doors.exporting import FORMATS

    return _begun(incomplete, ((name, "") for name in FORMATS))


def import_formats(incomplete: str) -> list[Offer]:
    from validator.doors.importing import FORMATS

    return _begun(incomplete, ((name, "") for name in FORMATS))


def gates(incomplete: str) -> list[Offer]:
    """The verdicts that a run can fail on."""
    from validator.report.words import MEANING

    meanings = {str(verdict): meaning for verdict, meaning in MEANING.items()}
    return _begun(incomplete, ((name, meanings.get(name, "whatever is found")) for name in gate.FAIL_ON))


def engines(incomplete: str) -> list[Offer]:
    from validator.doors.everyday import ENGINES

    return _begun(incomplete, ((name, "") for name in ENGINES))


def rulings(incomplete: str) -> list[Offer]:
    """The verdicts of a ruling."""
    from validator.report.words import RULINGS

    return _begun(incomplete, RULINGS.items())


def findings(context: typer.Context, incomplete: str) -> list[Offer]:
    """The findings of the corpus at hand, which is judged for it."""
    return _begun(incomplete, _findings(context, only_open=False))


def open_findings(context: typer.Context, incomplete: str) -> list[Offer]:
    return _begun(incomplete, _findings(context, only_open=True))


def topics(context: typer.Context, incomplete: str) -> list[Offer]:
    """What can be explained: rules and findings."""
    return [*rules(incomplete), *findings(context, incomplete)]


def drafted(context: typer.Context, incomplete: str) -> list[Offer]:
    """What can be drafted: the sources of the corpus at hand, and the texts in `seeds/`."""
    return _begun(incomplete, _drafted(context))


def _drafted(context: typer.Context) -> Iterator[Offer]:
    from validator.doors.everyday import corpus_folder
    from validator.doors.refusal import Refusal
    from validator.records.files import FileError, list_folder

    given = context.params.get("corpus")
    try:
        root = corpus_folder(Path(given) if given else None)
        sources, texts = list_folder(root, "claims"), list_folder(root, "seeds")
    except (Refusal, FileError):
        return
    yield from ((name.removesuffix(".yaml"), "a source") for name in sources if name.endswith(".yaml"))
    yield from ((f"seeds/{name}", "an archived text") for name in texts if not name.startswith("."))


def _findings(context: typer.Context, *, only_open: bool) -> Iterator[Offer]:
    from validator.doors.checking import check
    from validator.doors.everyday import corpus_folder
    from validator.doors.refusal import Refusal

    given = context.params.get("corpus")
    try:
        report = check(corpus_folder(Path(given) if given else None))
    except (Refusal, OSError):
        return  # a shell has no place for an explanation; the command itself will give it
    for finding in report.findings:
        if finding.open or not only_open:
            yield finding.id, finding.message


def _begun(incomplete: str, offers: Iterable[Offer]) -> list[Offer]:
    from validator.report.inert import one_line

    return [(word, one_line(told)) for word, told in offers if word.startswith(incomplete)]
