"""The numbers and dates that the articles mention, and mentions as short texts."""

from __future__ import annotations

from pathlib import Path

from validator.values.mentions import Mention, dates_in, numbers_in

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def article(name: str) -> str:
    return next(SEEDS.glob(f"{name}_*.txt")).read_text(encoding="utf-8")


def value(mention: Mention) -> str:
    """`427` for a number as stated, `1550..1650` for a range, `80..` without a bound, a leading # for a position."""
    mark = "#" if mention.kind == "ordinal" else ""
    if mention.lo == mention.hi:
        return f"{mark}{mention.lo}"
    return f"{'' if mention.lo is None else mention.lo}..{'' if mention.hi is None else mention.hi}"


def numbers(text: str, language: str) -> list[tuple[str, str]]:
    return [(mention.text, value(mention)) for mention in numbers_in(text, language)]


def day(mention: Mention) -> str:
    """`2021-09-11` with `?` for what is not said, `-1Y` for an offset, `Wed` for a weekday."""
    if mention.weekday is not None:
        return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[mention.weekday]
    offset = "" if mention.offset is None else f"{mention.offset:+d}{mention.offset_unit}"
    parts = [str(part or "?") for part in (mention.year, mention.month, mention.day)]
    named = "-".join(parts) if parts != ["?", "?", "?"] else ""
    return f"{offset} {named}".strip()


def dates(text: str, language: str) -> list[tuple[str, str]]:
    return [(mention.text, day(mention)) for mention in dates_in(text, language)]


# the five articles, read by hand; the article words for "one" (一 một ett en) are left out below

ARTICLE_NUMBERS = {
    ("000", "zh"): [
        ("29", "29"),
        ("两", "2"),
        ("11", "#11"),
        ("三", "3"),
        ("两", "2"),
        ("两", "2"),
        ("三", "3"),
        ("两", "2"),
        ("427亿", "42700000000"),
        ("7.8", "39/5"),
        ("7.8%", "39/500"),
        ("65", "65.."),
        ("65%", "13/20.."),
        ("两", "2"),
        ("三", "3"),
        ("四", "#4"),
        ("20", "15..25"),
        ("两", "2"),
        ("两", "2"),
        ("两", "2"),
        ("两", "2"),
        ("1600多亿", "160000000000..170000000000"),
        ("6685亿", "668500000000"),
        ("四分之一", "9/40..11/40"),
        ("四", "7/2..9/2"),
        ("二", "#2"),
    ],
    ("001", "vi"): [
        ("50", "50"),
        ("5", "5"),
        ("Hai", "2"),
        ("hai", "2"),
        ("tư", "#4"),
        ("ba", "#3"),
        ("hai", "2"),
        ("bốn", "4"),
        ("đầu tiên", "#1"),
    ],
    ("002", "sv"): [
        ("första", "#1"),
        ("2", "2"),
        ("2", "2"),
        ("första", "#1"),
        ("2", "2"),
        ("2", "2"),
        ("två", "2"),
        ("två", "2"),
        ("två", "2"),
        ("två", "2"),
        ("två", "2"),
        ("två", "2"),
        ("fyra", "4"),
        ("andra", "#2"),
        ("1982", "1982"),
        ("tre", "3"),
        ("första", "#1"),
        ("två", "2"),
        ("11", "11"),
        ("två", "2"),
        ("tre", "3"),
        ("två", "2"),
        ("två", "2"),
        ("andra", "#2"),
        ("två", "2"),
        ("båda", "2"),
        ("tredje", "#3"),
        ("två", "2"),
        ("två", "2"),
        ("två", "2"),
        ("22", "22"),
        ("1081011", "1081011"),
        ("0", "0"),
    ],
    ("003", "en"): [
        ("double", "2"),
        ("1", "..1"),
        ("5", "5"),
        ("0", "0"),
        ("0", "0"),
        ("0", "0"),
        ("two", "2"),
        ("first", "#1"),
        ("two", "2"),
        ("two", "2"),
        ("fourth", "#4"),
        ("2023", "2023"),
        ("two", "2"),
        ("two", "2"),
        ("one", "1"),
        ("two", "2"),
        ("46", "46"),
        ("46 percent", "23/50"),
        ("24", "24"),
        ("24 percent", "6/25"),
        ("third", "#3"),
    ],
    ("004", "vi"): [
        ("4", "#4"),
        ("14/10", "7/5"),
        ("14/10", "7/5"),
        ("13/10", "13/10"),
        ("đầu tiên", "#1"),
        ("80", "72..88"),
        ("80%", "18/25..22/25"),
    ],
}
ARTICLE_DATES = {
    ("000", "zh"): [
        ("09月24日", "?-9-24"),
        ("星期二", "Tue"),
        ("29日", "?-?-29"),
        ("3月28日", "?-3-28"),
        ("29日", "?-3-29"),
        ("去年9月", "-1Y ?-9-?"),
        ("去年11月", "-1Y ?-11-?"),
        ("2019年12月", "2019-12-?"),
        ("2020年10月", "2020-10-?"),
        ("2021年11月", "2021-11-?"),
        ("2022年2月", "2022-2-?"),
        ("今年3月", "+0Y ?-3-?"),
        ("2021年", "2021-?-?"),
        ("2008年", "2008-?-?"),
        ("2012年", "2012-?-?"),
        ("2010年", "2010-?-?"),
        ("2013年", "2013-?-?"),
        ("2018年", "2018-?-?"),
        ("2018年", "2018-?-?"),
        ("2020年", "2020-?-?"),
        ("2021年", "2021-?-?"),
    ],
    ("001", "vi"): [
        ("hôm qua", "-1D"),
        ("27/11/2023", "2023-11-27"),
        ("hôm qua", "-1D"),
        ("thứ tư", "Wed"),
        ("thứ ba", "Tue"),
        ("năm 2020", "2020-?-?"),
        ("hôm qua", "-1D"),
        ("năm nay", "+0Y"),
    ],
    ("002", "sv"): [("Den 4 december", "?-12-4"), ("1982", "1982-?-?")],
    ("003", "en"): [
        ("April 28, 2025", "2025-4-28"),
        ("April 28, 2025", "2025-4-28"),
        ("Monday", "Mon"),
        ("this year", "+0Y"),
        ("2023", "2023-?-?"),
        ("this month", "+0M"),
        ("Sunday", "Sun"),
        ("October", "?-10-?"),
        ("Monday", "Mon"),
        ("Tuesday", "Tue"),
        ("Wednesday", "Wed"),
    ],
    ("004", "vi"): [
        ("Thứ 4", "Wed"),
        ("14/10", "?-10-14"),
        ("hôm qua", "-1D"),
        ("14/10", "?-10-14"),
        ("13/10", "?-10-13"),
        ("tuần tới", "+1W"),
        ("tháng 4 năm nay", "+0Y ?-4-?"),
        ("thập kỷ qua", "-10Y"),
    ],
}
