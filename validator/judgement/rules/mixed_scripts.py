"""A word or number put together from look-alikes.

`Jаpan` with a Cyrillic а is not `Japan`, and `2О21` with a letter O is no year, though no eye can tell. Such a word
meets none of the claims it seems to be about. One word is written in one script; where it is not, and the odd letters
are just those that look like letters of the rest, somebody swapped them, or a scanner misread them. Words that join
scripts on purpose are not meant: `IT企業`, `Tシャツ`, `μm`, `kΩ`, `SMSка`, `H₂O`.

To mend a finding, write the word in one script. If the archived text itself holds the look-alike, the quote keeps it,
and `fix` states what is meant.

**Flagged:**

    entities: {JP: {type: country, names: {en: "J\\u0430pan"}}}  # <-- Cyrillic а
    properties: {status: {kind: state, values: [observer, member]}}
    morning: [{subject: JP, property: status, is: member}]

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:  # <-- the text seeds/morning.txt holds
      - {subject: treaty, property: concluded, quote: Signed in 2O21.}  # <-- 2O21 (Latin O for 0)

**Accepted, because these words join two scripts on purpose:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: "IT企業のTシャツ, 5 μm, 10 kΩ, H2O, CO₂, PRщик, K팝"}]

**Accepted, because full-width digits are at home among Chinese characters:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: 条約は２０２１年に署名された。}]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.judgement.written import written_texts

_CYRILLIC: Final = dict(zip("АВЕЅІЈКМНОРСТХУЗабеѕіјорсухѵһԁԛԝӏ", "ABESIJKMHOPCTXY3a6esijopcyxvhdqwl", strict=True))
_GREEK: Final = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυικ", "ABEZHIKMNOPTYXavopuik", strict=True))
_ARMENIAN: Final = dict(zip("ՕՍԼհոսցքզ", "OULhnugqq", strict=True))
_TABLES: Final = {"CYRILLIC": _CYRILLIC, "GREEK": _GREEK, "ARMENIAN": _ARMENIAN}
_BACK: Final = {
    script: frozenset(latin for foreign, latin in table.items() if foreign not in "ЅІЈѕіјѵһԁԛԝӏЗб")
    for script, table in _TABLES.items()
}
"""Latin letters that could stand for a usual letter of the script."""
_STYLED: Final = ("FULLWIDTH", "MATHEMATICAL", "ROMAN")
_FEWEST_LETTERS: Final = {"GREEK": 4}
"""Shorter words with a Greek letter are formulas."""
_FEWEST: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"\d+")
"""Japanese pages write `2021年９月`: one number plain, the other in full width."""
_OS: Final = "OoОоΟοՕ"
_FEWEST_PLACES: Final = 4
"""`3O2` is chemistry."""
_ODD_DIGITS: Final = re.compile(r"0[a-z]|[0-9][Oo]")
_ZERO_FOR_O: Final = re.compile(r"0(?!days?\b)[a-z]{3,}")
_NATIVE_DIGITS: Final = {"FULLWIDTH": ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH")}
"""Scripts among which digits of another name are at home."""
_MOST_TOLD: Final = 3


@rule(over="world")
def check(world: World, _: World) -> Iterator[Problem]:
    for written in written_texts(world.corpus, _may_mix):
        found = look_alikes(written.text, written.around)
        if found:
            more = f" and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
            yield written.problem(f"holds {', '.join(found[:_MOST_TOLD])}{more}.")


def _may_mix(text: str) -> bool:
    return not (text.isascii() or _is_latin(text)) or _ODD_DIGITS.search(text) is not None


def look_alikes(text: str, around: str = "") -> list[str]:
    """Words with letters or digits that are not what they look like, each once, with what is wrong with it."""
    if not _may_mix(text):
        return []
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        word = match[0]
        odd = _odd_letters(word) or _odd_digits(word, text, around)
        if odd:
            found.setdefault(f"{word} ({odd})")
    return list(found)


def _is_latin(text: str) -> bool:
    """Whether all letters are Latin and all digits plain, as in most languages of Europe and in Vietnamese."""
    odd = (char for char in set(text) if not char.isascii() and (char.isalnum() or unicodedata.category(char) == "Nl"))
    return all(_script(char) == "LATIN" for char in odd)


def _odd_letters(word: str) -> str:
    if word.isascii():
        return ""
    letters = [(char, _script(char)) for char in word if char.isalpha() or unicodedata.category(char) == "Nl"]
    latin = [char for char, script in letters if script == "LATIN"]
    others = {script for _, script in letters} - {"LATIN"}
    if not latin or len(others) != 1 or len(letters) < _FEWEST_LETTERS.get(next(iter(others)), _FEWEST):
        return ""
    (other,) = others
    foreign = [char for char, script in letters if script == other]
    if other in _STYLED:
        return _named(foreign) if all(_plain(char).isascii() for char in foreign) else ""
    table = _TABLES.get(other)
    if table is None or _composed(letters) or (other == "GREEK" and _is_symbol(letters)):
        return ""
    if all(char in table for char in foreign):
        return _named(foreign)
    return _named(latin) if all(char in _BACK[other] for char in latin) else ""


def _composed(letters: list[tuple[str, str]]) -> bool:
    """`SMSка`: an abbreviation in capitals that goes on in the other script."""
    switch = next(index for index, (_, script) in enumerate(letters) if script != letters[0][1])
    head = [char for char, _ in letters[:switch]]
    tail = letters[switch:]
    whole = len({script for _, script in tail}) == 1
    return whole and len(head) > 1 and all(c.isupper() for c in head) and all(c.islower() for c, _ in tail)


def _is_symbol(letters: list[tuple[str, str]]) -> bool:
    """`NFκB`: the name of a molecule, small Greek letters among Latin capitals."""
    return all(char.isupper() if script == "LATIN" else char.islower() for char, script in letters)


def _odd_digits(word: str, text: str, around: str) -> str:
    letter = next((char for char in word if char in _OS), "")
    if letter and len(word) >= _FEWEST_PLACES and _is_number_but_for(_OS, word):
        return f"{_script(letter).title()} {letter} for 0"
    if word.isascii():
        return "the digit 0 for O" if _ZERO_FOR_O.fullmatch(word) else ""
    digits: set[str] = set()
    for number in _NUMBER.findall(word):
        kinds = {_script(char) for char in number}
        if len(kinds) > 1:
            return "digits of two kinds: " + ", ".join(_kind(script) for script in sorted(kinds))
        digits |= kinds
    for script in sorted(digits):
        if script and not any(_at_home(script, place) for place in (text, around)):
            return f"{_kind(script)} digits, of a script that is not used here"
    return ""


def _is_number_but_for(letters: str, word: str) -> bool:
    ends = word[0] + word[-1]
    return ends.isascii() and ends.isdigit() and all(c in letters or (c.isascii() and c.isdigit()) for c in word)


def _kind(script: str) -> str:
    return script.lower().capitalize() if script else "plain"


@lru_cache(maxsize=8)
def _scripts_of(text: str) -> frozenset[str]:
    return frozenset(_script(char) for char in set(text) if char.isalpha())


def _at_home(script: str, text: str) -> bool:
    native = _NATIVE_DIGITS.get(script, (script,))
    return not _scripts_of(text).isdisjoint(native)


@cache
def _script(char: str) -> str:
    """The script as the character's name begins with it; nothing for the digits 0 to 9."""
    if char.isascii():
        return "LATIN" if char.isalpha() else ""
    name = unicodedata.name(char, "")
    first = re.split(r"[ -]", name, maxsplit=1)[0]
    return {"EXTENDED": "ARABIC", "MODIFIER": "LATIN", "FEMININE": "LATIN", "MASCULINE": "LATIN"}.get(first, first)


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _named(letters: list[str]) -> str:
    return ", ".join(dict.fromkeys(f"{_kind(_script(char))} {char}" for char in letters))
