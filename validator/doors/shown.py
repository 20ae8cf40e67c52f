"""A report as it was shown, kept in pieces: after a change only what is new of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from threading import Thread
from typing import Final

from validator.doors import again
from validator.doors.again import Head
from validator.doors.cache import Kept
from validator.doors.digests import digest
from validator.report.json import SEPARATOR, Piece, Stretch, Written
from validator.values.dataclass import dataclass

MOST_TEXTS: Final = 64
"""A report that stands in more texts than these is written anew as one."""


class Texts:
    """The texts that an earlier report stands in, read beside other work."""

    def __init__(self, kept: Kept, name: str, digests: Sequence[str]) -> None:
        self._kept = kept
        self._name = name
        self._digests = digests
        self._found: list[bytes] | None = None
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def all(self) -> list[bytes] | None:
        """None where one of them is not there or not what it was."""
        self._reader.join()
        return self._found

    def _read(self) -> None:
        found = []
        for number, of_text in enumerate(self._digests):
            text = self._kept.read_bytes(again.text_name(self._name, number), of_text)
            if text is None:
                return
            found.append(text)
        self._found = found


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of an earlier report."""

    head: Head
    index: str
    """What of it can be taken over into a later report."""
    texts: Texts

    def output(self) -> list[memoryview] | None:
        texts = self.texts.all()
        return None if texts is None else again.cut(self.head.runs, texts)


@dataclass(frozen=True, slots=True)
class Composed:
    """A report out of texts that are kept and a new one."""

    texts: tuple[bytes, ...]
    new: int
    """The number of the first text that is not kept yet."""
    runs: tuple[Stretch, ...]
    findings: tuple[Stretch, ...]
    """Where each of them stands, in their order."""
    timelines: tuple[Stretch, ...]

    def output(self) -> list[memoryview]:
        return cut(self.runs, self.texts)


def cut(runs: Iterable[Stretch], texts: Sequence[bytes]) -> list[memoryview]:
    views = [memoryview(text) for text in texts]
    return [views[text][start:end] for text, start, end in runs]


def plain(text: str) -> Composed:
    """A report that nothing is taken over from."""
    data = text.encode("utf-8", "replace")
    return Composed((data,), 0, ((0, 0, len(data)),), (), ())


def composed(written: Written, texts: Sequence[bytes]) -> Composed:
    """A report of which some pieces stand in texts that are kept."""
    composing = _Composing(texts)
    listed: dict[int, list[tuple[Stretch, int]]] = {}
    for number, part in enumerate(written.parts):
        if isinstance(part, str):
            composing.add(part)
        else:
            listed[number] = composing.listed(part)
    new = b"".join(composing.new)
    kept = sum(map(len, texts))
    everything = (*texts, new) if new else tuple(texts)
    runs = tuple(composing.runs)
    length = sum(end - start for _, start, end in runs)
    if len(everything) > MOST_TEXTS or kept + len(new) > length + length // 2:
        return _as_one(runs, everything, listed, written)
    places = {number: tuple(place for place, _ in found) for number, found in listed.items()}
    return _composed(everything, len(texts), runs, places, written)


def _as_one(
    runs: tuple[Stretch, ...],
    texts: Sequence[bytes],
    listed: Mapping[int, list[tuple[Stretch, int]]],
    written: Written,
) -> Composed:
    text = b"".join(cut(runs, texts))
    places = {
        number: tuple((0, at, at + end - start) for (_, start, end), at in found) for number, found in listed.items()
    }
    return _composed((text,), 0, ((0, 0, len(text)),), places, written)


def _composed(
    texts: tuple[bytes, ...],
    new: int,
    runs: tuple[Stretch, ...],
    places: Mapping[int, tuple[Stretch, ...]],
    written: Written,
) -> Composed:
    return Composed(texts, new, runs, places.get(written.findings, ()), places.get(written.timelines, ()))


class _Composing:
    """Stretches one after the other; what touches becomes one."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self.texts = texts
        self.new: list[bytes] = []
        self.runs: list[Stretch] = []
        self._own = len(texts)
        self._at = 0
        """In the new text."""
        self._shown = 0
        """In the report."""

    def add(self, text: str) -> Stretch:
        data = text.encode("utf-8", "replace")
        start, self._at = self._at, self._at + len(data)
        self.new.append(data)
        self._run((self._own, start, self._at))
        return self._own, start, self._at

    def listed(self, pieces: Iterable[Piece]) -> list[tuple[Stretch, int]]:
        """Where each piece stands, and from where on in the report."""
        found = []
        between, separator = SEPARATOR, SEPARATOR.encode()
        for number, piece in enumerate(pieces):
            if isinstance(piece, str):
                self.add(between if number else between[1:])
                found.append((self.add(piece), self._shown - len(self.new[-1])))
                continue
            text, start, end = piece
            last = self.runs[-1]
            if number and last[0] == text and self.texts[text][last[2] : start] == separator:
                self.runs[-1] = (text, last[1], end)
                self._shown += len(separator) + end - start
            else:
                self.add(between if number else between[1:])
                self._run(piece)
            found.append((piece, self._shown - (end - start)))
        return found

    def _run(self, stretch: Stretch) -> None:
        text, start, end = stretch
        self._shown += end - start
        if self.runs and self.runs[-1][0] == text and self.runs[-1][2] == start:
            self.runs[-1] = (text, self.runs[-1][1], end)
        else:
            self.runs.append(stretch)


# -- keeping --------------------------------------------------------------------------------------------------------


def keep(
    kept: Kept, name: str, status: int, seen: Mapping[str, str] | None, index: str, now: Composed, before: Shown | None
) -> None:
    known = before.head.digests[: now.new] if before is not None else ()
    new = enumerate(now.texts[now.new :], now.new)
    digests = (*known, *(kept.write_bytes(again.text_name(name, number), text) for number, text in new))
    of_head = kept.write_bytes(again.head_name(name), Head(status, seen, digests, now.runs).as_bytes())
    kept.write_text(f"index-{name}", f"{of_head}\n{index}")
    for number in range(len(digests), len(before.head.digests) if before is not None else 0):
        kept.remove(again.text_name(name, number))


def recall(kept: Kept, name: str) -> Shown | None:
    known = kept.read_bytes(again.head_name(name))
    if known is None:
        return None
    try:
        head = Head.of_bytes(known)
    except ValueError:
        return None
    of_head, _, index = (kept.read_text(f"index-{name}") or "").partition("\n")
    return Shown(head, index if of_head == digest(known) else "", Texts(kept, name, head.digests))
