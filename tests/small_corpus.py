"""Small corpora from compact YAML: what the examples in rule pages and most tests of judgement are written in.

Top-level keys `entities`, `properties` and `assumptions` are vocabulary (`entities` may be a plain list of ids); every
other key is a source: a list of claims, or a mapping with `published` and other source fields and `claims`. What a
claim leaves out is filled in: an id (`c1`, `c2`, … in order) and a quote that stands in the source's text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

VOCABULARY = ("entities", "properties", "assumptions")
PUBLISHED = "2024-01-01"


def parse(text: str) -> dict[str, Any]:
    loaded = yaml.load(text, Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def write(root: Path, text: str) -> Path:
    """Writes the corpus below `root` and returns it."""
    return write_parsed(root, parse(text))


def write_parsed(root: Path, described: dict[str, Any]) -> Path:
    folder = root / "claims" / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "seeds").mkdir(exist_ok=True)
    vocabulary = {key: described[key] for key in VOCABULARY if key in described}
    if isinstance(vocabulary.get("entities"), list):
        vocabulary["entities"] = {id: {"type": "thing"} for id in vocabulary["entities"]}
    _dump(folder / "all.yaml", vocabulary)
    for name, source in described.items():
        if name not in VOCABULARY:
            _write_source(root, name, source)
    return root


def _write_source(root: Path, name: str, source: Any) -> None:
    head = {} if isinstance(source, list) else {k: v for k, v in source.items() if k != "claims"}
    claims = source if isinstance(source, list) else source.get("claims", [])
    written = []
    sentences = []
    for number, claim in enumerate(claims, start=1):
        filled = {"id": f"c{number}", "quote": f"{name} says this as number {number}.", **claim}
        quotes = filled["quote"] if isinstance(filled["quote"], list) else [filled["quote"]]
        sentences.extend(quotes)
        written.append(filled)
    (root / "seeds" / f"{name}.txt").write_text("\n".join(sentences) + "\n", encoding="utf-8")
    header = {"published": PUBLISHED, "language": "en", "text": f"seeds/{name}.txt", **head}
    _dump(root / "claims" / f"{name}.yaml", {"source": header, "claims": written})


class _Plain(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dump(path: Path, content: Any) -> None:
    text = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")
