"""Accounts are changed by administrators, and no administrator locks everybody out by mistake."""


def person(platform, id):
    with platform.store.read() as uow:
        return uow.person(id)


def test_roles_groups_and_address_of_somebody_are_changed(browser, platform):
    admin = browser("admin")
    assert 'href="/people/buyer"' in admin.get("/people").text
    given = {"name": "Berta", "email": "berta@example.com", "roles": ["task-owner", "operator"], "groups": "buyers, night shift"}
    assert admin.post("/people/buyer", given).status_code == 303
    found = person(platform, "buyer")
    assert (found.name, found.email, found.groups) == ("Berta", "berta@example.com", {"buyers", "night shift"})
    assert {role.value for role in found.roles} == {"task-owner", "operator"}
    assert browser("buyer").get("/health").status_code == 200


def test_a_password_cannot_be_slipped_in(browser, platform):
    before = person(platform, "buyer")
    browser("admin").post(
        "/people/buyer", {"id": "root", "password_hash": "x", "subject": "y", "roles": "admin", "disabled": "1"}
    )
    after = person(platform, "buyer")
    assert (after.id, after.password_hash, after.subject, after.disabled) == (
        before.id,
        before.password_hash,
        before.subject,
        False,
    )


def test_nobody_takes_their_own_right_away(browser, platform):
    answer = browser("admin").post("/people/admin", {"name": "Ada", "roles": ["task-owner"]})
    assert answer.status_code == 409
    assert "Ask another administrator" in answer.text
    assert "admin" in {role.value for role in person(platform, "admin").roles}


def test_only_administrators_see_accounts(browser):
    for who in ("buyer", "operator"):
        assert browser(who).get("/people/second").status_code == 403
        assert browser(who).post("/people/second", {"roles": "admin"}).status_code == 403
    assert browser("admin").get("/people/nobody").status_code == 404


def test_an_administrator_sets_and_ends_an_absence_for_somebody(browser, platform):
    admin = browser("admin")
    given = {"from": "2026-03-09", "until": "2026-03-13", "substitute": "second"}
    assert admin.post("/people/buyer/absences", given).status_code == 303
    assert admin.post("/people/buyer/absences", {**given, "until": ""}).status_code == 422
    page = admin.get("/people/buyer").text
    assert "2026-03-13" in page
    with platform.store.read() as uow:
        (absence,) = uow.absences(platform.clock.now(), "buyer")
    assert f'action="/people/buyer/absences/{absence.id}/end"' in page
    admin.post(f"/people/buyer/absences/{absence.id}/end")
    with platform.store.read() as uow:
        assert uow.absences(platform.clock.now(), "buyer") == []
