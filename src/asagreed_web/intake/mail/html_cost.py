"""Whether HTML may be shown: tried with the sanitiser itself, here in the child, before a page ever has to do it.

Rules about tags and attributes would have to read HTML exactly as the sanitiser does, and would be got round. What
takes too long here becomes text; what ends this child is read again without its HTML.
"""

from __future__ import annotations

import time

from asagreed_web.intake.mail.html_text import MOST_DEPTH, is_too_deep

MOST_SECONDS = 1.0


def why_not_shown(source: str) -> str | None:
    """Return why HTML must not be given to a page, or None if sanitising it takes less than a second.

    1 MB of honest HTML takes a third of that. 160 kB with 200 styles left open take three seconds and a gigabyte,
    1 MB of attributes in one tag takes twenty seconds.
    """
    if is_too_deep(source):
        return f"it is nested deeper than {MOST_DEPTH} tags"
    # Imported here: mails without HTML need not wait for it.
    import nh3  # noqa: PLC0415

    started = time.process_time()
    nh3.clean(source)
    return "showing it takes too long" if time.process_time() - started > MOST_SECONDS else None
