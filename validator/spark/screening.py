"""The screen, and the way from suspicious questions to whole components, as queries over bounds that stay where they
are. The driver holds keys of what is suspicious, 8 bytes an atom, and never a row that is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from validator.bulk.explaining import is_swept, is_too_large
from validator.bulk.gathering import Joined
from validator.bulk.hot import Heat
from validator.bulk.screening import steps
from validator.spark.session import Keeper, given
from validator.spark.sweeping import Question, heats_of
from validator.spark.understanding import ALONE, AMOUNT, EVENT, SILENT, STATE, TIE

_TABLES: Final = {"states": STATE, "events": EVENT}
_KEPT: Final = ("per_value", "crowded", "uneasy")
"""Steps that later ones look at more than once."""
_OF_ATOMS: Final = f"({STATE}, {EVENT}, {AMOUNT}, {SILENT}, {ALONE})"


@dataclass(frozen=True, slots=True)
class Components:
    """What is left for the exact rules."""

    wanted: Any
    """A frame of `label` and `address`: the claims to be judged, by component."""
    heats: Mapping[int, Heat]
    beyond: Mapping[int, int]
    judged: int
    """Claims in all components."""
    number: int


def views_of(bounds: Any) -> None:
    """Names the bounds as the tables of the screen."""
    bounds.createOrReplaceTempView("bounds")
    for name, what in _TABLES.items():
        bounds.where(f"what = {what}").createOrReplaceTempView(name)
    amounts = bounds.where(f"what = {AMOUNT}").selectExpr(
        "address", "atom", "slot", "property", "low AS lo", "high AS hi"
    )
    amounts.createOrReplaceTempView("amounts")


def suspicious_atoms(session: Any, related: list[int], edges: bool, keeper: Keeper) -> set[int]:
    """The atoms of every question that no world surely answers, and of every claim read by itself."""
    found = []
    for step in steps(edges=edges, related=related, prefilter=False, numbered=False):
        frame = session.sql(step.query)
        if not step.name:
            found.append(frame)
        else:
            kept = keeper.keep(frame) if step.name in _KEPT else frame
            kept.createOrReplaceTempView(step.name)
    found.append(session.sql(f"SELECT DISTINCT atom FROM bounds WHERE what = {ALONE}"))
    whole = found[0]
    for frame in found[1:]:
        whole = whole.unionAll(frame)
    return set(whole.distinct().toArrow()["atom"].to_pylist())


def labels_of(session: Any, suspicious: set[int], keeper: Keeper) -> dict[int, int]:
    """Every atom that suspicion reaches along ties, with the label of its component: one of its atoms.

    One round for each step of the longest way from a suspicious atom to one that only hangs together with it.
    """
    reached = set(suspicious)
    joined = Joined({atom: atom for atom in reached})
    first_of: dict[int, int] = {}
    ties = session.sql(
        f"SELECT atom, slot AS tie FROM bounds WHERE what = {TIE} "
        f"UNION SELECT atom, bond AS tie FROM bounds WHERE bond IS NOT NULL AND atom IS NOT NULL"
    )
    keeper.keep(ties).createOrReplaceTempView("ties")
    edge = reached
    while edge:
        given(session, atom=("int64", sorted(edge))).createOrReplaceTempView("edge")
        met = session.sql(
            "SELECT DISTINCT t.atom, t.tie FROM ties t "
            "JOIN (SELECT DISTINCT tie FROM ties SEMI JOIN edge USING (atom)) e ON e.tie = t.tie"
        ).toArrow()
        edge = set()
        for atom, tie in zip(met["atom"].to_pylist(), met["tie"].to_pylist(), strict=True):
            if atom not in reached:
                edge.add(atom)
            joined.join(atom, first_of.setdefault(tie, atom))
        reached |= edge
    return {atom: joined.find(atom) for atom in reached}


def components_of(session: Any, connection: Any, labels: Mapping[int, int], keeper: Keeper) -> Components:
    """Groups the claims of all reached atoms, and decides how each component is judged."""
    atoms = sorted(labels)
    given(session, atom=("int64", atoms), label=("int64", [labels[a] for a in atoms])).createOrReplaceTempView("labels")
    slot = f"CASE WHEN b.what IN ({STATE}, {EVENT}) THEN b.slot END"
    members = session.sql(
        f"SELECT /*+ BROADCAST(l) */ l.label, b.address, max(CASE WHEN b.what = {ALONE} THEN 1 ELSE 0 END) AS alone, "
        f"max(CASE WHEN b.what = {AMOUNT} THEN 1 ELSE 0 END) AS amount, min({slot}) AS one, max({slot}) AS other "
        f"FROM bounds b JOIN labels l ON l.atom = b.atom WHERE b.what IN {_OF_ATOMS} GROUP BY l.label, b.address"
    )
    keeper.keep(members).createOrReplaceTempView("members")
    sizes = session.sql(
        "SELECT label, count(*) AS claims, min(address) AS someone, CAST(sum(alone) AS BIGINT) AS alone, "
        "max(amount) = 0 AND min(one) = max(other) AS hot FROM members GROUP BY label"
    ).toArrow()
    rows = list(zip(*(column.to_pylist() for column in sizes.columns), strict=True))
    questions = [Question(*row[:4]) for row in rows if row[4] and is_swept(row[1], row[3])]
    heats = heats_of(session, connection, questions)
    beyond = {label: claims for label, claims, *_ in rows if label not in heats and is_too_large(claims)}
    chosen = {(label, someone) for label, _, someone, *_ in rows if label in beyond}
    chosen |= {(label, address) for label, heat in heats.items() for address in (*heat.addresses, *heat.alone)}
    wanted = session.sql("SELECT label, address FROM members")
    if chosen:
        few = ", ".join(str(label) for label in (*heats, *beyond))
        named, addresses = zip(*sorted(chosen), strict=True)
        witnesses_of = given(session, label=("int64", named), address=("int64", addresses))
        wanted = session.sql(f"SELECT label, address FROM members WHERE label NOT IN ({few})").unionAll(witnesses_of)
    return Components(wanted, heats, beyond, sum(claims for _, claims, *_ in rows), len(rows))
