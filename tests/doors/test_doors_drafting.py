"""`validate draft`: what stands in a draft, where it is put, and what is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from drafted import stubs
from small_corpus import write
from typer.testing import Result

from validator.doors.draft_language import sure_language
from validator.doors.drafting import LONGEST, DraftError, draft
from validator.records.corpus import Corpus
from validator.records.opening import load

Validate = Callable[..., Result]
CORPUS = """\
entities:
  VN: {type: country, names: {en: [Vietnam], vi: [Việt Nam]}}
  JP: {type: country, names: {en: [Japan], vi: [Nhật Bản]}}
  KR: {type: country, names: {en: [South Korea]}}
  US: {type: country, names: {en: [United States]}}
  hanoi: {type: city, located-in: VN, names: {en: [Hanoi]}}
  treaty: {type: agreement, names: {en: [the treaty]}}
  nikkei: {type: publisher, names: {en: [Nikkei]}}
  bank-one: {type: organisation, names: {en: [The Bank]}}
  bank-two: {type: organisation, names: {en: [The Bank]}}
properties:
  concluded: {kind: event, subject: agreement, stages: [agreed, signed]}
  allies: {kind: set, subject: country, value-type: country}
  goods: {kind: set, subject: country, value-type: agreement}
  trade: {kind: quantity, subject: country-pair, unit: USD}
  share: {kind: quantity, subject: country, unit: "%"}
  tier: {kind: state, subject: country-pair, values: [CP, SP]}
  motive: {kind: prose}
alpha:
  - {quote: Japan has an ally., subject: JP, property: allies, has: [US]}
"""


def corpus(tmp_path: Path, text: str, name: str = "new.txt") -> Corpus:
    root = write(tmp_path / "corpus", CORPUS)
    (root / "seeds" / name).write_text(text, encoding="utf-8", newline="")
    return load(root)


def only_stub(tmp_path: Path, text: str) -> dict[str, object]:
    (stub,) = stubs(draft(corpus(tmp_path, text), "seeds/new.txt", language="en").text)
    return stub


def test_a_list_of_names_is_one_of_members(tmp_path: Path) -> None:
    assert only_stub(tmp_path, "Hanoi has Japan, South Korea and United States.") == {
        "id": "line-1",
        "quote": "Hanoi has Japan, South Korea and United States.",
        "subject": "? VN, …",
        "property": "allies",
        "? has, only": ["JP", "KR", "US"],
    }


def test_names_of_several_types_are_no_list(tmp_path: Path) -> None:
    assert "? has, only" not in only_stub(tmp_path, "It has Japan, Hanoi and United States.")


def test_an_amount_brings_its_unit_its_hedge_and_the_only_question_it_fits(tmp_path: Path) -> None:
    stub = only_stub(tmp_path, "In 2021 Japan sold for about 42.7 billion US dollars.")
    assert stub["property"] == "? trade, …"  # no pair that trades is named
    assert stub["is"] == "about 42.7 billion USD"
    assert stub["? during, at"] == "2021"


def test_a_day_and_its_weekday_stand_in_an_event(tmp_path: Path) -> None:
    stub = only_stub(tmp_path, "the treaty was signed on Wednesday, 11 September 2021.")
    assert stub["subject"] == "? treaty, …"
    assert stub["property"] == "concluded"
    assert stub["? when, before, after"] == "2021-09-11"
    assert stub["weekday"] == "Wed"


def test_pairs_are_offered_where_the_question_is_of_pairs(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "Japan and Vietnam traded for 3 billion USD."), "seeds/new.txt", language="en")
    first, *_ = stubs(made.text)
    assert (first["property"], first["subject"], first["is"]) == ("trade", "? JP+VN, …", "3 billion USD")


def test_two_times_make_two_stubs(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "the treaty: 11 September 2021, or since 2022?"), "seeds/new.txt", language="en")
    assert [stub["? when, before, after"] for stub in stubs(made.text)] == ["2021-09-11", "2022"]


def test_a_speaker_is_filled_in_where_the_words_name_one(tmp_path: Path) -> None:
    assert only_stub(tmp_path, "According to Nikkei, the treaty was signed in 2021.")["said-by"] == "nikkei"
    made = draft(corpus(tmp_path / "two", "According to Japan, it was signed in 2021."), "seeds/new.txt", language="en")
    assert made.stubs == 1
    assert "said-by" not in made.text


def test_a_name_of_two_is_told_as_a_choice(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "In 2021 The Bank came."), "seeds/new.txt", language="en")
    assert "The Bank = bank-one (organisation) or bank-two (organisation)" in made.text


def test_a_number_that_may_be_a_year_is_left_open(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "Japan saw 2000 come."), "seeds/new.txt", language="en")
    assert "# left to you: “2000”: a time or a number" in made.text
    assert "? 2000" in {stub.get("? count, is") for stub in stubs(made.text)}


def test_a_sentence_with_nothing_known_is_offered_in_a_comment_only(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "Leave a Reply\n"), "seeds/new.txt", language="en")
    assert made.stubs == 0
    assert '#   - {quote: "Leave a Reply", because: "?"}' in made.text
    assert not stubs(made.text)


def test_a_sentence_that_stands_twice_is_told_apart(tmp_path: Path) -> None:
    loaded = corpus(tmp_path, "One says this. Japan came.\nOther words. Japan came.\n")
    first, second = stubs(draft(loaded, "seeds/new.txt", language="en").text)
    assert first["quote"] == second["quote"] == "Japan came."
    assert first["prefix"] == "One says this."
    assert "prefix" in second or "suffix" in second


def test_what_cannot_be_quoted_is_named(tmp_path: Path) -> None:
    long = "Japan " + "and so on " * (LONGEST // 10) + "."
    made = draft(corpus(tmp_path, f"{long}\nJapan \x07 rings.\nJapan came."), "seeds/new.txt", language="en")
    assert [passage.line for passage in made.unquotable] == [1, 2]
    assert made.stubs == 1
    assert "#   line 1: “Japan and so on" in made.text
    assert "\x07" not in made.text


def test_signs_that_turn_text_round_are_written_as_escapes(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "Japan \u202ecame\u202c."), "seeds/new.txt", language="en")
    assert "\u202e" not in made.text
    (stub,) = stubs(made.text)
    assert stub["quote"] == "Japan \u202ecame\u202c."


# -- where a draft is put ----------------------------------------------------------------------------------------------


def test_a_new_text_becomes_a_file_that_is_refused_where_a_person_decides(tmp_path: Path, validate: Validate) -> None:
    root = corpus(tmp_path, "Japan came in 2021.").root
    done = validate("draft", "seeds/new.txt", "--language", "en", "--write", "--corpus", root)
    assert done.exit_code == 0, done.output
    assert "wrote claims/new.yaml" in done.output
    written = (root / "claims" / "new.yaml").read_text(encoding="utf-8")
    digest = hashlib.sha256(b"Japan came in 2021.").hexdigest()
    assert written.startswith(
        "# yaml-language-server: $schema=schema.json\nsource:\n  language: en\n"
        "  # a day, or the days its words support (2022-03-29..2022-04-30) with `published-because`\n"
        f'  published: "?"\n  text: seeds/new.txt\n  sha256: {digest}\n\nclaims:\n'
    )
    loaded = load(root)
    assert "new" not in loaded.sources_by_id
    assert any(fault.message.endswith("as `published`, found a draft's placeholder") for fault in loaded.faults)

    again = validate("draft", "seeds/new.txt", "--language", "en", "--write", "--corpus", root)
    assert again.exit_code == 2
    assert (root / "claims" / "new.yaml").read_text(encoding="utf-8") == written


def test_a_text_may_be_named_by_its_absolute_path(tmp_path: Path, validate: Validate) -> None:
    root = corpus(tmp_path, "Japan and Vietnam traded for 3 billion USD.").root
    told = [
        validate("draft", str(path), "--language", "en", "--corpus", root)
        for path in ("seeds/new.txt", root.absolute() / "seeds" / "new.txt")
    ]
    assert [done.exit_code for done in told] == [0, 0]
    assert told[0].stdout == told[1].stdout
    (tmp_path / "new.txt").write_text("Japan", encoding="utf-8")
    outside = validate("draft", str(tmp_path / "new.txt"), "--language", "en", "--corpus", root)
    assert outside.exit_code == 2
    assert "below the corpus folder" in outside.stderr


def test_a_draft_goes_to_the_screen_or_to_a_new_file(tmp_path: Path) -> None:
    root = corpus(tmp_path, "Japan came in 2021.").root
    call = (sys.executable, "-m", "validator.cli", "draft", "seeds/new.txt", "--language", "en", "--corpus", str(root))
    done = subprocess.run(call, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout == draft(load(root), "seeds/new.txt", language="en").text
    assert done.stderr == "draft for claims/new.yaml: 1 stub for 1 sentence\n"
    target = tmp_path / "here.yaml"
    subprocess.run((*call, "-o", str(target)), capture_output=True, check=True)
    assert target.read_text(encoding="utf-8") == done.stdout
    refused = subprocess.run((*call, "-o", str(target)), capture_output=True, check=False)
    assert refused.returncode == 2


@pytest.mark.parametrize(
    "tail", ["", "uncheckable:\n- {quote: Japan has, because: opinion}\n", "# the end\n", "\n\n# x\n"]
)
@pytest.mark.parametrize("nothing", [True, False])
def test_claims_are_added_below_those_that_are_there(
    tmp_path: Path, validate: Validate, tail: str, nothing: bool
) -> None:
    root = corpus(tmp_path, "").root
    (root / "seeds" / "alpha.txt").write_text(
        "Japan has an ally.\nIn 2021 Japan came.\nLeave a Reply\n", encoding="utf-8"
    )
    file = root / "claims" / "alpha.yaml"
    claim = "  # a remark\n  - id: c1\n    quote: Japan has an ally.\n    subject: JP\n    property: allies\n"
    claim += "    has: [US]\n"
    body = "claims: []\n" if nothing else f"claims:\n{claim}"
    head = "source:\n  language: en\n  published: 2024-01-01\n  text: seeds/alpha.txt\n\n"
    file.write_text(head + body + tail, encoding="utf-8")
    done = validate("draft", "alpha", "--write", "--corpus", root)
    assert done.exit_code == 0, done.output
    after = file.read_text(encoding="utf-8")
    assert after.startswith(head + ("claims:\n" if nothing else body))
    assert after.endswith(tail)
    loaded = load(root)
    assert {fault.message.rpartition(", ")[2] for fault in loaded.faults} == {"found a draft's placeholder"}
    assert len(loaded.claims_by_source["alpha"]) == (0 if nothing else 1)
    assert '#   - {quote: "Leave a Reply", because: "?"}\n' in after
    # what is at work is not drafted again, and the file does not change
    done = validate("draft", "alpha", "--write", "--corpus", root)
    assert done.exit_code == 0
    assert "claims/alpha.yaml has all of it already" in done.output
    assert file.read_text(encoding="utf-8") == after


@pytest.mark.parametrize("indent", [0, 1, 2, 4, 7])
def test_claims_are_added_as_far_in_as_those_that_are_there(tmp_path: Path, validate: Validate, indent: int) -> None:
    root = corpus(tmp_path, "").root
    (root / "seeds" / "alpha.txt").write_text("Japan has an ally.\nIn 2021 Japan came.\n", encoding="utf-8")
    file = root / "claims" / "alpha.yaml"
    claim = ("- id: c1", "  quote: Japan has an ally.", "  subject: JP", "  property: allies", "  has: [US]")
    before = "source:\n  language: en\n  published: 2024-01-01\n  text: seeds/alpha.txt\nclaims:\n"
    before += "".join(f"{' ' * indent}{line}\n" for line in claim)
    file.write_text(before, encoding="utf-8")
    done = validate("draft", "alpha", "--write", "--corpus", root)
    assert done.exit_code == 0, done.output
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert f"\n{' ' * indent}- id: line-2\n{' ' * indent}  quote: " in after
    assert [claim.id for claim in load(root).claims_by_source["alpha"]] == ["c1"]


@pytest.mark.parametrize(
    "body",
    ["claims: [{id: c1, quote: Japan has an ally., subject: JP, property: allies, has: [US]}]\n", "uncheckable: []\n"],
)
def test_a_layout_that_leaves_a_doubt_is_left_alone(tmp_path: Path, validate: Validate, body: str) -> None:
    root = corpus(tmp_path, "").root
    (root / "seeds" / "alpha.txt").write_text("Japan has an ally.\nIn 2021 Japan came.\n", encoding="utf-8")
    file = root / "claims" / "alpha.yaml"
    before = "source:\n  language: en\n  published: 2024-01-01\n  text: seeds/alpha.txt\n" + body
    file.write_text(before, encoding="utf-8")
    done = validate("draft", "alpha", "--write", "--corpus", root)
    assert done.exit_code == 2
    assert file.read_text(encoding="utf-8") == before


def test_a_draft_is_in_the_form_that_fmt_gives(tmp_path: Path, validate: Validate) -> None:
    text = "According to Nikkei, the treaty was signed on Wednesday, 11 September 2021.\nJapan has 5.\nNo more.\n"
    root = corpus(tmp_path, text).root
    validate("draft", "seeds/new.txt", "--language", "vi", "--write", "--corpus", root)
    done = validate("fmt", root / "claims" / "new.yaml")
    assert done.output == "0 of 1 file changed, 1 in form already\n"


def test_an_article_that_is_covered_needs_no_draft(tmp_path: Path, validate: Validate) -> None:
    root = corpus(tmp_path, "").root
    done = validate("draft", "alpha", "--corpus", root)
    assert done.exit_code == 0
    assert "every sentence of claims/alpha.yaml has a claim" in done.output


def test_claims_in_rows_cover_their_sentences_and_keep_their_ids(tmp_path: Path, validate: Validate) -> None:
    root = corpus(tmp_path, "").root
    (root / "seeds" / "alpha.txt").write_text("Japan has an ally.\nIn 2021 Japan came.\n", encoding="utf-8")
    row = {"source": "alpha", "id": "line-2", "quote": "Japan has an ally.", "subject": "JP", "property": "allies"}
    (root / "claims" / "more.jsonl").write_text(json.dumps({**row, "has": ["KR"]}) + "\n", encoding="utf-8")
    done = validate("draft", "alpha", "--write", "--corpus", root)
    assert done.exit_code == 0, done.output
    assert "id: line-2-2\n" in (root / "claims" / "alpha.yaml").read_text(encoding="utf-8")


def test_a_source_whose_header_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = corpus(tmp_path, "Japan came.").root
    (root / "claims" / "new.yaml").write_text(
        "source: {language: en, text: seeds/new.txt}\nclaims: []\n", encoding="utf-8"
    )
    for source in ("new", "seeds/new.txt"):
        with pytest.raises(DraftError, match=r"claims/new\.yaml.*header"):
            draft(load(root), source)


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "options", "words"),
    [
        ("alpa", {}, "did you mean `alpha`?"),
        ("../../etc/passwd", {}, "found `../../etc/passwd`"),
        ("seeds/new.txt", {"language": "english"}, "did you mean `en`?"),
        ("seeds/new.txt", {"published": "soon"}, "--published"),
        ("alpha", {"language": "en"}, "whose header has them"),
        ("seeds/empty.txt", {}, "found nothing in `seeds/empty.txt`"),
        ("seeds/link.txt", {}, "seeds/link.txt"),
    ],
)
def test_what_is_refused(tmp_path: Path, source: str, options: dict[str, str], words: str) -> None:
    loaded = corpus(tmp_path, "Japan came.")
    (loaded.root / "seeds" / "empty.txt").write_text(" \n", encoding="utf-8")
    (loaded.root / "seeds" / "link.txt").symlink_to("new.txt")
    with pytest.raises(DraftError) as refused:
        draft(loaded, source, **options)
    assert words in str(refused.value)


def test_the_text_of_a_source_stands_for_the_source(tmp_path: Path) -> None:
    loaded = corpus(tmp_path, "Japan came.")
    assert draft(loaded, "seeds/alpha.txt").file == "claims/alpha.yaml"


# -- the language of a new text ----------------------------------------------------------------------------------------

PAGES = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("日本とベトナムの防衛相は、二国間の防衛協力をさらに強めることで一致した。", "ja"),
        ("日本和越南的国防部长同意进一步加强两国的防务合作,并签署了一份备忘录。", "zh"),
        ("한국과 베트남의 외교장관은 서울에서 만나 두 나라의 협력을 논의했다.", "ko"),
        ("Nhật Bản và Việt Nam đã chính thức thiết lập quan hệ đối tác chiến lược toàn diện", "vi"),
        ("The leaders of the two countries agreed that the talks which were held in the capital have the aim of "
         "the treaty, and that was from the start the reason of the visit with the ministers of the government.", "en"),
        ("Ministrarna från de två länderna möttes och sade att samarbetet är viktigt för regionen, som också "
         "förväntas växa efter mötet, och att de inte ser något hinder för det och att det är bra för alla.", "sv"),
        ("Ministrene fra de to landene møttes og sa at samarbeidet er viktig for regionen, som også ventes å vokse "
         "etter møtet, og at de ikke ser noe hinder for det og at det er bra for alle som er til stede.", None),
        ("Los ministros de los dos países se reunieron en la capital y dijeron que la cooperación es vital.", None),
        ("Japan 2021", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_language_is_told_only_where_it_is_sure(text: str, language: str | None) -> None:
    assert sure_language(text) == language


def test_the_languages_of_the_shipped_texts_are_told_or_left_open() -> None:
    shipped = load(PAGES.parent)
    for source in shipped.sources:
        assert sure_language(shipped.texts[source.id].text) in (source.language, None)


def test_a_language_that_is_not_sure_is_a_placeholder(tmp_path: Path) -> None:
    made = draft(corpus(tmp_path, "Japan 2021"), "seeds/new.txt")
    assert '  language: "?"\n' in made.text


def test_an_article_of_the_shipped_corpus_can_be_drafted_anew(tmp_path: Path) -> None:
    root = write(tmp_path / "corpus", CORPUS)
    shutil.copy(next(PAGES.glob("001_*.txt")), root / "seeds" / "Một bài.txt")
    made = draft(load(root), "seeds/Một bài.txt")
    assert made.file == "claims/mot-bai.yaml"
    assert "  language: vi\n" in made.text
    assert made.stubs > 3
