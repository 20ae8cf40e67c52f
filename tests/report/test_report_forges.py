"""Reports as the commands and annotations of code forges."""

from __future__ import annotations

import json
import re

from hostile import on_hostile_reports
from hostile_sample import hostile
from sample import sample
from written import many, told

from validator.report import inert, view

# github and gitlab ---------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(?P<command>\w+) (?P<properties>[^:\n]*)::(?P<message>[^\n]*)")


def unescaped(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Commands as a runner reads them: from lines that begin with two colons, after blanks."""
    found = []
    for line in text.splitlines():
        if line.lstrip().startswith("::"):
            match = COMMAND.fullmatch(line)
            assert match, line
            properties = dict(one.split("=", 1) for one in match["properties"].split(","))
            values = {name: unescaped(value) for name, value in properties.items()}
            found.append((match["command"], values, unescaped(match["message"])))
    return found


def test_github_annotates_what_is_open_at_its_place() -> None:
    found = commands(told(sample(), "github"))
    still_open = [one for one in view.canonical(sample()).findings if one.open]
    assert [command for command, _, _ in found] == ["error"] * 2 + ["warning"] * 4 + ["notice"]
    by_message = {message.splitlines()[0]: properties for _, properties, message in found}
    for finding in still_open:
        first = finding.places[0]
        properties = by_message[finding.message]
        assert (properties["file"], properties["line"]) == (first.file, str(first.line))
    assert "2 agreements" in found[-1][2]


def test_github_shows_ten_of_a_level_and_names_the_rest() -> None:
    text = told(many(90), "github")
    found = [command for command, _, _ in commands(text)]
    assert found.count("error") == 10
    assert found.count("warning") == 10
    told_apart = [line for line in text.splitlines() if not line.startswith("::")]
    assert len(told_apart) == 2
    left = [one.id for one in view.canonical(many(90)).findings if one.open and one.id in " ".join(told_apart)]
    assert len(left) + 20 == sum(one.open for one in many(90).findings)
    assert "job summary" in told_apart[0]


@on_hostile_reports()
def test_github_runs_no_command_of_a_source(texts: tuple[str, ...]) -> None:
    written = told(hostile(*texts), "github")
    assert "##[" not in written
    assert [command for command, _, _ in commands(written)] == ["error"] + ["warning"] * 3 + ["notice"]


@on_hostile_reports()
def test_gitlab_keeps_hostile_text_in_a_description_of_one_line(texts: tuple[str, ...]) -> None:
    report = hostile(*texts)
    issues = json.loads(told(report, "gitlab"))
    still_open = [one for one in view.canonical(report).findings if one.open]
    for issue, finding in zip(issues, still_open, strict=False):
        assert inert.one_line(f": {finding.message} ") in issue["description"]
        assert not re.search(r"[\n\r]", issue["description"] + issue["check_name"] + issue["location"]["path"])
    assert [one["fingerprint"] for one in issues[len(still_open) :]] == ["exit-status-4"]


def test_gitlab_lists_what_is_open() -> None:
    issues = json.loads(told(sample(), "gitlab"))
    still_open = [one for one in view.canonical(sample()).findings if one.open]
    assert [one["fingerprint"] for one in issues] == [one.id for one in still_open]
    for issue, finding in zip(issues, still_open, strict=True):
        assert finding.message in issue["description"]
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"] == finding.places[0].file
        assert issue["location"]["lines"]["begin"] >= 1
