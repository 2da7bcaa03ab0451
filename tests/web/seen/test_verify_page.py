"""The public verify page: clear answers for anybody, and limits."""

import io

import pytest

from baton.web.verify import routes
from web.conftest import plain

pytest.importorskip("pyhanko")


def ask(browser, content, name="document.pdf"):
    return browser().post("/verify", {"document": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def test_anybody_may_ask_without_an_account_or_a_script(browser):
    page = browser().get("/verify")
    assert page.status_code == 200
    assert 'type="file"' in page.text
    assert "genuine" in page.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "not a PDF"),
        (b"", "not a PDF"),
        (b"%PDF-1.7 broken", "no seal"),
        (b"%PDF-1.4\n" + b"\x00\xff" * 5000, "no seal"),
    ],
)
def test_a_file_that_is_not_ours_gets_a_clear_answer(browser, content, said):
    answer = ask(browser, content)
    assert answer.status_code == 200
    assert said in plain(answer.text)
    assert "Genuine" not in plain(answer.text)


def test_no_file_and_one_that_is_too_large_are_told_apart(browser, monkeypatch):
    assert ask(browser, b"", "").status_code == 422
    monkeypatch.setattr(routes, "LARGEST_SHOWN", 10)
    assert ask(browser, b"%PDF-1.7 too much").status_code == 413


def test_fifty_megabytes_are_refused_before_they_are_read(browser):
    assert ask(browser, b"%PDF-1.7" + b"x" * (50 * 1024 * 1024)).status_code == 413


def test_an_unknown_id_is_unknown_and_its_text_harmless(browser):
    page = browser().get("/verify", query_string={"id": "<script>x</script>"}).text
    assert "Nothing is known" in plain(page)
    assert "<script>x" not in page


def test_asking_without_end_is_refused(browser):
    someone = browser()
    answers = [someone.get("/verify?id=nothing").status_code for _ in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429


def test_the_file_that_was_shown_is_not_kept(browser, platform):
    import sqlalchemy as sa

    def rows():
        inspector = sa.inspect(platform.store.engine)
        with platform.store.engine.connect() as connection:
            return {
                name: connection.execute(sa.text(f'SELECT count(*) FROM "{name}"')).scalar()
                for name in inspector.get_table_names()
            }

    before = rows()
    ask(browser, b"%PDF-1.7 something")
    assert rows() == before
