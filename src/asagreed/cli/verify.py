"""`asagreed verify pdf`: whether a signed document is as it was signed, and who signed it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.signing import Verified

verify_app = typer.Typer(no_args_is_help=True, help="Prove that what was signed was not changed.")


@verify_app.callback()
def verify() -> None:
    """Prove that what was signed was not changed."""


@verify_app.command("pdf")
def verify_pdf(
    document: Annotated[Path, typer.Argument(help="The signed PDF.")],
    seal: Annotated[
        list[str] | None,
        typer.Option(help="The fingerprint of the provider's seal, as the provider told it. May be repeated."),
    ] = None,
    restore: Annotated[
        Path | None, typer.Option(help="Write the papers inside, with their signatures, into this new folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say whether document, terms and signatures belong together; anyone can, without the desk it came from."""
    from asagreed.cli.verified_lines import print_verified, verified_data
    from asagreed.signing import verify_document

    trusted = tuple(each.replace(":", "").replace(" ", "").lower() for each in seal or ())
    verified = verify_document(document.read_bytes(), trusted=trusted)
    if as_json:
        import json

        print(json.dumps(verified_data(verified), ensure_ascii=False, indent=2))
    else:
        print_verified(verified, name=document.name)
    if restore is not None and verified.is_whole:
        _restore(verified, restore)
    raise typer.Exit(0 if verified.is_whole else 1)


def _restore(verified: Verified, folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise typer.BadParameter(
            f"The folder {folder.as_posix()} is not empty, and nothing is written over. Name a new one.",
            param_hint="--restore",
        )
    plans = {f"plans/{name}.yaml": text for name, text in verified.plans.items()}
    for place, text in {**verified.papers, **plans}.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    print(f"Wrote {len(verified.papers) + len(plans)} papers to {folder.as_posix()}.")
