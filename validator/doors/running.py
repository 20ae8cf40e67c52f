"""The command line's own beginning: the everyday command, `validate check`, has its arguments read here, without the
command-line library, and is answered here where nothing has changed since it was answered last.

That library takes longer to load than two hundred claims take to read and judge. So arguments in their plain form are
read here; for anything else - help, another command, a mistake - the library is asked, which is why nothing is told
here about arguments. Imports next to nothing (`validator.doors.again`).
"""

from __future__ import annotations

import os
import sys

from validator.doors.again import told_again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Final

ONE_TEXT: Final[Mapping[str, str]] = {
    "--format": "format",
    "-f": "format",
    "--fail-on": "fail_on",
    "--rulings-from": "rulings_from",
    "--engine": "engine",
    "--master": "master",
}
ONE_PATH: Final[Mapping[str, str]] = {"--corpus": "corpus", "--output": "output", "-o": "output", "--cache": "cache"}
MANY_TEXTS: Final[Mapping[str, str]] = {"--select": "select", "--ignore": "ignore"}
FLAGS: Final[Mapping[str, str]] = {"--no-rulings": "no_rulings", "--watch": "watch", "--quiet": "quiet"}


def arguments(words: Sequence[str]) -> dict[str, Any] | None:
    """The arguments of `check`, by the names of its parameters; None where the library should look at them."""
    if words and words[0] != "check":
        return None
    found: dict[str, Any] = {}
    waiting = list(words[1:])
    while waiting:
        word, given, value = waiting.pop(0).partition("=")
        if word in FLAGS and not given:
            found[FLAGS[word]] = True
            continue
        if not given and waiting:
            value = waiting.pop(0)
        if not value or value.startswith("-") or (given and not word.startswith("--")):
            return None
        if word in ONE_TEXT:
            found[ONE_TEXT[word]] = value
        elif word in ONE_PATH:
            found[ONE_PATH[word]] = value
        elif word in MANY_TEXTS:
            found.setdefault(MANY_TEXTS[word], []).append(value)
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
        status = told_again(given, os.environ)
        return _check(given) if status is None else status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the report has read enough. What is left unwritten must not be complained of at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _check(given: Mapping[str, Any]) -> int:
    from pathlib import Path

    from validator.doors import everyday

    paths = {name: Path(given[name]) for name in ONE_PATH.values() if name in given}
    return everyday.check(**{**given, **paths})
