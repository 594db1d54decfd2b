"""Somebody at a browser, and a watch on what must never happen there."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.cast import PASSWORD

# A refusal that the screen handles; Chromium calls every 4xx an error.
REFUSED = re.compile(r"the server responded with a status of 4\d\d")


class Guest:
    """One person with one page; `troubles` collects what nobody should meet."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.search(message.text):
            self.troubles.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.troubles.append(f"foreign: {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status}: {response.url}")

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(path)

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Log in on the screen and wait until one is in."""
        self.go("/login")
        self.fill("Username or mail", name)
        self.fill("Password", password)
        self.press("Log in")
        expect(self.page.get_by_role("button", name="Account of")).to_be_visible()

    def sign_out(self) -> None:
        """Log out through the account's menu."""
        self.press("Account of")
        self.press("Log out")
        expect(self.link("Log in")).to_be_visible()

    def fill(self, label: str, text: str) -> None:
        """Type into a field; a field that may stay empty says so in its label."""
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """A field by its label."""
        form = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        return (
            self.page.get_by_role("textbox", name=form)
            .or_(self.page.get_by_role("spinbutton", name=form))
            .or_(self.page.get_by_label(label, exact=True).and_(self.page.locator("input[type=password]")))
        )

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button, wherever it is."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def answer(self, name: str) -> None:
        """Press a button of the dialog that asks."""
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()

    def link(self, name: str) -> Locator:
        """A link by its words."""
        return self.page.get_by_role("link", name=name).first

    def choose(self, group: str, option: str | int) -> None:
        """Click a chip of a group, by its words or its place."""
        chips = self.page.get_by_role("group", name=group).last
        if isinstance(option, int):
            chips.locator("label").nth(option).click()
        else:
            chips.get_by_text(option, exact=True).click()

    def upload(self, content: bytes, name: str = "document.pdf") -> None:
        """Choose a file for the one file field there is."""
        kind = "application/pdf" if name.endswith(".pdf") else "image/png"
        self.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": kind, "buffer": content}
        )

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until the page shows `text`."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def sees_heading(self, text: str) -> None:
        """Wait until a heading says so."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    def picture(self, path: Path) -> None:
        """Keep what the screen shows, for whoever looks into a failure."""
        self.page.screenshot(path=path)
