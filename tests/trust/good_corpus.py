"""A small corpus with findings of every kind, and what a run over it leaves behind."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import small_corpus

from validator import gate
from validator.judgement.reporting import report_on
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.report import FORMATS, write

ROOT = Path(__file__).parents[2]

GOOD = """
entities:
  VN: {type: country, names: {en: [Vietnam, Viet Nam], vi: [Việt Nam], zh: [越南]}, member-of: ASEAN}
  JP: {type: country, names: {en: [Japan], ja: [日本]}}
  CN: {type: country, names: {en: [China], zh: [中国]}}
  ASEAN: {type: group, names: {en: [ASEAN]}}
  treaty: {type: agreement, names: {en: [the treaty]}}
  pact: {type: agreement}
properties:
  concluded: {kind: event, subject: agreement, stages: [agreed, signed, in-force]}
  partners: {kind: set, subject: country}
  tier: {kind: state, subject: country-pair, ladder: [CP, SP, CSP], assumptions: [no-downgrade]}
  fleet: {kind: quantity, unit: ships}
assumptions:
  no-downgrade: A state on a ladder does not move down unless a source says so.
morning:
  published: 2024-01-02
  claims:
    - {id: agreed, subject: treaty, property: concluded, stage: agreed, when: 2020-10-19,
       quote: They agreed on it on 19 October 2020.}
    - {id: signed, subject: treaty, property: concluded, stage: signed, when: 2021-09-11,
       quote: It was signed on 11 September 2021.}
    - {id: five, subject: VN, property: partners, count: 5, at: 2023-11-26,
       quote: Việt Nam had 5 partners on 26 November 2023.}
    - {id: planned, subject: treaty, property: concluded, stage: in-force, mood: planned, when: 2022,
       quote: It is to enter into force in 2022.}
noon:
  published: 2024-01-03
  claims:
    - {id: signed, subject: treaty, property: concluded, stage: signed, when: 2021-10,
       quote: The treaty was signed in October 2021.}
    - {id: three, subject: VN, property: partners, only: [JP, CN], at: 2023-11-26,
       quote: On 26 November 2023 its partners were 日本 and 中国.}
    - {id: fleet, subject: JP, property: fleet, is: 46 ships, at: 2023,
       quote: The fleet had 64 ships in 2023.}
evening:
  published: 2024-02-01
  claims:
    - {id: agreed, subject: treaty, property: concluded, stage: agreed, when: 2020-10,
       quote: Agreement came in October 2020.}
    - {id: high, subject: JP+VN, property: tier, is: CSP, at: 2023-11-27,
       quote: The two were at the top on 27 November 2023.}
    - {id: low, subject: JP+VN, property: tier, is: SP, at: 2023-12-27,
       quote: They were in the middle on 27 December 2023.}
"""


def write_good(root: Path) -> Path:
    return small_corpus.write(root, GOOD)


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    findings: tuple[Mapping[str, Any], ...]
    """As the JSON report gives them."""
    corpus: Corpus
    written: Mapping[str, str]
    """The report by format."""

    def about(self, file: str) -> list[Mapping[str, Any]]:
        """Findings whose every place is in one file."""
        return [f for f in self.findings if {place["file"] for place in f["places"]} == {file}]

    def apart_from(self, *files: str) -> str:
        """All other findings, as bytes would be compared: serialised."""
        others = [f for f in self.findings if not {place["file"] for place in f["places"]} <= {*files, ""}]
        return json.dumps(others, ensure_ascii=False, indent=1)


def run(root: Path, formats: Iterable[str] = FORMATS) -> Outcome:
    """Checks a corpus in this process and writes the report in the formats a reader could ask for."""
    corpus = load(root)
    report, _ = report_on(corpus)
    written = {}
    for format in {"json", *formats}:
        stream = io.StringIO()
        write(report, format, stream)
        written[format] = stream.getvalue()
        stream.getvalue().encode("utf-8")
    return Outcome(gate.status(report), tuple(json.loads(written["json"])["findings"]), corpus, written)


def check(
    root: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    before: Callable[[], None] | None = None,
    program: str | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[bytes]:
    """`validate check` as a user runs it: a fresh interpreter, the real command line (or a program that calls it)."""
    variables = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    called = ["-m", "validator.cli"] if program is None else ["-c", program]
    command = [sys.executable, "-P", *called, "check", "--corpus", str(root), *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        cwd=cwd or ROOT,
        env={**variables, **(environment or {})},
        preexec_fn=before,
        timeout=timeout,
        check=False,
    )
