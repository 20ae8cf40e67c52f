"""JUnit XML: a test case for each finding, so that a build server lists them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import TextIO

from validator.judgement.findings import VERDICTS, Finding, Report
from validator.report import inert, view, words


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write JUnit XML as Jenkins' `junit-10.xsd` describes it, well-formed whatever the sources say.

    Open findings are failures, settled ones and checks that did not run are skipped, notes have passed; an incomplete
    run and unreadable input are failures of their own.
    """
    report = view.canonical(report)
    root = ET.Element("testsuites", name="claim check")
    ordered = report.findings
    for verdict in VERDICTS:
        _suite(root, verdict, [_case(one) for one in ordered if one.verdict == verdict])
    _suite(root, "run", list(_run(report)))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    if not cases:
        return
    outcomes = [child.tag for case in cases for child in case]
    suite = ET.SubElement(
        root,
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=str(outcomes.count("failure")),
        errors=str(outcomes.count("error")),
        skipped=str(outcomes.count("skipped")),
    )
    suite.extend(cases)


def _element(tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.Element(tag, {name: inert.visible(value) for name, value in attributes.items()})
    element.text = inert.xml(text) or None
    return element


def _case(finding: Finding) -> ET.Element:
    case = _element("testcase", classname=finding.rule, name=f"{finding.message} ({finding.id})")
    told = "\n".join(_lines(finding))
    if finding.ruling and finding.settled:
        case.append(_element("skipped", message=words.ruling(finding.ruling)))
    elif finding.open:
        case.append(_element("failure", told, type=finding.severity, message=finding.message))
        return case
    case.append(_element("system-out", told))
    return case


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.verdict}: {view.question(finding)}"
    for group in view.groups(finding):
        if group.value:
            yield f"{group.value}:"
        for place in group.places:
            said = (view.source_words(place), f"“{place.quote}”" if place.quote else "", place.gloss or place.reading)
            told = (" ".join(part for part in said if part), view.where(place), place.claim or "")
            yield "  " + "\n    ".join(part for part in told if part)
    if finding.explained_by:
        yield words.not_a_clash(finding)
    yield from finding.why
    yield from (f"assuming {told}" for told in words.assumptions(finding))
    repairs = view.repairs(finding)
    if repairs:
        yield words.repair_lead(finding)
        yield from (f"  {one}" for one in repairs)
    if finding.ruling and not finding.settled:
        yield words.ruling(finding.ruling)
    if words.takes_ruling(finding):
        yield words.settle_command(finding)


def _run(report: Report) -> Iterator[ET.Element]:
    """Test cases about the run itself."""
    for skip in report.skipped:
        case = _element("testcase", classname=skip.rule, name=f"not checked: {skip.reason} (×{skip.count})")
        case.append(_element("skipped", message=skip.reason))
        yield case
    for status, told in words.shortcomings(report):
        case = _element("testcase", classname="run", name=told)
        case.append(_element("failure", type=f"exit-status-{status}", message=told))
        yield case
    coverage = _element("testcase", classname="run", name=words.corpus(report))
    coverage.append(_element("system-out", "\n".join((words.corpus(report), *report.notes))))
    yield coverage
