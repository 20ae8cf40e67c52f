"""Real writing beside its near misses: for each habit of a script, text that needs it and text that only borrows it."""

from __future__ import annotations

import unicodedata

import pytest

from validator.judgement.rules.hidden_characters import hidden
from validator.judgement.rules.mixed_scripts import look_alikes

CLEAN = {
    # Persian and its neighbours: the zero width non-joiner is spelling
    "Persian plural": "کتاب\u200cها و روزنامه\u200cها",
    "Persian verb": "نمی\u200cتوانم به\u200cزودی بیایم",
    "Persian comparative": "بزرگ\u200cتر و کوچک\u200cترین",
    "Persian with Persian digits": "در ۱۱ سپتامبر ۲۰۲۱ در هانوی امضا شد",
    "Persian abbreviation beside Latin": "سازمان NATO و ASEAN در ۲۰۲۱",
    "Urdu": "وزیرِ اعظم نے ٢٠٢١ میں معاہدے پر دستخط کیے",
    "Pashto": "د پوځ د مشر خبرې په ۲۰۲۱ کې",
    "Kurdish in Arabic letters": "ده\u200cوڵه\u200cت و هه\u200cرێم",
    "Arabic with vowels": "وُقِّعَتِ ٱلِٱتِّفَاقِيَّةُ فِي هَانُوي",
    "Arabic with a tatweel": "الاتفــــاقية",
    "Arabic with Latin names": "شركة Boeing وقعت عقدا بقيمة 5 مليارات",
    "Arabic-Indic digits and a percent sign": "٢٥٪ من ١٬٢٠٠ سفينة",
    "Arabic beside the digits of the West": "في عام 2021 وقعت 3 دول",
    # Hebrew
    "Hebrew with a product name": "חברת Apple השיקה את iPhone 15 בישראל",
    "Hebrew with points": "בְּרֵאשִׁית בָּרָא",
    "Hebrew, a mark of direction after Latin": "המערכת Iron Dome\u200f הוצבה",
    "Hebrew quotation mark and maqaf": "ארה\u05f4ב ויפן, תל־אביב",
    "Yiddish": "ייִדישע שפּראַך",
    # India
    "Hindi conjunct held apart": "पक्\u200dष और द्\u200cवारा",
    "Hindi eyelash": "दोर्\u200dयांना",
    "Hindi with Devanagari digits": "११ सितंबर २०२१ को हस्ताक्षर",
    "Marathi": "र्\u200dहास आणि सुर्\u200dया",
    "Bengali": "উদ্\u200cযোগ ২০২১ সালে র\u200d্যাব",
    "Tamil": "ஸ்ரீ லங்கா 2021 இல் கையெழுத்திட்டது",
    "Malayalam chillu": "അവന്\u200d പറഞ്ഞു",
    "Kannada": "ರ\u200d್ಯಾಂಕ್ ೨೦೨೧",
    "Telugu": "సాఫ్ట్\u200cవేర్ కంపెనీ",
    "Gujarati": "૧૧ સપ્ટેમ્બર ૨૦૨૧",
    "Sinhala": "ක්\u200dරි.ව. 2021 ශ්\u200dරී",
    "Nepali beside Latin": "नेपालको GDP २०२१ मा",
    # South-East Asia
    "Vietnamese, decomposed": unicodedata.normalize("NFD", "Thỏa thuận đối tác chiến lược toàn diện được ký ở Hà Nội"),
    "Vietnamese beside English": "Tập đoàn Viettel và hệ thống F-16V, P-3C, Su-30MK2",
    "Thai with a place to break": "กระทรวง\u200bกลาโหม\u200bของ\u200bญี่ปุ่น",
    "Thai with Thai digits": "วันที่ ๑๑ กันยายน ๒๕๖๔",
    "Khmer with a place to break": "ក្រសួង\u200bការពារ\u200bជាតិ ២០២១",
    "Lao": "ວັນທີ ໑໑ ກັນຍາ ໒໐໒໑",
    "Burmese": "၁၁ စက်တင်ဘာ ၂၀၂၁ တွင်",
    "Indonesian": "Perjanjian itu ditandatangani 11/9/2021 di Jakarta",
    # East Asia
    "Japanese half-width katakana": "ﾍﾞﾄﾅﾑ と 日本 の防衛装備品",
    "Japanese full-width letters and digits": "Ｆ－１６戦闘機２機、ＧＤＰは５．２％増",
    "Japanese mixed widths apart": "2021年９月、第３回 ＡＳＥＡＮ会議",
    "Japanese with a middle dot": "ハノイ・ホーチミン間、Ｎ・マリッチ",
    "Chinese full-width digits": "２０２１年９月１１日，增长５％",
    "Chinese with Latin letters": "中国的C919客机、B站、AA制、X光、O型血、T恤",
    "Chinese with Roman numerals": "第Ⅲ期临床、Ⅱ型、Ⅵ号",
    "Chinese with Greek letters": "β受体、γ射线、μ介子、Ω覆盖",
    "Chinese circled and enclosed": "①协定 ②条约 ㈱ ㎡ ㎏ ㍻",
    "Korean with Latin letters": "삼성SDI, LG화학, KF-21보라매, e스포츠",
    "Korean with a filler of its own block": "ㄱㄴㄷ ㅏㅑㅓ",
    "An ideograph with a variant": "辻\U000e0101 と 葛\U000e0100飾区",
    # Greek letters in science
    "μ-opioid": "the μ-opioid and κ-opioid receptors, Δ9-THC, α2-adrenergic",
    "units with mu": "5 μg, 3 µm, 2.5 μm PM2.5, 10 μSv/h",
    "physics": "Λb0 baryon, Σ+ and Ξ− hyperons, φ(1020), ψ(2S), Υ(1S)",
    "statistics": "χ2 test, Cronbach's α, β1 coefficient, σ2, Kendall's τ-b",
    "biology": "TNFα, IFNγ, NFκB, PPARγ, IκBα, p38α, TGFβ1, GSK3β",
    "stars": "α Centauri, η Carinae, β Pictoris",
    # Cyrillic beside Latin
    "Cyrillic names beside Latin": "Президент Байден и премьер Kishida встретились",
    "Russian product names": "ракета Х-101, система С-400, танк Т-90М, вертолёт Ка-52",
    "Russian with Latin models": "F-16, iPhone 15, Covid-19 и ВИЧ",
    "Russian abbreviations in Latin": "PRщик, ITшник, VIPка",
    "Ukrainian": "Об'єднані Нації, їжак, Ґалаґан, Київ і Kyiv",
    "Serbian in both scripts": "Београд (Beograd), Љубљана, Џон, Njegoš",
    "Bulgarian": "Ѝ, ѝ, България ЕООД",
    "Kazakh": "Қазақстан, Әскер, Ұлттық, һәм",
    "Mongolian": "Монгол Улс, Өвөрхангай, Үндсэн",
    # Latin letters that are unusual
    "Turkish dotless i": "Işık, Diyarbakır, ILIMLI, İzmir, ısı",
    "Azerbaijani": "Azərbaycan, Gəncə, Şuşa, Ələt",
    "Icelandic": "Þórður, Ísafjörður, Ægir",
    "Welsh and Hawaiian": "ŵ, Llŷn, Hawaiʻi, Oʻahu",
    "West Africa": "Ɓ, Ɗ, Kɔforidua, Ɛwe, Ŋ",
    "phonetics": "/ˈvjɛtnæm/, [ʔ], ɲ, ʃ, ə",
    "Pinyin and Wade": "Lǚ Bù, Hú Jǐntāo, T'ang, Mao Tsê-tung",
    "ligatures": "ﬁnal, oﬃcial, œuvre, Æsir",
    "Armenian and Georgian": "Հայաստան և საქართველო, Երևան 2021",
    # numbers and other signs
    "zero beside letters": "the 0day was patched, 0800 hours, 10th, 3rd, 2nd, 20s, 0C",
    "chemistry": "CO2, O2, H2SO4, UO2, PuO2, SO2, 3He, 235U",
    "call signs and hulls": "DDG-51, P8A, E2D, CVN78, OH58, O-1, 1O1B",
    "non-breaking and narrow spaces": "1\u00a0234\u202f567 km, «\u202foui\u202f»",
    "soft hyphens within words": "Zusammen\u00adarbeit und Verteidigungs\u00administer",
    "family of emoji": "👨\u200d👩\u200d👧 🏳️\u200d🌈 👩🏽\u200d🚀 🧑\u200d🤝\u200d🧑",
    "flags": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 🇻🇳 🇯🇵",
    "a keycap": "#️⃣ 5️⃣",
}

HIDING = {
    "non-joiner in a Latin name": "Viet\u200cnam",
    "non-joiner in Cyrillic": "Моск\u200cва",
    "non-joiner between Persian words and a space": "کتاب \u200cها",
    "non-joiner at the end of a Persian word": "کتاب\u200c",
    "joiner between Latin letters": "sig\u200dned",
    "joiner between Chinese characters": "越\u200d南",
    "joiner between kana": "ベト\u200dナム",
    "joiner between digits": "2\u200d021",
    "zero width space in Chinese": "越\u200b南",
    "zero width space in Japanese": "防衛\u200b装備",
    "zero width space in Hebrew": "ישר\u200bאל",
    "zero width space in Arabic": "فيت\u200bنام",
    "zero width space in a number": "4\u200b2 ships",
    "word joiner in a name": "Ja\u2060pan",
    "byte order mark within": "Ja\ufeffpan",
    "soft hyphen before a number": "\u00ad42 ships",
    "soft hyphen between digits": "4\u00ad2 ships",
    "override in Arabic": "وقعت \u202eفيتنام\u202c أمس",
    "isolate in Hebrew": "ההסכם \u2067נחתם\u2069",
    "mark of direction without letters of that direction": "1990\u200f-2021",
    "tags that spell": "signed\U000e006e\U000e006f\U000e0074",
    "tags behind another emoji": "🚀\U000e0067\U000e0062",
    "Hangul filler in Latin": "Vi\u3164et",
    "half-width filler": "Vi\uffa0et",
    "invisible times": "4\u20622",
    "inhibited digits": "4\u206a2",
    "line separator": "not\u2028signed",
    "next line": "not\u0085signed",
    "null": "a\x00b",
    "delete": "a\x7fb",
}

FALSE = {
    "Cyrillic а in Latin": ("Vi\u0435tnam", "Cyrillic е"),
    "Cyrillic р": ("Ja\u0440an", "Cyrillic р"),
    "Cyrillic Н in capitals": ("\u041dANOI", "Cyrillic Н"),
    "Cyrillic у": ("German\u0443", "Cyrillic у"),
    "Cyrillic і of Ukraine": ("Ch\u0456na", "Cyrillic і"),
    "Cyrillic ԁ": ("In\u0501ia", "Cyrillic ԁ"),
    "Latin a in Russian": ("М\u043eскв\u0061", "Latin a"),
    "Latin o in Ukrainian": ("Украйн\u0061".replace("й", "о").replace("о", "\u006f", 1), "Latin"),
    "Cyrillic capitals behind a Latin one": ("HАТО", "Cyrillic А"),
    "Greek omicron": ("L\u03bfndon", "Greek ο"),
    "Greek capital Eta": ("\u0397anoi", "Greek Η"),
    "Greek nu": ("\u03bdietnam", "Greek ν"),
    "Latin v in Greek": ("Ελλ\u0076ας".replace("Ελλ", "Κυρ"), "Latin v"),
    "Armenian": ("Hanoi".replace("n", "\u0578"), "Armenian ո"),
    "full-width letter among plain ones": ("N\uff21TO", "Fullwidth Ａ"),
    "full-width digit among plain ones": ("202\uff11", "digits of two kinds"),
    "bold digit": ("202\U0001d7cf", "digits of two kinds"),
    "Arabic digit among plain ones": ("20\u0662\u0661", "digits of two kinds"),
    "Persian digit in English": ("\u06f5 ships", "digits"),
    "Thai digit in English": ("\u0e55 ships", "Thai digits"),
    "Bengali digit in English": ("\u09eb ships", "Bengali digits"),
    "letter O in a year": ("2O22", "Latin O for 0"),
    "letter o in a sum": ("1oo0", "Latin o for 0"),
    "Greek omicron in a year": ("2\u039f22", "Greek Ο for 0"),
    "zero in a word": ("0fficial", "the digit 0 for O"),
    "mathematical letters": ("\U0001d5d0anoi", "Mathematical"),
    "Roman numeral in a word": ("\u2160ndia", "Roman Ⅰ"),
}


@pytest.mark.parametrize("name", CLEAN)
def test_real_writing_is_not_accused(name: str) -> None:
    text = CLEAN[name]
    assert [f"U+{ord(text[at]):04X}" for at in hidden(text)] == []
    assert look_alikes(text) == []


@pytest.mark.parametrize("name", CLEAN)
def test_real_writing_is_not_accused_in_either_normal_form(name: str) -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, CLEAN[name])
        assert hidden(text) == []
        assert look_alikes(text) == []


@pytest.mark.parametrize("name", HIDING)
def test_what_only_borrows_the_habit_is_told(name: str) -> None:
    assert hidden(HIDING[name]) != []


@pytest.mark.parametrize("name", FALSE)
def test_a_borrowed_letter_is_told(name: str) -> None:
    text, words = FALSE[name]
    (found,) = look_alikes(text)
    assert words in found


@pytest.mark.parametrize("name", FALSE)
def test_a_borrowed_letter_is_told_among_honest_words(name: str) -> None:
    text, words = FALSE[name]
    assert any(words in found for found in look_alikes(f"It was said that {text} and Hanoi would sign."))


def test_there_are_enough_of_each() -> None:
    assert len(CLEAN) >= 60
    assert len(HIDING) + len(FALSE) >= 50
