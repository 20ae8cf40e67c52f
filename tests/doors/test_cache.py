"""What is kept of earlier runs changes no byte of a report, whatever happened to the corpus or to the cache."""

from __future__ import annotations

import io
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from validator.doors import everyday, kept_check
from validator.doors.archive import judged_apart
from validator.doors.cache import Kept
from validator.doors.checking import check
from validator.doors.kept_check import Asked
from validator.doors.memory import Memory
from validator.doors.told_rows import as_rows, as_told
from validator.judgement.findings import Report
from validator.judgement.reporting import Options, report_on, told_on
from validator.judgement.standing_alone import parted
from validator.records.opening import load
from validator.report import write

ROOT = Path(__file__).parents[2]
VOCABULARY = """\
entities:
  ann: {type: person}
  bob: {type: person, names: {en: [Robert]}}
  cem: {type: person, same-as: dan}
  dan: {type: person}
  o1: {type: office}
  o2: {type: office}
  o3: {type: office}
properties:
  held-by: {kind: state, subject: office, value-type: person}
  kept-by: {kind: state, subject: office, value-type: person, exclusive: true}
  mayor: {kind: state, subject: office, value-type: person, watch: true}
  founded: {kind: event, subject: office, stages: [planned, opened]}
  closed: {kind: event, subject: office, after: founded}
  staff: {kind: quantity, subject: office, unit: people}
  board: {kind: set, subject: office}
  told: {kind: prose, subject: office}
"""
PEOPLE = ("ann", "ann", "bob", "Robert", "bob", "ann", "cem", "eve")
DAYS = ("2019", "2020-03", "2020-03-05", "2020-03-06", "2021", "-1Y", "2020?", "rot")


def claim(random: Random, number: int, *, wild: bool) -> str:
    """A claim; a wild one may reach beyond its question in any of the ways there are."""
    subject, who = random.choice(("o1", "o2", "o3")), random.choice(PEOPLE)
    day, other = random.choice(DAYS), random.choice(DAYS)
    said = random.choice((
        f"property: held-by, is: {who}, during: {day}",
        f"property: founded, stage: opened, when: {day}",
        f"property: staff, is: {random.choice((300, 'about 310', 299, '20 km'))}, during: {day}",
        f"property: board, has: [{who}, ann]",
    ) if not wild else (
        f"property: held-by, is: {who}, during: {day}",
        f"property: held-by, is: {who}, since: {day}",
        f"property: held-by, not: {who}, at: {day}",
        f"property: kept-by, is: {who}, during: {day}",
        f"property: mayor, is: {who}, since: {day}",
        f"property: founded, stage: opened, when: {day}",
        f"property: founded, when: {day}",
        f"property: closed, when: {day}",
        f"property: closed, after: {random.choice(('o1', 'o2'))}/founded",
        f"property: staff, is: {random.choice((300, 'about 310', 299, '20 km'))}, during: {day}",
        f"property: board, has: [{who}, ann]",
        f"property: board, only: [{who}, bob], at: {day}",
        f"property: board, count: {random.randrange(4)}, at: {day}",
        "property: told, says: much",
    ))  # fmt: skip
    more = random.choice(("", ", note: n", ", gloss: Words.", f", said-on: {other}")) if not wild else random.choice((
        "", "", "", "", ", mood: planned", f", said-by: {who}", ", part: headline", ", fix: {ann: bob}", ", among: few",
    ))  # fmt: skip
    return f"  - {{id: c{number}, quote: 'word {random.randrange(12)} of 2020', subject: {subject}, {said}{more}}}"


def source(random: Random, name: str) -> tuple[str, str]:
    published = random.choice((*["2022-01-01"] * 5, *["2023-05-05"] * 2, "2022-01-01..2022-03-01"))
    head = ["source:", "  language: en", f"  published: {published}", f"  text: seeds/{name}.txt"]
    head += ["  published-because: a guess"] if random.random() < 0.1 else []
    head += [f"  via: [s{random.randrange(5)}]"] if random.random() < 0.3 else []
    wild = random.random() < 0.3
    claims = [claim(random, number, wild=wild) for number in range(random.randrange(1, 9))]
    text = " ".join(f"There is word {n} of 2020." for n in range(random.choice((10, 12))))
    return "\n".join([*head, "claims:", *claims]) + "\n", text + "\n"


def begin(root: Path, random: Random) -> None:
    (root / "claims" / "vocabulary").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "claims" / "vocabulary" / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    for number in range(5):
        put(root, random, f"s{number}")


def put(root: Path, random: Random, name: str) -> None:
    record, text = source(random, name)
    (root / "claims" / f"{name}.yaml").write_text(record, encoding="utf-8")
    (root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")


def edit(root: Path, random: Random) -> None:
    """One change as people make them: to a claim, a file, a text, the vocabulary, a ruling."""
    files = sorted((root / "claims").glob("*.yaml"))
    file = random.choice(files)
    lines = file.read_text(encoding="utf-8").split("\n")
    match random.randrange(9):
        case 0:
            put(root, random, f"s{random.randrange(7)}")
        case 1 if len(files) > 1:
            file.unlink()
        case 2:
            lines.insert(lines.index("claims:") + 1, "  # a remark, so that everything moves down a line")
        case 3:
            lines = [line.replace("2020-03-05", "2020-03-06") for line in lines]
        case 4:
            lines.insert(2, "  publisher: ann")
        case 5:
            text = root / "seeds" / f"{file.stem}.txt"
            text.write_text(text.read_text(encoding="utf-8").replace("word 3", "word 33"), encoding="utf-8")
        case 6:
            vocabulary = root / "claims" / "vocabulary" / "all.yaml"
            said = vocabulary.read_text(encoding="utf-8")
            turned = said.replace("watch: true", "watch: false") if random.random() < 0.5 else said + "  # more\n"
            vocabulary.write_text(turned, encoding="utf-8")
        case 7:
            found = check(root).findings
            if found:
                (root / "claims" / "rulings").mkdir(exist_ok=True)
                id = random.choice(found).id
                ruling = f"finding: {id}\nverdict: no-conflict\nbecause: so\nby: desk\non-date: 2026-11-22\n"
                (root / "claims" / "rulings" / f"{id}.yaml").write_text(ruling, encoding="utf-8")
        case _:
            lines.append("  - {id: broken, quote: x, subject: nobody}")
    if file.exists() and random.random() < 0.9 and "claims:" in lines:
        file.write_text("\n".join(lines), encoding="utf-8")


def text_of(report: Report) -> str:
    stream = io.StringIO()
    write(report, "json", stream)
    return stream.getvalue()


def plain_run(root: Path) -> str:
    return text_of(check(root))


def kept_run(root: Path, cache: Path) -> str:
    asked = Asked(Options(), "json", "contradiction")
    return b"".join(kept_check.check(Memory.of(cache, root), asked, lambda words: None)[1]).decode()


CORPORA = int(os.environ.get("VALIDATOR_CACHE_CORPORA", "12"))


@pytest.mark.parametrize("seed", range(CORPORA))
def test_a_kept_run_is_a_fresh_run(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    root, cache = tmp_path / "corpus", tmp_path / "cache"
    begin(root, random)
    for _ in range(6):
        assert kept_run(root, cache) == plain_run(root)
        edit(root, random)


def test_random_corpora_have_parts_that_stand_alone_and_others() -> None:
    """Else the law above would say nothing."""
    import tempfile

    alone = rest = known = 0
    for seed in range(6):
        with tempfile.TemporaryDirectory() as folder:
            root, cache = Path(folder) / "corpus", Path(folder) / "cache"
            begin(root, Random(seed))
            parts = parted(load(root))
            alone += len([c for part in parts.alone for c in part])
            rest += len(parts.rest.claims)
            kept_run(root, cache)
            known += sum(len(json.loads(p.read_text().partition("\n")[2])) for p in cache.glob("*/[0-9]*.json"))
    assert alone > 20
    assert rest > 20
    assert known > 5


def test_several_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.doors.archive.AT_ONCE", 3)
    found = 0
    for seed in range(6):
        root = tmp_path / str(seed)
        begin(root, Random(seed))
        corpus = load(root)
        whole = text_of(report_on(corpus)[0])
        for processes in (1, 2):
            apart = judged_apart(corpus, Options(), processes=processes)
            found += sum(len(told.findings) for told in apart.told)
            assert text_of(report_on(corpus, Options(), apart)[0]) == whole
    assert found > 10


def test_the_shipped_corpus_is_told_alike(tmp_path: Path) -> None:
    expected = plain_run(ROOT)
    assert kept_run(ROOT, tmp_path) == expected
    assert kept_run(ROOT, tmp_path) == expected


# -- the cache itself -------------------------------------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    return data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]


def foreign(data: bytes) -> bytes:
    """As another version would have written it: all in itself sound."""
    head, _, body = data.partition(b"\n")
    return b"0" * 32 + head[32:] + b"\n" + body


HARM: list[Callable[[bytes], bytes]] = [
    cut, flipped, foreign, lambda data: b"", lambda data: b"\xff" * 300, lambda data: b"[" * 100_000,
    lambda data: data.partition(b"\n")[0] + b"\n{}", lambda data: data + b" ",
]  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_a_harmed_cache_is_as_good_as_none(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    root, cache = tmp_path / "corpus", tmp_path / "cache"
    begin(root, Random(1))
    expected = run(root, cache, tmp_path / "out")
    harmed = 0
    for file in sorted(cache.rglob("*")):
        if file.is_file():
            file.write_bytes(harm(file.read_bytes()))
            harmed += 1
    assert harmed > 1
    assert run(root, cache, tmp_path / "out") == expected
    assert kept_run(root, cache) == plain_run(root)


def test_findings_of_another_shape_are_not_taken() -> None:
    corpus = load(ROOT)
    told, _ = told_on(corpus, Options())
    lines = {claim.full_id: claim.mark.line for claim in corpus.claims}
    rows = json.loads(json.dumps(as_rows(told, lines)))
    assert as_told(rows, lines) == told
    assert len(told.findings) > 5
    assert told.timelines
    assert told.dated
    findings, *others = rows
    first = findings[0]
    wrong_findings = ([[1]], [None], "x", [first[:-1]], [[None, *first[1:]]], [[*first, 1]], 5)
    for wrong in (*([one, *others] for one in wrong_findings), rows[:-1], [], 5, None):
        assert as_told(wrong, lines) is None


def test_findings_move_with_their_claims(tmp_path: Path) -> None:
    """Nothing is judged again where claims only stand on other lines."""
    known = 0
    for seed in range(5):
        root, cache = tmp_path / f"corpus{seed}", tmp_path / f"cache{seed}"
        begin(root, Random(seed))
        kept_run(root, cache)
        for file in (root / "claims").glob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("claims:", "# moved\n\nclaims:\n  # down"), encoding="utf-8")
        files = {path: path.read_bytes() for path in cache.glob("*/[0-9]*.json")}
        assert kept_run(root, cache) == plain_run(root)
        assert {path: path.read_bytes() for path in cache.glob("*/[0-9]*.json")} == files
        known += sum(len(json.loads(data.partition(b"\n")[2])) for data in files.values())
    assert known > 5


def run(root: Path, cache: Path, out: Path) -> tuple[int, bytes]:
    status = everyday.check(corpus=root, format="json", output=out, cache=cache)
    return status, out.read_bytes()


def test_an_unchanged_corpus_is_told_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache, out = tmp_path / "corpus", tmp_path / "cache", tmp_path / "out"
    begin(root, Random(2))
    first = run(root, cache, out)
    assert first == (everyday.check(corpus=root, format="json", output=out), out.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr("validator.doors.checking.load_all", None)  # reading the corpus again would fail
        assert run(root, cache, out) == first
    for number, change in enumerate(changes(root)):
        change()
        assert run(root, cache, out)[1].decode() == plain_run(root), number


def changes(root: Path) -> Iterator[Callable[[], object]]:
    claims = root / "claims"
    yield lambda: (claims / "s0.yaml").write_text((claims / "s0.yaml").read_text() + "\n# more\n")
    yield lambda: (claims / "s9.yaml").write_text(source(Random(9), "s9")[0])  # its text is not there
    yield lambda: (root / "seeds" / "s9.txt").write_text("There is word 1 of 2020.")
    yield lambda: (claims / "baseline.json").write_text('{"schema_version": 1, "findings": []}')
    yield lambda: (claims / "odd.yml").write_text("x")
    yield lambda: (claims / "s9.yaml").unlink()
    yield lambda: os.utime(claims / "s0.yaml", (1, 1))


def test_other_questions_get_other_answers(tmp_path: Path) -> None:
    root, cache, out = tmp_path / "corpus", tmp_path / "cache", tmp_path / "out"
    begin(root, Random(2))
    told = set()
    for format in ("json", "csv"):
        for fail_on in ("contradiction", "never"):
            for ignore in (None, ["agreement"]):
                for cached in (cache, None, cache):
                    status = everyday.check(root, format, out, fail_on, None, ignore, cache=cached)
                    told.add((format, fail_on, str(ignore), status, out.read_bytes()))
    assert len(told) == 8


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    root, out = tmp_path / "corpus", tmp_path / "out"
    begin(root, Random(2))
    expected = everyday.check(corpus=root, format="json", output=out), out.read_bytes()
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    for cache in (in_the_way, in_the_way / "below", Path("/proc/none/such")):
        assert run(root, cache, out) == expected
    assert in_the_way.read_text() == "no folder"


def test_a_cache_inside_the_corpus_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(tmp_path, Random(2))
    assert everyday.check(corpus=tmp_path, cache=tmp_path / "claims") == 2
    assert "outside the corpus" in capsys.readouterr().err


def test_runs_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "cache", "basis")
    texts = [chr(97 + n) * 200_000 for n in range(6)]
    seen: list[str | None] = []

    def work(text: str) -> None:
        for _ in range(20):
            kept.write_text("one", text)
            seen.append(kept.read_text("one"))

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) <= {*texts, None}
    assert kept.read_text("one") in texts
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["one"]


def test_two_corpora_share_a_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for seed in (4, 5):
        begin(tmp_path / f"corpus{seed}", Random(seed))
    for _ in range(2):
        for seed in (4, 5):
            root = tmp_path / f"corpus{seed}"
            assert kept_run(root, cache) == plain_run(root)
    shutil.rmtree(cache)
    assert kept_run(tmp_path / "corpus4", cache) == plain_run(tmp_path / "corpus4")
