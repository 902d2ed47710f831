"""What people write into a report stands in it once it is issued, and is part of what was frozen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.reports.may import JUNE_3, MAY, may_issued, month_of_may

from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.issuing import LONGEST_TEXT, annotate, written_into
from asagreed_web.reports.models import Annotation
from asagreed_web.reports.restating import look_over

AT = chicago("2026-06-02 09:00")


def wrote(cast: Cast, kind: str, about: str, text: str) -> Annotation:
    return annotate(customer=cast.harbour, period=MAY, kind=kind, about=about, text=text, by=cast.technician, at=AT)


def told(report: Any) -> list[list[str]]:
    (part,) = [each for each in json.loads(report.data)["sections"] if each["id"] == "written"]
    return [[row["cells"][-1]["shown"] for row in table["rows"]] for table in part["tables"]]


def test_the_newest_words_stand_in_the_report(cast: Cast) -> None:
    _, missed = month_of_may(cast)
    wrote(cast, "cause", f"#{missed.number} response", "The cable.")
    wrote(cast, "cause", f"#{missed.number} response", "The switch.")
    wrote(cast, "recommendation", "1", "A second line.")
    wrote(cast, "recommendation", "2", "Tapes.")
    wrote(cast, "recommendation", "2", "")
    report = may_issued(cast)

    assert told(report) == [["The switch."], ["A second line."]]
    assert "written" in report.inputs
    assert look_over(at=JUNE_3 + 7200) == 0


def test_nothing_is_written_into_what_was_issued(cast: Cast) -> None:
    may_issued(cast)
    with pytest.raises(NotReported, match="is issued"):
        wrote(cast, "recommendation", "1", "Tapes.")


def test_a_text_that_is_too_long_is_refused(cast: Cast) -> None:
    with pytest.raises(NotReported, match="longer"):
        wrote(cast, "recommendation", "1", "x" * (LONGEST_TEXT + 1))
    assert written_into(cast.harbour.pk, MAY).recommendations == []
