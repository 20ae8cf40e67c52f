"""German, French and Spanish in running text: every number below a hundred, dates, and the words beside them."""

from __future__ import annotations

import pytest
from mentioned import dates, numbers

from validator.values.european_words import MONTHS, NUMBERS, WEEKDAYS
from validator.values.mentions import dates_in, has_words_for, numbers_in

_GERMAN = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_GERMAN_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_FRENCH = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
_SPANISH = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_SPANISH_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]


def _german() -> dict[int, str]:
    found = dict(enumerate(_GERMAN, 1))
    for number, ten in enumerate(_GERMAN_TENS, 2):
        found |= {10 * number: ten} | {10 * number + n: f"{unit}und{ten}" for n, unit in enumerate(_GERMAN, 1)}
    return found


def _french() -> dict[int, str]:
    teens = ["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
    found = dict(enumerate((*_FRENCH, *teens), 1))
    for number, ten in enumerate(["vingt", "trente", "quarante", "cinquante", "soixante"], 2):
        below = {n: f"{ten} et un" if n == 1 else f"{ten}-{unit}" for n, unit in enumerate(_FRENCH, 1)}
        found |= {10 * number: ten} | {10 * number + n: words for n, words in below.items()}
    found |= {70 + n: f"soixante-{word}" for n, word in enumerate(teens)} | {
        71: "soixante et onze",
        80: "quatre-vingts",
    }
    return found | {80 + n: f"quatre-vingt-{word}" for n, word in enumerate((*_FRENCH, *teens), 1)}


def _spanish() -> dict[int, str]:
    found = dict(enumerate(_SPANISH, 1))
    for number, ten in enumerate(_SPANISH_TENS, 3):
        found |= {10 * number: ten} | {10 * number + n: f"{ten} y {unit}" for n, unit in enumerate(_SPANISH, 1)}
    return found


SPELLED = {"de": _german(), "fr": _french(), "es": _spanish()}


@pytest.mark.parametrize("language", SPELLED)
def test_every_number_below_a_hundred_is_read(language: str) -> None:
    for value, words in SPELLED[language].items():
        text = f"{words} x"
        longest = max(numbers_in(text, language), key=lambda m: m.end - m.start)
        assert (longest.text, longest.value) == (words, value)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "hundertfünfunddreißig Tote", [("hundertfünfunddreißig", "135")]),
        ("de", "Sechs Tote, zwölf Bewohner", [("Sechs", "6"), ("zwölf", "12")]),
        ("de", "29,2 Milliarden Euro", [("29,2 Milliarden", "29200000000")]),
        ("de", "rund 103.000 Wahlberechtigte", [("103.000", "92700..113300"), ("103.000", "927/10..1133/10")]),
        ("de", "mehr als 180 Tote", [("180", "180..")]),
        ("de", "mindestens 135 Menschen", [("135", "135..")]),
        ("de", "bis zu 400 Millionen Euro", [("400 Millionen", "..400000000")]),
        ("de", "mit 50,2 Prozent", [("50,2", "251/5"), ("50,2 Prozent", "251/500")]),
        ("de", "drei Viertel der Stimmen", [("drei Viertel", "3/4")]),
        ("de", "der dritte Versuch", [("dritte", "#3")]),
        ("de", "die Kreisverwaltung und das Land", []),
        ("fr", "plus de 220 morts", [("220", "220..")]),
        ("fr", "au moins 183 décès", [("183", "183..")]),
        ("fr", "deux cent cinquante", [("deux cent cinquante", "250")]),
        ("fr", "46 milliards d’euros", [("46 milliards", "46000000000")]),
        ("fr", "la troisième crue", [("troisième", "#3")]),
        ("es", "casi 500 pacientes", [("500", "450..500")]),
        ("es", "unos 135.000 hogares", [("135.000", "121500..148500"), ("135.000", "243/2..297/2")]),
        ("es", "mil millones de euros", [("mil millones", "1000000000")]),
        ("es", "más de 30 muertos", [("30", "30..")]),
    ],
)
def test_numbers(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text, language) == expected


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_and_weekday_is_read(language: str) -> None:
    for number, names in enumerate(MONTHS[language].split(), 1):
        assert {m.month for name in names.split("|") for m in dates_in(f"in {name} x", language)} == {number}
    for number, names in enumerate(WEEKDAYS[language].split()):
        assert {m.weekday for name in names.split("|") for m in dates_in(f"x {name} x", language)} == {number}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "am 14. Juli 2021", [("14. Juli 2021", "2021-7-14")]),
        ("de", "in der Nacht vom 14. auf den 15. Juli", [("14", "?-7-14"), ("15. Juli", "?-7-15")]),
        ("de", "am 14. und 15. Juli 2021", [("14", "2021-7-14"), ("15. Juli 2021", "2021-7-15")]),
        ("de", "14.7.: Der Pegelstand", [("14.7.", "?-7-14")]),
        ("de", "Juli des Kreises", [("Juli", "?-7-?")]),
        ("de", "am Samstagabend, gestern", [("Samstagabend", "Sat"), ("gestern", "-1D")]),
        ("de", "vor 15 Monaten, im vergangenen Jahr", [("vor 15 Monaten", "-15M"), ("vergangenen Jahr", "-1Y")]),
        ("fr", "le 1er juillet 2022", [("1er juillet 2022", "2022-7-1")]),
        ("fr", "entre le 14 et le 15 juillet", [("14", "?-7-14"), ("15 juillet", "?-7-15")]),
        ("fr", "dimanche matin, la semaine dernière", [("dimanche", "Sun"), ("semaine dernière", "-1W")]),
        ("fr", "ce sont des inondations", []),
        ("es", "el 15 de julio de 2021", [("15 de julio de 2021", "2021-7-15")]),
        ("es", "en julio del año pasado", [("julio del año pasado", "-1Y ?-7-?")]),
        ("es", "hace 3 días, ayer", [("hace 3 días", "-3D"), ("ayer", "-1D")]),
    ],
)
def test_dates(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize("language", NUMBERS)
def test_a_table_of_words_stands_behind_the_language(language: str) -> None:
    assert has_words_for(f"{language}-CH")


@pytest.mark.parametrize("language", ["ru", "ar", "pl", "und"])
def test_no_table_stands_behind_others(language: str) -> None:
    assert not has_words_for(language)
