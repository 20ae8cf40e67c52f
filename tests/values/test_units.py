"""Units: which names are one, which compare, which are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.values.quantities import (
    commensurable,
)
from validator.values.unit_tables import CURRENCIES, MEASURES, SCALE_LOOKALIKES, WITHDRAWN_CURRENCIES
from validator.values.units import UnitNameError, unit_named

# units

spelled = [spelling for _, symbol, _, names in MEASURES for spelling in (symbol, *names.split(", ")) if spelling]
some_units = st.sampled_from(
    [*spelled, *sorted(CURRENCIES), "ships", "ship", "countries", "country", "艘", "USD/t", ""]
)


@given(some_units, some_units, some_units)
def test_commensurable_is_an_equivalence(one: str, two: str, three: str) -> None:
    a, b, c = unit_named(one), unit_named(two), unit_named(three)
    assert commensurable(a, a)
    assert commensurable(a, b) == commensurable(b, a)
    if commensurable(a, b) and commensurable(b, c):
        assert commensurable(a, c)


def test_every_spelling_names_one_unit() -> None:
    assert len(spelled) == len(set(spelled))
    for dimension, symbol, factor, names in MEASURES:
        for spelling in (symbol, *names.split(", ")):
            if spelling:
                unit = unit_named(spelling)
                assert (unit.symbol, unit.dimension, unit.factor) == (symbol, dimension, factor)


def test_currency_codes_are_well_formed_and_kept_apart() -> None:
    assert not CURRENCIES & WITHDRAWN_CURRENCIES
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES | WITHDRAWN_CURRENCIES)
    assert len({unit_named(code).dimension for code in CURRENCIES}) == len(CURRENCIES)
    assert {"USD", "EUR", "VND", "CNY", "JPY", "SEK", "XCG", "ZWG", "SLE", "VED"} <= CURRENCIES
    assert {"DEM", "HRK", "ANG", "CUC", "ZWL"} <= WITHDRAWN_CURRENCIES


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("ship", "ships"),
        ("country", "countries"),
        ("box", "boxes"),
        ("glass", "glasses"),
        ("virus", "viruses"),
        ("person", "people"),
        ("woman", "women"),
        ("aircraft", "aircraft"),
        ("patrol boat", "patrol boats"),
        ("member of parliament", "members of parliament"),
        ("F-35 jet", "f-35 jets"),
    ],
)
def test_a_noun_and_its_plural_are_one_unit(singular: str, plural: str) -> None:
    assert unit_named(singular) == unit_named(plural)


@pytest.mark.parametrize(
    ("left", "right"), [("ships", "sheep"), ("news", "new"), ("%", "percentage points"), ("K", "°C")]
)
def test_units_that_do_not_compare(left: str, right: str) -> None:
    assert not commensurable(unit_named(left), unit_named(right))


@pytest.mark.parametrize("name", [*SCALE_LOOKALIKES, "tons", "$", "5 ships", "C", "a//b", "x" * 201, "…"])
def test_doubtful_units_are_refused_with_advice(name: str) -> None:
    if name in spelled:
        return
    with pytest.raises(UnitNameError) as refusal:
        unit_named(name)
    assert refusal.value.suggestion
