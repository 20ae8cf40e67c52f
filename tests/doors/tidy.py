"""What tests of `validate fmt` share."""

from __future__ import annotations

import re

from validator.records.yaml_reader import Document, Mapping, Scalar, Sequence

UNTIDY = """\
# yaml-language-server: $schema=schema.json

# about the source
source:   # the head
    language: en
    published:    2024-01-01
    # why
    published-because: >-
          folded
            more

          text
    title: "A
      title"
    text: seeds/a.txt
    # end of source
# the claims
claims:    # many

# first
- quote: "x: #y"   # tail

  # of the id
  id: a
  has:
  - one
  - two   # tail of two
  only: [a,
     b,  # inner
     c]
  property: p
  fix:
      b: c
      # in fix
      a: d
  note: |2
      keeps
     two
    # closes a


# --- next

# and
- {id: b, quote: z, property: q}
-   id: c
    quote: 'it''s'
    property: p

    when: 2021
    # end of c
  # end of the list
# before uncheckable
uncheckable:
- {quote: a, because: b}
- {quote: c, because: d}
-   quote: e
    because: f
# very end

"""


def comment_lines(document: Document) -> list[str]:
    """Comments on lines of their own and behind values, found without the formatter: by blanking out every text."""
    text = list(document.text)

    def blank(node: object) -> None:
        match node:
            case Scalar(_, mark, _):
                for place in range(mark.index, mark.end_index):
                    text[place] = "\n" if text[place] == "\n" else "."
            case Sequence(items):
                for item in items:
                    blank(item)
            case Mapping(entries):
                for entry in entries:
                    for half in entry:
                        blank(half)

    blank(document.root)
    found = (re.search(r"#.*", line) for line in "".join(text).split("\n"))
    return sorted(match[0].rstrip() for match in found if match)
