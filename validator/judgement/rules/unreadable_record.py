"""What could not be read.

A file, a record or a name that had to be refused: wrong YAML, an unknown key, a date that does not exist, an entity the
vocabulary lacks. Everything else was still read and checked, and exit status 3 says that the report is not about all
of the input. A record that is refused is never guessed at, since a guess would be a claim that nobody made.

To mend a finding, follow its message: it says what was found, what was expected, where, and mostly what to write.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed]}}
    morning:
      - {subject: treaty, property: concluded, stage: signd}  # <-- did you mean `signed`?
      - {subject: treaty, property: concluded, stage: agreed}

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed]}}
    morning:
      - {subject: treaty, property: concluded, when: 2021-02-30}  # <-- 2021-02-30

**Accepted, because an entity may go by any of its names:**

    entities: {VN: {type: country, names: {en: Vietnam, vi: Việt Nam}}}
    properties: {status: {kind: state, values: [observer, member]}}
    morning: [{subject: Việt Nam, property: status, is: member}]

**Accepted, because a time may be told from the day of publication:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: -1Y-09}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def tell(_: World, __: World) -> Iterator[Problem]:
    """Told by the report itself."""
    return iter(())
