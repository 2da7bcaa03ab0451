"""Working hours are filled in on a page and kept as a file of the draft."""

from baton.usecases import modelling

WEEK = {day: "09:00-17:00" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")}


def draft(platform, admin):
    return modelling.new_draft(platform, admin, "Orders", {})


def test_a_calendar_is_made_seen_and_changed(browser, platform, admin):
    made, designer = draft(platform, admin), browser("designer")
    address = f"/models/{made.id}/calendars/office.calendar.toml"
    assert 'value="09:00-17:00"' in designer.get(address).text

    sent = {
        **WEEK,
        "name": "Office",
        "zone": "Europe/Berlin",
        "country": "de",
        "part": "by",
        "days": "2026-12-24 closed\n2026-12-31: 09:00-12:00\n",
    }
    assert designer.post(address, sent).status_code == 303
    kept = modelling.draft(platform, admin, made.id).files["office.calendar.toml"].decode()
    assert 'country = "DE"' in kept
    assert "2026-12-24 = []" in kept
    shown = designer.get(address).text
    assert "2026-12-31 09:00-12:00" in shown
    assert "The next two weeks" in shown


def test_what_no_calendar_can_mean_is_refused_and_stays_on_the_page(browser, platform, admin):
    made, designer = draft(platform, admin), browser("designer")
    refused = designer.post(f"/models/{made.id}/calendars/office.calendar.toml", {**WEEK, "Monday": "9 to 5", "name": "Mine"})
    assert refused.status_code == 422
    assert "is no span" in refused.text
    assert 'value="9 to 5"' in refused.text
    assert "office.calendar.toml" not in modelling.draft(platform, admin, made.id).files


def test_whoever_does_not_design_sees_no_calendar(browser, platform, admin):
    made = draft(platform, admin)
    assert browser("buyer").get(f"/models/{made.id}/calendars/office.calendar.toml").status_code == 403
