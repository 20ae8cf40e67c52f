"""The screen, and the way from suspicious questions to whole components, as queries over bounds that stay where they
are. The driver holds keys of what is suspicious, 8 bytes an atom, and never a row that is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from validator.bulk.explaining import MOST
from validator.bulk.gathering import Joined
from validator.bulk.hot import Heat, Run, Value, heat_of_event, witnesses
from validator.bulk.judging import HOT
from validator.bulk.placing import TOLD
from validator.bulk.screening import steps
from validator.bulk.understanding import KINDS
from validator.spark.session import Keeper, given
from validator.spark.understanding import ALONE, AMOUNT, EVENT, SILENT, STATE, TIE

_TABLES: Final = {"states": STATE, "events": EVENT}
_KEPT: Final = ("per_value", "crowded", "uneasy")
"""Steps that later ones look at more than once."""
_OF_ATOMS: Final = f"({STATE}, {EVENT}, {AMOUNT}, {SILENT}, {ALONE})"


@dataclass(frozen=True, slots=True)
class Alone:
    """What the driver knows of claims in YAML: their atoms, and the ties these bring."""

    atoms: tuple[tuple[int, int], ...]
    """Address and atom."""
    ties: tuple[tuple[int, int], ...]
    """Atom and tie."""


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


def labels_of(session: Any, suspicious: set[int], alone: Alone, keeper: Keeper) -> dict[int, int]:
    """Every atom that suspicion reaches along ties, with the label of its component: one of its atoms.

    One round for each step of the longest way from a suspicious atom to one that only hangs together with it.
    """
    reached = suspicious | {atom for _, atom in alone.atoms}
    joined = Joined({atom: atom for atom in reached})
    first_of: dict[int, int] = {}
    ties = session.sql(
        f"SELECT atom, slot AS tie FROM bounds WHERE what = {TIE} "
        f"UNION SELECT atom, bond AS tie FROM bounds WHERE bond IS NOT NULL AND atom IS NOT NULL"
    )
    if alone.ties:
        atoms, own = zip(*alone.ties, strict=True)
        ties = ties.unionAll(given(session, atom=("int64", atoms), tie=("int64", own)))
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


def components_of(session: Any, labels: Mapping[int, int], alone: Alone, keeper: Keeper) -> Components:
    """Groups the claims of all reached atoms, and decides how each component is judged."""
    atoms = sorted(labels)
    given(session, atom=("int64", atoms), label=("int64", [labels[a] for a in atoms])).createOrReplaceTempView("labels")
    members = session.sql(
        "SELECT /*+ BROADCAST(l) */ l.label, b.address, "
        f"max(CASE WHEN b.what IN ({STATE}, {EVENT}, {SILENT}) THEN 0 ELSE 1 END) AS others "
        f"FROM bounds b JOIN labels l ON l.atom = b.atom WHERE b.what IN {_OF_ATOMS} GROUP BY l.label, b.address"
    )
    by_yaml = sorted({(labels[atom], address) for address, atom in alone.atoms})
    if by_yaml:
        own, addresses = zip(*by_yaml, strict=True)
        ones = [1] * len(by_yaml)
        members = members.unionAll(
            given(session, label=("int64", own), address=("int64", addresses), others=("int32", ones))
        )
    keeper.keep(members).createOrReplaceTempView("members")
    sizes = session.sql(
        "SELECT label, count(*) AS claims, min(address) AS someone, max(others) AS others FROM members GROUP BY label"
    ).toArrow()
    heats: dict[int, Heat] = {}
    beyond: dict[int, int] = {}
    chosen: set[tuple[int, int]] = set()
    judged = number = 0
    for label, claims, someone, others in zip(*(column.to_pylist() for column in sizes.columns), strict=True):
        judged, number = judged + claims, number + 1
        heat = _heat(session, label, someone) if claims > HOT and not others else None
        if heat is not None:
            heats[label] = heat
            chosen |= {(label, address) for address in heat.addresses}
        elif claims > MOST:
            beyond[label] = claims
            chosen.add((label, someone))
    wanted = session.sql("SELECT label, address FROM members")
    if chosen:
        few = ", ".join(str(label) for label in (*heats, *beyond))
        named, addresses = zip(*sorted(chosen), strict=True)
        witnesses_of = given(session, label=("int64", named), address=("int64", addresses))
        wanted = session.sql(f"SELECT label, address FROM members WHERE label NOT IN ({few})").unionAll(witnesses_of)
    return Components(wanted, heats, beyond, judged, number)


def _heat(session: Any, label: int, someone: int) -> Heat | None:
    """A sweep over one hot question whose claims have been counted together wherever they say the same.

    None where the component is more than the runs of one single-valued state, or the days of one event.
    """
    chosen = f"SEMI JOIN (SELECT atom FROM labels WHERE label = {label}) l USING (atom)"
    counts = [
        tuple(session.sql(
            f"SELECT count(*), count(DISTINCT slot), min(kind), max(kind), count(DISTINCT stage), min(slot) "
            f"FROM {table} {chosen}"
        ).collect()[0])
        for table in _TABLES
    ]  # fmt: skip
    (of_states, states, lowest, highest, _, slot), (of_events, events, _, _, stages, _) = counts
    if of_states and of_events:
        return None
    if states == 1 and lowest == highest == KINDS["single"]:
        return _heat_of_state(session, slot, chosen, of_states, someone)
    if events != 1 or stages != 1:
        return None
    rows = session.sql(
        f"SELECT lo, hi, min(address) AS address, count(*) AS claims FROM events {chosen} "
        f"WHERE kind = {TOLD} AND lo <= hi GROUP BY lo, hi"
    ).collect()
    return heat_of_event(sorted(map(tuple, rows)), of_events, someone)


def _heat_of_state(session: Any, slot: int, chosen: str, claims: int, someone: int) -> Heat:
    rows = session.sql(
        "SELECT coalesce(first + 1, last - 1, lo) AS b, coalesce(last - 1, hi) AS e, value, sure, "
        f"min(address) AS address, count(*) AS claims FROM states {chosen} GROUP BY 1, 2, 3, 4"
    ).collect()
    odd_values = {
        value for (value,) in session.sql(f"SELECT value FROM per_value WHERE slot = {slot} AND NOT possible").collect()
    }
    sizes: dict[Value, int] = {}
    for _, _, value, _, _, count in rows:
        sizes[value] = sizes.get(value, 0) + count
    sure = [tuple(row) for row in rows if row[3]]
    odd = sum(count for _, _, value, _, _, count in sure if value in odd_values)
    compared = sum(count for *_, count in sure)
    runs = (Run(first, last, value, address) for first, last, value, _, address, _ in sure)
    return Heat(witnesses(runs), sizes, claims, claims - compared + odd, someone)
