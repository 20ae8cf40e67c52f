"""Puts the tests' own helpers on the path, sets how hard hypothesis tries, and spares the disk and the compiler."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3


def memory_has_room() -> bool:
    """Whether files can be kept in memory, and programs be run from there."""
    if not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(MEMORY).free > ROOM


if "TMPDIR" not in os.environ and memory_has_room():  # a third of the time goes into waiting for a disk else
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
# programs are started by the hundred, and compiled each time where nobody may keep what that gives
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("ordinary", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What one processor is busy with for longest comes first, so that nothing waits for it at the end."""
    items.sort(key=lambda item: "tests/spark/test_same" not in item.nodeid)
