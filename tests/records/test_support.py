"""Values and the words they rest on: told only where no number and no date of the quote could stand for the value."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_samples import corpus_of
from small_corpus import write_parsed

from validator.records.opening import load
from validator.records.support import told_elsewhere, unsupported


def fields_without_support(language: str, quote: str, fields: str) -> list[str]:
    corpus = corpus_of(f"  - id: c\n    quote: {quote!r}\n" + "".join(f"    {field}\n" for field in fields.split("; ")))
    assert corpus.faults == (), [str(fault) for fault in corpus.faults]
    (claim,) = corpus.claims
    return [found.field for found in unsupported(claim, language, claim.quotes)]


SET = "subject: VN; property: partners; "
TRADE = "subject: JP+VN; property: trade; "
TARIFF = "subject: US>VN; property: tariff; "
EVENT = "subject: dett; property: concluded; "


@pytest.mark.parametrize(
    ("language", "quote", "fields"),
    [
        ("vi", "chỉ mới thiết lập quan hệ này với 5 quốc gia", SET + "count: 5"),
        ("en", "the fourth category", SET + "has: [JP]; count: 4"),
        ("en", "Japan and the United States", SET + "only: [JP, US]; count: 2"),
        ("zh", "约有20个国家", SET + "count: about 20"),
        ("zh", "越南成为第11个国家", SET + "is: JP; nth: 11"),
        ("vi", "bốn nước đầu tiên", SET + "has: [JP, US]; nth: 1..4"),
        ("en", "the fourth after the Philippines, Malaysia and Indonesia", SET + "has: [JP, US, KR]; nth: 1..3"),
        ("en", "an unprecedented move", SET + "is: JP; nth: 1"),
        ("sv", "den första dialogen", SET + "is: JP; nth: 1"),
        ("zh", "贸易额达到427亿美元", TRADE + "is: 42.7 billion USD"),
        ("zh", "贸易额达到427亿美元", TRADE + "is: 427e8 USD"),
        ("zh", "1600多亿美元", TRADE + "is: 160..170 billion USD"),
        ("en", "over $5 billion", TRADE + "is: over 5 billion USD"),
        ("en", "set at 46 percent", TARIFF + "is: 46 %"),
        ("zh", "约四分之一", TARIFF + "is: about 1/4"),
        ("vi", "khoảng 80% doanh số", TARIFF + "is: about 80 %"),
        ("en", "a target of 80 to 100 million", TRADE + "is: 80 million USD"),
        ("en", "a target of 80 to 100 million", TRADE + "is: 80..100 million USD"),
        ("en", "about 20 %", TARIFF + "is: 15..25 %"),
        ("en", "between 68 and 82 per cent", TARIFF + "is: 68..82 %"),
        ("pl", "od 10 do 12 milionów", TRADE + "is: 10..12 million USD"),
        ("en", "one in 250,000", TARIFF + "is: 1 in 250,000"),
        ("en", "one person in a million", TARIFF + "is: 1 in 1 million"),
        ("en", "about four people in a million", TARIFF + "is: about 4 per million"),
        ("zh", "每60万接种者中可能会出现一例", TARIFF + "is: 1 in 600,000"),
        ("es", "1 caso entre 300.000", TARIFF + "is: about 1 in 300,000"),
        ("de", "ein Fall auf 100.000 Impfungen", TARIFF + "is: 1 in 100,000"),
        ("da", "1 ud af 40.000", TARIFF + "is: 1 in 40,000"),
        ("it", "un caso su un milione", TARIFF + "is: 1 in 1 million"),
        ("en", "to deliver $90m in the first quarter", TRADE + "is: 90 million USD"),
        ("en", "under 90 mln dollars", TRADE + "is: under 90 million USD"),
        ("en", "the minus 70 degrees it needs", TARIFF + "is: -70 %"),
        ("ja", "3万2000ドル超", TRADE + "is: over 32000 USD"),
        ("en", "signed on 11 September 2021", EVENT + "when: 2021-09-11"),
        ("en", "signed on September 11", EVENT + "when: 2021-09-11"),
        ("en", "signed on the 11th", EVENT + "when: 2021-09-11"),
        ("en", "signed in September 2021", EVENT + "when: 2021-09~"),
        ("en", "signed last September", EVENT + "when: -1Y-09"),
        ("zh", "去年9月签署", EVENT + "when: 2021-09"),
        ("vi", "hôm qua, 27/11/2023", EVENT + "when: [2023-11-27, -1D]"),
        ("vi", "hôm qua", EVENT + "when: 2023-11-27"),
        ("en", "signed on Monday", EVENT + "when: 2021-09-06; weekday: Mon"),
        ("sv", "den 4 december", EVENT + "when: 0Y-12-04"),
        ("zh", "2020年底", EVENT + "when: 2020-11..2020-12"),
        ("en", "from 2019 to 2021", "subject: dett; property: concluded; during: 2019/2021"),
        ("en", "in the last decade", EVENT + "during: -10Y/0Y"),
        ("en", "after the talks", EVENT + "after: talks-2023/held"),
        ("en", "4 December", EVENT + "when: XXXX-12-04"),
        ("en", "in the spring of 2021", EVENT + "when: 2021-21"),
        ("en", "in the 2010s", EVENT + "when: 201X"),
        ("en", "30m out of 80m for Q1 and 70m in Q2", EVENT + "when: 2021-34"),
        ("en", "in the first quarter of 2021", EVENT + "during: 2021-01/2021-03"),
        ("en", "180 million in the next quarter", EVENT + "when: 2021-34"),
        ("en", "by the end of March 2021", EVENT + "when: 2021-33"),
        ("nl", "in het eerste kwartaal", EVENT + "when: 0Y-33"),
        ("de", "im zweiten Halbjahr 2021", EVENT + "when: 2021-41"),
        ("de", "in der zweiten Jahreshälfte 2021", EVENT + "when: 2021-41"),
        ("ja", "06年に着工した", EVENT + "when: 2006"),
        ("ja", "14年には市長が辞任した", EVENT + "when: 2014"),
        ("en", "the class of '06", EVENT + "when: 2006"),
        ("de", "Deutschlands drittgrößter Flughafen", SET + "is: JP; nth: 3"),
        ("de", "der zweithöchste Turm", SET + "is: JP; nth: 2"),
        ("fr", "au premier trimestre 2021", EVENT + "when: 2021-33"),
        ("zh", "2021年第三季度", EVENT + "when: 2021-35"),
        ("ja", "2021年第3四半期", EVENT + "when: 2021-35"),
        ("zh", "2021年上半年", EVENT + "when: 2021-40"),
        ("ru", "в первом квартале 2021 года", EVENT + "when: 2021-33"),
        ("vi", "quý I/2021", EVENT + "when: 2021-33"),
        ("en", "next week", EVENT + "when: +1W"),
        ("zh", "与美国建立的约有20个国家", SET + "count: about 20; fix: {美国: 越南}"),
        ("en", "in 2002, meaning 2020", EVENT + "when: 2020"),
        ("en", "signed in 2002", EVENT + "when: 2020; fix: {'2002': '2020'}"),
        # nobody, and a single one, need no number
        ("en", "without a single loss", TRADE + "is: exactly 1"),
        ("en", "another died on Sunday", TRADE + "is: 1"),
        ("de", "keine Menschen mehr vermisst", SET + "count: 0"),
        ("fr", "sans enregistrer de décès", TRADE + "is: exactly 0"),
        # of a language without a table only the digits are read
        ("ru", "не менее 175 человек", TRADE + "is: at least 175"),
        ("en", "over 40 million dollars", TRADE + "is: over 40 million USD"),
        ("en", "over 40 million dollars", TRADE + "is: at least 40 million USD"),
        ("en", "41.7 million dollars", TRADE + "is: over 40 million USD"),
        ("de", "mehr als 6,5 Milliarden", TRADE + "is: over 6.5 billion USD"),
        ("pl", "ponad 180 osób", TRADE + "is: over 180"),
        ("pl", "29,2 miliarda euro", TRADE + "is: 29.2 billion USD"),
        ("pl", "sześć osób", SET + "count: 6"),
        ("pl", "w lipcu ubiegłego roku", EVENT + "when: -1Y-07"),
        ("ru", "15 июля", EVENT + "when: 0Y-07-15"),
    ],
)
def test_what_the_words_allow_is_not_told(language: str, quote: str, fields: str) -> None:
    assert fields_without_support(language, quote, fields) == []


@pytest.mark.parametrize(
    ("language", "quote", "fields", "expected"),
    [
        ("vi", "với 5 quốc gia", SET + "count: 6", ["count"]),
        ("vi", "với 15 quốc gia", SET + "count: 5", ["count"]),
        ("en", "Japan and others", SET + "has: [JP]; count: 2", ["count"]),
        ("zh", "越南成为第11个国家", SET + "is: JP; nth: 12", ["nth"]),
        ("en", "the fourth recipient", SET + "is: JP; nth: 1", ["nth"]),
        ("zh", "贸易额达到427亿美元", TRADE + "is: 32.7 billion USD", ["is"]),
        ("zh", "贸易额达到427亿美元", TRADE + "is: 427 billion USD", ["is"]),
        ("zh", "1600多亿美元", TRADE + "is: 260..270 billion USD", ["is"]),
        ("en", "320 ships", TRADE + "is: 300", ["is"]),
        ("en", "over 40 million dollars", TRADE + "is: over 50 million USD", ["is"]),
        ("en", "less than 40 million dollars", TRADE + "is: under 30 million USD", ["is"]),
        ("en", "set at 46 percent", TARIFF + "is: 24 %", ["is"]),
        ("en", "signed on 11 September 2021", EVENT + "when: 2021-09-12", ["when"]),
        ("en", "signed on 11 September 2021", EVENT + "when: 2020-09-11", ["when"]),
        ("en", "signed on 11 September 2021", EVENT + "when: 2021-10-11", ["when"]),
        ("en", "signed in September 2021", EVENT + "when: 2021-09-11", ["when"]),
        ("en", "signed in 2021", EVENT + "when: 2021-09", ["when"]),
        ("en", "signed by both sides", EVENT + "when: 2021", ["when"]),
        ("zh", "去年9月签署", EVENT + "when: -1Y-11", ["when"]),
        ("vi", "27/11/2023", EVENT + "when: [2023-11-27, 2023-11-28]", ["when.1"]),
        ("en", "signed on Monday", EVENT + "when: 2021-09-07; weekday: Tue", ["weekday"]),
        ("zh", "2020年底", EVENT + "when: 2019-11..2019-12", ["when"]),
        ("en", "in the first quarter of 2021", EVENT + "when: 2021-34", ["when"]),
        ("en", "in the first quarter of 2021", EVENT + "when: 2021-02", ["when"]),
        ("en", "in the first quarter of 2021", EVENT + "during: 2021-01/2021-06", ["during"]),
        ("de", "im zweiten Halbjahr 2021", EVENT + "when: 2021-40", ["when"]),
        ("de", "in der zweiten Jahreshälfte 2021", EVENT + "when: 2021-40", ["when"]),
        ("ja", "06年に着工した", EVENT + "when: 2007", ["when"]),
        ("ja", "06年間続いた", EVENT + "when: 2006", ["when"]),
        ("en", "the class of '06", EVENT + "when: 2007", ["when"]),
        ("de", "Deutschlands drittgrößter Flughafen", SET + "is: JP; nth: 2", ["nth"]),
        ("zh", "2021年第三季度", EVENT + "when: 2021-34", ["when"]),
        ("en", "in 2021", EVENT + "when: 2021-33", ["when"]),
        ("en", "it has ships", TRADE + "is: 2", ["is"]),
        ("en", "between four and 12 per cent", TARIFF + "is: 3..8 %", ["is"]),
        ("en", "between four and 12 per cent", TARIFF + "is: 4..13 %", ["is"]),
        ("en", "a target of 80 to 100 million", TRADE + "is: 80..110 million USD", ["is"]),
        ("en", "190 cases of COVID-19", TRADE + "is: 19", ["is"]),
        ("en", "one in 25,000", TARIFF + "is: 1 in 250,000", ["is"]),
        ("en", "about four people in a million", TARIFF + "is: about 7 per million", ["is"]),
        ("en", "about four people in a million", TARIFF + "is: 4 per 100,000", ["is"]),
        ("zh", "每60万接种者中可能会出现一例", TARIFF + "is: 1 in 6 million", ["is"]),
        ("en", "30m deep", TRADE + "is: 30 billion USD", ["is"]),
        ("en", "90 mln dollars", TRADE + "is: 90 billion USD", ["is"]),
        ("en", "at 70 degrees, minus the rest", TARIFF + "is: -70 %", ["is"]),
        ("ja", "3万2000ドル超", TRADE + "is: at most 20000 USD", ["is"]),
        ("en", "12 died, another was hurt", TRADE + "is: exactly 0", ["is"]),
        ("de", "mehr als 180 Tote", TRADE + "is: at most 150", ["is"]),
        ("de", "12 Bewohner", TRADE + "is: 21", ["is"]),
        ("pl", "ponad 180 osób", TRADE + "is: over 190", ["is"]),
        ("pl", "29,2 miliarda euro", TRADE + "is: 28.2 billion USD", ["is"]),
        ("pl", "27.11.2023 r.", EVENT + "when: 2023-11-28", ["when"]),
        ("en", "from 2019 to 2021", TRADE + "is: about 2019; during: 2018/2021", ["during"]),
    ],
)
def test_what_no_word_could_stand_for_is_told(language: str, quote: str, fields: str, expected: list[str]) -> None:
    assert fields_without_support(language, quote, fields) == expected


@pytest.mark.parametrize(
    ("language", "quote", "term", "borne_out"),
    [
        ("en", "for those over 60", "60+", True),
        ("de", "für über Sechzigjährige", "60+", True),
        ("de", "für über 60-Jährige", "60+", True),
        ("en", "for those over 65", "60+", False),
        ("en", "sixty and older", "60+", True),
        ("en", "aged 18 to 29", "18-29", True),
        ("en", "for nobody", "60+", False),
        ("pl", "dla osób po sześćdziesiątce", "60+", True),
        ("pl", "dla osób po 65 roku", "60+", False),
        ("en", "for the young", "under-30", True),
        ("en", "version one", "1.5-final", True),
    ],
)
def test_a_term_that_begins_with_a_number_is_told_by_it(
    tmp_path: Path, language: str, quote: str, term: str, borne_out: bool
) -> None:
    told = {
        "entities": ["VN"],
        "properties": {"ages": {"kind": "set", "values": [term, "all"]}},
        "a": [{"subject": "VN", "property": "ages", "has": [term, "all"]}],
    }
    (claim,) = load(write_parsed(tmp_path, told)).claims
    assert [found.field for found in unsupported(claim, language, (quote,))] == ([] if borne_out else ["has"])


def test_the_reason_says_what_the_quote_has_instead() -> None:
    corpus = corpus_of(
        f"  - {{id: c, quote: 贸易额达到427亿美元，增长7.8%, {TRADE.replace(';', ',')} is: 32.7 billion USD}}\n"
    )
    (found,) = unsupported(corpus.claims[0], "zh", corpus.claims[0].quotes)
    assert found.value == "32.7 billion USD"
    assert found.reason == "no number in the quote fits 32.7 billion USD: it has 427亿, 7.8, 7.8%"
    corpus = corpus_of("  - {id: c, quote: signed, subject: dett, property: concluded, when: 2021-09}\n")
    reasons = [found.reason for found in unsupported(corpus.claims[0], "en", ("signed",))]
    assert reasons == ["no date in the quote has the month 9: it has no date"]
    corpus = corpus_of(
        "  - {id: c, quote: signed in May 2020, subject: dett, property: concluded, during: 2021-03/2021-04}\n"
    )
    reasons = [found.reason for found in unsupported(corpus.claims[0], "en", ("signed in May 2020",))]
    assert reasons == ["no date in the quote has the year 2021, the month 3 or the month 4: it has May 2020"]


@pytest.mark.parametrize(
    ("when", "text", "expected"),
    [
        ("2021-11-24", "Bis Mittwoch (24.11.2021) wurden 134 Tote gezählt", "24.11.2021"),
        ("2021-07-15", "15.7.: Im Ahrtal reißt das Wasser Häuser mit", "15.7."),
        ("2021-07-15", "am 15. Juli, nein: am 15. Juli 2021", "15. Juli 2021"),
        ("2021-07", "im Juli", "Juli"),
        ("0Y-07-15", "am 15. Juli wurde gezählt", "15. Juli"),
        ("0Y-07-15", "am 16. Juli wurde gezählt", ""),
        ("2021", "im Jahr 2021", "2021"),
        ("2021-07-15", "am 15. Juni und im Juli", ""),
        ("2021-07-15", "am 15. Juli 2022", ""),
        ("2021-07-15", "gestern", ""),
        ("-1D", "24.11.2021", ""),
    ],
)
def test_the_words_for_a_date_are_looked_for_in_the_text(when: str, text: str, expected: str) -> None:
    corpus = corpus_of(f"  - {{id: c, quote: signed by both, {EVENT.replace(';', ',')} when: {when}}}\n")
    found = unsupported(corpus.claims[0], "de", ("signed by both",))
    assert [told_elsewhere(one, "de", text) for one in found][:1] == ([] if when == "-1D" else [expected])


@pytest.mark.parametrize(
    ("language", "quote", "fields"),
    [
        ("es", "En 1912 nació la empresa. Diez años después la compró otra", EVENT + "when: 1922"),
        ("en", "In April 1862 he married. Two years later he became professor", EVENT + "when: 1864"),
        ("en", "In 1881 he proposed. The following year they married", EVENT + "when: 1882"),
        ("de", "1881 warb er um sie, im Jahr darauf heirateten sie", EVENT + "when: 1882"),
        ("zh", "1868年建立工厂。又过了三年", EVENT + "when: 1871"),
        ("en", "Signed in 1912, it had been drafted three years earlier", EVENT + "when: 1909"),
        ("de", "eine zweijährige Frist", TARIFF + "is: 2 %"),
        ("de", "eine 3-jährige Frist", TARIFF + "is: 3 %"),
        ("ru", "последним, семнадцатым ребёнком в семье", SET + "is: JP; nth: 17"),
        ("en", "08.02. [O.S. 27.01.] 1834", EVENT + "when: 1834-01-27 O.S."),
        ("en", "08.02. [O.S. 27.01.] 1834", EVENT + "when: 1834-02-08"),
        ("en", "27 January (8 February) 1834", EVENT + "when: 1834-01-27 O.S."),
    ],
)
def test_what_a_reader_works_out_is_borne_out(language: str, quote: str, fields: str) -> None:
    assert fields_without_support(language, quote, fields) == []


@pytest.mark.parametrize(
    ("language", "quote", "fields", "field"),
    [
        ("es", "En 1912 nació la empresa. Diez años después la compró otra", EVENT + "when: 1923", "when"),
        ("en", "In 1881 he proposed. The following year they married", EVENT + "when: 1883", "when"),
        ("en", "In 1881 he proposed. The following year they married", EVENT + "when: 1880", "when"),
        ("en", "In 1881 he proposed and married", EVENT + "when: 1882", "when"),
        ("de", "eine zweijährige Frist", TARIFF + "is: 3 %", "is"),
        ("ru", "17-м ребёнком в семье", SET + "is: JP; nth: 14", "nth"),
        ("en", "27 January (8 February) 1834", EVENT + "when: 1834-01-28 O.S.", "when"),
    ],
)
def test_what_a_reader_cannot_work_out_is_not(language: str, quote: str, fields: str, field: str) -> None:
    assert fields_without_support(language, quote, fields) == [field]
