"""One broken file hides nothing: it is told with its place, and the rest of the report stays what it was."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pytest
from good_corpus import Outcome, check, run, write_good
from hostile_files import ATTACKS, CLAIMS, ELSEWHERE, ONE, RECORDS, Attack

from validator import gate
from validator.report import FORMATS

SECONDS = 2
GIBIBYTE = 1024**3
INERT_ANYWHERE = frozenset({*RECORDS, *ELSEWHERE})
"""Attacks whose words come back in messages, so every format has to carry them."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_good(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def clean(corpus: Path) -> Outcome:
    outcome = run(corpus)
    assert outcome.corpus.faults == ()
    assert outcome.status == gate.OPEN
    assert {f["verdict"] for f in outcome.findings} >= {"contradiction", "tension", "problem", "explained", "plan"}
    return outcome


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_hostile_file_is_told_and_hides_nothing(attack: Attack, corpus: Path, clean: Outcome) -> None:
    bad = corpus / attack.file
    bad.parent.mkdir(exist_ok=True)
    bad.write_bytes(attack.data)
    start = time.process_time()
    try:
        outcome = run(corpus, FORMATS if attack in INERT_ANYWHERE else ())
    finally:
        bad.unlink()
    assert time.process_time() - start < SECONDS
    assert outcome.status == gate.UNREADABLE
    assert outcome.apart_from(attack.file) == clean.apart_from()
    told = [f for f in outcome.about(attack.file) if attack.words in f["message"]]
    assert told, outcome.about(attack.file)[:3]
    first, last = attack.token
    places = [(place["line"], place["column"]) for finding in told for place in finding["places"]]
    assert any(first <= place <= last for place in places), (attack.token, places[:3])
    assert_every_place_lies_in_the_file(attack, outcome)


def assert_every_place_lies_in_the_file(attack: Attack, outcome: Outcome) -> None:
    lines = attack.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    for fault in outcome.corpus.faults:
        mark = fault.mark
        assert (mark.line, mark.column) <= (mark.end_line, mark.end_column)
        if fault.file == attack.file:
            assert 1 <= mark.line <= len(lines)
            assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1, fault.place


def test_the_suite_is_as_large_as_it_claims() -> None:
    assert len(ATTACKS) >= 150
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


SAMPLE = (
    "billion-laughs",
    "wide-merge-bomb",
    "deep-lists",
    "too-many-nodes",
    "long-value",
    "many-claims",
    "exponent-bomb",
    "formula-bomb",
)


def little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on address space is enforced on Linux only")
@pytest.mark.parametrize("name", SAMPLE)
def test_a_hostile_file_fits_into_a_gibibyte(name: str, tmp_path: Path, clean: Outcome) -> None:
    attack = next(attack for attack in ATTACKS if attack.name == name)
    corpus = write_good(tmp_path)
    (corpus / attack.file).write_bytes(attack.data)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = check(corpus, "--format", "json", before=little_memory)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == gate.UNREADABLE, done.stderr[-2000:]
    assert done.stderr == b""
    # The interpreter's own start is in it.
    assert after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime < SECONDS + 1
    assert any(attack.words in finding["message"] for finding in json.loads(done.stdout)["findings"])


def test_all_hostile_files_at_once_are_all_told(tmp_path: Path, clean: Outcome) -> None:
    corpus = write_good(tmp_path)
    attacks = [attack for attack in ATTACKS if attack.file == "claims/bad.yaml" and len(attack.data) < 100_000]
    for number, attack in enumerate(attacks):
        (corpus / f"claims/bad-{number}.yaml").write_bytes(attack.data)
    outcome = run(corpus, ())
    bad = {f"claims/bad-{number}.yaml" for number in range(len(attacks))}
    assert bad <= {fault.file for fault in outcome.corpus.faults if fault.unreadable}
    others = [f for f in outcome.findings if not {place["file"] for place in f["places"]} & bad]
    assert [f["id"] for f in others] == [f["id"] for f in clean.findings]


def test_twenty_errors_are_twenty_messages(corpus: Path) -> None:
    bad = corpus / "claims/bad.yaml"
    bad.write_text(CLAIMS + "".join(ONE.replace("one", f"c{n}").replace("pact", f"x{n}") for n in range(20)))
    try:
        faults = run(corpus, ()).corpus.faults
    finally:
        bad.unlink()
    assert [(fault.file, fault.mark.line) for fault in faults] == [("claims/bad.yaml", n + 3) for n in range(20)]


def test_a_broken_text_costs_its_source_no_claim(tmp_path: Path, clean: Outcome) -> None:
    for data, words in (
        (b"caf\xe9", "byte 0xE9 at byte 3 (seeds/noon.txt:1:4)"),
        ("text".encode("utf-16"), "the byte-order mark of UTF-16"),
        (b"x" * (8 * 1024 * 1024 + 1), "at most 8,388,608 bytes"),
    ):
        corpus = write_good(tmp_path)
        (corpus / "seeds/noon.txt").write_bytes(data)
        outcome = run(corpus, ())
        assert outcome.status == gate.UNREADABLE
        (fault,) = outcome.corpus.faults
        assert words in fault.message
        assert (fault.file, fault.mark) == ("claims/noon.yaml", outcome.corpus.sources[-1].marks["text"])
        assert len(outcome.corpus.claims) == len(clean.corpus.claims)
