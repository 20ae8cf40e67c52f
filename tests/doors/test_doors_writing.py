"""Writing is all or nothing, under a lock, and never over something that the writer has not seen."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from validator.records.writing import (
    ANYTHING,
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    Changed,
    WriteRefused,
    locked,
    place_below,
    read_standing,
    write_file,
)

OLD, NEW = b"old " * 40_000, b"new " * 50_000

FAULTY_WRITER = """
import errno, io, os, sys
from pathlib import Path
from validator.records.writing import ANYTHING, WriteRefused, write_file

path, how, when = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
calls = 0

def faulty(name, real):
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == when:
            if how == "die before":
                os._exit(9)
            if how == "die after":
                real(*arguments, **named)
                os._exit(9)
            raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)))
        return real(*arguments, **named)
    return call

class Half(io.FileIO):
    # A disk takes a large write in pieces; the process may end between two of them.
    def write(self, data):
        middle = len(data) // 2
        return step(self, data[:middle]) + step(self, data[middle:])

real_write = io.FileIO.write
step = faulty("write", real_write)
real_fdopen = os.fdopen
os.fdopen = lambda descriptor, *rest, **named: io.BufferedWriter(Half(descriptor, "wb"), 4096)
for name in ("open", "fsync", "replace", "lstat", "fchmod"):
    setattr(os, name, faulty(name, getattr(os, name)))
try:
    write_file(path, b"new " * 50_000, instead_of=ANYTHING)
except WriteRefused as refusal:
    print(refusal)
    sys.exit(3)
print(calls)
"""


def test_a_file_is_made_with_the_usual_permissions_and_replaced_with_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    mask = os.umask(0o022)
    try:
        write_file(path, b"one", instead_of=None)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        path.chmod(0o664)
        write_file(path, b"two", instead_of=b"one")
    finally:
        os.umask(mask)
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize(
    ("standing", "believed", "raised"),
    [
        (b"one", None, "found a file there"),
        (b"one", b"other", "found it changed since"),
        (None, b"one", "found it gone"),
    ],
)
def test_what_the_writer_has_not_seen_is_kept(
    tmp_path: Path, standing: bytes | None, believed: bytes | None, raised: str
) -> None:
    path = tmp_path / "a.yaml"
    if standing is not None:
        path.write_bytes(standing)
    with pytest.raises(Changed, match=raised):
        write_file(path, b"mine", instead_of=believed)
    assert read_standing(path) == standing


def test_links_are_neither_written_through_nor_replaced(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"secret")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.yaml").symlink_to(outside)
    (folder / "claims").symlink_to(tmp_path)
    for believed in (None, b"secret", ANYTHING):
        with pytest.raises(WriteRefused):
            write_file(folder / "a.yaml", b"mine", instead_of=believed)
    with pytest.raises(WriteRefused, match="symbolic link"):
        place_below(folder, "claims/rulings/a.yaml")
    for path in ("../a.yaml", "/etc/a.yaml", "a\nb.yaml"):
        with pytest.raises(WriteRefused):
            place_below(folder, path)
    assert outside.read_bytes() == b"secret"
    assert not (tmp_path / "rulings").exists()


def test_old_left_overs_are_swept_and_fresh_ones_are_not(tmp_path: Path) -> None:
    old = tmp_path / f"{TEMPORARY_PREFIX}old{TEMPORARY_SUFFIX}"
    fresh = tmp_path / f"{TEMPORARY_PREFIX}fresh{TEMPORARY_SUFFIX}"
    for left in (old, fresh):
        left.write_bytes(b"half a ruling")
    os.utime(old, (0, 0))
    write_file(tmp_path / "a.yaml", b"one", instead_of=None)
    assert not old.exists()
    assert fresh.exists()


def test_a_writer_waits_for_the_lock(tmp_path: Path) -> None:
    started, wrote = threading.Event(), threading.Event()

    def write() -> None:
        started.set()
        write_file(tmp_path / "a.yaml", b"one", instead_of=None)
        wrote.set()

    with locked(tmp_path):
        thread = threading.Thread(target=write)
        thread.start()
        started.wait()
        assert not wrote.wait(0.2)
    thread.join(10)
    assert wrote.is_set()


@pytest.mark.parametrize("how", ["die before", "die after", "ENOSPC", "EIO"])
def test_whenever_a_writer_ends_the_file_is_old_or_new(tmp_path: Path, how: str) -> None:
    path = tmp_path / "ruling.yaml"
    path.write_bytes(OLD)
    calls = int(faulty(path, how, 0).stdout)
    assert calls >= 8, "the sweep no longer meets the calls it is about"
    assert path.read_bytes() == NEW
    seen = set()
    for when in range(1, calls + 1):
        path.write_bytes(OLD)
        done = faulty(path, how, when)
        found = path.read_bytes()
        assert found in (OLD, NEW), (how, when)
        seen.add(found)
        assert "Traceback" not in done.stderr
        if not how.startswith("die"):
            assert done.returncode == 3, (when, done)
            assert "expected to be able to write `ruling.yaml`, found: " in done.stdout
            assert not list(tmp_path.glob(f"{TEMPORARY_PREFIX}*")), "a refused write leaves nothing behind"
        # What a dead writer leaves behind, its lock included, does not keep the next one from writing.
        write_file(path, b"next", instead_of=found)
    assert seen == {OLD, NEW}


def faulty(path: Path, how: str, when: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FAULTY_WRITER, str(path), how, str(when)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
