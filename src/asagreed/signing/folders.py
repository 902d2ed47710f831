"""Papers as texts, laid out as the folder that the reading takes.

Places come out of documents that strangers may have made, so they are held against the forms that places have.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from asagreed.errors import AsagreedError
from asagreed.signing.paper_places import NAMED, PLACE

FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")
PLAN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,80}")


class ImpossiblePlace(AsagreedError):
    """A paper or a folder has a name that leads somewhere else."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"«{place}» is no place for a paper. Papers lie in agreement.yaml, amendments/, riders/, declarations/ and "
            f"signatures/ of one folder, each under {NAMED}."
        )


def check_places(folder: str, papers: Iterable[str], plans: Iterable[str]) -> None:
    """Raise ImpossiblePlace for a name that is none of a folder, a paper in it, or a plan beside it."""
    wrong = [folder] if not FOLDER.fullmatch(folder) else []
    wrong += [place for place in papers if not PLACE.fullmatch(place)]
    wrong += [name for name in plans if not PLAN.fullmatch(name)]
    if wrong:
        raise ImpossiblePlace(wrong[0])


@contextmanager
def laid_out(papers: Mapping[str, str], plans: Mapping[str, str], *, folder: str) -> Iterator[Path]:
    """Yield a customer's folder that holds papers by their place, with plans by name beside it, and take it away.

    Raises ImpossiblePlace.
    """
    check_places(folder, papers, plans)
    with tempfile.TemporaryDirectory(prefix="asagreed-") as made:
        root = Path(made)
        for path, text in {
            **{f"{folder}/{place}": text for place, text in papers.items()},
            **{f"plans/{name}.yaml": text for name, text in plans.items()},
        }.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        yield root / folder
