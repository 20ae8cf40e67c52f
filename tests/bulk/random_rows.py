"""Random corpora of bulk rows: few subjects, few days and many claims, so that near-misses and clashes are common."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

VOCABULARY = """\
entities:
  a: {type: thing}
  b: {type: thing, names: {en: [Bee]}}
  c: {type: thing}
  G: {type: group, members: [a, b, c]}
  P: {type: place}
  p1: {type: place, located-in: P}
  p2: {type: place, located-in: P}
  Q: {type: place}
properties:
  office: {kind: state, single: true}
  home: {kind: state, value-type: place, lasting: true}
  rank: {kind: state, ladder: [low, middle, high]}
  titles: {kind: state, single: false, value-type: text}
  chief: {kind: state, exclusive: true}
  sick: {kind: state, values: [yes-so, no-so], conflicts-with: [{property: fit, is: fine}]}
  fit: {kind: state, values: [fine, poor]}
  met: {kind: event}
  parted: {kind: event, after: [met]}
  treaty: {kind: event, stages: [agreed, signed, in-force]}
  height: {kind: quantity, unit: m}
  lost: {kind: quantity, unit: m, grows-only: true}
  heads: {kind: quantity, unit: people, adds-up: true}
  trade: {kind: quantity, unit: USD}
  share: {kind: quantity, unit: "%", formula: trade / whole}
  whole: {kind: quantity, unit: USD, range: 0..1000000 USD}
  friends: {kind: set}
  partners: {kind: set, symmetric: true}
  tier: {kind: state, subject: thing-pair, ladder: [CP, SP]}
  allies: {kind: set, derives-from: {property: tier, is: SP}}
  remark: {kind: prose}
"""

DAYS = tuple(f"2020-01-{day:02}" for day in range(1, 13))
SOURCES = 5


def random_day(random: Random) -> str:
    return random.choice(DAYS)


def random_time(random: Random, key: str) -> str:
    kind = random.random()
    if key in ("at", "during") and kind < 0.25:
        first, last = sorted((random_day(random), random_day(random)))
        return f"{first}/{last}" if random.random() < 0.8 else random.choice((f"{first}/..", f"../{last}"))
    if kind < 0.7:
        return random_day(random)
    if kind < 0.8:
        first, last = sorted((random_day(random), random_day(random)))
        return f"{first}..{last}"
    return random.choice(
        ("2020-01", "2020", "-1D", "-2D", "0M-05", "2020-01-04~", "XXXX-01-05", "+1W", "2019", "a/met")
    )


def random_claim(random: Random, wild: float) -> dict[str, Any]:
    property = random.choice((
        "office", "office", "home", "rank", "rank", "titles", "chief", "sick", "fit", "met", "met",
        "parted", "treaty", "treaty", "height", "lost", "heads",
        "trade", "share", "whole", "friends", "friends", "partners", "tier", "allies", "remark",
    ))  # fmt: skip
    claim: dict[str, Any] = {"subject": random.choice(("a", "b", "Bee", "c")), "property": property}
    state_keys = ("", "at", "during", "since", "until", "before", "after", "since+until")
    keys: tuple[str, ...] = ("",)
    match property:
        case "office" | "chief":
            claim["is"], keys = random.choice(("P", "Q", "a")), state_keys
        case "home":
            claim["is"], keys = random.choice(("P", "Q")), ("", "", "at")
        case "rank":
            claim["is"], keys = random.choice(("low", "middle", "high")), state_keys
        case "titles":
            claim["has"], keys = random.choice((["x"], ["x", "y"], ["y"])), state_keys
        case "sick":
            claim["is"], keys = random.choice(("yes-so", "no-so")), state_keys
        case "fit":
            claim["is"], keys = random.choice(("fine", "poor")), state_keys
        case "met" | "parted":
            keys = ("", "when", "when", "when", "before", "after")
        case "treaty":
            keys = ("", "when", "when", "before", "after")
            stage = random.choice(("", "agreed", "signed", "in-force"))
            claim |= {"stage": stage} if stage else {}
        case "height" | "lost":
            claim["is"], keys = random.choice(("1.80 m", "about 2 m", "1.81 m", "over 1.9 m")), ("at", "during", "")
        case "heads":
            claim["subject"], claim["is"] = random.choice(("P", "p1", "p2")), random.choice(("9 people", "12 people"))
            keys = ("during", "")
        case "trade":
            claim["is"], keys = random.choice(("100 USD", "about 100 USD", "200 USD")), ("during", "during", "")
        case "share":
            claim["is"], keys = random.choice(("50 %", "25 %")), ("during",)
        case "whole":
            claim["is"], keys = random.choice(("400 USD", "200 USD", "2000000 USD")), ("during",)
        case "friends":
            what = random.choice(("has", "has", "has", "only", "not", "count"))
            claim[what] = (
                random.choice(("1", "2", "3"))
                if what == "count"
                else random.sample(("a", "b", "c", "P"), random.randint(1, 2))
            )
            keys = ("", "at", "since", "until", "during")
        case "partners":
            claim["has"], keys = random.sample(("a", "b", "c"), 1), ("", "at", "since")
        case "tier":
            claim["subject"], claim["is"] = random.choice(("a+b", "b+c", "a+c")), random.choice(("CP", "SP"))
            keys = ("at", "since")
        case "allies":
            claim[random.choice(("has", "only"))] = random.sample(("a", "b", "c"), random.randint(1, 2))
            keys = ("", "at")
        case _:
            claim["says"] = "something"
    key = random.choice(keys)
    for part in filter(None, key.split("+")):
        claim[part] = random_time(random, part) if part != "during" or property in ("office", "rank") else "2020"
    if random.random() < wild:
        claim |= random.choice((
            {"mood": "planned"}, {"mood": "hoped"}, {"mood": "denied"}, {"said-by": "c"},
            {"part": "headline"}, {"among": "G"},
            {"weekday": "Mon"}, {"where": "P"}, {"of": "b"}, {"assuming": "complete"}, {"note": "seen"},
            {"is": ""}, {"at": "soon"},
            {"subject": "nobody"}, {"colour": None},
        ))  # fmt: skip
    return {k: v for k, v in claim.items() if v is not None}


def write_corpus(root: Path, seed: int, *, claims: int = 14, wild: float = 0.12, unknown: float = 0.15) -> None:
    """A corpus of JSONL rows below `root`."""
    random = Random(seed)
    (root / "claims" / "vocabulary").mkdir(parents=True, exist_ok=True)
    (root / "claims" / "vocabulary" / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    sources = []
    for number in range(1, SOURCES + 1):
        day = random.choice((*DAYS[4:], "2020-02-01"))
        source = {"id": f"s{number}", "language": "en", "published": day, "sha256": "0" * 64}
        if random.random() < unknown:
            source["published"] = random.choice((f"{DAYS[5]}..{DAYS[9]}", day))
            source["published-because"] = "a guess"
        sources.append(source)
    rows = []
    for number in range(1, claims + 1):
        row = {"source": f"s{random.randint(1, SOURCES)}", "id": f"c{number}", "quote": f"words {number}"}
        rows.append(row | random_claim(random, wild))
    _write(root / "claims" / "sources.jsonl", sources)
    _write(root / "claims" / "archive.jsonl", rows)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
