"""Late clocks whose priority was changed once: since when they have been late (semantics/clocks.md, rules 6 and 8)."""

from __future__ import annotations

import numpy as np

from asagreed.clocks.in_bulk.stretches import Stretches
from asagreed.clocks.in_bulk.targets import TargetTable
from asagreed.facts.event_table import Int64


def late_since(stretches: Stretches, changed_at: Int64, before: TargetTable, after: TargetTable) -> Int64:
    """Return since when clocks that exceed their last target have been late without a break.

    A change that makes a clock late does so at its own moment; a clock that was late already keeps its moment; one
    that becomes late afterwards does so when it reaches the new target.
    """
    up_to_change = stretches.until(changed_at)
    is_late_at_change = up_to_change.elapsed(after) > after.within
    was_promised = (before.target >= 0) & ~before.is_guide
    was_late = was_promised & (up_to_change.elapsed(before) > before.within)
    since_change = np.where(was_late, up_to_change.reached(before), changed_at)
    return np.where(is_late_at_change, since_change, np.maximum(changed_at, stretches.reached(after)))
