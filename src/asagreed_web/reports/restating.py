"""Looking over what was issued: where something was recorded late and changes a figure, a restatement says so.

The worker reads again what a report was made from. While the hashes are the same no figure can be another one, and
nothing is worked out anew; so most reports cost a few queries.
"""

from __future__ import annotations

import logging

from asagreed.errors import AsagreedError
from asagreed_web.kit import wall
from asagreed_web.reports.issuing import restate
from asagreed_web.reports.models import Looked

AT_ONCE = 100
"""Reports that are looked over in one turn, those first that were looked over longest ago."""
AGAIN_AFTER = 3600
"""Seconds until the same report is looked over again."""
LOOKED_OVER_FOR = 400 * 86_400
"""So long after it was issued a report is restated: as far back as the next year's books are open."""

_log = logging.getLogger(__name__)


def look_over(*, at: int) -> int:
    """Restate the reports of which a figure has changed; return how many were."""
    restated = 0
    with wall.seeing(wall.ALL):
        due = Looked.objects.filter(looked_at__lte=at - AGAIN_AFTER, report__issued_at__gt=at - LOOKED_OVER_FOR)
        for pk in list(due.order_by("looked_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
            # Said to be looked over first: one that cannot be read does not keep the others waiting.
            if not due.filter(pk=pk).update(looked_at=at):
                continue
            try:
                restated += restate(report_id=pk, at=at) is not None
            except AsagreedError as error:
                _log.warning("Report %s could not be looked over: %s", pk, error)
    return restated
