"""`validate review`: the page takes rulings from whoever opened it on this machine, and from nobody else."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from served import served

from validator.doors.reviewing import HOST, MOST_BYTES, Server
from validator.records.opening import load

GIVEN = {"verdict": "conflict", "because": "the first was corrected", "by": "ann", "wrong": "both"}


class Desk:
    """Somebody with the printed address in a browser."""

    def __init__(self, server: Server) -> None:
        self.server, self.root = server, server.review.root
        answer, _ = self.ask("GET", urlsplit(server.address).path + "?" + urlsplit(server.address).query, cookie="")
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    def ask(
        self, method: str, path: str, body: str | None = None, *, cookie: str | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        """An answer and its text; what a browser sends along is sent along unless it is given otherwise."""
        sent = {"Cookie": self.cookie if cookie is None else cookie}
        if body is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            sent["Origin"] = f"http://{HOST}:{self.server.server_port}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(HOST, self.server.server_port, timeout=60)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def page(self) -> str:
        answer, text = self.ask("GET", "/")
        assert answer.status == 200, text
        return text

    def form(self, finding: str = "") -> dict[str, str]:
        """The hidden fields of the form of a finding, by default of the first."""
        for form in re.findall(r'<form method="post".*?</form>', self.page(), re.DOTALL):
            hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
            if finding in ("", hidden["finding"]):
                return hidden
        raise AssertionError("no such form")

    def rule(self, fields: dict[str, str], **headers: str) -> tuple[http.client.HTTPResponse, str]:
        return self.ask("POST", "/settle", urlencode(fields), **headers)

    @property
    def rulings(self) -> list[str]:
        return [ruling.because for ruling in load(self.root).rulings]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with served(tmp_path) as server:
        yield Desk(server)


def test_a_ruling_is_written_shown_and_counted(desk: Desk) -> None:
    assert "1 contradiction open" in desk.page()
    form = desk.form()
    answer, _ = desk.rule({**form, **GIVEN})
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    written = (desk.root / "claims" / "rulings" / f"{form['finding']}.yaml").read_text(encoding="utf-8")
    assert "verdict: conflict\nwrong: both\nbecause: the first was corrected\nby: ann\n" in written
    page = desk.page()
    assert f"Written: claims/rulings/{form['finding']}.yaml" in page
    assert "1 contradiction open" not in page
    assert 'value="ann"' in page
    assert "Written:" not in desk.page(), "told once"


def test_what_cannot_be_written_is_told_beside_what_was_typed(desk: Desk) -> None:
    form = desk.form()
    answer, page = desk.rule({**form, **GIVEN, "because": "<b>why</b>", "wrong": "nobody"})
    assert answer.status == 422
    assert "Not written: expected a claim of the finding" in unescape(page)
    assert "&lt;b&gt;why&lt;/b&gt;</textarea>" in page
    assert re.search(r'<details class="rule" id="rule-finding-\w+" open>', page)
    assert not desk.rulings


def test_a_ruling_may_be_replaced_by_one_who_has_read_it(desk: Desk) -> None:
    first = desk.form()
    desk.rule({**first, **GIVEN})
    answer, page = desk.rule({**first, **GIVEN, "because": "a second thought"})
    assert answer.status == 422, "this page showed no ruling yet"
    assert "expected the ruling that this page showed, found one by ann" in page
    assert desk.rulings == ["the first was corrected"]
    again = desk.form(first["finding"])
    assert again["standing"] != first["standing"]
    answer, _ = desk.rule({**again, **GIVEN, "because": "a second thought"})
    assert answer.status == 303
    assert desk.rulings == ["a second thought"]


def test_the_page_follows_the_files(desk: Desk) -> None:
    assert "1 contradiction open" in desk.page()
    for path in (desk.root / "claims").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("2024-02-09", "2024-02-12"), encoding="utf-8")
    assert "1 contradiction open" not in desk.page()


def test_each_ruling_names_its_finding_and_no_file_elsewhere(desk: Desk) -> None:
    form = desk.form()
    for finding in ("../../x", "/etc/passwd", "00000000", "", "é" * 8, "x\0y"):
        answer, page = desk.rule({**form, **GIVEN, "finding": finding, "standing": ""})
        assert answer.status == 422
        assert "Not written: expected a finding" in unescape(page)
    assert not desk.rulings
    assert not list(desk.root.rglob("x*.yaml"))


OTHER_SITES = {
    "another host": {"Host": "review.example"},
    "another port of this host": {"Host": f"{HOST}:1"},
    "no host": {"Host": ""},
    "a form on another site": {"Origin": "http://evil.example"},
    "a form in a frame without origin": {"Origin": "null"},
    "a request of another site": {"Sec_Fetch_Site": "cross-site"},
    "another port, which is the same site": {"Sec_Fetch_Site": "same-site"},
    "no cookie": {"cookie": ""},
    "a cookie that is not ours": {"cookie": "validator-review=x"},
    "a broken cookie": {"cookie": 'validator-review="\\'},
}


@pytest.mark.parametrize("sent", OTHER_SITES.values(), ids=OTHER_SITES)
def test_nothing_is_written_for_another_site(desk: Desk, sent: dict[str, str]) -> None:
    form = desk.form()
    answer, text = desk.rule({**form, **GIVEN}, **sent)
    assert answer.status in (403, 421)
    assert form["token"] not in text
    assert not desk.rulings


def test_nothing_is_written_without_the_token_of_the_page(desk: Desk) -> None:
    form = desk.form()
    for token in ("", "x", form["token"][:-1], form["token"] + "x", "é"):
        assert desk.rule({**form, **GIVEN, "token": token})[0].status == 403
    without = {name: value for name, value in form.items() if name != "token"}
    assert desk.rule({**without, **GIVEN})[0].status == 403
    assert not desk.rulings


def test_nobody_reads_the_page_without_the_address(desk: Desk) -> None:
    for path in ("/", "/?key=x", "/?key=", "/claims", "/settle"):
        answer, text = desk.ask("GET", path, cookie="")
        assert answer.status == 403
        assert "Aldmoor" not in text
    assert desk.ask("GET", "/", Host="review.example")[0].status == 421
    assert desk.ask("GET", "/../../etc/passwd")[0].status == 404
    assert desk.ask("PUT", "/settle", "x")[0].status == 501


BODIES = {
    "too long": ("because=" + "x" * MOST_BYTES, {}, 413),
    "a length beyond all numbers": ("x=y", {"Content_Length": "9" * 5000}, 413),
    "a length that is none": ("x=y", {"Content_Length": "-1"}, 415),
    "too many fields": ("&".join(f"f{n}=1" for n in range(99)), {}, 400),
    "no text": ("because=%ff", {}, 400),
    "another kind": ("{}", {"Content_Type": "application/json"}, 415),
    "a file": ("x", {"Content_Type": "multipart/form-data; boundary=x"}, 415),
}


@pytest.mark.parametrize(("body", "headers", "status"), BODIES.values(), ids=BODIES)
def test_what_is_no_form_is_refused(desk: Desk, body: str, headers: dict[str, str], status: int) -> None:
    assert desk.ask("POST", "/settle", body, **headers)[0].status == status
    assert not desk.rulings
    assert "1 contradiction open" in desk.page(), "and the next request is answered"


def test_the_page_allows_nothing_but_its_own_form(desk: Desk) -> None:
    answer, page = desk.ask("GET", "/")
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    assert "default-src 'none'" in policy
    assert policy.endswith("form-action 'self'")
    assert "unsafe" not in policy
    for name, value in {
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }.items():
        assert answer.headers[name] == value
    assert desk.server.server_address[0] == HOST


def test_a_corpus_that_cannot_be_checked_is_told(desk: Desk) -> None:
    (desk.root / "claims" / "baseline.json").write_text("[", encoding="utf-8")
    answer, text = desk.ask("GET", "/")
    assert answer.status == 500
    assert "baseline" in text
