"""How many independent origins stand behind sources: shared ancestors, publishers and texts are one."""

from __future__ import annotations

from collections.abc import Iterable

from validator.records.corpus import Corpus


def origins(sources: Iterable[str], corpus: Corpus) -> int:
    """Connected groups among `sources` under `via`, one publisher, or one archived text."""
    chosen = sorted(set(sources))
    by_id = corpus.sources_by_id
    group = {id: id for id in chosen}

    def root(id: str) -> str:
        while group[id] != id:
            id = group[id]
        return id

    marks: dict[str, str] = {}
    for id in chosen:
        source = by_id.get(id)
        if source is None:
            continue
        text = corpus.texts.get(id)
        shared = {id, *source.via}
        if source.publisher:
            shared.add(source.publisher)
        if text is not None:
            shared.add(f"sha256 {text.sha256}")
        for mark in sorted(shared):
            if mark in marks:
                group[root(id)] = root(marks[mark])
            else:
                marks[mark] = id
    return len({root(id) for id in chosen})
