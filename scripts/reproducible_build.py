"""Builds the package twice from two copies of the sources and tells whether the same bytes came out.

    python scripts/reproducible_build.py [--keep FOLDER]

The copies differ in what must not matter: their folder, the times and modes of their files, the zone, the locale, the
hash seed and the umask. The time that goes into the archives is `SOURCE_DATE_EPOCH` of the environment, else that of
the last commit. Prints the SHA-256 of each archive; ends with 1 where two differ, with the names of the members that
do, and with 2 where nothing could be built.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKED = ("validator", "pyproject.toml", "README.md", "LICENSE")
"""All that the build reads."""
PLACES: tuple[Mapping[str, str], ...] = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "folder": "one", "umask": "022", "age": "0"},
    {
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "7",
        "folder": "another/place",
        "umask": "077",
        "age": "1",
    },
)
FALLBACK_TIME = "1577836800"
"""1 January 2020, for a copy without history: archives cannot hold times before 1980."""


class NotBuiltError(Exception):
    """The build itself failed; its words are in the message."""


def time_of_sources() -> str:
    """Seconds since 1970 that stand for the state of the sources."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated:
        return stated
    found = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or FALLBACK_TIME


def copied(target: Path, *, age: int, mode: int) -> Path:
    """A copy of what the build reads, with other times and modes."""
    for name in PACKED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        elif source.exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target / name)
    for path in sorted(target.rglob("*"), reverse=age > 0):
        if path.is_file():
            path.chmod(mode)
            os.utime(path, (86_400 * 365 * (20 + age), 86_400 * 365 * (20 + age)))
    return target


def built(folder: Path, surroundings: Mapping[str, str], time: str) -> dict[str, Path]:
    """Builds both archives in a place; file name -> archive. Raises `NotBuiltError`."""
    umask = int(surroundings["umask"], 8)
    source = copied(folder / surroundings["folder"], age=int(surroundings["age"]), mode=0o666 & ~umask)
    out = folder / "archives"
    variables = {name: surroundings[name] for name in ("TZ", "LC_ALL", "PYTHONHASHSEED")}
    done = subprocess.run(
        ["uv", "build", "--quiet", "--out-dir", str(out), str(source)],
        capture_output=True,
        text=True,
        env={**os.environ, **variables, "SOURCE_DATE_EPOCH": time},
        umask=umask,
        check=False,
    )
    if done.returncode != 0:
        raise NotBuiltError(done.stderr.strip())
    return {path.name: path for path in sorted(out.iterdir()) if path.suffix in (".whl", ".gz")}


def members(archive: Path) -> dict[str, bytes]:
    """What an archive holds: the bytes of each member together with what is said of it."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            return {
                one.filename: f"{one.date_time} {one.external_attr:o} ".encode() + opened.read(one)
                for one in opened.infolist()
            }
    found = {}
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member)
            told = f"{member.mtime} {member.mode:o} {member.uid} {member.gid} {member.uname} {member.gname} "
            found[member.name] = told.encode() + (content.read() if content is not None else b"")
    return found


def differing(one: Path, other: Path) -> Iterator[str]:
    """Names of the members in which two archives differ, or a word on their outer shape."""
    here, there = members(one), members(other)
    names = sorted(name for name in {*here, *there} if here.get(name) != there.get(name))
    yield from names or ["the order or packing of the members"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--keep", type=Path, help="copy the archives of the first build here")
    keep: Path | None = parser.parse_args().keep
    time = time_of_sources()
    with tempfile.TemporaryDirectory() as folder:
        try:
            first, second = (built(Path(folder) / str(n), place, time) for n, place in enumerate(PLACES))
        except (NotBuiltError, FileNotFoundError) as problem:
            print(f"expected two builds, found that one failed: {problem}", file=sys.stderr)
            return 2
        if not first or first.keys() != second.keys():
            print(f"expected the same archives twice, found {sorted(first)} and {sorted(second)}", file=sys.stderr)
            return 1
        same = True
        for name, archive in first.items():
            hashes = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (archive, second[name])}
            if len(hashes) == 1:
                print(f"{hashes.pop()}  {name}")
            else:
                same = False
                print(f"{name} differs in {', '.join(differing(archive, second[name]))}", file=sys.stderr)
        if same and keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            for name, archive in first.items():
                shutil.copyfile(archive, keep / name)
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
