"""Feeds broken input to everything that reads it, and stops at the first thing that should not happen.

    python scripts/fuzz.py reader --seconds 300
    python scripts/fuzz.py --list

Guided by coverage where the package atheris is installed, else by blind mutation of the samples; the targets are the
same. What should not happen: an exception, a problem without a place in the file, a report that its own format cannot
read back, or input that takes longer than a few seconds. A failing input is written to the folder given by `--keep`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from fuzz_samples import LARGEST  # noqa: E402 - found beside this file however it is run
from fuzz_targets import TARGETS, Fuzzed, Target  # noqa: E402

SLOWEST = 5.0
"""Seconds that one input of some kilobytes may take on a slow machine."""

PIECES = (
    *(
        b"&",
        b"*",
        b"!",
        b"%",
        b"<<",
        b": ",
        b"- ",
        b"? ",
        b"---\n",
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"|",
        b">",
        b"\\",
    ),
    *(
        b"#",
        b",",
        b"@",
        b"`",
        b"\t",
        b"\r",
        b"\n",
        b"\x00",
        b"\x1b",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
    ),
    *(
        b"\xed\xa0\x80",
        b"..",
        b"/",
        b"~",
        b"?",
        b"X",
        b"9" * 40,
        b"-",
        b"+",
        b"e999",
        b".",
        b"(",
        b")",
        b"\xe2\x80\xae",
    ),
    *("０", "五", "多", "亿", "日", "tháng", "ngàn", "‌", "​", "́", "İ", "ß", "ﬁ", "🫠"),
)

LOOK_ALIKES = {b"i": "ı", b"I": "İ", b"s": "ſ", b"k": "\u212a", b"1": "１", b"2": "²", b"-": "−", b" ": "\u00a0"}
"""Characters that some way of comparing takes for the plain ones, and others do not."""


def mutated(sample: bytes, dice: random.Random) -> bytes:
    """One to eight blind edits: bits, cuts, repeats, and pieces that readers stumble over."""
    data = bytearray(sample)
    for _ in range(dice.randint(1, 8)):
        at = dice.randint(0, len(data))
        length = dice.choice((1, 1, 2, 4, 16, 64))
        match dice.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << dice.randrange(8)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * dice.randint(1, 4)
            case 3:
                start = dice.randint(0, len(data))
                data[at:at] = data[start : start + length]
            case 4:
                plain, odd = dice.choice(tuple(LOOK_ALIKES.items()))
                found = data.find(plain, at)
                if found >= 0:
                    data[found : found + 1] = odd.encode()
            case _:
                piece = dice.choice(PIECES)
                data[at:at] = piece.encode() if isinstance(piece, str) else piece
    return bytes(data[: 2 * LARGEST])


def tried(target: Target, data: bytes) -> None:
    start = time.process_time()
    target(data)
    taken = time.process_time() - start
    assert taken < SLOWEST, f"{taken:.1f} s for {len(data)} bytes"


def blind(fuzzed: Fuzzed, *, seconds: float, seed: int, most: int | None = None) -> tuple[int, bytes, str]:
    """Mutates the samples until time is up. Gives the number of inputs, and the one that failed with its message."""
    dice = random.Random(seed)
    samples = list(fuzzed.samples())
    for sample in samples:
        tried(fuzzed.run, sample)
    end = time.monotonic() + seconds
    count = len(samples)
    while time.monotonic() < end and (most is None or count < most):
        data = mutated(dice.choice(samples), dice)
        count += 1
        try:
            tried(fuzzed.run, data)
        except Exception as error:
            return count, data, f"{type(error).__name__}: {error}"
    return count, b"", ""


def guided(fuzzed: Fuzzed, name: str, seconds: float, keep: Path) -> None:
    """Lets atheris look for new branches. Does not return: libFuzzer ends the process, with 0 if nothing was found."""
    import atheris

    with atheris.instrument_imports(include=["validator"]):
        fuzzed.run(next(iter(fuzzed.samples())))
    samples = keep / f"{name}-samples"
    samples.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(fuzzed.samples()):
        (samples / str(number)).write_bytes(sample)
    options = [f"-max_total_time={int(seconds)}", f"-max_len={LARGEST}", f"-timeout={int(SLOWEST)}"]
    options += [f"-artifact_prefix={keep}/{name}-", "-print_final_stats=1", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *options, str(samples)], fuzzed.run)
    atheris.Fuzz()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", nargs="*", help=f"any of {', '.join(TARGETS)}; default: all, in turn")
    parser.add_argument("--seconds", type=float, default=60, help="for each target (default: 60)")
    parser.add_argument("--seed", type=int, default=0, help="of blind mutation (default: 0)")
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "validate-fuzz", help="folder for failing inputs"
    )
    parser.add_argument("--blind", action="store_true", help="do not use atheris")
    parser.add_argument("--list", action="store_true", help="name the targets")
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print("\n".join(f"{name:<12}{(fuzzed.run.__doc__ or '').strip()}" for name, fuzzed in TARGETS.items()))
        return 0
    unknown = [name for name in chosen.target if name not in TARGETS]
    if unknown:
        parser.error(f"expected one of {', '.join(TARGETS)}, found {unknown[0]}")
    names = chosen.target or list(TARGETS)
    if not chosen.blind and len(names) == 1 and _has_atheris():
        guided(TARGETS[names[0]], names[0], chosen.seconds, chosen.keep)
    for name in names:
        count, data, message = blind(TARGETS[name], seconds=chosen.seconds, seed=chosen.seed)
        if message:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{name}-failing").write_bytes(data)
            print(f"{name}: {message}\n{data!r}", file=sys.stderr)
            return 1
        print(f"{name}: {count:,} inputs, nothing found")
    return 0


def _has_atheris() -> bool:
    from importlib.util import find_spec

    return find_spec("atheris") is not None


if __name__ == "__main__":
    raise SystemExit(main())
