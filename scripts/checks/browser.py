"""Finds the browser for the end-to-end tests."""

import os
import shutil
import sys
from pathlib import Path

from setup.places import PYTHON
from setup.run import attempt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
DOWNLOAD_LIMIT = 180.0
WHERE = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"


def find_chromium() -> str | None:
    """The browser named by BATON_CHROMIUM, the machine's, Playwright's own, or none."""
    named = os.environ.get("BATON_CHROMIUM")
    if named:
        return named
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found or ON_A_MAC.exists():
        return found or str(ON_A_MAC)
    return _playwrights() or _download()


def _download() -> str | None:
    print("[setup] no Chromium on this machine; asking Playwright for one", file=sys.stderr, flush=True)
    attempt([PYTHON, "-m", "playwright", "install", "chromium"], limit=DOWNLOAD_LIMIT)
    return _playwrights()


def _playwrights() -> str | None:
    answer = attempt([PYTHON, "-c", WHERE])
    path = answer.stdout.strip().splitlines()[-1] if answer.returncode == 0 and answer.stdout.strip() else ""
    return path if path and Path(path).exists() else None
