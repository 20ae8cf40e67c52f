"""Makes text from sources and records harmless in each channel a report is written to.

Whatever a source says, a report shows it and nothing acts on it: no terminal obeys it, no forge mentions anybody, no
spreadsheet computes it. What cannot be seen is shown as `⟨U+XXXX⟩`: every code point of the general categories Cc, Cf,
Cs, Zl and Zp, and the noncharacters of Unicode (section 23.7), which XML refuses. Two invisible characters may stay
where writing needs them: U+200C and U+200D between two characters of a joining script (Arabic, Syriac, N'Ko,
Mongolian, the scripts of India, Sinhala, Khmer, Myanmar), and U+200D between two emoji.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from urllib.parse import quote

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
_JOINING_SCRIPTS = (
    (0x0600, 0x07FF),
    (0x0840, 0x0DFF),
    (0x1000, 0x109F),
    (0x1780, 0x18AF),
    (0xA840, 0xA8FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFE),
)
_EMOJI = ((0x2600, 0x27BF), (0xFE0F, 0xFE0F), (0x1F300, 0x1FAFF))
_PLAIN = r"[^\n -~¡-¬®-˿Ͱ-ͷḀ-ỿ‐-‧、-ヿ一-鿿가-힣！-￮]"
"""Everything outside ranges that hold no hidden character."""
_BLANKS = re.compile(r"[ \t\r\n\u00a0\u2028\u2029]+")


@cache
def _suspect() -> re.Pattern[str]:
    """A fast test that most text passes. Slow to compile, and for plain text not needed."""
    return re.compile(_PLAIN)


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(char) <= high for low, high in ranges)


def _joins(text: str, at: int) -> bool:
    if not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    if before in _JOINERS or after in _JOINERS:
        return False
    if all(_within(char, _JOINING_SCRIPTS) and unicodedata.category(char)[0] in "LM" for char in (before, after)):
        return True
    return text[at] == "\u200d" and _within(before, _EMOJI) and _within(after, _EMOJI)


def is_hidden(char: str) -> bool:
    """Whether a character is a control, a format character, a surrogate, a line separator or a noncharacter."""
    code = ord(char)
    return unicodedata.category(char) in _HIDDEN_CATEGORIES or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def visible(text: str, *, newlines: bool = False) -> str:
    """`text` with every hidden character spelled out as `⟨U+XXXX⟩`; line feeds stay if `newlines`."""
    shown = text if text.isascii() and text.isprintable() else _suspect().sub(_shown, text)
    return shown if newlines else shown.replace("\n", "⟨U+000A⟩")


def _shown(found: re.Match[str]) -> str:
    char = found[0]
    stays = not is_hidden(char) or (char in _JOINERS and _joins(found.string, found.start()))
    return char if stays else f"⟨U+{ord(char):04X}⟩"


def one_line(text: str) -> str:
    """A quote or gloss on one line: by the rule for quotes any run of blanks and line breaks equals one space."""
    return visible(_BLANKS.sub(" ", text).strip())


def json_text(serialised: str) -> str:
    """Serialised JSON in which hidden characters are `\\uXXXX` escapes: the same value, and safe to print."""
    if serialised.isascii() and "\x7f" not in serialised:
        return serialised
    return _suspect().sub(_json_escape, serialised)


def _json_escape(found: re.Match[str]) -> str:
    if not is_hidden(found[0]):
        return found[0]
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def forge_length(text: str) -> int:
    """The length of a text as forges may count it: in UTF-16 code units, two for a character beyond U+FFFF."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


_MARKDOWN = {char: f"&#{ord(char)};" for char in "&<>\\`*_[]#|~$"} | {"@": "&#64;&#8203;"}
_MARKDOWN_LINKS = (
    (re.compile(r"://"), ":&#8203;//"),
    (re.compile(r"(?i)(www)\."), r"\1&#8203;."),
    (re.compile(r"(?i)(gh)-(?=\d)"), r"\1&#8203;-"),
    (re.compile(r"(?<=&#35;)(?=\d)"), "&#8203;"),
    (re.compile(r"!(?=\d)"), "!&#8203;"),
)
_MARKDOWN_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def markdown(text: str) -> str:
    """Text for Markdown on a forge and for HTML inside it: character references, which never are markup.

    Mentions, issue numbers and bare addresses are found by forges in the rendered text, after all escapes are gone;
    a zero width space, written as a reference, keeps them apart (`@everyone` notifies nobody).
    """
    safe = "".join(_MARKDOWN.get(char, char) for char in one_line(text))
    for pattern, replacement in _MARKDOWN_LINKS:
        safe = pattern.sub(replacement, safe)
    return _MARKDOWN_START.sub(lambda found: found[1] + _reference_last(found[2]), safe)


def _reference_last(text: str) -> str:
    return f"{text[:-1]}&#{ord(text[-1])};"


def sarif(text: str) -> str:
    """Plain text message of SARIF 2.1.0, section 3.11.5: brackets and backslashes would make links."""
    return re.sub(r"([\[\]\\])", r"\\\1", visible(text, newlines=True))


def uri(path: str) -> str:
    """A relative path as URI reference (RFC 3986)."""
    return quote(path, safe="/", errors="replace")


def xml(text: str) -> str:
    """Text whose every character is allowed by XML 1.0, section 2.2; markup is escaped by the XML writer."""
    return visible(text, newlines=True)


def workflow_message(text: str) -> str:
    """Message of a GitHub workflow command. Line feeds travel as `%0A`; the older `##[command]` form is broken up."""
    safe = re.sub(r"(?<!#)#++(?=\[)", lambda run: "# " * len(run[0]), visible(text, newlines=True))
    return safe.replace("%", "%25").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """Property value of a GitHub workflow command, such as a file name or a title."""
    return workflow_message(visible(text)).replace(":", "%3A").replace(",", "%2C")


_FORMULA_START = re.compile(r"\s*[=+\-@＝＋－＠]")


def csv_cell(text: str) -> str:
    """A spreadsheet cell that is never read as a formula: one that could be begins with an apostrophe."""
    safe = one_line(text)
    return f"'{safe}" if _FORMULA_START.match(safe) else safe
