"""What the formats of the web of data share: addresses, and text that is safe in JSON-LD inside a page."""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import quote

from validator.doors.refusal import Refusal
from validator.records.source import Source
from validator.report.inert import is_hidden
from validator.report.json import serialise
from validator.values.dataclass import dataclass

_BASE: Final = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+(/[^\s?#<>\"{}|\\^`]*)?", re.IGNORECASE)
_NOT_IN_IRIS: Final = frozenset('<>"{}|\\^` ')
_MARKUP: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def base_of(address: str) -> str:
    """An address under which a corpus is published, ending in `/`. Raises `Refusal` for what is none."""
    if not _BASE.fullmatch(address) or iri(address) != address:
        message = f"expected an address that begins with https:// or http:// as --base-url, found `{address}`"
        raise Refusal(message, "write the address of the corpus folder, without ? and #")
    return address if address.endswith("/") else f"{address}/"


def iri(address: str) -> str:
    """An address with everything written in percent that RFC 3987 keeps out of one, or that cannot be seen."""
    return "".join(quote(c, safe="", errors="replace") if c in _NOT_IN_IRIS or is_hidden(c) else c for c in address)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of what a corpus holds, below `base`, or relative to the corpus folder where there is none."""

    base: str

    def of(self, *steps: str) -> str:
        return self.base + "/".join(quote(step, safe="", errors="replace") for step in steps)

    def claim(self, full_id: str) -> str:
        return self.of("claims", *full_id.split("/"))

    def text(self, path: str) -> str:
        return self.of(*path.split("/"))

    def source(self, source: Source) -> str:
        """Its own address, else that of its archived text, else its digest as an address (RFC 6920)."""
        if source.url is not None:
            return iri(source.url)
        return self.text(source.text) if source.text is not None else digest(source)


def digest(source: Source) -> str:
    data = base64.urlsafe_b64encode(bytes.fromhex(source.sha256 or "")).decode("ascii")
    return f"ni:///sha-256;{data.rstrip('=')}"


def certain_day(source: Source) -> str | None:
    """The day of publication, where it is stated as one day and rests on no inference."""
    window = source.published.hull
    exact = window.lo is not None and window.lo == window.hi and source.published_because is None
    return source.published.text if exact and _DAY.fullmatch(source.published.text) else None


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def json_ld(document: object) -> str:
    """The text of a JSON-LD document that may stand in a page as it is: no text of it can end a `<script>`."""
    return serialise(document, indent=2).translate(_MARKUP) + "\n"
