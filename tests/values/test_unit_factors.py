"""Each measure against its factor as handbooks print it, and each spelling against its measure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from validator.values.quantities import parse_quantity
from validator.values.unit_tables import MEASURES
from validator.values.units import UnitNameError, commensurable, unit_named

# symbol: how many of the unit beside it one of it is, in decimals (NIST Special Publication 811, appendix B)
IN_OTHERS = """
    % 0.01 of-one | ‰ 0.001 of-one | basis points 0.01 percentage points
    km 1000 m | cm 0.01 m | mm 0.001 m | miles 1609.344 m | yd 0.9144 m | ft 0.3048 m | in 0.0254 m | nmi 1852 m
    km2 1000000 m2 | ha 10000 m2 | acres 4046.8564224 m2 | sq miles 2589988.110336 m2 | sq ft 0.09290304 m2
    l 0.001 m3 | ml 0.000001 m3 | gallons 0.003785411784 m3 | imperial gallons 0.00454609 m3
    barrels 0.158987294928 m3
    g 0.001 kg | mg 0.000001 kg | t 1000 kg | kt 1000000 kg | Mt 1000000000 kg | Gt 1000000000000 kg
    lb 0.45359237 kg | oz 0.028349523125 kg | troy ounces 0.0311034768 kg | short tons 907.18474 kg
    long tons 1016.0469088 kg
    kW 1000 W | MW 1000000 W | GW 1000000000 W | TW 1000000000000 W
    kJ 1000 J | MJ 1000000 J | GJ 1000000000 J | TJ 1000000000000 J
    Wh 3600 J | kWh 3600000 J | MWh 3600000000 J | GWh 3600000000000 J | TWh 3600000000000000 J
    ms 0.001 s | min 60 s | h 3600 s | days 86400 s | weeks 604800 s
    years 12 months | decades 120 months | centuries 1200 months
    kHz 1000 Hz | MHz 1000000 Hz | GHz 1000000000 Hz
    hPa 100 Pa | kPa 1000 Pa | MPa 1000000 Pa | bar 100000 Pa
    kB 1000 bytes | MB 1000000 bytes | GB 1000000000 bytes | TB 1000000000000 bytes | PB 1000000000000000 bytes
    kph 0.2777777778 m/s | mph 0.44704 m/s | knots 0.5144444444 m/s
"""
BASES = ("m", "m2", "m3", "kg", "W", "J", "s", "months", "Hz", "Pa", "bytes", "percentage points", "K", "°C", "°F")


def stated() -> dict[str, tuple[Fraction, str]]:
    found = {}
    for entry in IN_OTHERS.replace("\n", "|").split("|"):
        words = entry.split()
        if words:
            at = next(n for n, word in enumerate(words) if word[0].isdigit())
            found[" ".join(words[:at])] = (Fraction(words[at]), " ".join(words[at + 1 :]))
    return found


@pytest.mark.parametrize(("symbol", "factor", "base"), [(s, *rest) for s, rest in stated().items()])
def test_one_of_it_is_so_many_of_the_base(symbol: str, factor: Fraction, base: str) -> None:
    unit = unit_named(symbol)
    other = unit_named("" if base == "of-one" else base)
    assert commensurable(unit, other)
    # the handbooks round speeds to ten places
    assert abs(unit.factor / other.factor - factor) <= (Fraction(1, 10**10) if "/" in base else 0)


def test_every_measure_is_stated() -> None:
    assert {symbol for _, symbol, _, _ in MEASURES} == stated().keys() | set(BASES)
    assert [unit_named(base).factor for base in BASES] == [1] * len(BASES)
    assert len({unit_named(base).dimension for base in BASES}) == len(BASES)


@pytest.mark.parametrize(
    ("symbol", "spelling"),
    [(symbol, spelling) for _, symbol, _, others in MEASURES for spelling in others.split(", ") if spelling],
)
def test_every_spelling_is_the_same_measure(symbol: str, spelling: str) -> None:
    assert unit_named(spelling) == unit_named(symbol)


@pytest.mark.parametrize(("speed", "same"), [("36 kph", "10 m/s"), ("1 knots", "1 nmi/h"), ("60 mph", "1 miles/min")])
def test_speeds_are_lengths_over_durations(speed: str, same: str) -> None:
    assert parse_quantity(f"exactly {speed}").sure == parse_quantity(f"exactly {same}").sure


def test_a_refusal_is_its_message_and_what_to_write() -> None:
    with pytest.raises(UnitNameError) as refusal:
        unit_named("tons")
    assert str(refusal.value) == f"{refusal.value.message}; {refusal.value.suggestion}"
    assert "short tons" in str(refusal.value)
    assert unit_named("x" * 200).dimension == f"count of {'x' * 200}"
    with pytest.raises(UnitNameError, match="at most 200 characters, found 201"):
        unit_named("x" * 201)
