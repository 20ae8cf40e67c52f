"""The HTML report as a text."""

from __future__ import annotations

import io

from validator.judgement.findings import Report
from validator.report import html


def told(report: Report) -> str:
    stream = io.StringIO()
    html.write(report, stream)
    return stream.getvalue()
