"""What axe-core finds on a page in both themes: as much as two whole looks would, for little more than one."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_LOOK = """async ([tags, onlyColours]) => {
    const unusual = ["experimental", "deprecated"];  // axe-core leaves them out where tags are asked for
    const colours = axe.getRules(tags).filter(
        rule => rule.tags.includes("cat.color") && !rule.tags.some(tag => unusual.includes(tag)));
    const runOnly = onlyColours ? { type: "rule", values: colours.map(rule => rule.ruleId) } : tags;
    const found = await axe.run({ runOnly, resultTypes: ["violations"] });
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.html.slice(0, 200)} – ${node.failureSummary.slice(0, 300)}`));
}"""


def findings(page: Page) -> list[str]:
    """Return what axe-core finds in the light theme, and what it finds about colours in the dark one.

    A theme is a set of colours and nothing else (`light-dark()` in tokens.css), so no other rule can tell them apart.
    """
    page.emulate_media(color_scheme="light")
    page.evaluate(AXE_SCRIPT)
    found = [f"light {each}" for each in page.evaluate(_LOOK, [RULES, False])]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark {each}" for each in page.evaluate(_LOOK, [RULES, True])]
