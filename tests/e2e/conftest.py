"""A served Baton and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

sync_api = pytest.importorskip("playwright.sync_api")
sync_api.expect.set_options(timeout=30_000)  # a busy machine needs its time; where it has none to lose, nothing waits
ROOT = Path(__file__).parents[2]
PASSWORD = "a-password-for-tests"
PEOPLE = {
    "ada": ["--role", "admin", "--role", "operator"],
    "clara": ["--role", "task-owner", "--group", "AR clerk", "--group", "Sales ops"],
    "maria": ["--role", "task-owner", "--group", "AR manager"],
    "alex": ["--role", "auditor"],
    "dev": ["--role", "designer"],
}


@dataclass
class Served:
    """A serving process in test mode, with one account per role and no pack."""

    address: str
    token: str
    data: Path

    def advance(self, duration: str) -> None:
        """Push the clock forward; what comes due is done when this returns."""
        answer = requests.post(
            f"{self.address}/api/v1/test/clock",
            json={"advance": duration},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=60,
        )
        answer.raise_for_status()

    def get(self, path: str) -> dict:
        """A question to the API, as the administrator."""
        answer = requests.get(f"{self.address}/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"}, timeout=60)
        answer.raise_for_status()
        return answer.json()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    chosen = os.environ.get("BATON_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=chosen, args=["--no-sandbox", "--disable-gpu"])
        except sync_api.Error as error:
            pytest.skip(f"no browser: {error.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="module")
def served(request, tmp_path_factory) -> Iterator[Served]:
    if not (ROOT / "frontend/dist/.vite/manifest.json").exists():
        pytest.skip("the browser side is not built (scripts/test builds it)")
    data = tmp_path_factory.mktemp("served")
    environment = os.environ | {"BATON_TEST_MODE": "1", "BATON_DATA_DIR": str(data), "PYTHONPATH": str(ROOT / "backend")}
    environment |= getattr(request.module, "SERVED_WITH", {"BATON_UNDO_SECONDS": "0"})
    for name, rights in PEOPLE.items():
        command = [sys.executable, "-m", "baton.main.cli", "user", "add", name, "--name", name.title(), *rights]
        subprocess.run(command, input=PASSWORD, env=environment, check=True, text=True, capture_output=True)
    command = [sys.executable, "-m", "baton.main.cli", "token", "create", "--user", "ada"]
    token = subprocess.run(command, env=environment, check=True, text=True, capture_output=True).stdout.split()[-1]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "baton.main.cli", "serve", "--no-demo", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        yield Served(_ready(f"http://127.0.0.1:{port}", process), token, data)
    finally:
        process.terminate()
        process.wait(30)


def _ready(address: str, process: subprocess.Popen) -> str:
    for _ in range(240):
        try:
            if requests.get(f"{address}/readyz", timeout=5).ok:
                return address
        except requests.ConnectionError:
            assert process.poll() is None, "the serving process ended"
        time.sleep(0.25)
    raise AssertionError("the serving process never became ready")


def sign_in(page, name: str) -> None:
    """As a person does, by name and password."""
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_url("**/tasks*")


@pytest.fixture
def person(browser, served):
    """``person("clara")``: a page of somebody who signed in; it fails its test when the content security policy refuses anything."""
    contexts = []

    def opened(name: str, *, scripts: bool = True, **options):
        options |= {"java_script_enabled": scripts}
        context = browser.new_context(base_url=served.address, **({"viewport": {"width": 1440, "height": 900}} | options))
        context.add_init_script(
            "window.refused = []; document.addEventListener('securitypolicyviolation', e => window.refused.push(e.effectiveDirective))"
        )
        contexts.append((context, scripts))
        page = context.new_page()
        sign_in(page, name)
        return page

    yield opened
    for context, scripts in contexts:
        for page in context.pages if scripts else ():
            assert page.evaluate("window.refused") == []
        context.close()
