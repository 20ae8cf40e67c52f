"""Entries of a file can be left unread, and all others stand where they stand."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from validator.records.corpus import Corpus
from validator.records.files import Given
from validator.records.loading import load_files
from validator.records.masking import Masked, stretch_of
from validator.records.yaml_reader import decode

VOCABULARY = b"entities: {a: {type: t}}\nproperties: {seen: {kind: event, subject: t}}\n"
HEAD = "source: {language: en, published: 2022-01-01, sha256: " + 64 * "0" + "}\n"
LAYOUTS = {
    "plain": "claims:\n  - id: c0\n    quote: w\n    subject: a\n    property: seen\n"
    "  - id: c1\n    quote: |\n      several\n      lines\n    subject: a\n    property: seen\n    when: 2020\n"
    "  - id: c2\n    quote: w\n    subject: a\n    property: seen\n",
    "in one line each": "claims:\n"
    + "".join(f"  - {{id: c{n}, quote: 'w - {n}', subject: a, property: seen}}\n" for n in range(3)),
    "not indented, with remarks": "claims:\n# - one\n- id: c0\n  quote: w\n  subject: a\n  property: seen\n\n"
    "# - two\n- {id: c1, quote: w, subject: a, property: seen} # - {id: x}\n- id: c2 # three\n  quote: w\n"
    "  subject: a\n  property: seen\n# end",
    "with other line breaks": "claims:\r\n  - id: c0\r\n    quote: w\r\n    subject: a\r\n    property: seen\r\n"
    "  - id: c1\r\n    quote: \"one\r\n      two\"\r\n    subject: a\r\n    property: seen\r\n"
    "  - {id: c2, quote: w,\r\n      subject: a, property: seen}\r\n",
    "followed by other keys": "claims:\n  -   id: c0\n      quote: w\n      subject: a\n      property: seen\n"
    "  - {id: c1, quote: Ω, subject: a, property: seen}\n  - {id: c2, quote: w, subject: a, property: seen}\n"
    "uncheckable:\n  - quote: w\n    because: so\n",
}  # fmt: skip
IN_THE_WAY = {
    "in one list of one line": "claims: [{id: c0, quote: w, subject: a, property: seen}]\n",
    "below its dash": "claims:\n  -\n    id: c0\n    quote: w\n    subject: a\n    property: seen\n",
}


def files(layout: str, mark: bytes = b"") -> Given:
    return Given({"claims/vocabulary/v.yaml": VOCABULARY, "claims/s.yaml": mark + (HEAD + layout).encode()})


def read(given: Given | Masked) -> Corpus:
    return load_files(given, Path())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_what_is_left_unread_moves_nothing(layout: str, mark: bytes) -> None:
    given = files(layout, mark)
    whole = read(given)
    assert not whole.faults
    text = decode(given.contents["claims/s.yaml"])[0]
    stretches = {claim.id: stretch_of(claim.mark, text) for claim in whole.claims}
    assert len(stretches) == 3
    for number in (1, 2):
        for left_out in combinations(stretches, number):
            hidden = sorted(stretch for id in left_out if (stretch := stretches[id]) is not None)
            assert len(hidden) == number
            part = read(Masked(given, {"claims/s.yaml": hidden}))
            assert not part.faults
            expected = [claim for claim in whole.claims if claim.id not in left_out]
            assert [claim.id for claim in part.claims] == [claim.id for claim in expected]
            for one, other in zip(part.claims, expected, strict=True):
                assert one.quotes == other.quotes
                assert one.times == other.times
                for key, place in other.marks.items():
                    found = one.marks[key]
                    assert found[:2] == place[:2]
                assert one.mark[:2] == other.mark[:2]
            assert part.uncheckable == () or part.uncheckable[0].mark[:4] == whole.uncheckable[0].mark[:4]


@pytest.mark.parametrize("layout", IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_an_entry_that_shares_its_lines_is_not_left_out(layout: str) -> None:
    given = files(layout)
    [claim] = read(given).claims
    assert stretch_of(claim.mark, decode(given.contents["claims/s.yaml"])[0]) is None


def test_nothing_hidden_is_the_file_itself() -> None:
    given = files(LAYOUTS["plain"])
    assert Masked(given, {}).read("claims/s.yaml", 10_000) == given.contents["claims/s.yaml"]
    assert Masked(given, {}).names("claims") == given.names("claims")
