"""Make the sprite from the unpacked npm package bootstrap-icons: `python make_icons.py FOLDER`.

Takes the icons named in icons.txt and adds the four priority marks, which are our own.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).parents[4] / "src/asagreed_web/kit/static/asagreed/icons.svg"
NAMES = (Path(__file__).parent / "icons.txt").read_text().split()
BARS = ("M1 10h3v5H1z", "M5 7h3v8H5z", "M9 4h3v11H9z", "M13 1h3v14h-3z")


def symbol(name: str, source: str) -> str:
    """Return an icon's file as a symbol of the sprite."""
    body = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if body is None:
        raise ValueError(f"{name}: is no SVG file")
    drawing = re.sub(r"\s*\n\s*", "", body[1])
    return f'<symbol id="{name}" viewBox="0 0 16 16">{drawing}</symbol>'


def priority(level: int) -> str:
    """Return the mark of a priority: four bars, of which P1 fills all."""
    full = 5 - level
    bars = "".join(f'<path d="{bar}"/>' for bar in BARS[:full])
    bars += "".join(f'<path d="{bar}" opacity=".28"/>' for bar in BARS[full:])
    return f'<symbol id="priority-{level}" viewBox="0 0 17 16">{bars}</symbol>'


def main(folder: Path) -> None:
    """Write the sprite."""
    symbols = [symbol(name, (folder / "icons" / f"{name}.svg").read_text()) for name in NAMES]
    symbols += [priority(level) for level in (1, 2, 3, 4)]
    lines = "\n".join(symbols)
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">\n{lines}\n</svg>\n')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
