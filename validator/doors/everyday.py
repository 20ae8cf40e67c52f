"""The everyday command, `validate check`: what it does, and its arguments read without the command-line library.

That library takes longer to load than two hundred claims take to read and judge. So arguments in their plain form are
read here; for anything else - help, another command, a mistake - the library is asked, which is why nothing is told
here about arguments.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from validator import gate
from validator.doors.progress import Silent, on_terminal
from validator.doors.refusal import Refusal

if TYPE_CHECKING:
    from validator.doors.memory import Memory
    from validator.judgement.findings import Report
    from validator.judgement.reporting import Options

EXTRAS: Final[Mapping[str, tuple[str, ...]]] = {"html": ("texts",), "sarif": ("since",)}
"""What a format shows beyond the report."""
ENGINES: Final = ("auto", "exact", "duckdb", "spark")

_ONE_TEXT: Final[Mapping[str, str]] = {
    "--format": "format",
    "-f": "format",
    "--fail-on": "fail_on",
    "--rulings-from": "rulings_from",
    "--engine": "engine",
    "--master": "master",
}
_ONE_PATH: Final[Mapping[str, str]] = {"--corpus": "corpus", "--output": "output", "-o": "output", "--cache": "cache"}
_MANY_TEXTS: Final[Mapping[str, str]] = {"--select": "select", "--ignore": "ignore"}
_FLAGS: Final[Mapping[str, str]] = {"--no-rulings": "no_rulings", "--watch": "watch", "--quiet": "quiet"}


def arguments(words: Sequence[str]) -> dict[str, Any] | None:
    """The arguments of `check`, by the names of its parameters; None where the library should look at them."""
    if words and words[0] != "check":
        return None
    found: dict[str, Any] = {}
    waiting = list(words[1:])
    while waiting:
        word, given, value = waiting.pop(0).partition("=")
        if word in _FLAGS and not given:
            found[_FLAGS[word]] = True
            continue
        if not given and waiting:
            value = waiting.pop(0)
        if not value or value.startswith("-") or (given and not word.startswith("--")):
            return None
        if word in _ONE_TEXT:
            found[_ONE_TEXT[word]] = value
        elif word in _ONE_PATH:
            found[_ONE_PATH[word]] = Path(value)
        elif word in _MANY_TEXTS:
            found.setdefault(_MANY_TEXTS[word], []).append(value)
        else:
            return None
    return found


def run(words: Sequence[str], otherwise: Callable[[], object]) -> int | None:
    """Runs `check` where the words are arguments for it in their plain form, and `otherwise` where they are not.

    Gives the exit status of `check`; None after the other.
    """
    given = None if any(name.endswith("_COMPLETE") for name in os.environ) else arguments(words)
    if given is None:
        otherwise()
        return None
    try:
        return check(**given)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the report has read enough. What is left unwritten must not be complained of at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


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

    from validator.doors.checking import base_revision, check_by
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
    by_rows: Callable[[Options], Report] | None = None
    if engine == "spark" or master is not None:
        progress.step("checking on Spark")
        by_rows = partial(_on_spark, root, engine=engine, master=master)
    elif engine == "duckdb" or (engine == "auto" and _has_large_rows(root)):
        progress.step("screening bulk claims")
        by_rows = partial(_screened, root, cache=cache)
    if by_rows is not None:
        since = [extra for extra in extras if extra != "texts"]  # of rows there are none
        report = check_by(by_rows, root, options, rulings_from=base, extras=since)
        return _write(report, format, output, fail_on, progress)
    memory = _memory(root, cache)
    if memory is None:
        report = checked(root, options, rulings_from=base, extras=extras, told=progress.step)
        return _write(report, format, output, fail_on, progress)
    from validator.doors.kept_check import Asked
    from validator.doors.kept_check import check as remembering

    shape = (width(), _color()) if output is None else (None, False)
    status, pieces = remembering(memory, Asked(options, format, fail_on, *shape, base, extras), progress.step)
    _put(pieces, output, progress)
    return status


def _memory(root: Path, cache: Path | None) -> Memory | None:
    """What is known of earlier runs, for a corpus without bulk files; None where nothing is to be kept."""
    if cache is None:
        return None
    from validator.doors.checking import has_rows
    from validator.doors.memory import Memory

    return None if has_rows(root) else Memory.of(cache, root)


def _put(pieces: Iterable[memoryview], output: Path | None, progress: Silent) -> None:
    """Writes a text that is given in pieces of UTF-8."""
    if output is None:
        progress.end()
        utf8(sys.stdout)
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None or os.linesep != "\n":
            sys.stdout.write(b"".join(pieces).decode())
        else:
            sys.stdout.flush()
            binary.writelines(pieces)
        sys.stdout.flush()
        return
    try:
        with output.open("wb") as stream:
            stream.writelines(pieces)
    except OSError as error:
        raise Refusal(f"--output: {output} cannot be written ({error.strerror}).") from error


def _has_large_rows(root: Path) -> bool:
    """Whether bulk files are too large to be read claim by claim."""
    claims = root / "claims"
    if not any(claims.glob("*.jsonl")) and not any(claims.glob("*.parquet")):
        return False
    from validator.bulk.corpus import is_small

    return not is_small(root)


def _screened(root: Path, options: Options, *, cache: Path | None) -> Report:
    from validator.bulk.checking import MissingExtraError
    from validator.bulk.checking import check as screened

    try:
        return screened(root, options, cache=cache)[0]
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
    from validator.records.corpus import find_root

    if corpus is not None:
        if not corpus.is_dir():
            raise Refusal(f"--corpus: {corpus} is not a folder.")
        return corpus
    found = find_root(Path.cwd())
    if found is None:
        raise Refusal(
            "no folder `claims/` here or in any folder above; name one with --corpus DIR, "
            "or start a corpus with `validate init`."
        )
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


def unknown(what: str, found: str, known: object) -> str:
    import difflib

    names = [str(name) for name in known]  # type: ignore[attr-defined]
    close = difflib.get_close_matches(found, names, n=1)
    return f"unknown {what} {found!r}." + (f" Did you mean {close[0]!r}?" if close else "")


def _write(report: Report, format: str, output: Path | None, fail_on: str, progress: Silent) -> int:
    """Writes the report and gives the exit status."""
    from validator.report import write

    progress.step(f"writing {len(report.findings):,} findings")
    if output is None:
        progress.end()
        utf8(sys.stdout)
        write(report, format, sys.stdout, width=width(), color=_color())
        sys.stdout.flush()
    else:
        try:
            with output.open("w", encoding="utf-8", newline="\n") as stream:
                write(report, format, stream)
        except OSError as error:
            raise Refusal(f"--output: {output} cannot be written ({error.strerror}).") from error
    return gate.status(report, fail_on)


def utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def width() -> int | None:
    """Cells of the terminal that is written to; None where it is none."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _color() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
