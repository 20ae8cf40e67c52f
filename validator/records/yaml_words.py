"""What is wrong with a YAML file, in the words of this product instead of the parser's."""

from __future__ import annotations

import unicodedata
from typing import Final

_SYNTAX: Final = (
    (
        "mapping values are not allowed",
        "expected one `key: value` here, found another `: `",
        "quote a text that holds `: `, and give each key a line of its own",
    ),
    (
        "did not find expected key",
        "expected a key at this depth, found something else",
        "align keys of one record in one column, and quote a text that holds a quotation mark of its own kind",
    ),
    (
        "could not find expected ':'",
        "expected a `:` after a key, found none",
        "write `key: value`, and quote or indent a text that goes on over several lines",
    ),
    (
        "found character that cannot start any token",
        "expected text, found a character that cannot begin it (a tab, @, ` or %)",
        "indent with spaces, and quote a text that begins with @, ` or %",
    ),
    (
        "found a tab character",
        "expected spaces, found a tab in the indentation",
        "indent with spaces",
    ),
    (
        "found unexpected end of stream",
        "expected the closing quotation mark, found the end of the file",
        "close the text that begins at the last opening quotation mark",
    ),
    (
        "found unexpected document indicator",
        "expected the closing quotation mark, found `---` or `...`",
        "close the text that begins at the last opening quotation mark",
    ),
    (
        "did not find expected ',' or ']'",
        "expected `,` or `]` in a list, found something else",
        "quote a text that holds `: `, and close the list with ]",
    ),
    (
        "did not find expected ',' or '}'",
        "expected `,` or `}` in a mapping, found something else",
        "quote a text that holds `, ` or `: `, and close the mapping with }",
    ),
    (
        "did not find expected '-' indicator",
        "expected `-` before the next item of the list, found something else",
        "align the items of one list in one column",
    ),
    (
        "block sequence entries are not allowed",
        "expected text or a key, found the `- ` of a list item",
        "put the list on lines of its own below the key",
    ),
    (
        "block mapping entries are not allowed",
        "expected text, found the start of a mapping",
        "put the mapping on lines of its own below the key",
    ),
    (
        "mapping keys are not allowed",
        "expected text, found the start of a mapping (`? `)",
        "write `key: value`",
    ),
    (
        "found unknown escape character",
        "expected a known escape after `\\`, found another character",
        "double the backslash, or quote with ' instead of \"",
    ),
    (
        "invalid Unicode character escape code",
        "expected an escape for a character, found one for no character",
        "write the character itself",
    ),
    (
        "did not find expected hexdecimal number",
        "expected hexadecimal digits in an escape, found something else",
        "double the backslash, or write the character itself",
    ),
    (
        "did not find expected <document start>",
        "expected the end of the file, found more after its record",
        "put everything under one top-level mapping",
    ),
    (
        "undefined tag handle",
        "expected text, found a tag",
        "quote a text that begins with !",
    ),
    (
        "did not find expected node content",
        "expected a value, found something that cannot begin one",
        "quote a text that begins with , ] } or ?",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "expected text, found a lone & or *",
        "quote a text that begins with & or *",
    ),
    (
        "did not find expected comment or line break",
        "expected the end of the line, found more text",
        "put the text of a `|` or `>` block on the lines below it",
    ),
    (
        "did not find expected whitespace or line break",
        "expected a space, found another character",
        "quote a text that begins with !",
    ),
)


def in_our_words(problem: str, context: str | None) -> tuple[str, str]:
    """Message and suggestion for a complaint of the YAML parser."""
    for words, message, suggestion in _SYNTAX:
        if words in problem:
            return message, suggestion
    where = f" {context}" if context else ""
    return f"expected YAML, found something else ({problem}{where})", "quote texts that hold special characters"


_LINE_BREAKS: Final = {
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\r": "a carriage return without a line feed",
    "\x85": "a next-line character",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}


def character_problem(character: str, count: int) -> tuple[str, str]:
    """Message and suggestion for a character that must not stand in a record file."""
    code = f"U+{ord(character):04X}"
    more = f", {count:,} times in this file" if count > 1 else ""
    if character in _LINE_BREAKS:
        message = f"expected lines that end in LF or CRLF, found {code}, {_LINE_BREAKS[character]}{more}"
        return message, "put a space in its place: a quote matches any run of spaces and line breaks of its source"
    if character == "\ufeff":
        return f"expected text, found {code}, a byte-order mark inside the file{more}", "leave the character out"
    kind = "a control character" if unicodedata.category(character) == "Cc" else "not a character"
    return f"expected text, found {code}, {kind}{more}", "leave the character out"
