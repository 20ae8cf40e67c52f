"""Paths written in records: nothing outside the corpus is ever opened, and nothing of it is ever told."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from record_samples import VOCABULARY

from validator.records.corpus import Corpus
from validator.records.files import FileError, path_problem, read_below
from validator.records.opening import find_root, load

SECRET = "the secret words of another place"


@pytest.fixture
def corpus_folder(tmp_path: Path) -> Path:
    """A corpus on disk, beside a file that it must never read."""
    root = tmp_path / "corpus"
    (root / "claims" / "vocabulary").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "claims" / "vocabulary" / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    (root / "seeds" / "a.txt").write_text("Vietnam has 5 partners.", encoding="utf-8")
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    return root


def load_with_text(root: Path, text: str) -> Corpus:
    (root / "claims" / "a.yaml").write_text(
        f"source: {{language: en, published: 2023-11-28, text: {text!r}}}\n"
        "claims:\n  - {id: c, quote: the secret word, subject: VN, property: partners, count: 5}\n",
        encoding="utf-8",
    )
    return load(root)


def assert_refused(corpus: Corpus, words: str) -> None:
    (fault,) = corpus.faults
    assert words in fault.message
    assert fault.file == "claims/a.yaml"
    assert corpus.texts == {}
    assert corpus.anchors["a/c"].status == "no-text"
    assert corpus.anchors["a/c"].nearest == ""
    assert SECRET[:12] not in fault.message + fault.suggestion
    assert len(corpus.claims) == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("../secret.txt", "found `..`"),
        ("seeds/../../secret.txt", "found `..`"),
        ("/etc/passwd", "found the absolute path"),
        ("~/secret.txt", "found the absolute path"),
        ("C:\\secret.txt", "found the absolute path"),
        ("C:secret.txt", "found the absolute path"),
        ("//host/share/secret.txt", "found the absolute path"),
        ("\\\\host\\share", "found the absolute path"),
        ("seeds\\a.txt", "forward slashes"),
        ("file:///etc/passwd", "found the address"),
        ("https://example.org/a.txt", "found the address"),
        ("seeds//a.txt", "plain path"),
        ("./seeds/a.txt", "plain path"),
        ("seeds/", "plain path"),
        ("x" * 600, "at most 512 bytes"),
        ("seeds", "found a folder"),
        ("seeds/b.txt", "found none"),
        ("seeds/a.txt/b", "expected a folder"),
    ],
)
def test_a_path_that_is_none_is_refused(corpus_folder: Path, path: str, words: str) -> None:
    assert_refused(load_with_text(corpus_folder, path), words)


def test_a_plain_path_is_read(corpus_folder: Path) -> None:
    corpus = load_with_text(corpus_folder, "seeds/a.txt")
    assert corpus.faults == ()
    assert corpus.texts["a"].text == "Vietnam has 5 partners."
    assert corpus.anchors["a/c"].status == "missing"


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links and pipes")
class TestLinksAndDevices:
    def test_a_link_to_a_file_outside(self, corpus_folder: Path) -> None:
        (corpus_folder / "seeds" / "link.txt").symlink_to(corpus_folder.parent / "secret.txt")
        assert_refused(load_with_text(corpus_folder, "seeds/link.txt"), "symbolic link at `seeds/link.txt`")

    def test_a_link_to_a_file_inside(self, corpus_folder: Path) -> None:
        (corpus_folder / "seeds" / "link.txt").symlink_to("a.txt")
        assert_refused(load_with_text(corpus_folder, "seeds/link.txt"), "symbolic link")

    def test_a_link_to_a_folder_outside(self, corpus_folder: Path) -> None:
        (corpus_folder / "more").symlink_to(corpus_folder.parent)
        assert_refused(load_with_text(corpus_folder, "more/secret.txt"), "symbolic link at `more`")

    def test_a_link_to_nowhere(self, corpus_folder: Path) -> None:
        (corpus_folder / "seeds" / "link.txt").symlink_to("nowhere")
        assert_refused(load_with_text(corpus_folder, "seeds/link.txt"), "symbolic link")

    def test_a_link_to_an_endless_device(self, corpus_folder: Path) -> None:
        (corpus_folder / "seeds" / "zero.txt").symlink_to("/dev/zero")
        assert_refused(load_with_text(corpus_folder, "seeds/zero.txt"), "symbolic link")

    def test_a_pipe_that_nobody_writes_to(self, corpus_folder: Path) -> None:
        os.mkfifo(corpus_folder / "seeds" / "pipe.txt")
        assert_refused(load_with_text(corpus_folder, "seeds/pipe.txt"), "found a pipe")

    def test_a_socket(self, corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(corpus_folder / "seeds")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.txt")
            assert_refused(load_with_text(corpus_folder, "seeds/socket.txt"), "found a socket")

    def test_record_files_are_held_to_the_same(self, corpus_folder: Path) -> None:
        outside = corpus_folder.parent / "outside.yaml"
        outside.write_text(f"source: {SECRET}\n", encoding="utf-8")
        (corpus_folder / "claims" / "b.yaml").symlink_to(outside)
        os.mkfifo(corpus_folder / "claims" / "c.yaml")
        (corpus_folder / "claims" / "d.yaml").mkdir()
        corpus = load_with_text(corpus_folder, "seeds/a.txt")
        assert [(fault.file, fault.message.split(", found ")[1].split(" at ")[0]) for fault in corpus.faults] == [
            ("claims/b.yaml", "a symbolic link"),
            ("claims/c.yaml", "a pipe"),
            ("claims/d.yaml", "a folder"),
        ]
        assert not any(SECRET[:10] in str(fault) for fault in corpus.faults)
        assert len(corpus.claims) == 1

    def test_a_claims_folder_that_is_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "claims").symlink_to("real")
        corpus = load(tmp_path)
        assert "symbolic link at `claims`" in corpus.faults[0].message

    def test_a_file_name_that_is_no_text(self, corpus_folder: Path) -> None:
        os.close(os.open(os.fsencode(corpus_folder / "claims") + b"/x\xff\n.yaml", os.O_CREAT | os.O_WRONLY))
        corpus = load_with_text(corpus_folder, "seeds/a.txt")
        (fault,) = corpus.faults
        assert fault.file == "claims/x\\xff\\u000a.yaml"
        assert str(fault).encode()

    def test_an_unreadable_file(self, corpus_folder: Path) -> None:
        if os.geteuid() == 0:
            pytest.skip("the superuser may read everything")
        (corpus_folder / "seeds" / "a.txt").chmod(0)
        assert_refused(load_with_text(corpus_folder, "seeds/a.txt"), "unreadable: permission denied")


def test_a_text_has_a_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    assert read_below(tmp_path, "a.txt", 101) == b"x" * 101
    with pytest.raises(FileError, match="at most 100 bytes, found 101"):
        read_below(tmp_path, "a.txt", 100)


def test_a_text_that_is_not_utf_8_is_told_with_its_place(corpus_folder: Path) -> None:
    (corpus_folder / "seeds" / "a.txt").write_bytes(b"Vietnam\ncaf\xe9")
    assert_refused(load_with_text(corpus_folder, "seeds/a.txt"), "byte 0xE9 at byte 11 (seeds/a.txt:2:4)")


def test_a_control_character_in_a_path_is_refused() -> None:
    problem = path_problem("seeds/a\n::error::.txt")
    assert problem is not None
    assert "control character" in problem.message


def test_the_root_is_the_nearest_folder_with_claims(tmp_path: Path) -> None:
    (tmp_path / "claims" / "vocabulary").mkdir(parents=True)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "claims").mkdir()
    assert find_root(tmp_path / "a" / "b") == (tmp_path / "a").resolve()
    assert find_root(tmp_path / "claims" / "vocabulary") == tmp_path.resolve()


def test_a_folder_that_is_not_there_is_an_empty_corpus_and_told(tmp_path: Path) -> None:
    corpus = load(tmp_path / "nowhere")
    assert corpus.claims == ()
    assert "0 claims" in corpus.faults[0].message
