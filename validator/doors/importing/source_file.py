"""A source file written out: the text that a person goes on working with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from validator.doors.importing.incoming import Cell, Record
from validator.records.claim_form import ClaimForm, SourceForm
from validator.records.form import Form
from validator.records.nodes import plain
from validator.records.yaml_reader import read_yaml
from validator.report.inert import is_hidden

_PROSE: Final = frozenset({"quote", "prefix", "suffix", "gloss", "title", "note", "says", "published-because"})
"""Keys whose texts stand between quotation marks, as in files written by hand."""
_PLAIN: Final = re.compile(r"[-+]?[^\W_][\w.+>/%~-]*(?: [\w.+>/%~-]+)*")
"""Texts that mean themselves in YAML without quotation marks, also within brackets."""
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def source_file(header: Record, claims: Sequence[Record]) -> bytes:
    """The bytes of a source file in the form that `validate fmt` gives, whatever its texts hold."""
    lines = ["source:", *_fields(header, SourceForm, "  "), "", "claims:"]
    for number, claim in enumerate(claims):
        first, *rest = _fields(claim, ClaimForm, "    ")
        lines += [*([""] if number else []), f"  - {first[4:]}", *rest]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def problem_of(data: bytes, header: Record, claims: Sequence[Record]) -> str | None:
    """Why bytes do not read back as these records, or None where they do."""
    document = read_yaml(data)
    if document.problems:
        return document.problems[0].message
    wanted = {"source": dict(header), "claims": [dict(claim) for claim in claims]}
    return None if document.root is not None and plain(document.root) == wanted else "expected visible texts"


def _fields(record: Record, form: type[Form], indent: str) -> Iterator[str]:
    yield from (f"{indent}{key}: {_value(key, record[key])}" for key in form.fields if key in record)


def _value(key: str, value: Cell) -> str:
    match value:
        case str():
            return _scalar(value, prose=key in _PROSE)
        case list():
            return f"[{', '.join(_scalar(text, prose=key in _PROSE) for text in value)}]"
        case _:
            return f"{{{', '.join(f'{_scalar(k)}: {_scalar(v)}' for k, v in value.items())}}}"


def _scalar(text: str, *, prose: bool = False) -> str:
    if not prose and _PLAIN.fullmatch(text):
        return text
    return '"' + "".join(_ESCAPES.get(char) or (_escape(char) if is_hidden(char) else char) for char in text) + '"'


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
