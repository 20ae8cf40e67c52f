"""An archived text that is not the one the claims were taken from.

The `sha256` of a source is that of its text file's bytes; when they differ, every quote of the source stands on unknown ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.source import Source


@rule(over="source")
def check(source: Source, world: World) -> Iterator[Problem]:
    text = world.corpus.texts.get(source.id)
    if source.sha256 is None or text is None or text.sha256 == source.sha256:
        return
    mark = source.marks.get("sha256") or source.mark
    message = f"{source.id}: {text.file} has sha256 {text.sha256}, its record expects {source.sha256}."
    yield Problem(message, file=source.file, mark=mark, subject=source.id, key="sha256")
