"""Papers as texts, laid out as the folder that the reading takes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def laid_out(papers: Mapping[str, str], plans: Mapping[str, str], *, folder: str) -> Iterator[Path]:
    """Yield a customer's folder that holds papers by their place, with plans by name beside it, and take it away."""
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
