"""`validate review`: the report as a page on this machine, with a form at every finding that a person can rule on.

The page is served to this machine only, to whoever knows the address that was printed, and it can do one thing: write
a ruling, as `validate settle` does. Whatever a browser sends for another site is refused: a request must name this
host (a name that is made to point here does not), carry the cookie that only the printed address sets, and, to write,
the token that only the page itself holds.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from validator import gate
from validator.doors.checking import check
from validator.doors.refusal import Refusal
from validator.doors.settling import SettleError, Settlement, settle
from validator.doors.watching import State, look, taking_in
from validator.judgement.findings import Report
from validator.judgement.reporting import Options, report_on
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.records.writing import WriteRefused
from validator.report.desk import Desk, Given, digest
from validator.report.html import write_page
from validator.report.inert import visible
from validator.values.dataclass import replace

HOST: Final = "127.0.0.1"
MOST_BYTES: Final = 64 * 1024
"""Of one form."""
_MOST_FIELDS: Final = 10
_SECONDS: Final = 30
"""That a browser may take over one request."""
_FORM: Final = "application/x-www-form-urlencoded"
_SAFETY: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Review:
    """A corpus under review: its report, made anew when a file has changed, and the rulings written to it."""

    def __init__(self, root: Path, by: str) -> None:
        self.root = root
        self.desk = Desk(secrets.token_urlsafe(32), by)
        self.status = gate.CLEAN
        self._report: tuple[dict[str, State | None], Report] | None = None
        self._lock = threading.Lock()

    def page(self) -> str:
        """The page as it stands now. Raises `Refusal` where the corpus cannot be checked at all."""
        with self._lock:
            text = StringIO()
            write_page(self._checked(), text, self.desk)
            self.desk = replace(self.desk, told="", given=None)
            return text.getvalue()

    def rule(self, given: Mapping[str, str]) -> bool:
        """Writes a ruling; False where it could not be written, which the next page tells beside what was typed."""
        finding, by = given.get("finding", ""), given.get("by", "")
        settlement = Settlement(
            given.get("verdict", ""),
            given.get("because", ""),
            by,
            date.today().isoformat(),
            given.get("wrong") or None,
        )
        with self._lock:
            try:
                corpus = load(self.root)
                standing = _standing(corpus, finding, given.get("standing", ""))
                report, _ = report_on(corpus, Options(rulings=False))
                path = settle(corpus, report, finding, settlement, replace=standing)
            except (Refusal, WriteRefused) as problem:
                typed = (settlement.verdict, settlement.because, settlement.wrong or "", given.get("standing", ""))
                refused = Given(finding, str(problem), *typed)
                self.desk = replace(self.desk, told=f"Not written: {problem}", given=refused)
                return False
            self._report = None
            told = f"Written: {path.relative_to(corpus.root).as_posix()}"
            self.desk = replace(self.desk, by=" ".join(by.split()), told=told, given=None)
            return True

    def _checked(self) -> Report:
        if self._report is None or look(self.root, named=self._report[0]) != self._report[0]:
            seen = look(self.root)
            with taking_in(seen):
                report = check(self.root, extras=("texts",))
            self.status = gate.status(report)
            self._report = (seen, report)
        return self._report[1]


def _standing(corpus: Corpus, finding: str, seen: str) -> bool:
    """Whether a ruling stands that the page showed. Raises `SettleError` where another does, or none any more."""
    standing = next((ruling for ruling in corpus.rulings if ruling.finding == finding), None)
    now = ""
    if standing is not None:
        now = digest(standing.verdict, standing.because, standing.by, standing.on_date, standing.wrong or "")
    if now == seen:
        return standing is not None
    found = f"one by {standing.by}" if standing is not None else "none"
    raise SettleError(f"expected the ruling that this page showed, found {found}", "load the page again and read it")


class Server(ThreadingHTTPServer):
    """Serves one review to this machine. A browser opens connections ahead of need, so each has a thread."""

    daemon_threads = True

    def __init__(self, review: Review, port: int) -> None:
        self.review = review
        self.key = secrets.token_urlsafe(32)
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address that opens the page; nobody who does not know it can."""
        return f"http://{HOST}:{self.server_port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """Cookies know no ports, so the name tells two reviews apart."""
        return f"validator-review-{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "validate"
    sys_version = ""
    timeout = _SECONDS

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if not self._is_for_here():
            return
        if url.path == "/" and url.query:
            key = parse_qs(url.query).get("key", [""])[0]
            if not _same(key, self.server.key):
                self._refuse(HTTPStatus.FORBIDDEN, "this key opens no review; use the address that was printed")
                return
            cookie = f"{self.server.cookie}={key}; HttpOnly; SameSite=Strict; Path=/"
            self._send(HTTPStatus.SEE_OTHER, "", {"Location": "/", "Set-Cookie": cookie})
        elif not self._is_known():
            self._refuse(HTTPStatus.FORBIDDEN, "open the address that `validate review` printed")
        elif url.path != "/":
            self._refuse(HTTPStatus.NOT_FOUND, "there is one page here, /")
        else:
            self._page(HTTPStatus.OK)

    def do_POST(self) -> None:
        if not self._is_for_here():
            return
        if not self._is_known() or not self._is_from_here():
            self._refuse(HTTPStatus.FORBIDDEN, "rulings are taken from the page of this review only")
            return
        if self.path != "/settle":
            self._refuse(HTTPStatus.NOT_FOUND, "rulings are sent to /settle")
            return
        given = self._form()
        if given is None:
            return
        if not _same(given.get("token", ""), self.server.review.desk.token):
            self._refuse(HTTPStatus.FORBIDDEN, "this form is of an earlier review; load the page again")
        elif self.server.review.rule(given):
            self._send(HTTPStatus.SEE_OTHER, "", {"Location": "/"})
        else:
            self._page(HTTPStatus.UNPROCESSABLE_ENTITY)

    def _page(self, status: HTTPStatus) -> None:
        try:
            page = self.server.review.page()
        except Refusal as problem:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(problem))
            return
        self._send(status, page, {"Content-Type": "text/html; charset=utf-8"})

    def _form(self) -> dict[str, str] | None:
        """The fields of the form that was sent; None where it was refused."""
        kind = self.headers.get_content_type()
        length = self.headers.get("Content-Length", "")
        if kind != _FORM or not (length.isascii() and length.isdigit()):
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"expected a form ({_FORM}) with its length")
            return None
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected a form of at most {MOST_BYTES:,} bytes")
            return None
        try:
            body = self.rfile.read(int(length)).decode("ascii")
            fields = parse_qs(body, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST, "expected the fields of a form in UTF-8")
            return None
        return {name: values[0] for name, values in fields.items()}

    def _is_for_here(self) -> bool:
        """Whether this host is meant; another name that leads here is a page of another site that reaches out."""
        port = self.server.server_port
        meant = self.headers.get_all("Host", []) in ([f"{HOST}:{port}"], [f"localhost:{port}"])
        if not meant:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this is no host of that name")
        return meant

    def _is_known(self) -> bool:
        try:
            cookies: SimpleCookie = SimpleCookie("; ".join(self.headers.get_all("Cookie", [])))
        except CookieError:
            return False
        sent = cookies.get(self.server.cookie)
        return sent is not None and _same(sent.value, self.server.key)

    def _is_from_here(self) -> bool:
        origin = self.headers.get("Origin")
        same = origin is None or origin == f"http://{self.headers['Host']}"
        return same and self.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._send(status, f"{status.phrase}: {visible(why)}.\n", {"Content-Type": "text/plain; charset=utf-8"})

    def _send(self, status: HTTPStatus, text: str, headers: Mapping[str, str]) -> None:
        data = text.encode("utf-8", "backslashreplace")
        self.send_response(status)
        for name, value in {**_SAFETY, **headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was ruled is in the files, and the address is nobody else's business."""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
