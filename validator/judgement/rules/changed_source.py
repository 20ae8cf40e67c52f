"""An archived text that is not the one the claims were taken from.

The record of a source may hold the SHA-256 digest of its text file. If the file no longer has it, the text was edited,
re-encoded or replaced, and every quote and every offset of that source stands on unknown ground.

To mend a finding, restore the text from the archive. If the change is meant (a better transcript, say), check the
quotes of the source and write the new digest.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  # <-- its record expects 9f86d081
      claims: [{subject: treaty, property: concluded, quote: It was signed.}]

**Accepted, because the file has this digest:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      sha256: 72044e8c05207700086e16fd0f5533dab7b6a8fecb60300e7458e9e92c31ca6e
      claims: [{subject: treaty, property: concluded, quote: It was signed.}]

**Accepted, because no digest is stated:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: It was signed.}]
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
