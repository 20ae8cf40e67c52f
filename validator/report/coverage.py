"""The coverage page: sentences without a claim, claims that met no other, and what would unlock comparisons."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from validator.judgement.coverage import SourceCoverage
from validator.judgement.findings import Report
from validator.report.inert import visible

LONGEST_LINE = 110


def write(
    report: Report, sources: tuple[SourceCoverage, ...], lonely: dict[str, str], missing: dict[str, int], stream: TextIO
) -> int:
    """Writes the page and returns the percentage of sentences covered, rounded down."""
    total = sum(len(s.sentences) for s in sources)
    covered = sum(sentence.covered for s in sources for sentence in s.sentences)
    share = 100 if total == 0 else covered * 100 // total
    print(f"{covered} of {total} sentences covered ({share} %)\n", file=stream)
    for source in sources:
        bare = [s for s in source.sentences if not s.covered]
        claimed = sum(1 for s in source.sentences if s.claims)
        marked = sum(1 for s in source.sentences if s.marked and not s.claims)
        print(
            f"{visible(source.source)}: {claimed} with claims, {marked} marked uncheckable, {len(bare)} open",
            file=stream,
        )
        for sentence in bare:
            print(f"    - {visible(_short(sentence.text))}", file=stream)
    reasons = Counter(lonely.values())
    print(f"\n{len(lonely)} claims met no other claim:", file=stream)
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:>4}  {reason}", file=stream)
        for id in sorted(id for id, why in lonely.items() if why == reason and reason.startswith("nobody")):
            print(f"        {visible(id)}", file=stream)
    if missing:
        print("\nWhat would unlock most comparisons:", file=stream)
        for field, count in sorted(missing.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {count:>4}  {field}", file=stream)
    if report.skipped:
        print("\nChecks that did not run:", file=stream)
        for skip in report.skipped:
            print(f"  {skip.count:>4}  {skip.rule}: {skip.reason}", file=stream)
    return share


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_LINE else flat[: LONGEST_LINE - 1] + "…"
