"""A check that reads and judges only what a change bears on tells what a check of everything tells."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from laws.test_parts import COUNTRIES, REACHING, said
from validator.doors import kept_check
from validator.doors.checking import check
from validator.doors.kept_check import Asked
from validator.doors.memory import Memory
from validator.judgement.reporting import Options
from validator.report import FORMATS

CORPORA = int(os.environ.get("VALIDATOR_AMENDED_CORPORA", "16"))
STEPS = 7
NAMED = ("Cland", "Dland", "Gland", "P. Page", "Q. Quick", "Name 7")
TEXT = " ".join(f"There is word {number} of {NAMED[number % 6]} in 2020." for number in range(30)) + "\n"
RULING = "finding: {id}\nverdict: no-conflict\nbecause: so\nby: desk\non-date: 2026-11-22\n"

BROKEN = ("  - {id: broken, quote: x, subject: nobody}", "  - {id: c1, quote: x", "  - z", "  - 'z")


class Desk:
    """A corpus that people work on."""

    def __init__(self, root: Path, random: Random) -> None:
        self.root = root
        self.random = random
        self.lands = random.sample(COUNTRIES, 7)
        self.kinds = [random.random() for _ in range(random.randrange(2, 6))]
        self.number = 0
        for folder in ("claims/vocabulary", "claims/rulings", "seeds"):
            (root / folder).mkdir(parents=True)
        (root / "claims/vocabulary/all.yaml").write_text(REACHING, encoding="utf-8")
        for number in range(5):
            self.add_source(f"s{number}")

    def add_source(self, name: str) -> None:
        random = self.random
        published = random.choice((*["2022-01-01"] * 9, "2023-01-01", "2020-01-01..2022-03-01"))
        head = ["source:", "  language: en", f"  published: {published}", f"  text: seeds/{name}.txt"]
        head += ["  publisher: " + random.choice(("h", "P. Press"))] if random.random() < 0.2 else []
        head += ["  published-because: a guess"] if random.random() < 0.1 else []
        head += [f"  via: [s{random.randrange(5)}]"] if random.random() < 0.2 else []
        claims = [self.claim() for _ in range(random.randrange(1, 6))]
        self.write(name, [*head, "claims:", *claims])
        (self.root / f"seeds/{name}.txt").write_text(TEXT, encoding="utf-8")

    def claim(self) -> str:
        self.number += 1
        if self.random.random() < 0.1:
            land = self.random.choice(self.lands)
            plan = f"subject: {land}, property: begun, stage: opened, when: 2022-06, mood: planned"
            return f"  - {{id: c{self.number}, quote: word 1 of, {plan}}}"
        number = self.random.randrange(30)
        quote = f"word {number} of" + self.random.choice(("", f" {NAMED[number % 6]} in"))
        told = f"{{id: c{self.number}, quote: {quote}, {said(self.random, self.lands, self.kinds)}}}"
        if self.random.random() < 0.5:
            return f"  - {told}"
        return "  - " + told[1:-1].replace(", ", "\n    ") if ", fix" not in told and "[" not in told else f"  - {told}"

    def write(self, name: str, lines: list[str]) -> None:
        (self.root / f"claims/{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def change(self) -> None:
        """One change as people make them."""
        random, claims = self.random, self.root / "claims"
        names = sorted(path.stem for path in claims.glob("[ns]*.yaml"))
        name = random.choice(names)
        lines = (claims / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        first = lines.index("claims:") + 1
        entries = [number for number in range(first, len(lines)) if lines[number].startswith("  - ")]
        at = random.choice(entries)
        until = next((number for number in entries if number > at), len(lines))
        match random.randrange(21):
            case 16 if len(names) > 2:
                (claims / f"{name}.yaml").unlink()
            case 17 if len(names) > 2:
                self.number += 1
                (claims / f"{name}.yaml").rename(claims / f"n{self.number}.yaml")
            case 18:  # until it is mended, nothing of the file can be read
                self.write(name, ["source: {", *lines[1:]])
            case 0 | 1 | 2:
                self.write(name, [*lines[:at], self.claim(), *lines[at:]])
            case 3 | 4:
                self.write(name, [*lines[:at], self.claim(), *lines[until:]])
            case 5 if len(entries) > 1:
                self.write(name, lines[:at] + lines[until:])
            case 15:  # whatever is broken is mended
                for path in (*claims.glob("odd.yml"), *claims.glob("Bad*"), *claims.glob("headless*")):
                    path.unlink()
                for one in names:
                    told = (claims / f"{one}.yaml").read_text(encoding="utf-8").splitlines()
                    self.write(one, ["source:", *(line for line in told[1:] if line not in BROKEN)])
            case 6 | 7:
                self.write(name, [*lines[:first], "  # a remark", "", *lines[first:]])
            case 8:
                self.add_source(f"n{self.number}")
            case 9:
                path = self.root / next(line for line in lines if line.startswith("  text: ")).split()[1]
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace(f"word {random.randrange(30)} of", "word of"), encoding="utf-8")
            case 10 | 11:
                findings = check(self.root).findings
                if findings:
                    id = random.choice(findings).id
                    (claims / f"rulings/{id}.yaml").write_text(RULING.format(id=id), encoding="utf-8")
            case 13:
                self.write(name, [*lines[:at], random.choice(BROKEN), *lines[at:]])
            case 14:
                odd = random.choice(("odd.yml", "Bad Name.yaml", "headless.yaml"))
                (claims / odd).write_text(f"claims:\n{self.claim()}\n", encoding="utf-8")
            case 12:
                told = [line for line in lines if not line.startswith(("  publisher", "  published-because"))]
                day = random.choice(("2021-05-05", "2022-01-01..2022-02-01", "2023-03-03"))
                told = [f"  published: {day}" if line.startswith("  published: ") else line for line in told]
                self.write(name, [*told[:2], "  publisher: " + random.choice(("h", "P. Press")), *told[2:]])
            case _:
                path = claims / "vocabulary/all.yaml"
                told = path.read_text(encoding="utf-8").splitlines()
                path.write_text("\n".join(self.changed_vocabulary(told)) + "\n", encoding="utf-8")

    def changed_vocabulary(self, lines: list[str]) -> list[str]:
        random = self.random
        self.number += 1
        one = random.choice(self.lands)
        at = next(number for number, line in enumerate(lines) if line.startswith(f"  {one}: "))
        match random.randrange(8):
            case 0:
                return ["# more", *lines]
            case 1:
                return [
                    lines[0],
                    f"  x{self.number}: {{type: country, names: {{en: [Land {self.number}]}}}}",
                    *lines[1:],
                ]
            case 2:
                group = random.choice(("west", "east", "land"))
                link = {"west": "member-of: east", "east": "member-of: east", "land": "located-in: land"}[group]
                return [lines[0], f"  x{self.number}: {{type: country, {link}}}", *lines[1:]]
            case 3:
                name = random.choice((f"Name {self.number}", "P. Press", "word", one.upper(), "c"))
                named = lines[at][:-1].partition(", names")[0] + f", names: {{en: [{name}]}}}}"
                return [*lines[:at], named, *lines[at + 1 :]]
            case 4:
                return [line.replace("east: {type: group}", "east: {type: group, member-of: west}") for line in lines]
            case 5:
                return [line.replace("{type: country, located-in: land}", "{type: country}") for line in lines]
            case 6:
                return [line.replace("members: [a, b]", "members: [a, b, c]") for line in lines]
            case _:
                return [line.replace("same-as: d", "same-as: f") for line in lines]


def told(root: Path, cache: Path, format: str = "json", options: Options | None = None) -> tuple[int, str]:
    asked = Asked(options or Options(), format, "tension")
    status, pieces = kept_check.check(Memory.of(cache, root), asked, lambda words: None)
    return status, b"".join(pieces).decode()


class Counted:
    """How often a whole corpus was read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        whole = kept_check._of_the_whole

        def counted(*given: object) -> object:
            self.times += 1
            return whole(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(kept_check, "_of_the_whole", counted)


@pytest.mark.parametrize("seed", range(CORPORA))
def test_what_is_told_after_a_change_is_what_a_fresh_check_tells(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    desk = Desk(tmp_path / "corpus", random)
    for step in range(STEPS):
        fresh = tmp_path / f"fresh{step}"
        assert told(desk.root, tmp_path / "cache") == told(desk.root, fresh), step
        desk.change()


def test_most_changes_need_little_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the law above would say nothing."""
    read = Counted(monkeypatch)
    for seed in range(6):
        desk = Desk(tmp_path / str(seed), Random(seed))
        for _ in range(STEPS):
            told(desk.root, tmp_path / f"cache{seed}")
            desk.change()
    assert 6 <= read.times < 6 * STEPS / 2


def test_one_way_of_asking_leaves_what_another_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Counted(monkeypatch)
    ways = (Options(), Options(ignore=("agreement",)), Options(select=("unsupported-value",)))
    for seed in range(4):
        desk, cache = Desk(tmp_path / str(seed), Random(seed)), tmp_path / f"cache{seed}"
        for options in ways:
            told(desk.root, cache, "csv", options)
        path = desk.root / "claims/s0.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
        for options in ways:
            told(desk.root, cache, "csv", options)
    assert read.times == 4 * len(ways)


def test_every_format_tells_the_same_after_a_change(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "corpus", Random(3))
    for step, format in enumerate(FORMATS):
        assert told(desk.root, tmp_path / "cache", format) == told(desk.root, tmp_path / f"fresh{step}", format)
        desk.change()
        for options in (Options(), Options(rulings=False), Options(ignore=("agreement",))):
            kept = told(desk.root, tmp_path / "cache", format, options)
            assert kept == told(desk.root, tmp_path / f"fresh{step}", format, options)
