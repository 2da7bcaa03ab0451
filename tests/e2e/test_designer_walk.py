"""From an empty canvas to a task that somebody completes: drawn, its form made, tested with the clock, published, worked on."""

from playwright.sync_api import Page, expect

CANVAS = "[data-canvas] .djs-container"


class Drawing:
    """A hand on the canvas: only what the mouse and the keyboard can do."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def clear(self) -> None:
        self.page.locator(CANVAS).click(position={"x": 400, "y": 700})
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        expect(self.page.locator(".djs-shape")).to_have_count(0)

    def place(self, action: str, x: int, y: int) -> str:
        """Take something out of the palette and put it there; answers its id."""
        before = self._ids()
        box = self.page.locator(CANVAS).bounding_box()
        self.page.locator(f".djs-palette [data-action='{action}']").click()
        self.page.mouse.move(box["x"] + x - 5, box["y"] + y - 5)
        self.page.mouse.move(box["x"] + x, box["y"] + y, steps=3)
        self.page.mouse.click(box["x"] + x, box["y"] + y)
        return self._new(before)

    def append(self, source: str, action: str) -> str:
        """Append an element by the pad beside the one that is selected."""
        self.select(source)
        before = self._ids()
        self.page.locator(f".djs-context-pad.open [data-action='{action}']").click()
        return self._new(before)

    def become(self, id: str, entry: str) -> str:
        """Replace the element by another kind of it."""
        self.select(id)
        before = self._ids()
        self.page.locator(".djs-context-pad.open [data-action='replace']").click()
        self.page.locator(f".djs-popup [data-id='{entry}']").click()
        return self._new(before, id)

    def connect(self, source: str, target: str) -> None:
        self.select(source)
        self.page.locator(".djs-context-pad.open [data-action='connect']").click()
        box = self.page.locator(f".djs-element[data-element-id='{target}'] .djs-hit").first.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2 - 6, box["y"] + box["height"] / 2)
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def name(self, id: str, text: str) -> None:
        self.select(id)
        self.page.keyboard.press("e")
        self.page.locator(".djs-direct-editing-content").fill(text)
        self.page.keyboard.press("Enter")
        self.page.locator(CANVAS).click(position={"x": 400, "y": 700})

    def select(self, id: str) -> None:
        self.page.keyboard.press("Escape")
        self.page.locator(CANVAS).click(position={"x": 400, "y": 700})
        self.page.locator(f".djs-element[data-element-id='{id}'] .djs-hit").first.click()
        expect(self.page.locator(".djs-context-pad.open")).to_be_visible()

    def _ids(self) -> set[str]:
        return set(self.page.locator(".djs-shape").evaluate_all("all => all.map(one => one.dataset.elementId)"))

    def _new(self, before: set[str], instead: str = "") -> str:
        for _ in range(60):
            made = {id for id in self._ids() - before if not id.endswith("_label")}
            if made:
                self.page.keyboard.press("Escape")
                return made.pop()
            if instead and instead in self._ids():
                self.page.wait_for_timeout(100)
            self.page.wait_for_timeout(50)
        return instead


def test_a_designer_draws_tests_publishes_and_a_task_owner_completes(person, served):
    page = person("dev")
    page.set_default_timeout(30_000)
    page.goto("/models/new")
    page.get_by_label("Name of the process").fill("Expense approval")
    page.get_by_role("button", name="Start drawing").click()
    page.wait_for_selector("[data-island=modeler][data-island-state=ready]")
    draft = page.url.split("?")[0].split("#")[0]

    draw = Drawing(page)
    draw.clear()
    start = draw.place("create.start-event", 220, 300)
    task = draw.become(draw.append(start, "append.append-task"), "replace-with-user-task")
    draw.name(task, "Approve expense")
    gateway = draw.append(task, "append.gateway")
    paid = draw.append(gateway, "append.end-event")
    draw.name(paid, "Paid")
    refused = draw.place("create.end-event", 760, 160)
    draw.name(refused, "Refused")
    draw.connect(gateway, refused)

    page.get_by_role("button", name="Save").click()
    draw.select(task)
    make_the_form(page)
    page.goto(draft)
    page.wait_for_selector("[data-island=modeler][data-island-state=ready]")
    say_who_until_when_and_where_it_goes(page, draw, task, gateway)
    expect(page.locator("[data-problems] summary")).to_have_text("No problems found")
    try_it_with_the_clock(page)

    page.get_by_role("button", name="Publish").first.click()
    expect(page.get_by_text("Published as version 1.")).to_be_visible()
    work_on_it(person("clara"), served)


def make_the_form(page: Page) -> None:
    page.locator('[data-entry-id="baton-form-links"]').get_by_role("link", name="New form").click()
    page.get_by_role("button", name="Make the form").click()
    page.wait_for_selector("[data-island=builder][data-island-state=ready]")
    for kind, label in (("text", "Purpose"), ("money", "Amount")):
        page.locator(f"[data-kind={kind}]").click()
        page.get_by_role("button", name=f"Edit {'Text' if kind == 'text' else 'Amount'}").first.click()
        field = page.get_by_role("textbox", name="Label")
        field.fill(label)
        field.press("Tab")
        expect(page.locator(f"[data-path={label.lower()}]")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".builder-status")).to_contain_text("Saved")


def say_who_until_when_and_where_it_goes(page: Page, draw: Drawing, task: str, gateway: str) -> None:
    draw.select(task)
    page.locator('[data-entry-id="baton-way"] select').select_option("candidateGroups")
    page.locator('[data-entry-id="baton-groups"]').get_by_role("combobox").fill("AR clerk,")
    for _ in ("approve", "reject"):
        page.locator('[data-group-id="group-baton-outcomes"] .bio-properties-panel-add-entry').click()
    new = page.locator('[data-entry-id="baton-timers-new"]')
    new.get_by_label("How many").fill("48")
    new.get_by_label("Unit").select_option("hours")
    new.get_by_label("What happens then").select_option("escalate")
    new.get_by_label("Whom").fill("AR manager")
    new.get_by_role("button", name="Add").click()
    expect(page.locator('[data-entry-id="baton-timers"] .panel-card')).to_contain_text("after 48 hours")
    draw.select(gateway)
    row = page.locator(".panel-flow", has_text="Paid").locator(".panel-row")
    row.get_by_label("Variable", exact=True).fill("outcome")
    row.get_by_label("Variable", exact=True).blur()
    row.get_by_label("Value", exact=True).select_option("approve")
    page.locator(".panel-flow", has_text="Refused").get_by_role("radio").check()


def try_it_with_the_clock(page: Page) -> None:
    page.get_by_role("tab", name="Test").click()
    side = page.locator("#side-test")
    side.get_by_role("button", name="Start").click()
    expect(side.get_by_text("Approve expense", exact=True)).to_be_visible()
    side.get_by_role("button", name="Jump 48 hours").click()
    expect(side.get_by_text("Approve expense (escalated)", exact=True).first).to_be_visible()
    side.get_by_role("button", name="One step back").click()
    expect(side.get_by_text("Approve expense", exact=True)).to_be_visible()


def work_on_it(clerk: Page, served) -> None:
    clerk.goto("/start/expense-approval")
    clerk.get_by_role("button", name="Start").click()
    clerk.wait_for_url(lambda url: "/start/" not in url)
    instance = served.get("/instances?definition=expense-approval")["items"][0]["id"]
    clerk.goto("/tasks?view=team")
    clerk.get_by_role("link", name="Approve expense").first.click()
    clerk.get_by_label("Purpose").fill("Train to Hamburg")
    clerk.get_by_label("Amount").fill("120")
    clerk.get_by_role("button", name="Approve", exact=True).click()
    clerk.wait_for_url("**/tasks*")
    found = served.get(f"/instances/{instance}")
    assert (found["state"], found["variables"]["purpose"]) == ("completed", "Train to Hamburg")
