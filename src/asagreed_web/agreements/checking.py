"""Papers that are about to be entered: where each belongs, how many at most, and what is wrong with them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from asagreed.reading.problems import Problem
from asagreed.signing.paper_places import PLACE
from asagreed_web.agreements.operations import LARGEST, PaperRefused
from asagreed_web.agreements.queries import edition_of, plan_texts, read_papers
from asagreed_web.customers.models import Customer

MOST_PAPERS = 100
LARGEST_TOGETHER = 2 * LARGEST
"""Of one upload. The library reads at most a mebibyte a paper, and takes at most some three seconds for it."""

_FIRST_WORDS = re.compile(r"^(agreement|amendment|rider|declares|plan)\s*:", re.MULTILINE)
_FOLDERS = {"amendment": "amendments", "rider": "riders", "declares": "declarations", "plan": "plans"}


def check_papers(customer: Customer, papers: Mapping[str, str], *, at: int) -> tuple[Problem, ...]:
    """Return every problem that a customer's agreement would have with these papers beside those that lie there."""
    before = edition_of(customer.pk)
    together = {**(before.papers if before else {}), **papers}
    return read_papers(together, plan_texts(), folder=customer.slug, as_of=at)[1]


def papers_in(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return the papers in uploaded files by their place; a zip is opened, without trusting what it says of itself.

    Plans stand under `plans/`. Raises PaperRefused for what is no text, too much, or of no known kind.
    """
    papers: dict[str, str] = {}
    for name, content in _opened(files):
        text = _text(name, content)
        place = place_of(name, text)
        if place in papers and papers[place] != text:
            raise PaperRefused(f"Two files are {place}, and they differ. Leave one of them out.")
        papers[place] = text
    if len(papers) > MOST_PAPERS:
        raise PaperRefused(f"These are {len(papers)} papers; at most {MOST_PAPERS} are entered at once.")
    return papers


def place_of(name: str, text: str) -> str:
    """Return where a paper belongs: where its name says, else by the word that it begins with."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        if PLACE.fullmatch(path) or (path.startswith("plans/") and path.count("/") == 1):
            return path
    said = _FIRST_WORDS.search(text)
    if said is None or not parts:
        raise PaperRefused(
            f"«{name}» does not say what it is. A paper begins with agreement, amendment, rider, declares or plan."
        )
    return "agreement.yaml" if said[1] == "agreement" else f"{_FOLDERS[said[1]]}/{parts[-1]}"


def _opened(files: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, bytes]]:
    size = 0
    for name, content in files:
        for inner, found in _zipped(content) if name.lower().endswith(".zip") else ((name, content),):
            size += len(found)
            if len(found) > LARGEST or size > LARGEST_TOGETHER:
                raise PaperRefused("At most 1 MiB a paper and 2 MiB together are entered at once. Enter fewer.")
            yield inner, found


def _zipped(content: bytes) -> Iterable[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith((".yaml", ".yml"))]
            if len(entries) > MOST_PAPERS:
                raise PaperRefused(f"The zip holds {len(entries)} papers; at most {MOST_PAPERS} are entered at once.")
            for entry in entries:
                with archive.open(entry) as opened:
                    yield entry.filename, opened.read(LARGEST + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as broken:
        raise PaperRefused("The zip cannot be opened: it is broken, or has a password. Make it anew.") from broken


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PaperRefused(f"«{name}» is no text in UTF-8. Save it as plain text in UTF-8.") from None
