"""A customer without an account and a scanner of mails, in a real browser, with letters from a real mail server."""

import io
import re
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest
import requests

from fakes.postbox import mail_server

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
ROOT = Path(__file__).parents[3]
SERVED_WITH: dict[str, str] = {}
INVOICE = {
    "invoice_no": "INV-7", "customer": "Demo Retail", "customer_name": "Vera Vendor", "customer_email": "vera@retail.example",
    "customer_language": "en", "amount": 1200, "due_on": "2030-04-01",
    "lines": [{"position": 1, "note": "Pumps", "amount": 900}, {"position": 2, "note": "Freight", "amount": 300}],
}  # fmt: skip
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture(scope="module", autouse=True)
def box():
    with mail_server() as postbox:
        SERVED_WITH.update(
            BATON_UNDO_SECONDS="0", BATON_SMTP_URL=f"smtp://127.0.0.1:{postbox.port}", BATON_BASE_URL="http://baton.example"
        )
        yield postbox


@pytest.fixture(scope="module")
def invoiced(served, box):
    """The path of the link in the letter about the invoice."""
    headers = {"Authorization": f"Bearer {served.token}"}
    answer = requests.post(
        f"{served.address}/api/v1/packs", data=pack(), headers=headers | {"Content-Type": "application/zip"}, timeout=120
    )
    assert answer.ok, answer.text
    body = {"definition": "customer-invoice", "variables": INVOICE}
    answer = requests.post(f"{served.address}/api/v1/instances", json=body, headers=headers, timeout=60)
    assert answer.ok, answer.text
    return path_in(box)


def pack():
    """The shipped pack as an archive."""
    folder, archive = ROOT / "process_models" / "order-to-cash", io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                made.write(path, path.relative_to(folder).as_posix())
    return archive.getvalue()


@pytest.fixture
def guest(browser, served):
    contexts = []

    def opened(**options):
        options = {"viewport": {"width": 360, "height": 780}, **options}
        contexts.append(browser.new_context(base_url=served.address, **options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def letters(box, subject=""):
    for _ in range(120):
        found = [mail for mail in box.mails if subject in mail["Subject"]]
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError(f"no letter {subject}")


def path_in(box, subject=""):
    text = letters(box, subject)[-1].get_body(("plain",)).get_content()
    return re.search(r"/l/[\w-]+", text)[0]


def judge(page):
    """Nothing for axe to find, nothing wider than the screen."""
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def everything(served):
    """All rows of all tables."""
    with sqlite3.connect(f"file:{served.data}/baton.db?mode=ro", uri=True) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}


def test_a_scanner_that_runs_scripts_changes_nothing_and_the_person_succeeds(served, invoiced, guest):
    time.sleep(1)  # what was owed to others is sent
    before = everything(served)
    for _ in range(5):
        page = guest()
        page.goto(invoiced)
        page.wait_for_load_state("networkidle")
        page.mouse.move(180, 300)
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(300)
        assert page.url.endswith(invoiced)
        for method in ("GET", "HEAD"):
            answer = requests.request(method, served.address + invoiced, headers={"Sec-Purpose": "prefetch"}, timeout=30)
            assert answer.status_code == 200
    assert everything(served) == before
    person = guest()
    person.goto(invoiced)
    judge(person)
    person.get_by_role("button", name="Open").click()
    person.wait_for_url("**/guest/**")
    assert invoiced.removeprefix("/l/") not in person.url
    judge(person)


def test_the_secret_of_the_address_reaches_no_referer(served, invoiced, guest):
    page, seen = guest(), []
    page.on("request", lambda request: seen.append((request.url, request.headers.get("referer", ""))))
    page.goto(invoiced)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("link", name=re.compile("Dispute this line")).first.click()
    page.wait_for_load_state("networkidle")
    assert len(seen) > 5
    assert not [url for url, referer in seen if invoiced.removeprefix("/l/") in referer]


def test_a_line_is_disputed_without_scripts_on_a_phone(served, invoiced, guest):
    page = guest(java_script_enabled=False)
    page.goto(invoiced)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("link", name=re.compile("Dispute this line.*Freight")).click()
    assert page.get_by_label("Amount of the line").input_value() == "300"
    page.get_by_label("Reason").select_option("PRC")
    page.get_by_label("What happened?").fill("Freight was included.")
    page.get_by_role("button", name="Submit").click()
    assert page.get_by_text("We look into what you dispute.").is_visible()
    found = served.get("/instances?definition=invoice-dispute")["items"]
    assert [one["business_key"] for one in found] == ["INV-7"]


def test_a_customer_uploads_signs_and_gets_a_copy_by_mail_that_is_genuine(served, invoiced, guest, person, box):
    clara = person("clara")
    clara.goto("/tasks?view=all")
    clara.get_by_role("link", name=re.compile("Follow up the invoice")).first.click()
    clara.get_by_role("button", name="Ask the customer for documents").click()
    path = path_in(box, "Documents for invoice INV-7")
    page = guest()
    page.goto(path)
    page.get_by_role("button", name="Open").click()
    page.wait_for_url("**/guest/**")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text(re.compile("is required|needs this")).first.wait_for()
    judge(page)
    page.get_by_label("Signed order confirmation").set_input_files(
        {"name": "order.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("Tax certificate").set_input_files({"name": "tax.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_text("tax.pdf").first.wait_for()
    page.get_by_label("Signature", exact=True).fill("Vera Vendor")
    page.get_by_label("I sign this electronically").check()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("heading", name="Thank you, we have it").wait_for()
    judge(page)
    (copy,) = letters(box, "signed copy")
    assert copy["To"] == "vera@retail.example"
    (file,) = copy.iter_attachments()
    page.goto("/verify")
    sealed = {"name": "copy.pdf", "mimeType": "application/pdf", "buffer": file.get_content()}
    page.get_by_label("Document (PDF)").set_input_files(sealed)
    page.get_by_role("button", name="Check the document").click()
    page.get_by_text("Genuine.").wait_for()
