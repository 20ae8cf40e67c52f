"""The questions of `workers.py` put to tools made for others, each run by the interpreter of its own environment:
prints the questions found to be contested as one line of JSON.

    python benchmarks/peers.py desbordante|pyshacl|pyshacl-subjects|pyshacl-claims FOLDER
    python benchmarks/peers.py tables|triples FOLDER CORPUS

The second line writes what they read, once and not measured: days as whole numbers, which spares them every date.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Final

HELD: Final = "held-by"
FOUNDED: Final = "founded"

DENIALS: Final = {
    HELD: "!(t.subject == s.subject and t.value != s.value and t.lo <= s.hi and t.hi >= s.lo)",
    FOUNDED: "!(t.subject == s.subject and t.lo > s.hi)",
}
"""What no two rows may be: of one office with two holders on one day, of one founding on two days."""

VOCABULARY: Final = "urn:claims#"
SHAPES: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix c: <urn:claims#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:claims> sh:declare [ sh:prefix "c" ; sh:namespace "urn:claims#"^^xsd:anyURI ] .
c:held-by-shape a sh:NodeShape ; %(offices)s ; sh:sparql [ sh:prefixes <urn:claims> ; sh:select \"\"\"
SELECT %(chosen)s WHERE {
  %(subject)s c:held-by %(claim)s . %(claim)s c:value ?value_of_one ; c:lo ?begin ; c:hi ?end .
  %(subject)s c:held-by ?other . ?other c:value ?value_of_other . FILTER(?value_of_one != ?value_of_other)
  ?other c:lo ?from . FILTER(?from >= ?begin && ?from <= ?end)
} %(ending)s\"\"\" ] .
c:founded-shape a sh:NodeShape ; %(foundings)s ; sh:sparql [ sh:prefixes <urn:claims> ; sh:select \"\"\"
SELECT %(chosen)s WHERE {
  %(subject)s c:founded %(claim)s . %(claim)s c:lo ?begin .
  %(subject)s c:founded ?other . ?other c:hi ?end . FILTER(?begin > ?end)
} %(ending)s\"\"\" ] .
"""
WORDINGS: Final = {
    "pyshacl": {
        "offices": "sh:targetNode c:archive", "foundings": "sh:targetNode c:archive", "subject": "?value",
        "claim": "?one", "chosen": "DISTINCT $this ?value", "ending": "",
    },
    "pyshacl-subjects": {
        "offices": "sh:targetSubjectsOf c:held-by", "foundings": "sh:targetSubjectsOf c:founded", "subject": "$this",
        "claim": "?one", "chosen": "$this", "ending": "LIMIT 1",
    },
    "pyshacl-claims": {
        "offices": "sh:targetObjectsOf c:held-by", "foundings": "sh:targetObjectsOf c:founded", "subject": "?value",
        "claim": "$this", "chosen": "$this ?value", "ending": "",
    },
}  # fmt: skip
"""One query over all claims for each property, where no record is a focus of its own; the way a shape is usually
written, where every subject is a focus, asked on its own; and the one that tells which claims are wrong, where every
claim is.
"""


def prepare(root: Path, folder: Path, *, triples: bool) -> None:
    """Writes the claims of a corpus as one CSV a property and, if asked for, as N-Triples."""
    import duckdb

    folder.mkdir(exist_ok=True)
    claims = f"'{root / 'claims' / 'archive.parquet'}'"
    tables = {
        HELD: f"""SELECT subject, "is" AS value, epoch_day(during[:10]::DATE) AS lo, epoch_day(during[12:]::DATE) AS hi
            FROM {claims} WHERE property = '{HELD}'""",
        FOUNDED: f"""SELECT subject, epoch_day(if(length("when") = 10, "when", "when" || '-01')::DATE) AS lo,
            epoch_day(if(length("when") = 10, "when"::DATE, last_day(("when"[:7] || '-01')::DATE))) AS hi
            FROM {claims} WHERE property = '{FOUNDED}'""",
    }
    connection = duckdb.connect()
    connection.execute("CREATE MACRO epoch_day(day) AS date_diff('day', DATE '1970-01-01', day)")
    for name, query in tables.items():
        connection.execute(f"COPY ({query}) TO '{folder / f'{name}.csv'}' (HEADER)")
    if triples:
        (folder / "claims.nt").write_text("".join(_triples(folder)), encoding="utf-8")


def _triples(folder: Path) -> list[str]:
    lines, number = [], 0
    for name in (HELD, FOUNDED):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                number += 1
                claim = f"<{VOCABULARY}claim-{number}>"
                lines.append(f"<{VOCABULARY}{row['subject']}> <{VOCABULARY}{name}> {claim} .\n")
                if name == HELD:
                    lines.append(f"{claim} <{VOCABULARY}value> <{VOCABULARY}{row['value']}> .\n")
                lines += [
                    f'{claim} <{VOCABULARY}{end}> "{row[end]}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
                    for end in ("lo", "hi")
                ]
    return lines


def desbordante(folder: Path) -> list[str]:
    """Denial constraints with every violating pair of rows listed."""
    from desbordante.dc_verification.algorithms import DCVerification

    contested = set()
    for name, denial in DENIALS.items():
        table = folder / f"{name}.csv"
        algorithm = DCVerification()
        algorithm.load_data(table=(str(table), ",", True))
        algorithm.execute(denial_constraint=denial, do_collect_violations=True)
        lines = table.read_text(encoding="utf-8").splitlines()  # rows are numbered as lines of the file, from 1
        contested |= {f"{lines[row - 1].split(',')[0]}/{name}" for pair in algorithm.get_violations() for row in pair}
    return sorted(contested)


def pyshacl(folder: Path, wording: dict[str, str]) -> list[str]:
    """SHACL-SPARQL shapes, one a property; the report is read back as a graph."""
    from pyshacl import validate
    from rdflib import Graph
    from rdflib.namespace import SH

    data = Graph().parse(folder / "claims.nt", format="nt")
    shapes = Graph().parse(data=SHAPES % wording, format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    told = SH.focusNode if wording["subject"] == "$this" else SH.value
    contested = set()
    for result in report.subjects(SH.sourceShape):
        shape = str(report.value(result, SH.sourceShape)).removeprefix(VOCABULARY).removesuffix("-shape")
        contested.add(f"{str(report.value(result, told)).removeprefix(VOCABULARY)}/{shape}")
    return sorted(contested)


def main() -> None:
    kind, folder = sys.argv[1], Path(sys.argv[2])
    match kind:
        case "tables" | "triples":
            prepare(Path(sys.argv[3]), folder, triples=kind == "triples")
            return
        case "desbordante":
            found = desbordante(folder)
        case _:
            found = pyshacl(folder, WORDINGS[kind])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
