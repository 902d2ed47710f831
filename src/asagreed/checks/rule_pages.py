"""What is told about the checks: on the command line, and as a page of the documentation."""

from __future__ import annotations

from asagreed.checks.running import shipped_checks
from asagreed.reading.rule_pages import render_page, render_rule, render_told

_OPENING = """# Checks

What `asagreed check` finds in an agreement that can be read: what is missing, vague, contradictory or cannot be kept. A
code never changes its meaning; `asagreed rule CODE` shows the same text. An **error** says that the agreement is not
ready to be signed, a **warning** asks for a decision, a **notice** is worth knowing. The examples are sections of an
agreement. This page is generated from `src/asagreed/checks/rules/`, one file a rule.

A finding that both sides live with stands under [accepted findings](agreement.md#accepted-findings), with the reason,
who accepts it, and until which day.

What else could be wrong cannot be written: reading refuses hours without a zone, days that are neither working nor
elapsed, vague words where a time belongs, two targets for one ticket, and prices or credits that contradict each other
([problems](problems.md)). A site where nobody may enter takes its hours out of on-site clocks by itself.
"""

_OWN = """
## Rules of your own

A rule is one Python file with a `CHECK`, of the same form as those in `asagreed/checks/rules`. `asagreed check FOLDER
--rules FILE` runs it beside the shipped ones; the file is run as Python, so name only files that you would run.

```python
from asagreed.checks import Check, Rule


def look(subject):
    if "phone" not in subject.agreement.reporting:
        yield subject.missing("reporting", "NWI101", "Nobody can call.", remedy="Add reporting: {phone: {number: …}}.")


CHECK = Check(
    Rule(
        code="NWI101",
        name="no-phone",
        severity="warning",
        finds="An agreement without a phone among the ways to report.",
        matters="When mail is down, somebody must be able to call.",
        wrong="reporting: {e-mail: {hours: support}}",
        right="reporting: {phone: {number: +1 555 0199}}",
        remedy="Add the phone.",
    ),
    look,
)
```
"""


def render_any_rule(code: str) -> str:
    """Return what is told about a code of reading or of the checks, as Markdown. Raises KeyError for any other."""
    told = next((check.rule for check in shipped_checks() if check.code == code), None)
    return render_rule(code) if told is None else render_told(told)


def render_check_page() -> str:
    """Return docs/reference/checks.md."""
    return render_page(_OPENING, (check.rule for check in shipped_checks())) + _OWN
