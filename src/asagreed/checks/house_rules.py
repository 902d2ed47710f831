"""A provider's own rules: a Python file each, of the same form as the shipped ones, with its check in `CHECK`."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path

from asagreed.checks.check import Check
from asagreed.checks.running import shipped_checks
from asagreed.errors import HouseRuleRefused
from asagreed.reading.rules import RULES

_CODE = re.compile(r"[A-Z]{3}\d{3}")


def read_house_rules(files: Iterable[Path]) -> tuple[Check, ...]:
    """Return the checks of files, which are run as Python: only files that one would run are to be named.

    Raises HouseRuleRefused for a file that cannot be run, has no check, or whose code is taken.
    """
    found: list[Check] = []
    taken = {check.code for check in shipped_checks()} | set(RULES)
    for file in files:
        check = _read(file)
        if check.code in taken:
            raise HouseRuleRefused(file=str(file), why=f"its code {check.code} belongs to another rule")
        taken.add(check.code)
        found.append(check)
    return tuple(found)


def _read(file: Path) -> Check:
    spec = importlib.util.spec_from_file_location(f"house_rule_{file.stem}", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise HouseRuleRefused(file=str(file), why="it is no Python file that can be read")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise HouseRuleRefused(file=str(file), why=f"it ends with {type(error).__name__}: {error}") from error
    check = getattr(module, "CHECK", None)
    if not isinstance(check, Check):
        raise HouseRuleRefused(file=str(file), why="it has no CHECK made of asagreed.checks.Check")
    if not _CODE.fullmatch(check.code):
        raise HouseRuleRefused(file=str(file), why=f"its code «{check.code}» is not three letters and three digits")
    return check
