"""The targets of `fuzz.py`: what is done with hostile bytes, what must hold then, and the samples to begin with."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fuzz_samples import (
    LANGUAGES,
    amounts,
    corpora,
    expressions,
    feeds,
    files,
    kept,
    lines,
    passages,
    payloads,
    settled,
    sums,
    times,
)

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
        assert 1 <= node.mark.line <= node.mark.end_line <= len(lines), node
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
    from validator.records.opening import load_given

    vocabulary, _, rest = data.partition(b"\n=====\n")
    source, _, text = rest.partition(b"\n=====\n")
    files = {"claims/vocabulary/all.yaml": vocabulary, "claims/a.yaml": source, "seeds/a.txt": text}
    files["claims/b.yaml"] = source
    loaded = load_given(files)
    report, judgement = report_on(loaded)
    assert not judgement.crashes, judgement.crashes
    written(report)


def in_some_language(data: bytes) -> tuple[str, str]:
    """The first byte chooses a language, the others are the text."""
    return LANGUAGES[data[0] % len(LANGUAGES)] if data else "en", text_of(data[1:])


def dates(data: bytes) -> None:
    """Times as records write them, told from a day, and dates in running text."""
    from validator.values.calendar import Span, TimeFormatError
    from validator.values.dates import EventRef, describe, parse_time
    from validator.values.mentions import dates_in
    from validator.values.relative import resolve

    language, text = in_some_language(data)
    try:
        stated = parse_time(text)
    except TimeFormatError as problem:
        told(problem)
    else:
        assert describe(stated)
        if not isinstance(stated, EventRef):
            assert all(case.anchor for case in resolve(stated, Span(738_000, 738_001)))
    for found in dates_in(text, language):
        assert text[found.start : found.end] == found.text != ""


def quantities(data: bytes) -> None:
    """Amounts, counts and positions as records write them, and numbers in running text."""
    from validator.values.figures import QuantityFormatError
    from validator.values.mentions import numbers_in
    from validator.values.quantities import parse_count, parse_ordinals, parse_quantity
    from validator.values.units import UnitNameError

    language, text = in_some_language(data)
    for parse in (parse_quantity, parse_count, parse_ordinals):
        try:
            parse(text)
        except (QuantityFormatError, UnitNameError) as problem:
            told(problem)
    for found in numbers_in(text, language):
        assert text[found.start : found.end] == found.text != ""
        assert found.lo is None or found.hi is None or found.lo <= found.hi


def told(problem: Exception) -> None:
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


def rulings(data: bytes) -> None:
    """The file of a ruling, beside a vocabulary: a ruling, or a reason at a place in the file."""
    from validator.records.opening import load_given

    loaded = load_given({"claims/rulings/3f9c2a71.yaml": data})
    assert loaded.rulings or [fault for fault in loaded.faults if fault.file != "claims"], "neither read nor told"
    lines = data.count(b"\n") + 1
    for fault in loaded.faults:
        assert 1 <= fault.mark.line <= lines
        assert fault.message.startswith("expected"), fault


def baselines(data: bytes) -> None:
    """The file of a baseline: what is read is what is written again."""
    from validator.doors.baseline import BaselineError, parse, serialise

    try:
        entries = parse(data)
    except BaselineError as problem:
        told(problem)
        assert problem.suggestion, problem  # noqa: PT017
    else:
        assert parse(serialise(entries)) == entries


def formatting(data: bytes) -> None:
    """`fmt`: once is as good as twice, and nothing that was read before reads differently after."""
    from validator.doors.formatting import formatted
    from validator.doors.layout import NotFormatted
    from validator.records.nodes import plain
    from validator.records.yaml_reader import read_yaml

    try:
        once = formatted(data)
    except NotFormatted as problem:
        told(problem)
        return
    assert formatted(once) == once
    before, after = read_yaml(data).root, read_yaml(once).root
    assert before is not None
    assert after is not None
    assert plain(before) == plain(after)


def rows(data: bytes) -> None:
    """Lines of a bulk file: a claim, or a reason."""
    from validator.bulk.rows import RowError, claim_of, parse_line
    from validator.records.marks import FaultLog
    from validator.records.vocabulary import Vocabulary

    global _vocabulary
    if _vocabulary is None:
        from validator.records.opening import load_given

        _vocabulary = load_given(
            {"claims/vocabulary/all.yaml": next(iter(corpora())).partition(b"\n=====\n")[0]}
        ).vocabulary
    assert isinstance(_vocabulary, Vocabulary)
    log = FaultLog()
    for number, line in enumerate(text_of(data).split("\n"), start=1):
        try:
            row = parse_line(line)
        except RowError as problem:
            told(problem)
            continue
        claim = claim_of(row, "claims/more.jsonl", number, _vocabulary, log)
        assert claim is not None or log.count("claims/more.jsonl"), row


_vocabulary: Any = None


def patterns(data: bytes) -> None:
    """A regular expression that a vocabulary brings and a text: refused, or matched soon."""
    from validator.records.patterns import fits, pattern_problem

    pattern, _, text = text_of(data).partition("\n")
    if pattern_problem(pattern) is None:
        for tried in (text, (text or "a") * 400, (text[:1] or "a") * 900 + "!"):
            fits(pattern, tried)


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


IMPORTED = ("webannotation", "claimreview", "jsonl", "csv")


def imports(data: bytes) -> None:
    """A file from elsewhere, its format told by its first byte: what is written reads back, and what is not is told."""
    import tempfile
    from pathlib import Path

    from validator.doors.formatting import formatted
    from validator.doors.importing import Given, bring_in
    from validator.doors.refusal import Refusal
    from validator.records.opening import load
    from validator.records.yaml_reader import read_yaml

    format = IMPORTED[data[0] % len(IMPORTED)] if data else "csv"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "claims/vocabulary").mkdir(parents=True)
        (root / "claims/vocabulary/all.yaml").write_bytes(next(iter(corpora())).partition(b"\n=====\n")[0])
        (root / "file").write_bytes(data[1:])
        try:
            brought = bring_in(format, Given(root / "file"), load(root))
        except Refusal as problem:
            told(problem)
            return
        assert bool(brought.left_out or not brought.files) == bool(brought.faults), brought
        written = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        assert written == {"claims/vocabulary/all.yaml", "file", *(file.path for file in brought.files)}
        for file in brought.files:
            text = (root / file.path).read_bytes()
            assert not read_yaml(text).problems
            assert formatted(text) == text


def refuse(constant: str) -> object:
    raise AssertionError(f"{constant} is no JSON")


TARGETS: dict[str, Fuzzed] = {
    "reader": Fuzzed(reader, files),
    "corpus": Fuzzed(corpus, corpora),
    "dates": Fuzzed(dates, times),
    "quantities": Fuzzed(quantities, amounts),
    "quotes": Fuzzed(quotes, passages),
    "formulas": Fuzzed(formulas, sums),
    "rulings": Fuzzed(rulings, settled),
    "baselines": Fuzzed(baselines, kept),
    "formatting": Fuzzed(formatting, files),
    "rows": Fuzzed(rows, lines),
    "imports": Fuzzed(imports, feeds),
    "patterns": Fuzzed(patterns, expressions),
    "reports": Fuzzed(reports, payloads),
}
