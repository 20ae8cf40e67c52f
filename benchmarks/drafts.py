"""How much of the shipped claims a draft has: each article is drafted against the corpus without its own claims.

A claim counts as "in a stub" where a stub of its sentence has the thing filled in (a time, a number) or among the
choices it leaves (subject, property); as "offered" where it stands among the choices for a time or a number, where
the subject is named in the comment only, or where the sentence is listed as perhaps uncheckable.

python benchmarks/drafts.py            the table
python benchmarks/drafts.py --missed   and what was missed
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from validator.doors.draft_questions import Questions
from validator.doors.draft_stubs import Drafted
from validator.doors.drafting import draft
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.folding import fold
from validator.records.opening import load
from validator.records.placeholders import choices_of, is_placeholder
from validator.values.dates import EventRef
from validator.values.quantities import QuantityFormatError, parse_count, parse_quantity

ROOT = Path(__file__).parents[1]
TIME_KEYS = {"at", "when", "since", "until", "before", "after", "during"}
NUMBER_KEYS = {"is", "count", "nth"}
ASKED = ("sentence", "subject", "property", "time", "number")


@dataclass
class Count:
    """Of the claims that tell a thing, how many drafts have it filled in, or among what they name or offer."""

    asked: int = 0
    filled: int = 0
    offered: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, claim: Claim, filled: bool, offered: bool) -> None:
        self.asked += 1
        self.filled += filled
        self.offered += offered and not filled
        if not filled and not offered:
            self.missed.append(claim.full_id)


def without_claims(root: Path, source: str) -> Path:
    """A copy of the shipped corpus in which one source has a header only."""
    for folder in ("claims", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    file = root / "claims" / f"{source}.yaml"
    header = file.read_text(encoding="utf-8").partition("\nclaims:")[0]
    file.write_text(f"{header}\nclaims: []\n", encoding="utf-8")
    return root


Filled = dict[str, list[tuple[str, bool]]]
"""What drafts fill in, with whether a shipped claim of the same sentence says it."""


def measured(shipped: Corpus, source: str, counts: dict[str, Count], filled: Filled) -> tuple[int, int]:
    """Adds the claims of a source to the counts, and what its draft fills in; sentences and stubs of the draft."""
    with TemporaryDirectory() as folder:
        bare = load(without_claims(Path(folder), source))
        made = draft(bare, source)
    questions = Questions(bare)
    for claim in shipped.claims_by_source[source]:
        here = [one for one in made.sentences if _is_about(claim, one)]
        counts["sentence"].add(claim, any(one.stubs for one in here), bool(here))
        _subject(claim, here, questions, counts["subject"])
        _property(claim, here, counts["property"])
        _time(claim, here, counts["time"])
        _number(claim, here, counts["number"])
    for one in made.sentences:
        claims = [claim for claim in shipped.claims_by_source[source] if _is_about(claim, one)]
        said = {getattr(entry.time, "text", "") for claim in claims for entry in claim.times}
        numbers = {key for claim in claims for key in (_key(claim.count), _key(claim.is_), _place(claim))}
        for word, sure in _values([one], TIME_KEYS):
            filled["times"].append((f"{source}: {word}", word in said)) if sure else None
        for word, sure in _values([one], NUMBER_KEYS):
            filled["numbers"].append((f"{source}: {word}", not numbers.isdisjoint(_keys(word)))) if sure else None
    return len(made.sentences), made.stubs


def _is_about(claim: Claim, one: Drafted) -> bool:
    return any(_share(one.passage.words, fold(quote)) for quote in claim.quotes)


def _share(sentence: str, quote: str) -> bool:
    return quote in sentence or sentence in quote


def _values(here: list[Drafted], keys: set[str]) -> Iterator[tuple[str, bool]]:
    """What stubs hold under some keys: filled in, or one of the choices of a placeholder."""
    for one in here:
        for stub in one.stubs:
            for key, value in stub.fields:
                if keys.intersection(choices_of(key) if is_placeholder(key) else (key,)):
                    for text in (value,) if isinstance(value, str) else value:
                        named = choices_of(text) if is_placeholder(text) else (text,)
                        yield from ((word, not is_placeholder(text)) for word in named)


def _subject(claim: Claim, here: list[Drafted], questions: Questions, count: Count) -> None:
    offered = {word for word, _ in _values(here, {"subject"})}
    named = {id for one in here for id in dict.fromkeys(id for name in one.names for id in name.ids)}
    possible = {one.key for one in questions.subjects(sorted(named)) if len(one.members) == 1}
    count.add(claim, claim.subject.key in offered, set(claim.subject.members) <= possible)


def _property(claim: Claim, here: list[Drafted], count: Count) -> None:
    offered = {word for word, _ in _values(here, {"property"})}
    count.add(claim, claim.property in offered, False)


def _time(claim: Claim, here: list[Drafted], count: Count) -> None:
    wanted = [entry.time for entry in claim.times if not isinstance(entry.time, EventRef)]
    if not wanted:
        return
    told = list(_values(here, TIME_KEYS))
    filled = {word for word, sure in told if sure}
    offered = {word for word, _ in told}
    texts = {getattr(time, "text", "") for time in wanted}
    count.add(claim, texts <= filled, texts <= offered)


def _number(claim: Claim, here: list[Drafted], count: Count) -> None:
    wanted = [key for key in (_key(claim.count), _key(claim.is_), _place(claim)) if key]
    if not wanted:
        return
    told = [(key, sure) for word, sure in _values(here, NUMBER_KEYS) for key in _keys(word)]
    filled = {key for key, sure in told if sure}
    offered = {key for key, _ in told}
    count.add(claim, set(wanted) <= filled, set(wanted) <= offered)


def _key(value: object) -> str:
    return str(getattr(value, "sure", "") or "")


def _place(claim: Claim) -> str:
    return "" if claim.nth is None else f"position {claim.nth[1]}"


def _keys(text: str) -> Iterator[str]:
    for read in (parse_quantity, parse_count):
        try:
            yield str(read(text).sure)
        except QuantityFormatError:
            continue
    if text.isdigit():
        yield f"position {int(text)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="name the claims that a draft misses")
    wants = parser.parse_args()
    shipped = load(ROOT)
    counts = {name: Count() for name in ASKED}
    filled: Filled = {"times": [], "numbers": []}
    print(f"{'source':<22} {'claims':>6} {'sentences':>9} {'stubs':>6}")
    for source in shipped.sources:
        sentences, stubs = measured(shipped, source.id, counts, filled)
        print(f"{source.id:<22} {len(shipped.claims_by_source[source.id]):>6} {sentences:>9} {stubs:>6}")
    print(f"\n{'what':<10} {'claims':>6} {'in a stub':>10} {'offered':>8} {'neither':>8}")
    for name, count in counts.items():
        print(f"{name:<10} {count.asked:>6} {count.filled:>10} {count.offered:>8} {len(count.missed):>8}")
        if wants.missed:
            print("".join(f"    {id}\n" for id in count.missed), end="")
    print(f"\n{'filled in':<10} {'in all':>6} {'in a claim':>10}")
    for name, values in filled.items():
        print(f"{name:<10} {len(values):>6} {sum(said for _, said in values):>10}")
        if wants.missed:
            print("".join(f"    {value}\n" for value, said in values if not said), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
