"""Writes docs/rules.md from the docstrings of the rule modules; with --check it only tells whether that is needed."""

from __future__ import annotations

import sys
from pathlib import Path

from validator.judgement.catalogue import catalogue
from validator.judgement.rule import Rule

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

INTRODUCTION = """\
# Rules

<!-- Written by scripts/write_rule_catalogue.py from the docstrings in validator/judgement/rules. Edit those. -->

A rule says how answers relate, or what is wrong with one record. The file name of its module is its id, and its
docstring is its page; `validate explain RULE` prints the same text. Every example on this page is run by the tests:
what is flagged is flagged for the words behind the arrow, with exactly the marked claims as members, and what is
accepted raises no accusation.

The examples are written compactly. `entities`, `properties` and `assumptions` are vocabulary, `rulings` are rulings;
every other key is a source with its claims, published on 1 January 2024 unless it says otherwise. Claims are numbered
`c1`, `c2`, … within their source, and a quote that is left out is filled in. How claims are read is told in
[semantics.md](semantics.md).
"""


def catalogue_page() -> str:
    """The whole page as Markdown, one section a rule, in alphabetical order."""
    rules = catalogue().values()
    table = ["| rule | finds |", "|---|---|", *(f"| [`{rule.id}`](#{rule.id}) | {rule.title} |" for rule in rules)]
    return "\n".join([INTRODUCTION, *table, *map(_section, rules)]) + "\n"


def _section(rule: Rule) -> str:
    title, _, rest = rule.page.strip().partition("\n")
    return f"\n## {rule.id}\n\n_{title}_\n{rest.rstrip()}"


def main() -> int:
    page = catalogue_page()
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if "--check" in sys.argv[1:]:
        if written == page:
            return 0
        print(f"{PAGE.name} is not up to date: run python {Path(sys.argv[0]).name} without --check", file=sys.stderr)
        return 1
    if written != page:
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
