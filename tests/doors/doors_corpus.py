"""Corpora in git repositories of their own, as a change under review finds them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

CLASH = """\
entities:
  dett: {type: agreement}
  JP: {type: country}
properties:
  concluded: {kind: event, subject: agreement, stages: [agreed-in-principle, signed, in-force]}
  capital: {kind: state, subject: country, value-type: text}
alpha:
  - {quote: signed on 19 October 2020, subject: dett, property: concluded, stage: signed, when: 2020-10-19}
  - {quote: "1 May 2023: Tokyo is the capital", subject: JP, property: capital, is: Tokyo, at: 2023-05-01}
beta:
  - {quote: signed on 11 September 2021, subject: dett, property: concluded, stage: signed, when: 2021-09-11}
  - {quote: "1 May 2023: Tokyo is the capital", subject: JP, property: capital, is: Tokyo, at: 2023-05-01}
gamma:
  - {quote: "1 May 2023: Tokyo, not Kyoto, is the capital", subject: JP, property: capital, is: Tokyo, at: 2023-05-01}
"""
"""One contradiction (alpha/c1 against beta/c1) and one agreement."""

AUTHOR = ("-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *AUTHOR, "-C", str(root), *arguments], capture_output=True, text=True, check=True, env=kept
    )
    return done.stdout.strip()


def commit(root: Path, message: str = "state") -> str:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
