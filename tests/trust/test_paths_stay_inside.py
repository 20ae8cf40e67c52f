"""Nothing outside the corpus folder is opened, waited for, or repeated, whatever a record or a folder says."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from good_corpus import check, run, write_good

from validator import gate
from validator.bulk import checking as bulk
from validator.bulk import staging
from validator.bulk.corpus import load_with_rows
from validator.bulk.layout import BulkFile
from validator.doors.checking import load_all
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.report import FORMATS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes and devices")

SECRET = "the launch code is zebra forty-two"
HEAD = "source: {{language: en, published: 2023-11-28, text: {path}}}\n"
CLAIM = f"claims: [{{id: one, quote: {SECRET[:-4]}, subject: pact, property: concluded, when: 2021-09-11}}]\n"

UPWARDS = (
    "../secret.txt",
    "seeds/../../secret.txt",
    "seeds/../seeds/morning.txt",
    "..",
    "./../secret.txt",
    "seeds/./morning.txt",
    "seeds//morning.txt",
    "seeds/",
    ".",
    "/",
    "{outside}/secret.txt",
    "//server/share/secret.txt",
    "\\\\server\\share\\secret.txt",
    "..\\secret.txt",
    "C:\\secret.txt",
    "C:/secret.txt",
    "C:secret.txt",
    "~/secret.txt",
    "~root/secret.txt",
    "file:///etc/passwd",
    "file:secret.txt",
    "https://example.org/secret.txt",
    "/proc/self/environ",
    "/dev/stdin",
    "/dev/zero",
    "$HOME/secret.txt",
    "${HOME}/secret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%00/secret.txt",
    "．．/secret.txt",
    "‥/secret.txt",
    "seeds/*.txt",
    "seeds/morning.txt/..",
    "seeds/morning.txt/secret",
    "a" * 600,
    "a/" * 250 + "b",
    "SEEDS/MORNING.TXT",
    "seeds/morning.txt ",
)


def link_to(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the superuser makes devices")


def listening(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(before)


THINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "link-outside": (link_to("{outside}/secret.txt"), "a symbolic link"),
    "link-inside": (link_to("morning.txt"), "a symbolic link"),
    "link-nowhere": (link_to("nowhere"), "a symbolic link"),
    "link-to-itself": (link_to("thing"), "a symbolic link"),
    "link-to-device": (link_to("/dev/zero"), "a symbolic link"),
    "link-to-process": (link_to("/proc/self/environ"), "a symbolic link"),
    "link-to-folder": (link_to("{outside}"), "a symbolic link"),
    "pipe": (os.mkfifo, "a pipe"),
    "folder": (Path.mkdir, "a folder"),
    "device": (device, "a device"),
    "socket": (listening, "a socket"),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus beside a file that must never be read."""
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "secret.yaml").write_text(f"source: {{title: {SECRET}}}\n", encoding="utf-8")
    return write_good(tmp_path / "corpus")


def make(thing: str, path: Path) -> str:
    """Puts the thing there and says what it is."""
    maker, name = THINGS[thing]
    if thing in ("link-outside", "link-to-folder"):
        outside = path.parents[1] if path.parent.name in ("claims", "seeds") else path.parents[2]
        path.symlink_to(outside.parent / ("secret.txt" if thing == "link-outside" else ""))
    else:
        maker(path)
    return name


def source(path: str) -> str:
    return HEAD.format(path=json.dumps(path)) + CLAIM


def test_no_path_of_a_record_leads_out(corpus: Path) -> None:
    clean = run(corpus, ()).apart_from()
    for number, path in enumerate(UPWARDS):
        written = path.replace("{outside}", str(corpus.parent))
        (corpus / f"claims/bad-{number}.yaml").write_text(source(written), encoding="utf-8")
    files = [f"claims/bad-{number}.yaml" for number in range(len(UPWARDS))]
    outcome = run(corpus, ())
    assert [fault.file for fault in outcome.corpus.faults] == sorted(files)
    assert all(fault.mark.line == 1 and fault.mark.column > 40 for fault in outcome.corpus.faults)
    assert outcome.status == gate.UNREADABLE
    assert not {text.source for text in outcome.corpus.texts.values()} - {"morning", "noon", "evening"}
    assert all(outcome.corpus.anchors[f"bad-{n}/one"].nearest == "" for n in range(len(UPWARDS)))
    assert outcome.apart_from(*files) == clean


def test_no_format_repeats_what_stands_outside(corpus: Path) -> None:
    (corpus / "claims/bad.yaml").write_text(source("../secret.txt"), encoding="utf-8")
    (corpus / "claims/worse.yaml").symlink_to(corpus.parent / "secret.yaml")
    (corpus / "seeds/link.txt").symlink_to(corpus.parent / "secret.txt")
    (corpus / "claims/worst.yaml").write_text(source("seeds/link.txt"), encoding="utf-8")
    outcome = run(corpus)
    assert len(outcome.corpus.faults) == 3
    assert set(outcome.written) == set(FORMATS)
    for text in outcome.written.values():
        assert "zebra forty-two" not in text
    done = check(corpus)
    assert done.returncode == gate.UNREADABLE
    assert b"zebra" in done.stdout, "the quote of the claim itself may be shown"
    assert b"zebra forty-two" not in done.stdout + done.stderr


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize(
    "place",
    ["seeds/thing", "claims/thing.yaml", "claims/vocabulary/thing.yaml", "claims/rulings/00000000.yaml"],
    ids=["text", "source", "vocabulary", "ruling"],
)
def test_only_regular_files_are_read(thing: str, place: str, corpus: Path) -> None:
    clean = run(corpus, ()).apart_from()
    (corpus / "claims/rulings").mkdir()
    named = make(thing, corpus / place)
    if place == "seeds/thing":
        (corpus / "claims/bad.yaml").write_text(source("seeds/thing"), encoding="utf-8")
    outcome = run(corpus, ())
    (fault,) = outcome.corpus.faults
    assert f"found {named} at `{place}`" in fault.message
    assert fault.file == ("claims/bad.yaml" if place == "seeds/thing" else place)
    assert outcome.status == gate.UNREADABLE
    assert outcome.apart_from(fault.file) == clean


@pytest.mark.parametrize("component", ["claims", "claims/vocabulary", "claims/rulings", "seeds"])
def test_no_folder_on_the_way_is_a_link(component: str, corpus: Path) -> None:
    (corpus / "claims/rulings").mkdir()
    (corpus / component).rename(corpus.parent / "moved")
    (corpus / component).symlink_to(corpus.parent / "moved")
    outcome = run(corpus, ())
    assert outcome.status == gate.UNREADABLE
    assert any(f"symbolic link at `{component}`" in fault.message for fault in outcome.corpus.faults)
    if component == "seeds":
        assert outcome.corpus.texts == {}
    if component == "claims":
        assert outcome.corpus.claims == ()


def test_a_pipe_is_not_waited_for(corpus: Path) -> None:
    os.mkfifo(corpus / "claims/pipe.yaml")
    os.mkfifo(corpus / "seeds/pipe.txt")
    (corpus / "claims/bad.yaml").write_text(source("seeds/pipe.txt"), encoding="utf-8")
    done = check(corpus, "--format", "json", timeout=20)
    assert done.returncode == gate.UNREADABLE
    assert done.stdout.count(b"found a pipe at") == 2


def test_a_file_exchanged_for_a_link_after_the_look_is_not_followed(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look and the opening are two calls; a link that appears in between meets O_NOFOLLOW."""
    text = corpus / "seeds/morning.txt"
    look = os.lstat

    def exchanging(path: Path) -> os.stat_result:
        seen = look(path)
        if Path(path) == text and stat.S_ISREG(seen.st_mode):
            text.unlink()
            text.symlink_to(corpus.parent / "secret.txt")
        return seen

    monkeypatch.setattr("validator.records.files.os.lstat", exchanging)
    outcome = run(corpus, ())
    assert "morning" not in outcome.corpus.texts
    (fault,) = outcome.corpus.faults
    assert fault.file == "claims/morning.yaml"
    assert SECRET[:10] not in str(fault)


ROW = {
    "source": "morning",
    "quote": "signed",
    "subject": "treaty",
    "property": "concluded",
    "stage": "signed",
    "when": "2019-01-01",
}


@pytest.fixture
def exchanged(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Makes a file become a link to one outside, after so many looks at it."""

    def exchange(name: str, looks: int) -> None:
        place, outside = corpus / name, corpus.parent / f"outside{Path(name).suffix}"
        look, left = os.lstat, [looks]

        def exchanging(path: Path, **options: Any) -> os.stat_result:
            seen = look(path, **options)
            if Path(path) == place and stat.S_ISREG(seen.st_mode):
                left[0] -= 1
                if left[0] == 0:
                    place.unlink()
                    place.symlink_to(outside)
            return seen

        monkeypatch.setattr("validator.records.files.os.lstat", exchanging)

    return exchange


def rows(place: Path, id: str) -> None:
    row = {**ROW, "id": id}
    if place.suffix == ".jsonl":
        place.write_text(json.dumps(row) + "\n", encoding="utf-8")
        return
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.Table.from_pylist([row]), place)


def screened(root: Path) -> Report:
    pytest.importorskip("duckdb")
    return bulk.check(root)[0]


@pytest.mark.parametrize("looks", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "reader", [lambda root: report_on(load_with_rows(root))[0], screened], ids=["read", "screened"]
)
@pytest.mark.parametrize("name", ["claims/more.jsonl", "claims/more.parquet"])
def test_a_bulk_file_exchanged_for_a_link_is_not_followed(
    name: str, reader: Callable[[Path], Report], looks: int, corpus: Path, exchanged: Callable[[str, int], None]
) -> None:
    """Whenever the link appears: what stood there before is read, or it is told that nothing can be."""
    rows(corpus / name, "lion")
    rows(corpus.parent / f"outside{Path(name).suffix}", "zebra")
    exchanged(name, looks)
    report = reader(corpus)
    told = {claim for finding in report.findings for claim in finding.claims}
    assert "morning/zebra" not in told
    assert ("morning/lion" in told) != report.unreadable


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what is open has no name here")
def test_duckdb_reads_the_parquet_file_that_was_looked_at(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(corpus / "claims/more.parquet", "lion")
    rows(corpus.parent / "outside.parquet", "zebra")
    hold = staging._held

    def exchanging(file: BulkFile, *, keep: bool) -> BinaryIO | None:
        held = hold(file, keep=keep)
        file.place.unlink()
        file.place.symlink_to(corpus.parent / "outside.parquet")
        return held

    monkeypatch.setattr(staging, "_held", exchanging)
    told = {claim for finding in screened(corpus).findings for claim in finding.claims}
    assert "morning/lion" in told
    assert "morning/zebra" not in told


def test_the_corpus_folder_itself_may_be_reached_by_a_link(corpus: Path) -> None:
    """Whoever runs the check chose that folder; only what is inside it is not trusted."""
    link = corpus.parent / "link"
    link.symlink_to(corpus)
    assert run(link, ()).apart_from() == run(corpus, ()).apart_from()


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("place", ["claims/more.jsonl", "claims/more.parquet", "claims/vocabulary/entities.jsonl"])
def test_a_bulk_file_that_is_none_is_told(thing: str, place: str, corpus: Path) -> None:
    clean = run(corpus, ()).apart_from()
    named = make(thing, corpus / place)
    outcome = run(corpus, ())
    (fault,) = outcome.corpus.faults
    assert f"found {named} at `{place}`" in fault.message
    assert fault.file == place
    assert outcome.status == gate.UNREADABLE
    assert outcome.apart_from(place) == clean


@pytest.mark.parametrize("thing", ["link-outside", "pipe", "folder"])
def test_the_command_line_tells_a_bulk_file_that_is_none(thing: str, corpus: Path) -> None:
    named = make(thing, corpus / "claims/more.jsonl")
    done = check(corpus, "--format", "json", timeout=20)
    assert done.returncode == gate.UNREADABLE
    assert f"found {named} at `claims/more.jsonl`" in done.stdout.decode()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("claims/MORE.JSONL", "ends in `.jsonl`"),
        ("claims/more.Parquet", "ends in `.parquet`"),
        ("claims/vocabulary/names.jsonl", "`entities.jsonl` or `entities.parquet`"),
    ],
)
def test_a_bulk_file_by_another_name_is_told(place: str, expected: str, corpus: Path) -> None:
    (corpus / place).write_text("{}\n", encoding="utf-8")
    (fault,) = run(corpus, ()).corpus.faults
    assert expected in fault.message
    assert (fault.file, fault.suggestion[:10]) == (place, "rename it;")


def test_bulk_files_behind_a_link_are_not_read(corpus: Path) -> None:
    outside = corpus.parent / "outside"
    outside.mkdir()
    rows(outside / "rows.jsonl", "zebra")
    (corpus / "claims/more.jsonl").symlink_to(outside / "rows.jsonl")
    assert [claim for claim in load_all(corpus).claims if claim.id == "zebra"] == []
    (corpus / "claims").rename(corpus.parent / "moved")
    (corpus / "claims").symlink_to(outside)
    loaded = load_all(corpus)
    assert loaded.claims == ()
    assert [fault.file for fault in loaded.faults][:1] == ["claims"]
    done = check(corpus)
    assert b"zebra" not in done.stdout + done.stderr
