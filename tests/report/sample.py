"""Hand-built reports: one as real runs give it, over the archived articles; one in which every field is hostile."""

from __future__ import annotations

from dataclasses import replace

from sample_sources import QUOTES, SOURCES, _text, place, places

from validator.judgement.findings import (
    Camp,
    CorpusSize,
    Finding,
    MinimalSet,
    Place,
    Report,
    RulingNote,
    Skip,
    Step,
    Timeline,
)
from validator.report.texts import ArchivedText, FullReport, Passage, Quoted, full


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
