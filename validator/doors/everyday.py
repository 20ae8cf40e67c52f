"""The everyday command, `validate check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from validator import gate
from validator.doors.output import put, shape_of, utf8
from validator.doors.progress import Silent, on_terminal
from validator.doors.refusal import Refusal, unknown

if TYPE_CHECKING:
    from validator.doors.memory import Memory
    from validator.judgement.findings import Report
    from validator.judgement.reporting import Options

EXTRAS: Final[Mapping[str, tuple[str, ...]]] = {"html": ("texts",), "sarif": ("since",)}
"""What a format shows beyond the report."""
ENGINES: Final = ("auto", "exact", "duckdb", "spark")


def check(
    corpus: Path | None = None,
    format: str = "terminal",
    output: Path | None = None,
    fail_on: str = "contradiction",
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    no_rulings: bool = False,
    rulings_from: str | None = None,
    engine: str = "auto",
    cache: Path | None = None,
    watch: bool = False,
    quiet: bool = False,
    master: str | None = None,
) -> int:
    """Checks a corpus, writes the report, and gives the exit status; with `watch` again after each change."""

    def once() -> int:
        return check(
            corpus, format, output, fail_on, select, ignore, no_rulings, rulings_from, engine, cache, quiet=quiet,
            master=master,
        )  # fmt: skip

    try:
        if watch:
            from validator.doors.watching import watch as watched

            return watched(corpus_folder(corpus), once, without=output)
        with on_terminal(quiet=quiet) as progress:
            return _checked(
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
                progress,
                master,
            )
    except Refusal as refusal:
        sys.stderr.write(f"validate: {refusal}\n")
        return gate.WRONG_USE


def _checked(
    corpus: Path | None,
    format: str,
    output: Path | None,
    fail_on: str,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    no_rulings: bool,
    rulings_from: str | None,
    engine: str,
    cache: Path | None,
    progress: Silent,
    master: str | None,
) -> int:
    from functools import partial

    from validator.doors.checking import base_revision, check_by, has_rows
    from validator.doors.checking import check as checked
    from validator.judgement.reporting import Options
    from validator.report import FORMATS, UnknownFormat

    root = corpus_folder(corpus)
    if format not in FORMATS:
        raise Refusal(str(UnknownFormat(format)))
    if fail_on not in gate.FAIL_ON:
        raise Refusal(unknown("verdict", fail_on, gate.FAIL_ON))
    options = Options(rules_named(select), rules_named(ignore), rulings=not no_rulings)
    if engine not in ENGINES:
        raise Refusal(unknown("engine", engine, ENGINES))
    if cache is not None and cache.resolve().is_relative_to(root.resolve()):
        raise Refusal(f"--cache: expected a folder outside the corpus, found {cache} inside it.")
    base = None if no_rulings else rulings_from or base_revision(root, os.environ)
    extras = EXTRAS.get(format, ())
    since = [extra for extra in extras if extra != "texts"]  # of rows that are screened there are none
    if engine == "spark" or master is not None:
        progress.step("checking on Spark")
        on_spark = partial(_on_spark, root, engine=engine, master=master)
        report = check_by(on_spark, root, options, rulings_from=base, extras=since)
        return _write(report, format, output, fail_on, progress)
    memory = None if cache is None else _memory(root, cache)
    through = None if memory is None else memory.through
    screening = engine == "duckdb" or (engine == "auto" and _has_large_rows(root))
    if screening:
        progress.step("screening bulk claims")
        screened = partial(_screened, root, cache=cache, seen=None if memory is None else memory.seen)
        made = partial(check_by, screened, root, options, rulings_from=base, extras=since, through=through)
    else:
        heard = progress.step
        made = partial(checked, root, options, rulings_from=base, extras=extras, told=heard, through=through)
    if memory is None:
        return _write(made(), format, output, fail_on, progress)
    from validator.doors import kept_check, kept_whole

    asked = kept_check.Asked(options, format, fail_on, *shape_of(output), base, extras, engine)
    if screening or has_rows(root):
        status, pieces = kept_whole.check(memory, asked, made)
    else:
        status, pieces = kept_check.check(memory, asked, progress.step)
    _put(pieces, output, progress)
    return status


def _put(pieces: Iterable[bytes | memoryview], output: Path | None, progress: Silent) -> None:
    """Writes a text that is given in pieces of UTF-8."""
    progress.end()
    try:
        put(pieces, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        if output is None:
            raise
        raise Refusal(f"--output: {output} cannot be written ({error.strerror}).") from error


def _has_large_rows(root: Path) -> bool:
    """Whether bulk files are too large to be read claim by claim."""
    from validator.doors.checking import has_rows

    if not has_rows(root):
        return False
    from validator.bulk.corpus import is_small

    return not is_small(root)


def _memory(root: Path, cache: Path) -> Memory:
    from validator.doors.memory import Memory

    return Memory.of(cache, root)


def _screened(root: Path, options: Options, *, cache: Path | None, seen: dict[str, str] | None) -> Report:
    from validator.bulk.checking import MissingExtraError
    from validator.bulk.checking import check as screened

    try:
        return screened(root, options, cache=cache, seen=seen)[0]
    except MissingExtraError as error:
        raise Refusal(str(error)) from error


def _on_spark(root: Path, options: Options, *, engine: str, master: str | None) -> Report:
    if engine != "spark":
        raise Refusal(f"--master: expected --engine spark beside it, found --engine {engine}.")
    from validator.spark.checking import check as on_spark
    from validator.spark.session import MASTERS, SparkError

    if master is None:
        raise Refusal(f"--engine spark: expected --master beside it ({MASTERS}), found none.")
    try:
        return on_spark(root, options, master=master)[0]
    except SparkError as error:
        raise Refusal(str(error)) from error


def corpus_folder(corpus: Path | None) -> Path:
    """The corpus folder named, or the nearest one upwards. Raises `Refusal`."""
    from validator.records.opening import find_root

    if corpus is not None:
        if not corpus.is_dir():
            raise Refusal(f"--corpus: expected a folder, found none at {corpus}.")
        return corpus
    found = find_root(Path.cwd())
    if found is None:
        hint = "name one with --corpus DIR, or start a corpus with `validate init`"
        raise Refusal(f"expected a folder `claims/` here or in any folder above, found none; {hint}.")
    return found


def rules_named(named: Sequence[str] | None) -> tuple[str, ...]:
    """The rules a command names. Raises `Refusal` for one that is none."""
    if not named:
        return ()
    from validator.judgement.catalogue import catalogue

    for name in named:
        if name not in catalogue():
            raise Refusal(unknown("rule", name, catalogue()))
    return tuple(named)


def _write(report: Report, format: str, output: Path | None, fail_on: str, progress: Silent) -> int:
    """Writes the report and gives the exit status."""
    from validator.report import write

    progress.step(f"writing {len(report.findings):,} findings")
    if output is None:
        progress.end()
        utf8(sys.stdout)
        wide, colored = shape_of(output)
        write(report, format, sys.stdout, width=wide, color=colored)
        sys.stdout.flush()
    else:
        try:
            with output.open("w", encoding="utf-8", newline="\n") as stream:
                write(report, format, stream)
        except OSError as error:
            raise Refusal(f"--output: {output} cannot be written ({error.strerror}).") from error
    return gate.status(report, fail_on)
