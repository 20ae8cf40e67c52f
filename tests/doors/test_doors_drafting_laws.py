"""What a draft fills in is right, what it leaves open is refused, and filled in it is a corpus without faults."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from drafted import SHIPPED, finished, open_fields, stubs, without_claims
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_corpus import write

from validator.doors.drafting import draft, put_in_place
from validator.judgement.coverage import coverage
from validator.records.opening import load
from validator.records.placeholders import choices_of
from validator.records.support import unsupported
from validator.report.inert import is_hidden

SOURCES = ("kiemtin-2020-10-15", "kyodo-2025-04-28", "rfi-2023-11-28", "sv-dialogue-2025", "zh-defence-2022")
VOCABULARY = """\
entities:
  VN: {type: country, names: {en: [Vietnam], vi: [Việt Nam], zh: [越南], ar: [فيتنام]}}
  JP: {type: country, names: {en: [Japan], vi: [Nhật Bản], zh: [日本], ar: [اليابان]}}
  treaty: {type: agreement, names: {en: [the treaty]}}
properties:
  concluded: {kind: event, subject: agreement, stages: [agreed, signed]}
  members: {kind: set}
  trade: {kind: quantity, subject: country-pair, unit: USD}
  share: {kind: quantity, unit: "%"}
  motive: {kind: prose}
"""


@pytest.mark.parametrize("source", SOURCES)
def test_a_draft_is_refused_until_it_is_filled_in_and_then_right(source: str, tmp_path: Path) -> None:
    root = without_claims(tmp_path, source)
    made = draft(load(root), source)
    assert made.stubs > 10
    assert put_in_place(load(root), made) == f"claims/{source}.yaml"

    drafted = load(root)
    assert not drafted.claims_by_source[source]
    written = stubs(made.text)
    assert len(written) == made.stubs
    for stub in written:
        told = list(open_fields(stub))
        assert "subject" in told
    assert {fault.file for fault in drafted.faults} == {f"claims/{source}.yaml"}
    assert all("placeholder" in fault.message for fault in drafted.faults), drafted.faults
    open_places = {(stub["id"], key) for stub in written for key in open_fields(stub)}
    assert len(drafted.faults) == len(open_places)

    file = root / "claims" / f"{source}.yaml"
    header = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["source"]
    for place in range(8):
        claims = []
        for stub in written:
            names = choices_of(stub["property"])
            claims.append(finished(stub, drafted.vocabulary, names[min(place, len(names) - 1)] if names else None))
        whole = {"source": header, "claims": claims}
        file.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
        corpus = load(root)
        assert corpus.faults == ()
        ours = corpus.claims_by_source[source]
        assert len(ours) == made.stubs
        assert {corpus.anchors[claim.full_id].status for claim in ours} == {"found"}
        language = corpus.sources_by_id[source].language
        assert [(claim.id, one) for claim in ours for one in unsupported(claim, language, claim.quotes)] == []
        # what a sentence of the draft quotes is covered, and nothing else is drafted anew
        covered = next(one for one in coverage(corpus) if one.source == source)
        again = draft(corpus, source)
        assert again.stubs == 0
        assert sum(not sentence.covered for sentence in covered.sentences) == len(again.sentences) + len(
            again.unquotable
        )


def test_a_draft_at_work_is_not_drafted_again(tmp_path: Path) -> None:
    root = without_claims(tmp_path, SOURCES[2])
    put_in_place(load(root), draft(load(root), SOURCES[2]))
    again = draft(load(root), SOURCES[2])
    assert again.stubs == 0
    assert [one.stubs for one in again.sentences] == [()] * len(again.sentences)


WORDS = st.sampled_from(
    (
        "Vietnam", "Japan", "越南", "日本", "the treaty", "فيتنام", "signed", "on 11 September 2021", "27/11/2023",
        "about 46 %", "over 3 billion USD", "1600多亿美元", "5", "2,000", "fourth", "yesterday", "hôm qua", "14/10",
        "last year", "\u202e", "\x07", "\x9b31m", "\ud7ff", "\U000e0041", '"', "\\", "#", ": ", "- ", "{", "]",
        "\u2028", "\u200b", "\u0301", "e\u0301", "\t", "?", "? VN", "'", "%", "&a", "*a", "!t", "|", "\u00a0",
        "。", ". ", "\n",
    )
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WORDS | st.text(max_size=6), min_size=1, max_size=30), st.sampled_from(("en", "vi", "zh", "ar", None)))
def test_any_text_gives_a_draft_that_is_refused_and_then_loads(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], language: str | None
) -> None:
    text = " ".join(words).encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    root = write(tmp_path_factory.mktemp("corpus"), VOCABULARY)
    (root / "seeds" / "new.txt").write_text(text, encoding="utf-8", newline="")
    corpus = load(root)
    if not text.strip() or "\ufeff" in text[:1]:
        return
    made = draft(corpus, "seeds/new.txt", language=language, published="2024-01-01")
    assert not any(is_hidden(character) for character in made.text.replace("\n", ""))
    put_in_place(corpus, made)
    drafted = load(root)
    assert not drafted.claims
    if not made.stubs:
        return
    written = stubs(made.text)
    assert all("subject" in set(open_fields(stub)) for stub in written)
    header = {"language": language or "en", "published": "2024-01-01", "text": "seeds/new.txt"}
    whole = {"source": header, "claims": [finished(stub, drafted.vocabulary) for stub in written]}
    (root / "claims" / "new.yaml").write_text(yaml.safe_dump(whole, allow_unicode=False), encoding="utf-8")
    corpus = load(root)
    assert corpus.faults == ()
    assert len(corpus.claims) == made.stubs
    assert {anchor.status for id, anchor in corpus.anchors.items() if id in corpus.claims_by_id} == {"found"}
    for claim in corpus.claims:
        assert not unsupported(claim, language or "und", claim.quotes)


def test_the_page_tells_the_figures_that_the_measurement_gives() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/drafts.py"], cwd=SHIPPED, capture_output=True, text=True, check=True, timeout=120
    )
    rows = [line.split() for line in done.stdout.splitlines() if line]
    measured = {name: [int(number) for number in numbers] for name, *numbers in rows if numbers[0].isdigit()}
    page = (SHIPPED / "docs" / "drafting.md").read_text(encoding="utf-8")
    for name in ("sentence", "subject", "property", "time", "number"):
        (told,) = re.findall(rf"(?m)^\| the {name} \|(.*)\|$", page)
        assert [int(cell.strip() or 0) for cell in told.split("|")] == measured[name]
    sentences, stubs = (sum(measured[source][place] for source in SOURCES) for place in (1, 2))
    assert f"{sentences} sentences, {stubs} stubs; the {measured['sentence'][0]} claims" in page
    times, numbers = measured["times"], measured["numbers"]
    assert f"of {times[0]} times that drafts filled in, {times[1]} stand in a claim" in page
    assert f"of {numbers[0]} numbers {numbers[1]}." in page
