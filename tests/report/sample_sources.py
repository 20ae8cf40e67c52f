"""The sources of the sample report, and the places of their quotes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from validator.judgement.findings import (
    Place,
    SourceNote,
)

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
