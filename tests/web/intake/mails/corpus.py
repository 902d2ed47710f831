"""All mails of the corpus by name."""

from __future__ import annotations

from tests.web.intake.mails import bodies, broken, calendars, encodings, files, machines
from tests.web.intake.mails.writing import Mail

CORPUS: dict[str, Mail] = {}
for _group in (encodings, bodies, files, calendars, machines, broken):
    assert not CORPUS.keys() & _group.MAILS.keys()
    CORPUS.update(_group.MAILS)
