"""Where a paper may lie in a customer's folder."""

from __future__ import annotations

import re

LONGEST_NAME = 121
"""Characters of the name of a paper, without its ending. Together with its kind and its party it names a signature."""

_NAME = f"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_NAME - 1}}}"
_SIGNATURE = f"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_NAME - 1 + len('declarations-') + len('-provider')}}}"
PLACE = re.compile(rf"(agreement|(amendments|riders|declarations)/{_NAME}|signatures/{_SIGNATURE})\.yaml")
NAMED = f"a name of at most {LONGEST_NAME} letters, digits, «-», «_» and «.» that ends in .yaml"
"""How a paper is named, for whoever named it otherwise."""
