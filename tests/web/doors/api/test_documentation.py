"""The reference of the API names every operation, as the schema does; run as a program, this writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "api.md"
MARK = "<!-- operations: written by tests/web/doors/api/test_documentation.py -->"
PREFIX = "/api/v1"


def operations() -> str:
    """Return the table of operations, in the order of the schema."""
    from asagreed_web.doors.api.api import api  # noqa: PLC0415 – as a program, Django is set up first

    rows = [
        f"| `{method.upper()} {path.removeprefix(PREFIX)}` | {said['description'].splitlines()[0]} |"
        for path, methods in api.get_openapi_schema(path_prefix=f"{PREFIX}/")["paths"].items()
        for method, said in methods.items()
    ]
    return "\n".join(["", "| operation | |", "|---|---|", *rows, ""])


def written() -> str:
    """Return the page with the table of today."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + operations()


@pytest.mark.django_db
def test_the_reference_names_every_operation() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "run: python -m tests.web.doors.api.test_documentation"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
