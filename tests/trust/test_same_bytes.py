"""Same input, same bytes: whatever the interpreter, the machine, the folder and the order of files are like."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from good_corpus import ROOT, check, run, write_good
from hostile_files import RECORDS

from validator.report import FORMATS

SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "COLUMNS": "40", "NO_COLOR": "1"},
    {"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0", "LANG": "C", "PYTHONIOENCODING": "latin-1"},
)

SCRIPT = """
import hashlib, io, json, os, random, sys
from pathlib import Path
from validator.judgement.reporting import report_on
from validator.records.opening import load
from validator.report import FORMATS, write
root, shuffle = Path(sys.argv[1]), int(sys.argv[2])
scan = os.scandir
if shuffle:
    class Shuffled(list):
        __enter__ = lambda self: self
        __exit__ = lambda self, *_: None
    def shuffled(path):
        entries = Shuffled(scan(path))
        random.Random(shuffle).shuffle(entries)
        return entries
    os.scandir = shuffled
report, _ = report_on(load(root))
hashes = {}
for format in FORMATS:
    stream = io.StringIO()
    write(report, format, stream)
    hashes[format] = hashlib.sha256(stream.getvalue().encode("utf-8")).hexdigest()
print(json.dumps(hashes))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With findings of every kind, unreadable files, and a hint to choose between near names."""
    root = write_good(tmp_path_factory.mktemp("same"))
    for attack in RECORDS[::6]:
        (root / f"claims/bad-{attack.name}.yaml").write_bytes(attack.data)
    return root


def test_surroundings_change_no_byte(corpus: Path, tmp_path: Path) -> None:
    """Four hash seeds, each with another zone, locale, working folder, and order in which the system lists files."""
    found: dict[str, set[str]] = defaultdict(set)
    for number, surroundings in enumerate(SURROUNDINGS):
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(corpus), str(number)],
            capture_output=True,
            env={**environment, **surroundings},
            cwd=(tmp_path, ROOT, Path("/"), corpus)[number],
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        for format, hash in json.loads(done.stdout).items():
            found[format].add(hash)
    assert set(found) == set(FORMATS)
    assert {format: len(hashes) for format, hashes in found.items()} == dict.fromkeys(FORMATS, 1)


def test_the_command_line_writes_the_same_bytes_everywhere(corpus: Path, tmp_path: Path) -> None:
    """What the surroundings could do to the stream itself: encoding, width, colour."""
    expected = run(corpus, ("terminal",)).written["terminal"].encode()
    for number, surroundings in list(enumerate(SURROUNDINGS))[2:]:
        done = check(corpus, environment=surroundings, cwd=(tmp_path, ROOT, Path("/"), corpus)[number])
        assert done.stdout == expected
        assert done.stderr == b""


def test_copies_of_a_corpus_give_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    """The folder has no part in a report, nor have the times and modes of its files."""
    copy = tmp_path / "another place, with spaces" / "日本"
    names = [path for path in corpus.rglob("*") if path.is_file()]
    random.Random(3).shuffle(names)
    for name in names:
        target = copy / name.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(name.read_bytes())
        target.chmod(0o600)
        os.utime(target, (1, 1))
    assert run(copy).written == run(corpus).written


def test_twice_in_one_process_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    """No cache carries anything from one corpus to the next."""
    first = run(corpus).written
    run(write_good(tmp_path))
    assert run(corpus).written == first


def test_the_width_of_characters_is_not_taken_from_the_environment() -> None:
    code = "from validator.report.wrap import wrap; print([len(line) for line in wrap('🫠' * 80, 100)])"
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**environment, **more}, capture_output=True, check=True
        ).stdout
        for more in ({}, {"UNICODE_VERSION": "4.1.0"})
    }
    assert len(told) == 1
