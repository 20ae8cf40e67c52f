"""How many independent origins stand behind sources: shared ancestors, publishers and texts are one."""

from __future__ import annotations

from collections.abc import Iterable

from validator.records.corpus import Corpus


def origins(sources: Iterable[str], corpus: Corpus) -> int:
    """Connected groups among `sources` under `via`, one publisher, or one archived text."""
    chosen = sorted(set(sources))
    if corpus.shared_marks.keys().isdisjoint(chosen):
        return len(chosen)
    group = {id: id for id in chosen}

    def root(id: str) -> str:
        while group[id] != id:
            id = group[id]
        return id

    marks: dict[str, str] = {}
    for id in chosen:
        for mark in corpus.shared_marks.get(id, ()):
            if mark in marks:
                group[root(id)] = root(marks[mark])
            else:
                marks[mark] = id
    return len({root(id) for id in chosen})
