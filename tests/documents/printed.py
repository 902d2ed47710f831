"""Reading printed documents: their text without blanks, their pages, and whether a PDF is sound."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import typst
from tests.starter.test_starter import draft

from asagreed.starter import lay_out
from asagreed.versions import History, read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
CUSTOMERS = [folder.parent.name for folder in sorted(EXAMPLES.glob("*/agreement.yaml"))]
LANGUAGES = ["en", "de"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#c00"/></svg>'
ODD = (
    '#image("x")',
    "$x$",
    "*b* _c_ `d`",
    "<script>alert(1)</script>",
    "«quotes» \"of\" 'all' kinds",
    "W" * 160,
    "שלום עולם",
    "@ref #let x = 1 // no comment \\ end",
)
"""What people type, and a program must not take for anything but text."""


def history_of(folder: Path) -> History:
    """Return an agreement with all its versions."""
    history, problems = read_agreement(folder)
    assert history is not None, problems
    return history


def of_plan(plan: str, folder: Path) -> History:
    """Return an agreement as it is begun from a shipped plan."""
    lay_out(draft(plan), folder / "customer")
    return history_of(folder / "customer")


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF without any blanks, for a long word may be broken, and tables break anywhere."""
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is missing: make packages"
    (folder / "printed.pdf").write_bytes(pdf)
    found = subprocess.run([tool, "-raw", str(folder / "printed.pdf"), "-"], capture_output=True, check=True)
    return plain(found.stdout.decode())


def fault(message: str) -> typst.TypstError:
    """Return a fault of setting, as the compiler raises it."""
    error = typst.TypstError(message, "")
    error.message = message
    return error


def plain(text: str) -> str:
    """Return a text without blanks, and without marks that only say where a line may be broken."""
    return re.sub(r"[\s\xad\u200b]+", "", text)


def pages_of(pdf: bytes, folder: Path) -> int:
    """Return how many pages a PDF has, after it was found sound and archival."""
    (folder / "printed.pdf").write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", str(folder / "printed.pdf")], capture_output=True, check=True)
    assert b"No syntax or stream encoding errors" in checked.stdout
    told = subprocess.run(["pdfinfo", "-meta", str(folder / "printed.pdf")], capture_output=True, check=True).stdout
    assert b"<pdfaid:part>3</pdfaid:part>" in told
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert b"<pdfuaid:part>1</pdfuaid:part>" in told
    info = subprocess.run(["pdfinfo", str(folder / "printed.pdf")], capture_output=True, check=True).stdout
    assert b"A4" in info
    return int(re.findall(rb"Pages:\s+(\d+)", info)[0])


def is_in(typed: str, text: str) -> bool:
    """Say whether all words of a text were found; those from right to left in the order in which they are printed."""
    return all(plain(word) in text or plain(word)[::-1] in text for word in typed.split())
