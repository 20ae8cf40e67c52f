"""The long comparison in its short form: it runs, in processes of its own, and finds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CAMPAIGN = Path(__file__).parents[2] / "scripts" / "campaign.py"


def test_a_short_campaign_finds_no_disagreement() -> None:
    command = [sys.executable, str(CAMPAIGN), "--worlds", "40", "--first-seed", "77", "--processes", "2"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "seeds from 77, 40 worlds, 2 processes" in run.stdout
    assert run.stdout.endswith("0 disagreements\n")
