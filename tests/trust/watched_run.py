"""Runs `validate check` in this interpreter and writes down all that it does to the world outside.

Called by the tests as a script: the corpus, the format, the file to write the findings to, and optionally code that
one rule is made to run, by which the tests see that the watch is awake. What an import does is the interpreter's own
affair and is not written down: no import depends on the corpus.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

WATCHED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.putenv",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "shutil.",
    "tempfile.",
    "pickle.",
    "marshal.loads",
    "code.__new__",
    "ctypes.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "pty.",
    "compile",
    "exec",
    "open",
)
NOT_TO_BLAME = sys.stdlib_module_names | {"", "__main__"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

seen: list[dict[str, str]] = []
watching = False


def frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def note(event: str, what: str) -> None:
    """Writes an event down with the module that caused it, unless an import caused it."""
    caller = ""
    for frame in frames(sys._getframe(2)):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(("importlib.", "_frozen_importlib")):
            return
        if not caller and module.split(".")[0] not in NOT_TO_BLAME:
            caller = module
    seen.append({"event": event, "what": str(what), "by": caller})


def hook(event: str, args: tuple[Any, ...]) -> None:
    global watching
    if not watching or not event.startswith(WATCHED):
        return
    watching = False
    try:
        if event == "open":
            path, _, flags = args
            writes = isinstance(flags, int) and flags & WRITES
            note(
                "open for writing" if writes else "open", os.fsdecode(path) if not isinstance(path, int) else str(path)
            )
        elif event == "compile":
            source, name = args
            shown = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
            note("compile", f"{os.fsdecode(name) if name else ''}: {shown if isinstance(shown, str) else 'a tree'}")
        elif event == "exec":
            note("exec", args[0].co_filename)
        else:
            note(event, repr(args)[:200])
    finally:
        watching = True


class SpiedEnvironment(dict[str, str]):
    """Stands in for `os.environ` and tells who reads it."""

    def __getitem__(self, key: str) -> str:
        self._read(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._read(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._read(key)
        return super().get(key, default)

    def _read(self, key: str) -> None:
        if watching:
            note("environment", key)


def plant(code: str) -> None:
    """Makes the rule on weekdays run some code for each claim."""
    from dataclasses import replace

    from validator.judgement import engine
    from validator.judgement.catalogue import catalogue

    def run(claim: object, world: object) -> Iterator[Any]:
        exec(program, {"claim": claim, "os": os})
        return iter(())

    program = compile(code, "planted", "exec")
    rules = dict(catalogue())
    rules["wrong-weekday"] = replace(rules["wrong-weekday"], run=run)
    engine.catalogue = lambda: rules  # type: ignore[assignment]


def main(corpus: str, format: str, findings: str, planted: str = "") -> None:
    global watching
    from validator.cli import app

    if planted:
        plant(planted)
    vars(os)["environ"] = SpiedEnvironment(os.environ)
    sys.addaudithook(hook)
    watching = True
    status = app(["check", "--corpus", corpus, "--format", format], standalone_mode=False)
    watching = False
    Path(findings).write_text(json.dumps({"status": status, "seen": seen}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
