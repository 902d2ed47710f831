"""Ways to use a page: by mouse, by keyboard alone, by touch; each finds things by the names that people know."""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import Locator, Page

MOST_TABS, MOST_STEPS = 160, 60
_HAS_FOCUS = "element => element === document.activeElement"
_IS_OF_GROUP = "(radio, name) => document.activeElement.type === 'radio' && document.activeElement.name === name"
_CHOSEN = "select => select.selectedOptions[0].label"


class Hands:
    """What every way has in common: finding things, and typing."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        """Open an address, as from a bookmark."""
        self.page.goto(address)

    def button(self, name: str) -> Locator:
        """Find a button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        """Find a link by a part of its name."""
        return self.page.get_by_role("link", name=name)

    def field(self, label: str) -> Locator:
        """Find a field by the beginning of its label."""
        named = self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        return named.and_(self.page.locator("input, select, textarea")).first

    def fold(self, name: str) -> Locator:
        """Find what unfolds a menu, or a part of a page."""
        return self.page.locator("summary", has_text=name)

    def text(self) -> str:
        """Return what the page says; spaces are one space each."""
        return " ".join(self.page.locator("main").inner_text().split())

    def press(self, what: Locator) -> None:
        """Press a button, follow a link, unfold, tick, or choose one of several."""
        raise NotImplementedError

    def write(self, label: str, text: str) -> None:
        """Write into a field what shall stand there."""
        self.press(self.field(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.field(label).select_option(label=option)

    def say_when(self, label: str, moment: str) -> None:
        """Fill in a day and a time: «2026-05-15 16:30»."""
        self.field(label).fill(moment.replace(" ", "T"))


class Mouse(Hands):
    """By mouse."""

    def press(self, what: Locator) -> None:
        """Click."""
        what.click()


class Touch(Hands):
    """By finger."""

    def press(self, what: Locator) -> None:
        """Tap."""
        what.tap()


class Keyboard(Hands):
    """By keyboard alone: nothing is clicked, and what cannot be reached by Tab is not reached."""

    def reach(self, what: Locator) -> None:
        """Press Tab until something has the focus."""
        for _ in range(MOST_TABS):
            if what.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} is not reached by {MOST_TABS} times Tab")

    def press(self, what: Locator) -> None:
        """Reach it and press Enter, Space, or the arrows, whichever works on such a thing."""
        kind = what.evaluate("element => element.type || element.localName")
        if kind == "radio":
            self._pick(what)
            return
        self.reach(what)
        if kind in {"submit", "button", "a", "summary"}:
            self.page.keyboard.press("Enter")
        elif kind == "checkbox":
            self.page.keyboard.press("Space")

    def choose(self, label: str, option: str) -> None:
        """Walk down the list with the arrow."""
        select = self.field(label)
        self.reach(select)
        self.page.keyboard.press("Home")
        for _ in range(MOST_STEPS):
            if select.evaluate(_CHOSEN) == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} offers no {option}")

    def say_when(self, label: str, moment: str) -> None:
        """Type the parts of a day and a time one after the other."""
        self.reach(self.field(label))
        said = datetime.fromisoformat(moment)
        self.page.keyboard.type(said.strftime("%m%d%Y"))
        self.page.keyboard.press("ArrowRight")  # a year may have more figures
        self.page.keyboard.type(said.strftime("%I%M%p"))

    def _pick(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        for _ in range(MOST_TABS):
            if radio.evaluate(_IS_OF_GROUP, name):
                break
            self.page.keyboard.press("Tab")
        for _ in range(MOST_STEPS):
            if radio.evaluate(_HAS_FOCUS):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{radio} is not reached")
