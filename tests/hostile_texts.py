"""Texts made to be misread: by terminals, forges, spreadsheets, parsers and readers."""

from __future__ import annotations

HOSTILE = (
    "\x1b]0;owned\x07\x1b[31m\x9b31m\u202egnp.exe\u2066\u200b\ufeff\u2028\u2029\x00\x85\ud800\uffff\U000e0041"
    "\r\n::error::owned\n##[add-mask]the\n=cmd|' /C calc'!A0 @everyone #1 gh-1 www.evil.example https://evil.example/x "
    "[b]bold[/b] [link=https://evil.example]x[/link] [text](javascript:alert(1)) ![i](x) \\ `code` ```fence\n</details>"
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> \"'& {{ 7*7 }} {% raw %} %0A%25 ]]> --> 越南,"
)

PAYLOADS = (
    HOSTILE,
    "\x1b[2J\x1b]8;;https://evil.example\x07x\x1b]8;;\x07",
    "::error file=a,line=1::x",
    "##[add-mask]a ###[group]b",
    "=1+1",
    "＝1",
    " @SUM(A1)",
    "+\t-",
    "]]><x/>",
    "</script><svg onload=alert(1)>",
    "</details></details>",
    "</code></pre>",
    "<!-- -->",
    "```",
    "| a | b |",
    "@everyone",
    "#12 GH-12 !12",
    "[a](http://evil.example) ![a](b) <http://evil.example>",
    "www.evil.example",
    "1. x",
    "- x",
    "# x",
    "\\",
    "\\[",
    "&amp;#64;",
    "&#64;all",
    "{{ 7 * 7 }}",
    "{% include 'x' %}",
    "[/red][bold]",
    "\ud800\udfff",
    "\ufdd0\ufffe\U0010ffff",
    "\u202eabc\u2066",
    "👩\u200d👩\u200d👧",
    "می\u200cخواهم",
    "a\u200db",
    "e" + "\u0301" * 200,
    "越南" * 40,
    "a" * 300,
    "-->",
    "'\"",
    "${{ github.token }}",
    "%0A::error::x",
    "NaN",
)
