"""A corpus as `validate init` leaves it, under review on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from validator.doors.reviewing import Review, Server
from validator.doors.starting import start


@contextmanager
def served(root: Path) -> Iterator[Server]:
    start(root)
    with Server(Review(root, "desk"), 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
