"""Two years of real checks: a report for any month."""

from __future__ import annotations

from pathlib import Path

import pytest

from asagreed.facts.uptime_readers import read_uptime
from asagreed.measures.availability import measure, month_span
from asagreed.measures.availability.signals import facts_of
from asagreed.versions import read_agreement

REAL = Path(__file__).parents[4] / "shared" / "data" / "upptime-checks" / "toro-server.tsv.gz"
HEAD = "agreement: toro\nzone: Asia/Tokyo\nterm: {from: 2024-01-01, for: 5 years}\nsigned: 2023-12-15\n"


@pytest.mark.skipif(not REAL.exists(), reason=f"SKIPPED: the real checks are not there: {REAL}")
def test_every_month_of_the_real_checks_has_its_figures(tmp_path: Path) -> None:
    log = read_uptime(REAL, zone="UTC")
    systems = "\n".join(f'  "{name}": "{name}"' for name in log.checks)
    uptime = "uptime: {basis: all time, counts from: occurred, unknown: left out, share: 99%}"
    (tmp_path / "agreement.yaml").write_text(f"{HEAD}systems:\n{systems}\n{uptime}\n", encoding="utf-8")
    history, problems = read_agreement(tmp_path)
    assert history is not None, problems
    facts = facts_of(log.checks, every=None, as_of=2**33)

    counted = 0
    for month in range(24 + 7):
        span = month_span(2024 + month // 12, month % 12 + 1, zone="Asia/Tokyo")
        found = measure(history, facts, period=span, as_of=2**33)
        assert len(found) == 15
        for each in found:
            assert each.low is not None
            assert each.high is not None
            assert 0 <= each.low <= each.high <= 1
            assert sum(outage.counted for outage in each.outages) == each.down
            counted += int(each.down)
    lasted = sum((each.restored_at or 0) - each.occurred_at for each in facts.outages if each.restored_at is not None)
    assert counted > lasted > 0
