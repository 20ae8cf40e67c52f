"""The words for dates in each language, and the shapes that dates come in: data for `date_finds`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from validator.values.dataclass import dataclass
from validator.values.european_words import AGO, MONTHS, RELATIVE, SHAPES, WEEKDAYS

__all__ = ["DATE_LANGUAGES", "DateLanguage", "OffsetUnit"]

OffsetUnit = Literal["Y", "M", "W", "D"]


@dataclass(frozen=True, slots=True)
class DateLanguage:
    """The date words of one language and the shapes they come in, the longest shapes first.

    In a shape, `<month>`, `<weekday>` and `<relative>` stand for the words of the tables, `<year>` for four digits,
    `<m>`, `<d>` and `<n>` for up to two (in Chinese and Japanese also numerals), `<unit>` for a word of `ago`. `cased`
    languages tell month names from other words by their capital (May); the tables of the others are in small letters.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, tuple[int, OffsetUnit]]
    ago: Mapping[str, OffsetUnit]
    shapes: tuple[str, ...]
    day_first: bool = True
    cased: bool = False
    in_words: bool = True


def _numbered(row: str, first: int = 1) -> dict[str, int]:
    """Names in order; spellings of one name are joined by `|`, and `_` is a space."""
    return {
        spelling.replace("_", " "): number
        for number, names in enumerate(row.split(), first)
        for spelling in names.split("|")
    }


def _offsets(rows: Mapping[str, str]) -> dict[str, tuple[int, OffsetUnit]]:
    """Rows named like `-1Y`, each with its phrases separated by `;`."""
    units: Mapping[str, OffsetUnit] = {"Y": "Y", "M": "M", "W": "W", "D": "D"}
    return {
        phrase.strip(): (int(offset[:-1]), units[offset[-1]])
        for offset, row in rows.items()
        for phrase in row.split(";")
    }


_EN_MONTHS: Final = (
    "January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug September|Sept|Sep October|Oct "
    "November|Nov December|Dec"
)
_CHINESE_SHAPES: Final = (
    "<year>年(?:<m>月(?:份|<d>[日号號])?)?",
    "<relative>(?:的)?<m>月(?:份|<d>[日号號])?",
    "<m>月<d>[日号號]",
    "<m>月份?",
    "<d>[日号號](?!本)",
    "<n>(?:个)?<unit>(?:以)?前",
    "[本这這上下]?<weekday>",
    "<relative>",
)

DATE_LANGUAGES: Final[Mapping[str, DateLanguage]] = {
    "en": DateLanguage(
        months=_numbered(_EN_MONTHS) | _numbered(_EN_MONTHS.upper()),
        weekdays=_numbered(
            "Monday|Mondays|Mon Tuesday|Tuesdays|Tues|Tue Wednesday|Wednesdays|Wed Thursday|Thursdays|Thurs|Thu "
            "Friday|Fridays|Fri Saturday|Saturdays Sunday|Sundays",
            0,
        ),
        relative=_offsets(
            {
                "-10Y": "past decade; last decade; past ten years; last ten years",
                "-1Y": "last year; previous year; past year; a year ago; year earlier",
                "0Y": "this year; current year",
                "1Y": "next year; coming year",
                "-1M": "last month; past month; previous month; a month ago",
                "0M": "this month",
                "1M": "next month; coming month",
                "-1W": "last week; past week; previous week; a week ago",
                "0W": "this week",
                "1W": "next week; coming week",
                "-1D": "yesterday; last night",
                "0D": "today; tonight; this morning; this afternoon; this evening",
                "1D": "tomorrow",
            }
        ),
        ago={
            "year": "Y",
            "years": "Y",
            "month": "M",
            "months": "M",
            "week": "W",
            "weeks": "W",
            "day": "D",
            "days": "D",
        },
        shapes=(
            r"<month>\.? ?<d>(?:st|nd|rd|th)?(?:,? <year>)?",
            r"<d>(?:st|nd|rd|th)?(?: of)? <month>(?:\.?,? <year>)?",
            r"<month>\.?,? (?:of )?<year>",
            r"<month> (?:of )?<relative>",
            r"<month>",
            r"<n> <unit> (?:ago|earlier)",
            r"<relative>",
            r"<weekday>",
        ),
        day_first=False,
        cased=True,
    ),
    "sv": DateLanguage(
        months=_numbered(
            "januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sep|sept oktober|okt "
            "november|nov december|dec"
        ),
        weekdays=_numbered(
            "måndag|måndagen|måndags tisdag|tisdagen|tisdags onsdag|onsdagen|onsdags torsdag|torsdagen|torsdags "
            "fredag|fredagen|fredags lördag|lördagen|lördags söndag|söndagen|söndags",
            0,
        ),
        relative=_offsets(
            {
                "-10Y": "senaste decenniet; senaste tio åren; gångna decenniet",
                "-2Y": "i förfjol; förrförra året",
                "-1Y": "i fjol; förra året; föregående år; fjolåret",
                "0Y": "i år; innevarande år; detta år",
                "1Y": "nästa år; kommande år",
                "-1M": "förra månaden; föregående månad",
                "0M": "denna månad; den här månaden",
                "1M": "nästa månad",
                "-1W": "förra veckan; föregående vecka; i förra veckan",
                "0W": "denna vecka; den här veckan; i veckan",
                "1W": "nästa vecka; kommande vecka",
                "-2D": "i förrgår; förrgår",
                "-1D": "i går; igår; gårdagen",
                "0D": "i dag; idag; i kväll; ikväll; i morse",
                "1D": "i morgon; imorgon",
                "2D": "i övermorgon; övermorgon",
            }
        ),
        ago={"år": "Y", "månad": "M", "månader": "M", "vecka": "W", "veckor": "W", "dag": "D", "dagar": "D"},
        shapes=(
            r"(?:den )?<d>(?::e|:a)? <month>(?:\.? <year>)?",
            r"<month>\.? <year>",
            r"<month> <relative>",
            r"<month>",
            r"för <n> <unit> sedan",
            r"<relative>",
            r"<weekday>",
        ),
    ),
    "vi": DateLanguage(
        months=_numbered("giêng|một hai ba tư|bốn năm sáu bảy|bẩy tám chín mười mười_một|một_chạp mười_hai|chạp"),
        weekdays=_numbered(
            "thứ_hai|thứ_2 thứ_ba|thứ_3 thứ_tư|thứ_4 thứ_năm|thứ_5 thứ_sáu|thứ_6 thứ_bảy|thứ_7 chủ_nhật|chúa_nhật", 0
        ),
        relative=_offsets(
            {
                "-10Y": "thập kỷ qua; thập niên qua; mười năm qua",
                "-1Y": "năm ngoái; năm trước; năm qua; năm rồi",
                "0Y": "năm nay",
                "1Y": "năm tới; năm sau; sang năm",
                "-1M": "tháng trước; tháng qua; tháng rồi",
                "0M": "tháng này",
                "1M": "tháng tới; tháng sau",
                "-1W": "tuần trước; tuần qua; tuần rồi",
                "0W": "tuần này",
                "1W": "tuần tới; tuần sau",
                "-2D": "hôm kia",
                "-1D": "hôm qua; ngày hôm qua; tối qua; đêm qua",
                "0D": "hôm nay; ngày hôm nay; sáng nay; chiều nay; tối nay",
                "1D": "ngày mai; hôm sau",
            }
        ),
        ago={"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D"},
        shapes=(
            r"(?:(?:ngày|hôm|mùng|mồng) )?<d> tháng (?:<m>|<month>)(?:(?:(?: ?, ?| )năm | |[/-])<year>| <relative>)?",
            r"tháng (?:<m>|<month>)(?:(?:(?: ?, ?| )năm | |[/-])<year>| <relative>)",
            r"<n> <unit> trước",
            r"tháng (?:<m>|<month>(?! ?(?:nay|này|tới|trước|qua|sau|ngoái)))",
            r"năm <year>",
            r"(?:ngày|mùng|mồng) <d>(?![/.-]?[0-9])",
            r"<relative>",
            r"<weekday>",
        ),
    ),
    "id": DateLanguage(
        months=_numbered(
            "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|ags september|sept|sep "
            "oktober|okt november|nov desember|des"
        ),
        weekdays=_numbered("senin selasa rabu kamis jumat|jum'at sabtu minggu|ahad", 0),
        relative=_offsets(
            {
                "-10Y": "dekade terakhir; satu dasawarsa terakhir",
                "-1Y": "tahun lalu; tahun kemarin; tahun sebelumnya",
                "0Y": "tahun ini",
                "1Y": "tahun depan; tahun mendatang",
                "-1M": "bulan lalu; bulan kemarin",
                "0M": "bulan ini",
                "1M": "bulan depan",
                "-1W": "minggu lalu; pekan lalu",
                "0W": "minggu ini; pekan ini",
                "1W": "minggu depan; pekan depan",
                "-1D": "kemarin",
                "0D": "hari ini",
                "1D": "besok",
            }
        ),
        ago={"tahun": "Y", "bulan": "M", "minggu": "W", "pekan": "W", "hari": "D"},
        shapes=(
            r"(?:tanggal )?<d> <month>(?: <year>)?",
            r"<month>,? <year>",
            r"<month> <relative>",
            r"<month>",
            r"<n> <unit> (?:yang )?lalu",
            r"<relative>",
            r"<weekday>",
        ),
    ),
    "zh": DateLanguage(
        months={},
        weekdays={
            f"{week}{day}": number
            for week in ("星期", "周", "週", "礼拜", "禮拜")
            for day, number in zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True)
        },
        relative=_offsets(
            {
                "-10Y": "过去十年; 近十年; 過去十年",
                "-2Y": "前年",
                "-1Y": "去年; 上年",
                "0Y": "今年; 本年",
                "1Y": "明年",
                "2Y": "后年; 後年",
                "-1M": "上个月; 上個月; 上月",
                "0M": "本月; 这个月; 這個月",
                "1M": "下个月; 下個月; 下月",
                "-1W": "上周; 上週; 上星期",
                "0W": "本周; 本週; 这周; 本星期",
                "1W": "下周; 下週; 下星期",
                "-2D": "前天",
                "-1D": "昨天; 昨日; 昨晚; 昨",
                "0D": "今天; 今日; 今晚",
                "1D": "明天; 明日",
                "2D": "后天; 後天",
            }
        ),
        ago={"年": "Y", "月": "M", "周": "W", "天": "D", "日": "D"},
        shapes=_CHINESE_SHAPES,
        day_first=False,
        in_words=False,
    ),
    "ja": DateLanguage(
        months={},
        weekdays={f"{day}曜": number for number, day in enumerate("月火水木金土日")},
        relative=_offsets(
            {
                "-10Y": "過去10年",
                "-2Y": "一昨年",
                "-1Y": "昨年; 去年; 前年",
                "0Y": "今年; 本年",
                "1Y": "来年; 翌年",
                "-1M": "先月; 前月",
                "0M": "今月",
                "1M": "来月; 翌月",
                "-1W": "先週; 前週",
                "0W": "今週",
                "1W": "来週; 翌週",
                "-2D": "一昨日",
                "-1D": "昨日; 前日",
                "0D": "今日; 本日; 同日",
                "1D": "明日; 翌日",
            }
        ),
        ago={"年": "Y", "か月": "M", "カ月": "M", "ヶ月": "M", "週間": "W", "日": "D"},
        shapes=_CHINESE_SHAPES,
        day_first=False,
        in_words=False,
    ),
    **{
        language: DateLanguage(
            months=_numbered(MONTHS[language]),
            weekdays=_numbered(WEEKDAYS[language], 0),
            relative=_offsets(RELATIVE[language]),
            ago=AGO[language],
            shapes=shapes,
        )
        for language, shapes in SHAPES.items()
    },
}
