"""What the rows of a hot question say. Most of them are like one that was read, and their claims are not made."""

from __future__ import annotations

from collections.abc import Iterable

from validator.bulk.alike import RowReader
from validator.bulk.camps import Voice, voices_of
from validator.bulk.remains import Remains
from validator.bulk.rows import texts_of
from validator.judgement.fingerprints import content_told
from validator.records.claim import value_label
from validator.records.loading import paused_collector
from validator.records.marks import FaultLog


def voices_at(remains: Remains, addresses: Iterable[int]) -> dict[int, Voice]:
    """What the claims at some addresses say, of which the rows are at hand, if they are not read already."""
    claims = {address: remains.claims[address] for address in addresses if address in remains.claims}
    rows = {address: remains.rows[address] for address in sorted(set(addresses) - claims.keys())}
    vocabulary = remains.vocabulary_for(text for row in rows.values() for text in texts_of(row))
    sources = remains.read_sources({str(row["source"]) for row in rows.values()})
    reader, log = RowReader(vocabulary), FaultLog()
    found: dict[int, Voice] = {}
    with paused_collector():
        for address, row in rows.items():
            said = reader.said_by(row)
            if said is not None and said.property.kind == "state" and said.property.derives_from is None:
                content = content_told(said.content, said.fixed, sources.get(row["source"]))
                found[address] = Voice(f"{row['source']}/{row['id']}", content, value_label(said.value, vocabulary))
                continue
            file, number = remains.files.at(address)
            claim = reader.claim_of(row, file.path, number, log)
            if claim is not None:
                claims[address] = claim
        return found | voices_of(remains, claims)
