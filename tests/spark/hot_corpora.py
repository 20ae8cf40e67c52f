"""Corpora of hot questions with claims on them that are read one by one, in YAML and as odd rows. All but one are meant
to be checked where few claims are many.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any, Final

from bulk.corpora import SOURCE, VOCABULARY, Row, claim, corpus
from bulk.test_alone import ODD
from bulk.test_hot import TWO_SOURCES, random_hot_rows

from validator.bulk.explaining import MOST

_PLACES: Final = 30
_LONG: Final = "a motto of more letters than can be carried about from one worker to another, and then "
_VOCABULARY: Final = (
    VOCABULARY.replace("entities:\n", "entities:\n" + "".join(f"  t{n}: {{type: place}}\n" for n in range(_PLACES)))
    + "  motto: {kind: state, value-type: text}\n  rank: {kind: state, ladder: [low, high]}\n"
    + "  titles: {kind: state, single: false, value-type: text}\n"
)
_YAML: Final = {"language": "en", "published": "2020-06-01", "text": "y.txt"}


def _in_yaml(root: Path, name: str, claims: list[Row], **source: str) -> None:
    for number, row in enumerate(claims):
        row.setdefault("id", f"c{number}")
    written = json.dumps({"source": _YAML | source, "claims": [{"quote": "words"} | row for row in claims]})
    (root / "claims" / f"{name}.yaml").write_text(written, encoding="utf-8")
    (root / "y.txt").write_text("words\n", encoding="utf-8")


class _Hot:
    """Rows and claims in YAML, question by question: each is about a place of its own."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.yaml: list[Row] = []
        self.places = 0

    def ask(self, rows: list[Row], yaml: list[Row]) -> None:
        subject = {"subject": f"t{self.places}"}
        self.rows += [{"source": "s1"} | row | {"id": f"c{len(self.rows) + n}"} | subject for n, row in enumerate(rows)]
        self.yaml += [row | subject for row in yaml]
        self.places += 1


def beyond_the_rules(root: Path) -> None:
    """More claims than the exact rules take on, with one in YAML that clashes, odd rows some of which do, and rows of a
    vague time.
    """
    hot = _Hot()
    nobody = {"property": "mayor", "quote": "q", "is": "nobody", "at": "2019-05-01"}
    ann = [{"property": "mayor", "quote": "q", "is": "ann", "during": str(2018 + n % 3)} for n in range(MOST)]
    odd = [nobody | {"is": who, "gloss": "g"} for who in ("nobody", "ann", "cy", "nobody")]
    vague = [nobody | {"is": "cy", "at": "2019", "note": "n"}] * 4
    hot.ask([*ann, *odd, *vague], [nobody | {"is": "bo"}])
    corpus(root, hot.rows, vocabulary=_VOCABULARY)
    _in_yaml(root, "y1", hot.yaml)


def questions(root: Path) -> None:
    """One claim in YAML, or one odd row, to a question: from a clash to what cannot be compared."""
    hot = _Hot()
    mayor, opened, treaty = {"property": "mayor"}, {"property": "opened"}, {"property": "treaty"}
    ann = [mayor | {"quote": "q", "is": "ann", "during": "2019"}] * 12
    day = [opened | {"quote": "q", "when": "2001-02-03"}] * 12
    signed = [treaty | {"quote": "q", "stage": "signed", "when": "2001-02-03"}] * 12
    bo = mayor | {"is": "bo", "at": "2019-05-01"}
    for near in (
        bo, bo | {"is": "ann"}, bo | {"at": "2019"}, bo | {"at": "2018-05-01"}, bo | {"mood": "denied"},
        bo | {"is": "ann", "mood": "denied"}, bo | {"mood": "planned"}, bo | {"said-by": "cy"},
        bo | {"part": "headline"}, bo | {"where": "city"}, bo | {"quote": "other words"},
        mayor | {"is": "bo", "since": "2019-03-01"}, mayor | {"not": ["ann"], "at": "2019-05-01"},
    ):  # fmt: skip
        hot.ask(ann, [near])
    hot.ask(ann, [bo, bo | {"id": "same"}, bo | {"is": "cy", "id": "c"}])
    for near in ({"when": "2001-02-04"}, {"when": "2001-02"}, {"when": "2001-02-03", "weekday": "Mon"}):
        hot.ask(day, [opened | near])
    for stage in ({"stage": "signed"}, {"stage": "agreed"}, {}):
        hot.ask(signed, [treaty | stage | {"when": "2001-02-04"}])
    # the first and the last row of a shape are no claims, so that those between them are read one by one
    nobody = mayor | {"quote": "q", "is": "nobody", "at": "2019-05-01", "gloss": "g"}
    hot.ask([nobody, *ann, *[nobody | {"is": who} for who in ("bo", "ann", "cy")], nobody], [])
    rank = [{"property": "rank", "quote": "q", "is": "low", "at": "2019-05-01"}] * 12
    hot.ask(rank, [rank[0] | {"is": "high"}])
    hot.ask(ann[:4], [bo | {"id": f"few-{n}"} for n in range(8)])
    hot.ask(ann[:4], [bo | {"id": f"many-{n}"} for n in range(12)])
    mottos = [
        {"property": "motto", "quote": "q", "is": _LONG + str(n % 5), "during": f"20{10 + n % 3}"} for n in range(14)
    ]
    hot.ask(mottos, [mottos[0] | {"is": _LONG + "others", "during": "2010"}])
    since = [mayor | {"quote": "q", "is": "ann", "since": f"2019-03-0{1 + n % 4}"} for n in range(12)]
    hot.ask(since, [mayor | {"is": "ann", "at": "2018-01-01"}, mayor | {"is": "ann", "until": "2019-03-02", "id": "u"}])
    hot.ask(ann, [])
    assert hot.places <= _PLACES
    of_yaml = claim(0, property="mayor", is_="bo", at="2019-05-01") | {"subject": "t0", "source": "y1"}
    corpus(root, [*hot.rows, of_yaml], vocabulary=_VOCABULARY)
    _in_yaml(root, "y1", [row | ({} if "id" in row else {"id": f"c{n}"}) for n, row in enumerate(hot.yaml)])


def tied_by_a_day(root: Path) -> None:
    """The day of a source in YAML is unknown, so that two hot questions it speaks of are one component."""
    hot = _Hot()
    for _ in range(2):
        hot.ask([{"property": "mayor", "quote": "q", "is": "ann", "during": "2019"}] * 12, [])
    corpus(root, hot.rows, vocabulary=_VOCABULARY, sources=[SOURCE])
    day = {"published": "2019-03-01..2020-06-01", "published-because": "a guess"}
    bo = {"property": "mayor", "is": "bo"}
    _in_yaml(root, "y1", [bo | {"subject": "t0"}, bo | {"subject": "t1", "at": "2018-05-01"}], **day)


def random(root: Path, seed: int) -> None:
    """Questions of many values and wordings, most of them about some of the same days."""
    random, hot = Random(seed), _Hot()
    for _ in range(3):
        odd = random.random() < 0.7
        rows: list[Row] = [dict(row) for row in random_hot_rows(random, odd=odd)]
        for row in rows:
            row |= random.choice((*({} for _ in range(9)), {"is": "nobody"}, {"source": "y1"}, {"said-by": "cy"}))
        yaml: list[dict[str, Any]] = []
        for row in rows[: random.randint(0, 4)]:
            kept = {key: value for key, value in row.items() if key not in ("source", "quote", "id")}
            yaml.append({**kept, "is": random.choice(("ann", "bo"))} | (random.choice(ODD) if odd else {}))
        hot.ask(rows, yaml)
    corpus(root, hot.rows, sources=TWO_SOURCES, vocabulary=_VOCABULARY)
    _in_yaml(root, "y1", hot.yaml[::2], published=random.choice(("2020-06-01", "2019-03-18")))
    _in_yaml(root, "y2", hot.yaml[1::2])
