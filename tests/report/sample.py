"""Hand-built reports: one as real runs give it, over the archived articles; one in which every field is hostile."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from validator.judgement.findings import (
    Camp,
    CorpusSize,
    Finding,
    MinimalSet,
    Place,
    Report,
    RulingNote,
    Skip,
    SourceNote,
    Step,
    Timeline,
)
from validator.report.texts import ArchivedText, FullReport, Passage, Quoted, full

ROOT = Path(__file__).parents[2]

SOURCES = {
    note.id: note
    for note in (
        SourceNote(
            id="shicheng-2022-03",
            title="日本喊话越南加强防务合作,日越安全关系区域化在低调中前行",
            publisher="Shicheng News",
            published="between 29 March and 30 April 2022",
            language="zh",
            claims=96,
            text_file="seeds/000_e797b8aa6ef4f88f.txt",
            because="'29日' for a meeting of 29 March, and '今年3月' of the same year",
        ),
        SourceNote(
            id="rfi-2023-11-28",
            title="Nhật Bản và Việt Nam thiết lập quan hệ đối tác chiến lược toàn diện",
            publisher="RFI",
            published="28 November 2023",
            language="vi",
            claims=61,
            text_file="seeds/001_41e27c5e3cdd312a.txt",
            url="https://www.rfi.fr/vi/",
            because="'hôm qua, 27/11/2023' in the first sentence",
        ),
        SourceNote(
            id="vietnam-vn-2025-12",
            title="Den första dialogen (2+2) mellan Vietnam och Japan",
            publisher="vietnam.vn",
            published="December 2025",
            language="sv",
            claims=58,
            text_file="seeds/002_ec6e02e3b5f1ecd1.txt",
        ),
        SourceNote(
            id="kyodo-2025-04-28",
            title="Japan, Vietnam to launch vice-ministerial foreign, defense dialogue",
            publisher="Kyodo, in The Mainichi",
            published="28 April 2025",
            language="en",
            claims=74,
            text_file="seeds/003_415f3274e29ff59c.txt",
        ),
        SourceNote(
            id="kiem-tin-2020-10-15",
            title="Nhật Bản ký thỏa thuận xuất khẩu vũ khí và công nghệ quốc phòng cho Việt Nam",
            publisher="Kiểm Tin, after Nikkei",
            published="15 October 2020",
            language="vi",
            claims=38,
            text_file="seeds/004_f4dade4c8af4f6e7.txt",
            because="'hôm qua 14/10' in the second paragraph",
        ),
    )
}

QUOTES: dict[str, tuple[int, str, str, str]] = {
    "shicheng-2022-03/eleventh-country": (
        41,
        "去年9月,越南成为与日本达成“国防设备和技术转让协议”的第11个国家",
        "Last September Vietnam became the 11th country to reach a defence equipment and technology transfer "
        "agreement with Japan.",
        "JP+VN / defence-transfer: concluded, signed or agreed in principle, 2021-09; VN is the 11th",
    ),
    "rfi-2023-11-28/principle-2020": (
        88,
        "một thỏa thuận về nguyên tắc được ký vào năm 2020, cho phép Nhật Bản xuất khẩu thiết bị và công nghệ quốc "
        "phòng sang Việt Nam",
        "an agreement in principle signed in 2020 that lets Japan export defence equipment and technology to Vietnam",
        "JP+VN / defence-transfer: concluded, stage agreed-in-principle, 2020",
    ),
    "kiem-tin-2020-10-15/plans-to-sign": (
        14,
        "Nhật Bản đang có kế hoạch ký kết một thỏa thuận cho phép họ xuất cảng thiết bị và kỹ thuật quốc phòng sang "
        "Việt Nam",
        "Japan is planning to sign an agreement that allows it to export defence equipment and technology to Vietnam.",
        "JP+VN / defence-transfer: concluded, stage signed, planned",
    ),
    "rfi-2023-11-28/five-partners": (
        31,
        "Cho tới nay, Hà Nội chỉ mới thiết lập quan hệ này với 5 quốc gia: Trung Quốc, Nga, Ấn Độ, Hàn Quốc và Hoa Kỳ",
        "So far Hanoi has this relationship with only five countries: China, Russia, India, South Korea and the US.",
        "VN / comprehensive-strategic-partners: only CN, RU, IN, KR, US (5)",
    ),
    "rfi-2023-11-28/japan-joins": (
        22,
        "Nhật Bản và Việt Nam hôm qua, 27/11/2023, đã chính thức thiết lập quan hệ đối tác chiến lược toàn diện",
        "Yesterday, 27/11/2023, Japan and Vietnam formally established a comprehensive strategic partnership.",
        "JP+VN / tier: CSP since 27 November 2023",
    ),
    "shicheng-2022-03/china-russia": (
        120,
        "越南在2008年和2012年分别与中国、俄罗斯建立全面战略伙伴关系",
        "Vietnam set up comprehensive strategic partnerships with China in 2008 and with Russia in 2012.",
        "CN+VN / tier: CSP since 2008; RU+VN / tier: CSP since 2012",
    ),
    "vietnam-vn-2025-12/partnership-pillar": (
        52,
        "försvarssamarbetet är en viktig pelare i det omfattande strategiska partnerskapet mellan Vietnam och Japan",
        "Defence cooperation is an important pillar of the comprehensive strategic partnership of Vietnam and Japan.",
        "JP+VN / tier: CSP at publication",
    ),
    "rfi-2023-11-28/first-four": (
        70,
        "với Philippines, Malaysia, Bangladesh và Fiji được chọn là bốn nước đầu tiên được nhận hỗ trợ",
        "with the Philippines, Malaysia, Bangladesh and Fiji chosen as the first four countries to receive support",
        "JP / osa-recipients: PH, MY, BD, FJ are the 1st to 4th",
    ),
    "kyodo-2025-04-28/fourth-in-asean": (
        63,
        "The move could make Vietnam the fourth recipient of Japan's Official Security Assistance scheme, which "
        "started in 2023, among members of the Association of Southeast Asian Nations following the Philippines, "
        "Malaysia and Indonesia.",
        "",
        "JP / osa-recipients: VN is the 4th, among ASEAN, possible",
    ),
    "kyodo-2025-04-28/dialogue-this-year": (
        35,
        'they will hold the first meeting of their vice-ministerial "two-plus-two" security dialogue, designed to '
        'strengthen their "strategic communication," this year in Japan',
        "",
        "JP+VN / two-plus-two: held (1st), planned during 2025, in JP",
    ),
    "vietnam-vn-2025-12/dialogue-held": (
        12,
        "Den 4 december ägde den första dialogen (2+2) mellan Vietnam och Japan, mellan biträdande utrikesministrar "
        "och försvarsministrar, rum i Tokyo, Japan",
        "On 4 December the first 2+2 dialogue between Vietnam and Japan, of vice ministers of foreign affairs and "
        "defence, took place in Tokyo, Japan.",
        "JP+VN / two-plus-two: held (1st), 4 December of an unstated year, in Tokyo",
    ),
    "shicheng-2022-03/trade-share": (
        201,
        "2021年,中越贸易额达到1600多亿美元,占到越南当年外贸总额(6685亿美元)的约四分之一,是越日贸易额的四倍左右",
        "In 2021 China-Vietnam trade reached over 160 billion dollars, about a quarter of Vietnam's foreign trade of "
        "that year (668.5 billion) and about four times Vietnam-Japan trade.",
        "CN+VN / bilateral-trade: 160..170 billion USD during 2021",
    ),
    "shicheng-2022-03/three-ships": (
        97,
        "日本海上自卫队“加贺号”护卫舰、雷级导弹护卫舰、“翔龙号”潜艇等三艘军舰访问金兰国际港",
        "Three warships of the Japanese navy, the escort Kaga, an Ikazuchi-class guided-missile escort and the "
        "submarine Shoryu, visited Cam Ranh international port.",
        "JP / port-calls at Cam Ranh: 3 ships, October 2020",
    ),
    "kiem-tin-2020-10-15/wednesday": (
        9,
        "Vào hôm Thứ 4 (14/10), tờ Nikkei cho biết",
        "On Wednesday (14/10) Nikkei reported",
        "nikkei / reported: 14 October, a Wednesday",
    ),
    "kiem-tin-2020-10-15/russian-share": (
        44,
        "khoảng 80% doanh số mua vũ khí của Việt Nam trong thập kỷ qua là từ Nga",
        "about 80 % of Vietnam's arms purchases in the past decade were from Russia",
        "RU>VN / arms-share: about 80 %, over ten years",
    ),
}


@cache
def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def place(claim: str, role: str = "at", *, column: int = 5) -> Place:
    """The place of a claim, with real offsets into the archived text."""
    line, quote, gloss, reading = QUOTES[claim]
    source = SOURCES[claim.partition("/")[0]]
    start = _text(source.text_file).index(quote)
    return Place(
        claim=claim,
        file=f"claims/{source.id}.yaml",
        line=line,
        column=column,
        end_line=line,
        end_column=column + 7 + len(quote),
        role=role,  # type: ignore[arg-type]
        quote=quote,
        gloss=gloss,
        text_file=source.text_file,
        text_start=start,
        text_end=start + len(quote),
        source=source.id,
        publisher=source.publisher,
        published=source.published,
        language=source.language,
        reading=reading,
    )


def places(*claims: str) -> tuple[Place, ...]:
    return tuple(place(claim, "at" if at == 0 else "against") for at, claim in enumerate(claims))


def _tension() -> Finding:
    one, other = "kyodo-2025-04-28/fourth-in-asean", "rfi-2023-11-28/first-four"
    return Finding(
        id="c41d90e7",
        rule="ordinal-conflict",
        verdict="tension",
        severity="warning",
        subject="JP",
        property="osa-recipients",
        message="Kyodo has Viet Nam as the fourth ASEAN recipient after the Philippines, Malaysia and Indonesia; RFI's "
        "first four recipients hold no Indonesia, and leave it no place before April 2025 unless the list had grown.",
        claims=(one, other),
        assumptions=(f"complete:{other}", f"seen-at:{one}"),
        camps=(Camp("4th, after PH, MY, ID", (one,)), Camp("PH, MY, BD, FJ are the first 4", (other,))),
        minimal_sets=(MinimalSet((one, other), (f"complete:{other}", f"seen-at:{one}")),),
        why=(
            "Kyodo: among ASEAN, three recipients came before Viet Nam, and Indonesia is one of them.",
            "RFI: the first four are the Philippines, Malaysia, Bangladesh and Fiji; two of them are in ASEAN.",
            "If RFI's list is complete and was still complete in April 2025, ASEAN has two recipients, not three.",
        ),
        repairs=((one,), (other,)),
        responsibility=((one, 0.5), (other, 0.5)),
        places=places(one, other),
    )


def _contradiction() -> Finding:
    date, held, plan = (
        "rfi-2023-11-28/principle-2020",
        "shicheng-2022-03/eleventh-country",
        "kiem-tin-2020-10-15/plans-to-sign",
    )
    return Finding(
        id="3f9c2a71",
        rule="stage-order",
        verdict="contradiction",
        severity="error",
        subject="JP+VN",
        property="concluded",
        message="The defence transfer agreement is signed in 2020 in one source and only in September 2021 in another.",
        claims=(date, held, plan),
        camps=(Camp("2020", (date,)), Camp("2021-09", (held,)), Camp("after 2020-10-15", (plan,))),
        minimal_sets=(
            MinimalSet((date, held)),
            MinimalSet((held, plan)),
            MinimalSet((date, plan)),
            MinimalSet((date, held, plan)),
        ),
        why=(
            "RFI: the agreement was signed on a day of 2020.",
            "Shicheng News: the agreement was reached on a day of September 2021.",
            "2020 ends before September 2021 begins, so no single day fits both.",
        ),
        repairs=((date,), (held, plan)),
        responsibility=((date, 0.83333333), (held, 0.66666667), (plan, 0.5)),
        places=places(date, held, plan),
        marks=("capped",),
    )


def _explained() -> Finding:
    one, other = "rfi-2023-11-28/first-four", "kyodo-2025-04-28/fourth-in-asean"
    return Finding(
        id="77b0e1d2",
        rule="ordinal-conflict",
        verdict="explained",
        severity="note",
        subject="JP",
        property="osa-recipients",
        message="Fiji as the fourth recipient and Viet Nam as the fourth recipient do not clash: one counts all "
        "recipients, the other those in ASEAN.",
        claims=(one, other),
        explained_by=("scope", "time"),
        camps=(Camp("4th: FJ, of all", (one,)), Camp("4th: VN, among ASEAN", (other,))),
        why=("RFI counts all recipients of 2023; Kyodo counts the members of ASEAN among them, in 2025.",),
        places=places(one, other),
    )


def _watched() -> Finding:
    five, joins = "rfi-2023-11-28/five-partners", "rfi-2023-11-28/japan-joins"
    early = "shicheng-2022-03/china-russia"
    return Finding(
        id="5ce1f00d",
        rule="count-mismatch",
        verdict="explained",
        severity="note",
        subject="VN",
        property="comprehensive-strategic-partners",
        message="Five partners before 27 November 2023 and six from that day on: Japan joined in between.",
        claims=(five, joins, early),
        explained_by=("time",),
        camps=(
            Camp("CN, RU", (early,)),
            Camp("CN, IN, KR, RU, US (5)", (five,)),
            Camp("JP", (joins,)),
        ),
        why=(
            "RFI counts five partners as the news of the day begins.",
            "The same article has Japan join on 27 November 2023; the list is about the day before.",
        ),
        places=places(five, joins, early),
        title="Who are Viet Nam's comprehensive strategic partners, and how many?",
        watched=True,
    )


def _watched_agreement() -> Finding:
    one, other = "rfi-2023-11-28/japan-joins", "vietnam-vn-2025-12/partnership-pillar"
    return Finding(
        id="0a77ee10",
        rule="value-agreement",
        verdict="agreement",
        severity="note",
        subject="VN",
        property="comprehensive-strategic-partners",
        message="Two sources have Japan as a comprehensive strategic partner of Viet Nam.",
        claims=(one, other),
        origins=2,
        camps=(Camp("JP", (one, other)),),
        places=places(one, other),
        title="Who are Viet Nam's comprehensive strategic partners, and how many?",
        watched=True,
    )


def _plan() -> Finding:
    planned, held = "kyodo-2025-04-28/dialogue-this-year", "vietnam-vn-2025-12/dialogue-held"
    return Finding(
        id="b2d4c6e8",
        rule="plan-outcome",
        verdict="plan",
        severity="note",
        subject="JP+VN",
        property="two-plus-two",
        message="The first two-plus-two dialogue, planned for 2025 in Japan, took place on 4 December 2025 in Tokyo.",
        claims=(planned, held),
        outcome="fulfilled",
        camps=(Camp("planned: 2025", (planned,)), Camp("done: 2025-12-04", (held,))),
        why=("The plan names the year 2025 and Japan; 4 December and Tokyo lie within both.",),
        places=places(planned, held),
    )


def _problem() -> Finding:
    claim = "shicheng-2022-03/three-ships"
    return Finding(
        id="e5e5a1a1",
        rule="enumeration-mismatch",
        verdict="problem",
        severity="error",
        subject="JP",
        property="port-calls",
        message="The sentence says three warships and names two escorts and a submarine, one of them only by "
        "its class.",
        claims=(claim,),
        why=("Three items are listed, one of them as a class of ships, which may be more than one.",),
        places=(place(claim),),
        ruling=RulingNote(
            verdict="no-conflict",
            because="雷级 is one ship of that class; the count stands.",
            by="desk",
            on_date="2026-11-22",
            file="claims/rulings/e5e5a1a1.yaml",
        ),
    )


def _headline_problem() -> Finding:
    claim = "kiem-tin-2020-10-15/plans-to-sign"
    return Finding(
        id="41be0c55",
        rule="headline-beyond-body",
        verdict="problem",
        severity="warning",
        subject="JP+VN",
        property="concluded",
        message="The headline says Japan signs; the body says it plans to.",
        claims=(claim,),
        why=("Headline: ký thỏa thuận, told as done.", "Body: đang có kế hoạch ký kết, a plan."),
        repairs=((claim,),),
        places=(place(claim),),
        marks=("self-contradiction",),
    )


def _unreadable() -> Finding:
    return Finding(
        id="9d3e7f01",
        rule="quote-not-found",
        verdict="problem",
        severity="error",
        subject="",
        property="",
        message="The text has 'đang có kế hoạch', the quote has 'đã có kế hoạch'; expected the words as they stand.",
        places=(Place(None, "claims/nikkei-2020-10-14.yaml", 14, 5, 14, 10, "at"),),
    )


def _undecided() -> Finding:
    share = "kiem-tin-2020-10-15/russian-share"
    return Finding(
        id="1f2e3d4c",
        rule="share-of-whole",
        verdict="undecided",
        severity="warning",
        subject="RU>VN",
        property="arms-share",
        message="Whether about 80 % fits cannot be decided: no claim gives Viet Nam's arms purchases as a whole.",
        claims=(share,),
        why=("The share is arms-trade / arms-trade(of); the whole is not claimed by any source.",),
        places=(place(share),),
    )


def _agreement() -> Finding:
    one, other = "rfi-2023-11-28/principle-2020", "kiem-tin-2020-10-15/plans-to-sign"
    return Finding(
        id="ab12cd34",
        rule="value-agreement",
        verdict="agreement",
        severity="note",
        subject="JP+VN",
        property="defence-transfer",
        message="Two sources say that the agreement lets Japan export defence equipment and technology to Viet Nam.",
        claims=(one, other),
        origins=2,
        camps=(Camp("defence equipment and technology", (one, other)),),
        places=places(one, other),
    )


def _quantities() -> Finding:
    one = "shicheng-2022-03/trade-share"
    return Finding(
        id="d00dfeed",
        rule="formula-mismatch",
        verdict="tension",
        severity="warning",
        subject="CN+VN",
        property="bilateral-trade",
        message="160 to 170 billion dollars and four times the trade with Japan fit only if both are rounded.",
        claims=(one,),
        assumptions=(f"rounding:{one}", "no-downgrade"),
        camps=(
            Camp("160..170 billion USD", (one,)),
            Camp("about 170.8 billion USD", ()),
        ),
        minimal_sets=(MinimalSet((one,), (f"rounding:{one}", "no-downgrade")),),
        why=("A quarter of 668.5 is 167.125 billion.", "Four times 42.7 is 170.8 billion, and 170 is the ceiling."),
        repairs=((one,),),
        responsibility=((one, 1.0),),
        places=(place(one),),
    )


def _timeline() -> Timeline:
    partners = "VN", "comprehensive-strategic-partners"
    china, five, joins = (
        "shicheng-2022-03/china-russia",
        "rfi-2023-11-28/five-partners",
        "rfi-2023-11-28/japan-joins",
    )
    return Timeline(
        *partners,
        steps=(
            Step("2008", "2012", ("CN",), False, (china,)),
            Step("2012", "2023-11-26", ("CN", "RU"), False, (china,)),
            Step("2023-11-26", "2023-11-27", ("CN", "IN", "KR", "RU", "US"), True, (five,)),
            Step("2023-11-27", "", ("CN", "IN", "JP", "KR", "RU", "US"), True, (five, joins)),
        ),
    )


def sample() -> Report:
    """A report with every verdict, both states of a ruling, a watched question, a timeline and every closing note."""
    return Report(
        corpus=CorpusSize(sources=5, claims=327, sentences=149, sentences_covered=148),
        findings=(
            _agreement(),
            _explained(),
            _plan(),
            _undecided(),
            _tension(),
            _quantities(),
            _problem(),
            _headline_problem(),
            _unreadable(),
            _contradiction(),
            _watched(),
            _watched_agreement(),
        ),
        skipped=(
            Skip("weekday", "the day has no year", 2),
            Skip("formula-mismatch", "the period of one side is not stated", 7),
        ),
        timelines=(_timeline(),),
        notes=("1 ruling matches no finding: claims/rulings/00000000.yaml",),
        sources=tuple(SOURCES.values()),
    )


HOSTILE = (
    "\x1b]0;owned\x07\x1b[31m\x9b31m\u202egnp.exe\u2066\u200b\ufeff\u2028\u2029\x00\x85\ud800\uffff\U000e0041"
    "\r\n::error::owned\n##[add-mask]the\n=cmd|' /C calc'!A0 @everyone #1 gh-1 www.evil.example https://evil.example/x "
    "[b]bold[/b] [link=https://evil.example]x[/link] [text](javascript:alert(1)) ![i](x) \\ `code` ```fence\n</details>"
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> \"'& {{ 7*7 }} {% raw %} %0A%25 ]]> --> 越南,"
)


def with_texts() -> FullReport:
    """The sample with its archived texts; one quote lies within another, one passage is set aside, one overlooked."""
    inner = "rfi-2023-11-28/five-of-them"
    whole = place("rfi-2023-11-28/five-partners")
    assert whole.text_start is not None
    start = whole.text_start + whole.quote.index("5 quốc gia")
    texts = []
    for source in SOURCES.values():
        text = _text(source.text_file)
        quoted = [
            Quoted(claim, ((spot.text_start, spot.text_end),), spot.gloss or spot.reading)  # type: ignore[arg-type]
            for claim, spot in ((claim, place(claim)) for claim in QUOTES)
            if spot.source == source.id
        ]
        if source.id == "rfi-2023-11-28":
            quoted.append(Quoted(inner, ((start, start + 10),), "Five countries."))
            quoted.append(Quoted("rfi-2023-11-28/lost", (), "Words that are not in the text."))
        first, last = text.index("\n"), len(text.rstrip())
        texts.append(
            ArchivedText(
                source=source.id,
                text=text,
                quoted=tuple(sorted(quoted, key=lambda one: (not one.spans, one.spans))),
                uncheckable=(Passage(((0, first),), "page furniture"),),
                sentences=20,
                uncovered=((last - 12, last),),
            )
        )
    return replace(full(sample()), texts=tuple(texts))


def hostile_with_texts(text: str = HOSTILE) -> FullReport:
    """The hostile report with a text, claims and reasons that are hostile as well, and spans that make no sense."""
    length = len(text)
    archived = ArchivedText(
        source=text,
        text=text,
        quoted=(
            Quoted(text, ((0, length), (1, 2)), text),
            Quoted(f"{text}2", ((length // 2, length), (5, 5), (9, 3), (-4, 2), (0, length + 1)), text),
            Quoted(f"{text}3", (), text),
        ),
        uncheckable=(Passage(((0, length),), text),),
        sentences=3,
        uncovered=((0, length),),
    )
    return replace(full(hostile(text)), texts=(archived,))


def hostile(text: str = HOSTILE) -> Report:
    """A report in which every text is `text`."""
    spot = Place(text, text, 1, 1, 2, 9, "at", text, text, text, 3, 9, text, text, text, text, text)
    against = Place(text + "2", text, 0, 0, 0, 0, "against", text, "", "", None, None, text, text, text, "en", text)
    ruling = RulingNote(text, text, text, text, text, text)
    findings = tuple(
        Finding(
            id=f"{text}{at}",
            rule=text,
            verdict=verdict,  # type: ignore[arg-type]
            severity=severity,  # type: ignore[arg-type]
            subject=text,
            property=text,
            message=text,
            claims=(text, text + "2"),
            assumptions=(text, f"identity:{text}={text}"),
            explained_by=(text, "stage"),
            outcome=text if verdict == "plan" else None,
            origins=2,
            camps=(Camp(text, (text,)), Camp("2021" + text, (text + "2",))),
            minimal_sets=(MinimalSet((text,), (text,)),) * 5,
            why=(text, text),
            repairs=((text,), (text, text)),
            responsibility=((text, 0.5),),
            places=(spot, against),
            ruling=ruling if at % 2 else None,
            title=text if at == 0 else "",
            watched=at == 0,
            marks=(text,),
        )
        for at, (verdict, severity) in enumerate(
            (
                ("contradiction", "error"),
                ("contradiction", "error"),
                ("tension", "warning"),
                ("explained", "note"),
                ("agreement", "note"),
                ("plan", "note"),
                ("undecided", "warning"),
                ("problem", "error"),
                ("problem", "warning"),
            )
        )
    )
    return Report(
        corpus=CorpusSize(1, 2, 3, 2),
        findings=findings,
        skipped=(Skip(text, text, 3),),
        timelines=(Timeline(text, text, (Step(text, text, (text, text + "2"), True, (text,)),)),),
        notes=(text,),
        sources=(SourceNote(text, text, text, text, text, 3, text, text, text),),
        incomplete=True,
    )
