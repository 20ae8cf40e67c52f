r"""A quote that does not stand in its source.

Evidence is verbatim or it is none. Only the Unicode normal form and the width of white space may differ from the
archived text; a near miss is shown as a hint and never accepted. Without the archived text, quotes cannot be checked,
which the report says.

To mend a finding, copy the words from the archived text, not from a translation or from memory. The message shows the
most similar passage, with its line; where the words stand in the text, but not between the `prefix` and the `suffix`
that the claim gives, it says so.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: The treaty was signed in Tokyo.}]
    evening:
      text: seeds/morning.txt
      claims:
        - {subject: treaty, property: concluded, quote: The treaty was signed at Tokyo.}  # <-- nearest passage, at

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: Signed.}]
    evening:
      text: seeds/morning.txt
      claims:
        - {subject: treaty, property: concluded, quote: Signed., prefix: Not}  # <-- but at seeds/morning.txt:1

**Accepted, because a line break is white space like any other:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: "The treaty\nwas signed."}]
    evening:
      text: seeds/morning.txt
      claims: [{subject: treaty, property: concluded, quote: The treaty was signed.}]

**Accepted, because a letter with an accent is the same, written as one character or as two:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: "Vi\u1EC7t Nam signed."}]
    evening:
      text: seeds/morning.txt
      claims: [{subject: treaty, property: concluded, quote: "Vie\u0323\u0302t Nam signed."}]

**Undecided, because the text is not archived:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      text: none
      sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      claims: [{subject: treaty, property: concluded}]  # <-- cannot be told without its text
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.claim import Claim


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    anchor = world.corpus.anchors.get(claim.full_id)
    if anchor is None:
        return
    if anchor.status == "missing":
        message = f"{claim.full_id}: the quote does not stand in the text of {claim.source}"
        text = world.corpus.texts.get(claim.source)
        if anchor.nearest_span is None or text is None:
            message += "."
        else:
            at = f"{text.file}:{text.text.count(chr(10), 0, anchor.nearest_span[0]) + 1}"
            if anchor.elsewhere:
                message += f" between its prefix and suffix, but at {at}: {anchor.nearest}"
            else:
                message += f". The nearest passage, at {at}: {anchor.nearest}"
        yield Problem(message, (claim.full_id,), field="quote")
    elif anchor.status == "no-text":
        message = f"{claim.full_id}: whether the quote stands in {claim.source} cannot be told without its text."
        yield Problem(message, (claim.full_id,), field="quote", undecided=True)
