"""What no eye can see is shown and told; what a script needs is left alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from good_corpus import ROOT, run
from small_corpus import write_parsed

from validator.judgement.rules.hidden_characters import hidden
from validator.judgement.rules.mixed_scripts import look_alikes
from validator.judgement.written import written_texts
from validator.records.opening import load
from validator.report import inert

HIDDEN = (
    "It was \u202esigned\u202c in 2021.",
    "\u202dVietnam\u202c",
    "He \u202bsaid\u202c so",
    "a \u2066b\u2069 c",
    "a \u2067b\u2069 c",
    "a \u2068b\u2069 c",
    "העסקה \u202eנחתמה\u202c אתמול",
    "الاتفاق \u2067وقع\u2069",
    "Viet\u200bnam",
    "越\u200b南",
    "Viet\u200cnam",
    "Viet\u200dnam",
    "46\u200d64",
    "Vi\u2060etnam",
    "Vi\ufeffetnam",
    "4\u00ad6 ships",
    "not\u00ad signed",
    "a\u200eb in Latin only",
    "a\u200fb in Latin only",
    "a\u061cb in Latin only",
    "a\u2061b",
    "a\u2063b",
    "a\u180eb",
    "a\u3164b",
    "a\uffa0b",
    "a\u115fb",
    "a\u2800b",
    "a\u034fb",
    "a\ufff9b\ufffbc",
    "\U000e0041\U000e0049",
    "a\U000e0001b",
    "می\u200c\u200cخواهم",
    "خ \u200cخ",
    "👩\u200c🚀",
    "bell\x07",
    "\x1b[31mred",
)

SEEN = (
    "Việt Nam và Nhật Bản ký Hiệp định ngày 11/9/2021.",
    unicodedata.normalize("NFD", "Việt Nam và Nhật Bản"),
    "2021年9月11日，日本与越南签署协定。",
    "防衛装備品・技術移転協定（２０２１年）",
    "ＡＢＣ　ｱｲｳ ヶ々〆",
    "국방장관회담은 2021년 9월 11일에 열렸다",
    unicodedata.normalize("NFD", "국방장관회담"),
    "وقّعت فيتنام واليابان الاتفاقية في ١١ سبتمبر ٢٠٢١",
    "הסכם ההעברה נחתם ב־11 בספטמבר 2021",
    "שָׁלוֹם עֲלֵיכֶם",
    "می\u200cخواهم به ویتنام بروم",
    "خانه\u200cها",
    "क्\u200dष और क\u200d्ष",
    "ന്\u200d ല്\u200d",
    "শ্র\u200c্য",
    "ශ්\u200dරී ලංකා",
    "ประเทศ\u200bไทย",
    "ភាសា\u200bខ្មែរ",
    "မြန်မာ\u200bနိုင်ငံ",
    "ພາສາ\u200bລາວ",
    "བོད་\u200bཡིག",
    "ההסכם (2021)\u200f.",
    "\u200fVietnam\u200f ויפן",
    "فيتنام \u200e(Vietnam)\u200e",
    "Abgeordneten\u00adhaus",
    "försvars\u00administern",
    "👩\u200d🚀 👨\u200d👩\u200d👧\u200d👦",
    "❤️\u200d🔥 🏳️\u200d🌈",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇻🇳🇯🇵 5️⃣",
    "葛\U000e0100城市",
    "a\u00a0b\u202fc\u2009d\u3000e",
    "line one\nline two\r\n\tindented",
    "…–—‘’“”«»„‚·†‡•‰′″",
    "H₂O, CO₂, m², ½, ℃, №",
    "𝄞 𠮷野家",
    "\u0601٢",
    "ᠮᠣᠩᠭᠣᠯ",
)

ODD = (
    ("J\u0430pan", "Cyrillic а"),
    ("Jap\u0430n", "Cyrillic а"),
    ("\u0412osnia", "Cyrillic В"),
    ("Viet\u043dam".replace("\u043d", "\u0578"), "Armenian ո"),
    ("\u0421hina", "Cyrillic С"),
    ("\u0421OVID", "Cyrillic С"),
    ("NAT\u041e", "Cyrillic О"),
    ("K\u043erea", "Cyrillic о"),
    ("\u0410SEAN", "Cyrillic А"),
    ("H\u0430noi", "Cyrillic а"),
    ("Việt N\u0430m", "Cyrillic а"),
    ("Japa\u03bfese", "Greek ο"),
    ("\u0391SEAN", "Greek Α"),
    ("V\u03b9etnam", "Greek ι"),
    ("Mосква", "Latin M"),
    ("Россi\u044f".replace("i", "a"), "Latin a"),
    ("Киeв", "Latin e"),
    ("дoговор", "Latin o"),
    ("\uff2aapan", "Fullwidth Ｊ"),
    ("\U0001d409apan", "Mathematical 𝐉"),
    ("\u2164ietnam", "Roman Ⅴ"),
    ("2O21", "Latin O for 0"),
    ("2\u041e21", "Cyrillic О for 0"),
    ("1OO0", "Latin O for 0"),
    ("0ctober", "the digit 0 for O"),
    ("0ver", "the digit 0 for O"),
    ("5\u0665", "digits of two kinds"),
    ("1\uff12", "digits of two kinds"),
    ("\u0665 partners", "Arabic digits"),
    ("\uff15 partners", "Fullwidth digits"),
    ("\u096b partners", "Devanagari digits"),
    ("\U0001d7d3 partners", "Mathematical digits"),
)

HONEST = (
    "Japan, Vietnam, China, NATO, ASEAN, COVID-19",
    "Việt Nam, Nhật Bản, Hàn Quốc, Ấn Độ, Đắk Lắk",
    unicodedata.normalize("NFD", "Việt Nam, Hàn Quốc, Đắk Lắk"),
    "försvarsministern, Å, Łódź, İstanbul, ʻOkina, Þingvellir, straße, œuvre",
    "Москва, Київ, Београд, Ѕвезда, ЈНА",
    "Αθήνα, Ελλάδα, Ευρώπη",
    "Երևան",
    "日本とベトナム、IT企業、Tシャツ、NATO諸国、G7首脳",
    "中国A股5G网络，卡拉OK，β版，α粒子",
    "한국 K팝, CJ그룹, 5G통신",
    "防衛装備品２０２１年１２月 ＮＡＴＯ Ｇ７",
    "2０21年".replace("０", "0"),
    "عام ٢٠٢١ و ۲۰۲۱",
    "२०२१ में भारत",
    "ปี ๒๕๖๔",
    "5 μm, 10 µg, 3 kΩ, ΔT, πr², λ/4, σ-field, hν, mρv",
    "α-helix, β-carotene, γ-ray, Ωmega",
    "SMSка, VIPы, HRом, IT-компания, web-сайт, PRщик, USBшник",
    "iPhone'ов, C++, Win32, x86, B2B, G20, F-16, MiG-29, МиГ-29",
    "H2O, H2O2, Fe2O3, CO2, O2, 3O2, N2O4",
    "0x1F, 0day, 10km, 2l, 3rd, 4th, 1st, v2.0, R0, A0, k0, x0y0",
    "1oo years, o2, O2, OO7",
    "№ 5, Ⅵ, XIV, Ⅻ世紀, ⅳ",
    "½, ¾, ①, ②, ㊤, ㍿, ㎞",
    "𝕏, ℝ, ℕ, ℓ",
    "Jean-Yves Le Drian, O’Brien, D'Arcy, L·L",
    "ª º ʰ ʷ ˈ aʰ kʷ",
    "שלום Israel, مرحبا Arabia",
    "北京2022年冬奥会",
    "café, naïve, Zoë, Ångström, K, Å",
    "lll III l1l 1l",
    "MMOшка, TVшка, CDшник",
)


@pytest.mark.parametrize("text", HIDDEN, ids=ascii)
def test_what_shows_nothing_is_found_and_shown(text: str) -> None:
    found = hidden(text)
    assert found
    for at in found:
        assert f"⟨U+{ord(text[at]):04X}⟩" in inert.visible(text) or unicodedata.category(text[at])[0] in "LMS"


@pytest.mark.parametrize("text", SEEN, ids=ascii)
def test_what_a_script_needs_is_left_alone(text: str) -> None:
    assert [f"U+{ord(text[at]):04X}" for at in hidden(text)] == []


@pytest.mark.parametrize(("text", "words"), ODD, ids=lambda value: ascii(value))
def test_look_alikes_are_found(text: str, words: str) -> None:
    found = look_alikes(text)
    assert len(found) == 1, found
    assert words in found[0]


@pytest.mark.parametrize("text", HONEST, ids=ascii)
def test_words_that_join_scripts_on_purpose_are_left_alone(text: str) -> None:
    assert look_alikes(text) == []


def test_the_near_misses_are_no_fewer_than_the_hits() -> None:
    assert len(SEEN) >= len(HIDDEN) >= 30
    assert len(HONEST) >= len(ODD) >= 30


def test_foreign_digits_are_at_home_where_the_source_uses_their_script() -> None:
    assert look_alikes("٥", "وقّعت الدولتان ٥ اتفاقيات") == []
    assert look_alikes("٥", "Five agreements") == ["٥ (Arabic digits, of a script that is not used here)"]


PLACES = {
    "quote": {"morning": [{"subject": "JP", "property": "status", "is": "member", "quote": "BAD it was"}]},
    "gloss": {"morning": [{"subject": "JP", "property": "status", "is": "member", "gloss": "BAD it was"}]},
    "note": {"morning": [{"subject": "JP", "property": "status", "is": "member", "note": "BAD it was"}]},
    "title": {"morning": {"title": "BAD", "claims": [{"subject": "JP", "property": "status", "is": "member"}]}},
    "name": {"entities": {"JP": {"type": "country", "names": {"en": ["BAD"]}}}},
    "id": {"entities": {"JP": {"type": "country"}, "BAD": {"type": "country"}}},
    "help": {"properties": {"status": {"kind": "state", "values": ["member"], "help": {"en": "BAD"}}}},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("bad", "rule"), [("J\u202eapan", "hidden-characters"), ("J\u0430pan", "mixed-scripts")], ids=["hidden", "mixed"]
)
def test_every_text_of_a_record_is_looked_at(place: str, bad: str, rule: str, tmp_path: Path) -> None:
    if place == "id" and rule == "hidden-characters":
        bad = "J\u034fapan"  # the one hidden character that the form of an id would let in, if any
    described = {
        "entities": {"JP": {"type": "country"}},
        "properties": {"status": {"kind": "state", "values": ["member"]}},
        "morning": [{"subject": "JP", "property": "status", "is": "member"}],
        **PLACES[place],
    }
    written = _filled(described, bad)
    assert isinstance(written, dict)
    outcome = run(write_parsed(tmp_path, written))
    found = [f for f in outcome.findings if f["rule"] == rule]
    if place == "id" and rule == "hidden-characters":
        assert found or outcome.corpus.faults, "either the form of ids keeps it out, or the rule tells it"
        return
    assert found
    assert {f["severity"] for f in found} == {"warning"}
    for format, text in outcome.written.items():
        if bad == "J\u202eapan":
            assert "\u202e" not in text, format


def _filled(value: object, bad: str) -> object:
    match value:
        case dict():
            return {str(key).replace("BAD", bad): _filled(inner, bad) for key, inner in value.items()}
        case list():
            return [_filled(inner, bad) for inner in value]
        case str():
            return value.replace("BAD", bad)
    return value


def test_a_place_of_the_finding_is_the_text_it_is_about(tmp_path: Path) -> None:
    described = {
        "entities": {"JP": {"type": "country"}},
        "properties": {"status": {"kind": "state", "values": ["member"]}},
        "morning": [{"subject": "JP", "property": "status", "is": "member", "quote": "J\u200bapan is in"}],
    }
    corpus = write_parsed(tmp_path, described)
    outcome = run(corpus, ())
    by_claim = {tuple(f["claims"]): f for f in outcome.findings if f["rule"] == "hidden-characters"}
    assert set(by_claim) == {(), ("morning/c1",)}
    for finding, shown in ((by_claim["morning/c1",], "J\u200bapan is in"), (by_claim[()], "seeds/morning.txt")):
        (place,) = finding["places"]
        line = (corpus / place["file"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
        assert shown in line[place["column"] - 1 : place["end_column"] - 1]


def test_the_five_articles_are_not_accused() -> None:
    """Vietnamese, Chinese, Japanese names, Swedish and English, with all that newsrooms put into them."""
    texts = list(written_texts(load(ROOT), lambda text: True))
    assert len(texts) > 500
    assert [written.place for written in texts if hidden(written.text)] == []
    assert [look_alikes(written.text, written.around) for written in texts if look_alikes(written.text)] == []
