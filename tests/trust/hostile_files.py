"""Files that a stranger could put into a corpus, each with what must be said of it, and where.

In a text payload `«…»` stands around the token that is to blame; the marks are taken out before the file is written,
and the place in the message must lie between them. In bytes the place is given.
"""

from __future__ import annotations

from dataclasses import dataclass

OPEN, CLOSE = "«", "»"
HEAD = "source: {language: en, published: 2023-11-28, text: seeds/morning.txt}\n"
CLAIMS = HEAD + "claims:\n"
QUOTE = "It was signed on 11 September 2021."
ONE = f"  - {{id: one, quote: {QUOTE}, subject: pact, property: concluded, stage: signed, when: 2021-09-11}}\n"


@dataclass(frozen=True, slots=True)
class Attack:
    name: str
    payload: str | bytes
    words: str
    """Part of the message."""
    file: str = "claims/bad.yaml"
    place: tuple[int, int] = (1, 1)
    """Line and column, for payloads without a marked token."""

    @property
    def data(self) -> bytes:
        if isinstance(self.payload, bytes):
            return self.payload
        return self.payload.replace(OPEN, "").replace(CLOSE, "").encode("utf-8", "surrogatepass")

    @property
    def token(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where the token begins and ends, lines broken at LF only and columns in code points, as editors count."""
        if isinstance(self.payload, bytes) or OPEN not in self.payload:
            return self.place, self.place
        before, _, rest = self.payload.partition(OPEN)
        token, _, _ = rest.partition(CLOSE)
        return _place(before), _place(before + token)


def _place(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1


def claim(fields: str) -> str:
    """A source file whose second claim holds the fields given."""
    return f"{CLAIMS}{ONE}  - {{id: two, quote: {QUOTE}, {fields}}}\n"


def signed(fields: str) -> str:
    return claim(f"subject: pact, property: concluded, {fields}")


def _unknown(subject: str) -> str:
    id = f"c-{subject.lower().strip(OPEN + CLOSE)}"
    return f"  - {{id: {id}, quote: x, subject: {subject}, property: partners, count: 1}}\n"


LAUGHS = "a0: «&a0» lol\n" + "".join(f"a{n}: &a{n} [" + f"*a{n - 1}, " * 9 + "]\n" for n in range(1, 9))
MERGES = "a0: «&a0» {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 21))
WIDE = "keys: «&k» {" + ", ".join(f"k{n}: v" for n in range(4_000)) + "}\nall:\n" + "- {<<: *k}\n" * 4_000

READER = (
    Attack("billion-laughs", LAUGHS, "the anchor `&a0`"),
    Attack("self-reference", "source: «&a» [*a]\n", "the anchor `&a`"),
    Attack("alias-without-anchor", f"source: «*gone»\n{CLAIMS.partition(chr(10))[2]}", "the alias `*gone`"),
    Attack("merge-key-bomb", MERGES, "the anchor `&a0`"),
    Attack("wide-merge-bomb", WIDE, "the anchor `&k`"),
    Attack("merge-key", CLAIMS + "  - {«<<»: {id: one}, quote: x}\n", "the merge key `<<`"),
    Attack("deep-lists", "source: " + "[" * 31 + "«[»" + "[" * 99_999, "at most 32 levels"),
    Attack("deep-mappings", "{a: " * 32 + "«{»" + "a: {" * 99_999, "at most 32 levels"),
    Attack("deep-dashes", "- " * 32 + "«- »" + "- " * 99_999, "at most 32 levels"),
    Attack("deep-questions", "? " * 32 + "«? »" + "? " * 99_999, "at most 32 levels"),
    Attack(
        "deep-indents",
        "".join(f"{' ' * n}a:\n" for n in range(32)) + " " * 32 + "«a»:\n" + " " * 33 + "b: c\n",
        "32 levels",
    ),
    Attack(
        "too-many-nodes", "source: [" + "a," * 210_000 + "]\n", "at most 200,000 keys and values", place=(1, 400_004)
    ),
    Attack(
        "python-object-tag",
        "source: «!!python/object/apply:os.system» [id]\n",
        "the tag `!!python/object/apply:os.system`",
    ),
    Attack("python-name-tag", "source: «!!python/name:os.system» x\n", "the tag `!!python/name:os.system`"),
    Attack("binary-tag", CLAIMS + "  - {id: one, quote: «!!binary» SGk=}\n", "the tag `!!binary`"),
    Attack("set-tag", "source: «!!set» {a, b}\n", "the tag `!!set`"),
    Attack("int-tag", signed("count: «!!int» 5"), "the tag `!!int`"),
    Attack("local-tag", "source: «!include» /etc/passwd\n", "the tag `!include`"),
    Attack("verbatim-tag", "source: «!<tag:yaml.org,2002:python/none>» x\n", "the tag `!!python/none`"),
    Attack("tag-directive", "«%»TAG ! tag:x,2000:\n---\n" + CLAIMS + ONE, "a `%` directive"),
    Attack("version-directive", "«%»YAML 1.1\n---\n" + CLAIMS + ONE, "a `%` directive"),
    Attack("unknown-directive", "«%PYTHON import os»\n---\n" + CLAIMS + ONE, "directive"),
    Attack("second-document", CLAIMS + ONE + "«---»\nsource: {}\n", "the start of a second one"),
    Attack("many-documents", CLAIMS + ONE + "«---»\n" + "--- a\n" * 10_000, "the start of a second one"),
    Attack("duplicate-key", signed("count: 5, «count»: 6"), "found `count` again (first at line 4, column"),
    Attack("duplicate-quoted-key", signed('count: 5, «"c\\u006funt"»: 6'), "found `count` again"),
    Attack("duplicate-top-level", CLAIMS + ONE + "«claims»: []\n", "found `claims` again (first at line 2, column 1)"),
    Attack("list-as-key", CLAIMS + "  - {«[id]»: one}\n", "a key that is text, found a list"),
    Attack("mapping-as-key", CLAIMS + "  - {«{id: a}»: one}\n", "a key that is text, found a mapping"),
    Attack("unclosed-list", CLAIMS + "  - {id: one, has: «[a, b\n»", "expected `,` or `]`"),
    Attack(
        "unclosed-quotation",
        CLAIMS + '  - id: one\n    quote: «"it never ends»\n    subject: treaty\n',
        "closing quotation mark",
    ),
    Attack("tab-indent", CLAIMS + "«\t»- id: one\n", "expected"),
    Attack("colon-in-text", CLAIMS + "  - id: one\n    quote: a«:» b: c\n", "found another `: `"),
    Attack("wrong-indent", CLAIMS + "  - id: one\n   «quote»: x\n", "expected"),
    Attack("reserved-start", CLAIMS + "  - id: one\n    quote: «@everyone»\n", "expected text, found a character"),
)

CHARACTERS = (
    Attack("raw-nul", CLAIMS + "  - {id: one, quote: a«\0»b}\n", "U+0000, a control character"),
    Attack("raw-escape", CLAIMS + "  - {id: one, quote: a«\x1b»[31mb}\n", "U+001B, a control character"),
    Attack("raw-c1-csi", CLAIMS + "  - {id: one, quote: a«\x9b»31m}\n", "U+009B, a control character"),
    Attack("raw-delete", CLAIMS + "  - {id: one, quote: a«\x7f»}\n", "U+007F, a control character"),
    Attack("escaped-nul", CLAIMS + '  - {id: one, quote: «"a\\0b"»}\n', "an escape for U+0000"),
    Attack("escaped-terminal-title", CLAIMS + '  - {id: one, quote: «"\\e]0;owned\\a"»}\n', "an escape for U+001B"),
    Attack("escaped-carriage-return", CLAIMS + '  - {id: one, quote: «"a\\r\\nb"»}\n', "an escape for U+000D"),
    Attack("escaped-next-line", CLAIMS + '  - {id: one, quote: «"a\\Nb"»}\n', "an escape for U+0085"),
    Attack("escaped-surrogate", CLAIMS + '  - {id: one, quote: "a«\\ud800»b"}\n', "an escape for a character"),
    Attack(
        "escaped-surrogate-pair", CLAIMS + '  - {id: one, quote: "a«\\ud83d»\\ude00b"}\n', "an escape for a character"
    ),
    Attack("escaped-beyond-unicode", CLAIMS + '  - {id: one, quote: "«\\UFFFFFFFF»"}\n', "an escape for a character"),
    Attack("escaped-noncharacter", CLAIMS + '  - {id: one, quote: «"\\uFFFE"»}\n', "an escape for U+FFFE"),
    Attack("unknown-escape", CLAIMS + '  - {id: one, quote: "«\\q»"}\n', "a known escape"),
    Attack(
        "raw-surrogate", CLAIMS.encode() + b"  - {id: \xed\xa0\x80}\n", "expected UTF-8, found byte 0xED", place=(3, 10)
    ),
    Attack("latin-1", CLAIMS.encode() + b"  - {id: caf\xe9}\n", "expected UTF-8, found byte 0xE9", place=(3, 13)),
    Attack("overlong", CLAIMS.encode() + b"  - {id: \xc0\xaf}\n", "expected UTF-8, found byte 0xC0", place=(3, 10)),
    Attack("cut-off-character", CLAIMS.encode() + b"  - {id: \xe8\xb6", "expected UTF-8", place=(3, 10)),
    Attack("utf-16", (CLAIMS + ONE).encode("utf-16"), "the byte-order mark of UTF-16"),
    Attack("utf-16-big-endian", b"\xfe\xff" + (CLAIMS + ONE).encode("utf-16-be"), "the byte-order mark of UTF-16"),
    Attack("utf-16-without-mark", (CLAIMS + ONE).encode("utf-16-le"), "U+0000", place=(1, 2)),
    Attack("utf-32", (CLAIMS + ONE).encode("utf-32"), "the byte-order mark of UTF-32"),
    Attack("inner-byte-order-mark", CLAIMS + "  - {id: one«\ufeff»}\n", "U+FEFF, a byte-order mark inside the file"),
    Attack("two-byte-order-marks", b"\xef\xbb\xbf\xef\xbb\xbf" + CLAIMS.encode(), "a byte-order mark inside the file"),
    Attack("next-line", CLAIMS + "  - {id: one, quote: a«\x85»b}\n", "U+0085, a next-line character"),
    Attack("line-separator", CLAIMS + "  - {id: one, quote: a«\u2028»b}\n", "U+2028, a line separator"),
    Attack("paragraph-separator", CLAIMS + "  - {id: one, quote: a«\u2029»b}\n", "U+2029, a paragraph separator"),
    Attack("line-drift", CLAIMS + "# «\u2028»\n" * 1 + "# \u2028\u2028\n  - {id: one, bad: }\n", "2028"),
    Attack("lone-carriage-return", CLAIMS + "  - {id: one,«\r» quote: x}\n", "a carriage return without a line feed"),
    Attack("form-feed", CLAIMS + "«\x0c»  - {id: one}\n", "U+000C, a form feed"),
    Attack("raw-noncharacter", CLAIMS + "  - {id: one, quote: a«\uffff»}\n", "U+FFFF, not a character"),
    Attack("one-byte", b"\xff", "expected UTF-8"),
    Attack("not-text-at-all", bytes(range(256)) * 64, "expected UTF-8", place=(2, 118)),
)

SIZES = (
    Attack("too-large", CLAIMS.encode() + b"#" * (2 * 1024 * 1024), "at most 2,097,152 bytes"),
    Attack(
        "long-value", CLAIMS + "  - {id: one, note: «" + "x" * (2 * 1024 * 1024 - 200) + "»}\n", "at most 65,536 bytes"
    ),
    Attack("long-key", CLAIMS + "  - ? «" + "k" * 70_000 + "»\n    : x\n", "at most 65,536 bytes"),
    Attack("long-wide-value", CLAIMS + "  - {id: one, note: «" + "越" * 30_000 + "»}\n", "at most 65,536 bytes"),
    Attack("unclosed-quotations", "source: «'" + "''" * 500_000 + "»", "closing quotation mark"),
    Attack(
        "many-anchors",
        CLAIMS + "  - «&a0» x\n" + "".join(f"  - &a{n} x\n" for n in range(1, 20_000)),
        "the anchor `&a0`",
    ),
    Attack(
        "many-claims",
        CLAIMS + _unknown("«Nowhere»") + "".join(_unknown(f"Nowhere{n}") for n in range(9_000)),
        "expected an entity",
    ),
    Attack(
        "many-members",
        claim("subject: VN, property: partners, has: «[" + "JP, " * 100_000 + "]»"),
        "at most 1,000 items",
    ),
    Attack(
        "many-quotes",
        CLAIMS + "  - {id: one, quote: «[" + "x, " * 100_000 + "]», subject: VN, property: partners, count: 1}\n",
        "at most 1,000 items",
    ),
    Attack("many-signs", CLAIMS + "  - " + ": " * 100_000 + "\n", "expected a key at this depth", place=(3, 5)),
    Attack("many-brackets", CLAIMS + "  - " + "]" * 100_000 + "\n", "expected", place=(3, 5)),
    Attack("many-splits", claim("subject: «" + "a+" * 20_000 + "b», property: tier, is: CSP"), "expected an entity"),
)

RECORDS = (
    Attack("empty-file", "", "expected", place=(1, 1)),
    Attack("only-a-remark", "# nothing here\n", "expected", place=(1, 1)),
    Attack("only-text", "«hello»\n", "expected"),
    Attack("only-a-list", "«- a»\n- b\n", "expected"),
    Attack("no-source", "«claims»:\n" + ONE, "source"),
    Attack("unknown-key", HEAD + "«clams»:\n" + ONE, "did you mean `claims`?"),
    Attack("reserved-class", signed("«__class__»: x, when: 2021-09-11"), "__class__"),
    Attack("reserved-dict", signed("«__dict__»: {a: b}, when: 2021-09-11"), "__dict__"),
    Attack("reserved-model-config", signed("«model_config»: {extra: allow}, when: 2021-09-11"), "model_config"),
    Attack("reserved-proto", signed("«__proto__»: {a: b}, when: 2021-09-11"), "__proto__"),
    Attack("internal-field", signed("«full_id»: morning/signed, when: 2021-09-11"), "full_id"),
    Attack("internal-spelling", signed("«is_»: x, when: 2021-09-11"), "is_"),
    Attack("id-of-another", CLAIMS + ONE + ONE.replace("id: one", "id: «one»"), "one"),
    Attack("id-with-slash", CLAIMS + ONE.replace("id: one", "id: «morning/signed»"), "morning/signed"),
    Attack("id-with-markup", CLAIMS + ONE.replace("id: one", "id: «'<img src=x>'»"), "<img src=x>"),
    Attack("id-with-command", CLAIMS + ONE.replace("id: one", "id: «'::add-mask::x'»"), "add-mask"),
    Attack("id-with-override", CLAIMS + ONE.replace("id: one", "id: «one\u202e»"), "one"),
    Attack("id-with-zero-width", CLAIMS + ONE.replace("id: one", "id: «o\u200bne»"), "ne"),
    Attack("id-of-look-alikes", CLAIMS + ONE.replace("id: one", "id: «оne»"), "оne"),
    Attack("id-is-empty", CLAIMS + ONE.replace("id: one", "id: «''»"), "unique in its file"),
    Attack("id-is-a-list", CLAIMS + ONE.replace("id: one", "id: «[one]»"), "list"),
    Attack("no-such-day", signed("when: «2023-02-30»"), "2023-02-30"),
    Attack("no-such-month", signed("when: «2023-13»"), "2023-13"),
    Attack("year-zero", signed("when: «0000»"), "0000"),
    Attack("year-of-five-digits", signed("when: «12023-01-01»"), "12023-01-01"),
    Attack("backwards-period", signed("when: «2024..2021»"), "2024..2021"),
    Attack("zone-of-99", signed("when: «2021-09-11T00:00:00-99:99»"), "2021-09-11T00"),
    Attack("long-date", signed("when: «" + "9" * 50_000 + "»"), "expected"),
    Attack("long-offset", signed("when: «-" + "9" * 5_000 + "Y»"), "expected"),
    Attack("published-nowhen", HEAD.replace("2023-11-28", "«yesterday»") + "claims:\n" + ONE, "yesterday"),
    Attack(
        "long-number", claim("subject: VN, property: partners, count: «" + "9" * 5_000 + "»"), "at most 200 characters"
    ),
    Attack("exponent-bomb", claim("subject: JP, property: fleet, is: «1e999999999 ships»"), "from -30 to 30"),
    Attack("negative-exponent-bomb", claim("subject: JP, property: fleet, is: «1e-999999999 ships»"), "from -30 to 30"),
    Attack(
        "hexadecimal",
        claim("subject: VN, property: partners, count: «0x" + "f" * 2_000 + "»"),
        "at most 200 characters",
    ),
    Attack(
        "sexagesimal",
        claim("subject: VN, property: partners, count: «1" + ":59" * 5_000 + "»"),
        "at most 200 characters",
    ),
    Attack("underscored-number", claim("subject: VN, property: partners, count: «1_000»"), "_000"),
    Attack("not-a-number", claim("subject: JP, property: fleet, is: «.nan»"), ".nan"),
    Attack("infinite", claim("subject: JP, property: fleet, is: «.inf ships»"), ".inf"),
    Attack("division-by-zero", claim("subject: JP, property: fleet, is: «1/0 ships»"), "1/0"),
    Attack("full-width-digits", claim("subject: VN, property: partners, count: «５»"), "５"),
    Attack("arabic-digits", claim("subject: VN, property: partners, count: «٥»"), "٥"),
    Attack("roman-digit", claim("subject: VN, property: partners, count: «Ⅵ»"), "Ⅵ"),
    Attack("superscript-digit", claim("subject: VN, property: partners, count: «²»"), "²"),
    Attack("true-as-number", claim("subject: VN, property: partners, count: «true»"), "true"),
    Attack("zero-width-name", claim("subject: «Viet\u200bnam», property: partners, count: 5"), "expected an entity"),
    Attack("look-alike-name", claim("subject: «Jаpan», property: fleet, is: 5 ships"), "expected an entity"),
    Attack("path-upwards", CLAIMS.replace("seeds/morning.txt", "«../../../../etc/passwd»") + ONE, "found `..`"),
    Attack("path-absolute", CLAIMS.replace("seeds/morning.txt", "«/etc/passwd»") + ONE, "the absolute path"),
    Attack("path-address", CLAIMS.replace("seeds/morning.txt", "«file:///etc/passwd»") + ONE, "the address"),
    Attack("path-drive", CLAIMS.replace("seeds/morning.txt", "«C:/Windows/win.ini»") + ONE, "the absolute path"),
    Attack("path-command", CLAIMS.replace("seeds/morning.txt", '«"seeds/a\\n::error::x"»') + ONE, "control character"),
    Attack("regex-in-id", CLAIMS + ONE.replace("id: one", "id: «'(a+)+$'»"), "(a+)+$"),
)

ELSEWHERE = (
    Attack("vocabulary-bomb", LAUGHS, "the anchor `&a0`", "claims/vocabulary/bad.yaml"),
    Attack("vocabulary-tag", "entities: «!!python/object:os.x» {}\n", "the tag", "claims/vocabulary/bad.yaml"),
    Attack("vocabulary-latin-1", b"entities: {caf\xe9: {}}\n", "byte 0xE9", "claims/vocabulary/bad.yaml", (1, 15)),
    Attack("vocabulary-again", "entities: {«VN»: {type: city}}\n", "VN", "claims/vocabulary/bad.yaml"),
    Attack("property-again", "properties: {«partners»: {kind: state}}\n", "partners", "claims/vocabulary/bad.yaml"),
    Attack(
        "assumption-again",
        "assumptions: {«no-downgrade»: Anything goes.}\n",
        "no-downgrade",
        "claims/vocabulary/bad.yaml",
    ),
    Attack(
        "circle",
        "entities:\n  x: {type: t, part-of: «y»}\n  y: {type: t, part-of: x}\n",
        "circle",
        "claims/vocabulary/bad.yaml",
    ),
    Attack(
        "formula-bomb",
        "properties: {p: {kind: quantity, formula: «" + "(" * 10_000 + "»}}\n",
        "at most 500 characters",
        "claims/vocabulary/bad.yaml",
    ),
    Attack(
        "formula-code",
        "properties: {p: {kind: quantity, formula: «__import__('os').system('id')»}}\n",
        "expected",
        "claims/vocabulary/bad.yaml",
    ),
    Attack(
        "formula-power",
        "properties: {p: {kind: quantity, formula: «9**9**9**9»}}\n",
        "expected",
        "claims/vocabulary/bad.yaml",
    ),
    Attack(
        "pattern-bomb", "properties: {p: {kind: state, pattern: «(a+)+$»}}\n", "expected", "claims/vocabulary/bad.yaml"
    ),
    Attack("ruling-bomb", LAUGHS, "the anchor `&a0`", "claims/rulings/00000000.yaml"),
    Attack("ruling-of-nothing", "", "expected", "claims/rulings/00000000.yaml"),
    Attack(
        "ruling-verdict",
        "finding: '00000000'\nverdict: «pardon»\nbecause: x\nby: x\non-date: 2024-01-01\n",
        "pardon",
        "claims/rulings/00000000.yaml",
    ),
    Attack("ruling-nul", "finding: '0«\0»'\n", "U+0000", "claims/rulings/00000000.yaml"),
    Attack("capital-ending", CLAIMS + ONE, "expected a record file that ends in `.yaml`", "claims/bad.YAML"),
    Attack("other-ending", CLAIMS + ONE, "expected a record file that ends in `.yaml`", "claims/bad.yml"),
    Attack("name-with-capitals", CLAIMS + ONE, "lower-case letters", "claims/BAD.yaml"),
    Attack("name-with-space", CLAIMS + ONE, "lower-case letters", "claims/b ad.yaml"),
    Attack("name-with-markup", CLAIMS + ONE, "lower-case letters", "claims/<b>.yaml"),
    Attack("name-with-command", CLAIMS + ONE, "lower-case letters", "claims/::error::.yaml"),
)

ATTACKS = (*READER, *CHARACTERS, *SIZES, *RECORDS, *ELSEWHERE)
