"""Feeds broken input to everything that reads it, and stops at the first thing that should not happen.

    python scripts/fuzz.py reader --seconds 300
    python scripts/fuzz.py --list

Guided by coverage where the package atheris is installed, else by blind mutation of the samples; the targets are the
same. What should not happen: an exception, a problem without a place in the file, a report that its own format cannot
read back, or input that takes longer than a few seconds. A failing input is written to the folder given by `--keep`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SLOWEST = 5.0
"""Seconds that one input of some kilobytes may take on a slow machine."""
LARGEST = 4096

Target = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """One target: what is done with the bytes, and the samples that mutation begins with."""

    run: Target
    samples: Callable[[], Iterable[bytes]]


def text_of(data: bytes) -> str:
    """Any text, lone surrogates among it."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data and _decodes(data) else "replace")


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


# -- targets ---------------------------------------------------------------------------------------------------------


def reader(data: bytes) -> None:
    """YAML: every problem in the file, and every scalar where the file shows it."""
    from validator.records.yaml_reader import Scalar, read_yaml

    document = read_yaml(data)
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    for problem in document.problems:
        assert problem.message.startswith("expected"), problem
        assert 1 <= problem.mark.line <= len(lines), problem
        assert 1 <= problem.mark.column <= len(lines[problem.mark.line - 1]) + 1, problem
    if document.root is None or document.problems:
        return
    nodes: list[Any] = [document.root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Scalar):
            shown = document.text[node.mark.index : node.mark.end_index]
            assert node.style or node.text.split() == shown.split(), (node, shown)
        elif hasattr(node, "items") and not hasattr(node, "entries"):
            nodes.extend(node.items)
        else:
            nodes.extend(part for entry in node.entries for part in entry)


def corpus(data: bytes) -> None:
    """A whole corpus of one vocabulary and one source, loaded, judged, and reported in every format."""
    from validator.judgement.reporting import report_on
    from validator.records.corpus import load_given

    vocabulary, _, rest = data.partition(b"\n=====\n")
    source, _, text = rest.partition(b"\n=====\n")
    files = {"claims/vocabulary/all.yaml": vocabulary, "claims/a.yaml": source, "seeds/a.txt": text}
    files["claims/b.yaml"] = source
    loaded = load_given(files)
    report, judgement = report_on(loaded)
    assert not judgement.crashes, judgement.crashes
    written(report)


LANGUAGES = ("en", "vi", "zh", "ja", "sv", "ko", "de")


def dates(data: bytes) -> None:
    """Times as records write them, told from a day, and dates in running text."""
    from validator.values.calendar import Span, TimeFormatError
    from validator.values.dates import EventRef, describe, parse_time
    from validator.values.mentions import dates_in
    from validator.values.relative import resolve

    text = text_of(data)
    try:
        stated = parse_time(text)
    except TimeFormatError as problem:
        told(problem)
    else:
        assert describe(stated)
        if not isinstance(stated, EventRef):
            assert all(case.anchor for case in resolve(stated, Span(738_000, 738_001)))
    for language in LANGUAGES:
        for found in dates_in(text, language):
            assert text[found.start : found.end] == found.text != ""


def quantities(data: bytes) -> None:
    """Amounts, counts and positions as records write them, and numbers in running text."""
    from validator.values.figures import QuantityFormatError
    from validator.values.mentions import numbers_in
    from validator.values.quantities import parse_count, parse_ordinals, parse_quantity
    from validator.values.units import UnitNameError

    text = text_of(data)
    for parse in (parse_quantity, parse_count, parse_ordinals):
        try:
            parse(text)
        except (QuantityFormatError, UnitNameError) as problem:
            told(problem)
    for language in LANGUAGES:
        for found in numbers_in(text, language):
            assert text[found.start : found.end] == found.text != ""
            assert found.lo is None or found.hi is None or found.lo <= found.hi


def told(problem: ValueError) -> None:
    """A refusal says something, in text that can be written anywhere."""
    assert len(str(problem)) > 10, "a refusal without words"


def quotes(data: bytes) -> None:
    """A quote that is cut out of a text is found in it, and where it is said to be found it stands."""
    from validator.records.evidence import locate
    from validator.records.folding import FoldedText, fold

    text = text_of(data[2:])
    folded = FoldedText(text)
    start, length = (data[0], data[1] % 40 + 1) if len(data) > 2 else (0, 1)
    quote = text[start : start + length]
    anchor = locate([quote], folded)
    for low, high in anchor.spans:
        assert fold(text[low:high]) == fold(quote), (quote, text[low:high])
    if anchor.status == "missing":
        assert len(anchor.nearest) <= 80


def formulas(data: bytes) -> None:
    """Formulas of the vocabulary."""
    from validator.records.formula import FormulaError, parse_formula

    try:
        parse_formula(text_of(data))
    except FormulaError as problem:
        told(problem)


def reports(data: bytes) -> None:
    """A report whose every text is hostile, in every format."""
    from validator.judgement.findings import Camp, CorpusSize, Finding, MinimalSet, Place, Report, Skip

    texts = [text_of(part) for part in data.split(b"\n")] or [""]
    pick = texts.__getitem__
    many = (pick(at % len(texts)) for at in range(10_000))
    place = Place(next(many), next(many), 1, 1, 1, 5, "at", next(many), next(many), next(many), 0, 3, *many_of(many, 5))
    finding = Finding(
        next(many),
        "value-conflict",
        "contradiction",
        "error",
        *many_of(many, 3),
        claims=tuple(many_of(many, 2)),
        assumptions=(next(many),),
        camps=(Camp(next(many), tuple(many_of(many, 2)), next(many)),),
        minimal_sets=(MinimalSet(tuple(many_of(many, 2))),),
        why=tuple(many_of(many, 2)),
        repairs=((next(many),),),
        places=(place,),
    )
    skips = (Skip(next(many), next(many), 2),)
    written(Report(CorpusSize(1, 2, 3, 3), (finding,), skips, notes=tuple(many_of(many, 2))))


def many_of(texts: Iterable[str], count: int) -> list[str]:
    iterator = iter(texts)
    return [next(iterator) for _ in range(count)]


def written(report: Any) -> None:
    """Writes a report in every format and reads back what can be."""
    from validator.report import FORMATS, write

    for format in FORMATS:
        stream = io.StringIO()
        write(report, format, stream)
        text = stream.getvalue()
        text.encode("utf-8")
        if format in ("json", "sarif", "gitlab"):
            json.loads(text, parse_constant=refuse)
        elif format == "jsonl":
            for line in text.split("\n")[:-1]:
                json.loads(line, parse_constant=refuse)
        elif format == "junit":
            ElementTree.fromstring(text)
        elif format == "csv":
            assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1
        elif format == "terminal":
            assert not [char for char in text if ord(char) < 32 and char != "\n"], "a control character on the screen"
        elif format == "github":
            assert all(line.startswith(("::", "claim check:")) for line in text.split("\n")[:-1])


def refuse(constant: str) -> object:
    raise AssertionError(f"{constant} is no JSON")


# -- samples ---------------------------------------------------------------------------------------------------------


def files() -> list[bytes]:
    return [path.read_bytes()[:LARGEST] for path in sorted((ROOT / "claims").rglob("*.yaml"))]


def corpora() -> Iterable[bytes]:
    vocabulary = (
        b"entities: {VN: {type: country, names: {en: [Vietnam]}}, JP: {type: country}, pact: {type: agreement}}\n"
    )
    vocabulary += b"properties:\n  signed: {kind: event, stages: [agreed, signed]}\n  partners: {kind: set}\n"
    vocabulary += b"  tier: {kind: state, ladder: [CP, SP]}\n  trade: {kind: quantity, unit: USD}\n"
    vocabulary += b'  share: {kind: quantity, unit: "%", formula: trade / trade(of)}\n'
    source = b"source: {language: en, published: 2023-11-28, text: seeds/a.txt}\nclaims:\n"
    source += b"  - {id: a, quote: signed in 2021, subject: pact, property: signed, stage: signed, when: 2021-09}\n"
    source += b"  - {id: b, quote: signed in 2021, subject: pact, property: signed, stage: agreed, when: -1Y-12}\n"
    source += b"  - {id: c, quote: 5 partners, subject: VN, property: partners, count: 5, only: [JP]}\n"
    source += b"  - {id: d, quote: top, subject: VN+JP, property: tier, is: CP, since: 2020, until: 2022-03}\n"
    source += (
        b"  - {id: e, quote: 4.2 billion, subject: VN, property: trade, is: about 4.2 billion USD, during: 2022}\n"
    )
    yield vocabulary + b"\n=====\n" + source + b"\n=====\nIt was signed in 2021. VN had 5 partners. 4.2 billion.\n"


def times() -> Iterable[bytes]:
    return (
        t.encode()
        for t in (
            *("2021", "2021-09-11", "2021~", "2021?", "XXXX-12-04", "2021-21", "2020/2021", "../2021", "2020..2021"),
            *("-1Y-09", "0M-29", "-1D", "-Sun", "+1W", "0Y", "-10Y/0Y", "talks/held", "after 5 May 2021"),
            *("ngày 27/11/2023", "2021年9月11日", "den 11 september 2021", "11 Sept. 2021", "hôm qua", "令和3年"),
        )
    )


def amounts() -> Iterable[bytes]:
    return (
        t.encode()
        for t in (
            *(
                "42.7 billion USD",
                "427e8 USD",
                "46 %",
                "1/4",
                "3 ships",
                "160..170 billion USD",
                "about 300",
                "at least 5",
            ),
            *(
                "nearly 4 million",
                "1600多亿美元",
                "năm mươi ba triệu",
                "tre miljoner",
                "二千五百万",
                "forty-two",
                "1,000.5",
            ),
        )
    )


def sums() -> Iterable[bytes]:
    return [b"bilateral-trade / total-trade(of)", b"a / a(previous) - 1", b"(a + 2.5) * -b", b"((((1))))", b"1/3"]


def passages() -> Iterable[bytes]:
    return [b"\x03\x10" + path.read_bytes()[:1500] for path in sorted((ROOT / "seeds").glob("*.txt"))]


def payloads() -> Iterable[bytes]:
    return [
        b"\x1b]0;x\x07\n::error::x\n##[add-mask]x\n=1+1\n@everyone\n[a](b)\n</script>\n]]>\n```\n|a|",
        "\u202e\n\u200b\n\ufeff\n\ud800\n\uffff\n\u2028\n\x85\nनमस्ते\n🏴󠁧󠁢󠁥󠁮󠁧󠁿".encode("utf-8", "surrogatepass"),
    ]


TARGETS: dict[str, Fuzzed] = {
    "reader": Fuzzed(reader, files),
    "corpus": Fuzzed(corpus, corpora),
    "dates": Fuzzed(dates, times),
    "quantities": Fuzzed(quantities, amounts),
    "quotes": Fuzzed(quotes, passages),
    "formulas": Fuzzed(formulas, sums),
    "reports": Fuzzed(reports, payloads),
}

# -- running ---------------------------------------------------------------------------------------------------------

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


def mutated(sample: bytes, dice: random.Random) -> bytes:
    """One to eight blind edits: bits, cuts, repeats, and pieces that readers stumble over."""
    data = bytearray(sample)
    for _ in range(dice.randint(1, 8)):
        at = dice.randint(0, len(data))
        length = dice.choice((1, 1, 2, 4, 16, 64))
        match dice.randrange(6):
            case 0 if data:
                data[at % len(data)] ^= 1 << dice.randrange(8)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * dice.randint(1, 4)
            case 3:
                start = dice.randint(0, len(data))
                data[at:at] = data[start : start + length]
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
