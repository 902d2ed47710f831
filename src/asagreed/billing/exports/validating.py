"""Validating UBL by its schema and the rules of EN 16931, in a child process with a time limit.

An electronic invoice is valid only when rules were seen to run and none failed. Everything else is an error: a
validator that is missing, crashes, hangs or runs no rule says nothing about the invoice.
"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from asagreed.errors import CouldNotValidate, FailedRule, InvoiceNotValid

TIME_LIMIT = 60
"""Seconds for one run; compiling the rules takes less than one, a document some hundredths."""
_CHILD = ("-P", "-c", "from asagreed.billing.exports.schematron_process import main; main()")
_TRY_AGAIN = "Try once more; if it stays so, install the packages anew with pip install asagreed[e-invoice]."


def validate_ubl(xml: bytes, *, time_limit: float = TIME_LIMIT) -> None:
    """Return if an electronic invoice is valid by UBL 2.1 and EN 16931; the time limit is in seconds.

    Raises InvoiceNotValid with every rule that failed, and CouldNotValidate.
    """
    (rules,) = failed_rules((xml,), time_limit=time_limit)
    if rules:
        raise InvoiceNotValid(rules=rules)


def failed_rules(documents: Sequence[bytes], *, time_limit: float = TIME_LIMIT) -> tuple[tuple[FailedRule, ...], ...]:
    """Return the rules that each document breaks, none for a valid one; all documents share one child process.

    Warnings of the rules count as well. Raises CouldNotValidate.
    """
    _check_installed()
    answers = _answers(_run(documents, time_limit), len(documents))
    return tuple(_failed(answer) for answer in answers)


def _check_installed() -> None:
    missing = [name for name, module in (("factur-x", "facturx"), ("saxonche", "saxonche")) if not find_spec(module)]
    if missing:
        raise CouldNotValidate(
            why=f"{' and '.join(missing)} is not installed",
            remedy="Install the packages with pip install asagreed[e-invoice].",
        )


def _run(documents: Sequence[bytes], time_limit: float) -> bytes:
    question = json.dumps([b64encode(each).decode() for each in documents]).encode()
    try:
        # Nothing of the command comes from a document; it travels on standard input.
        done = subprocess.run(  # noqa: S603
            (sys.executable, *_CHILD), input=question, capture_output=True, timeout=time_limit, check=False
        )
    except subprocess.TimeoutExpired as error:
        why = f"the validator had not finished after {time_limit:g} seconds"
        raise CouldNotValidate(why=why, remedy="Give it more time, or fewer documents at once.") from error
    except OSError as error:
        raise CouldNotValidate(why=f"the validator could not be started ({error})", remedy=_TRY_AGAIN) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        why = f"the validator ended with code {done.returncode}: {''.join(said) or 'it said nothing'}"
        raise CouldNotValidate(why=why, remedy=_TRY_AGAIN)
    return done.stdout


def _answers(text: bytes, expected: int) -> list[Any]:
    try:
        answers = json.loads(text)
    except ValueError as error:
        raise CouldNotValidate(why="the validator gave no readable answer", remedy=_TRY_AGAIN) from error
    if not isinstance(answers, list) or len(answers) != expected:
        raise CouldNotValidate(why="the validator did not answer for every document", remedy=_TRY_AGAIN)
    return answers


def _failed(answer: Any) -> tuple[FailedRule, ...]:
    failed = tuple(FailedRule(*each) for each in answer["failed"])
    if not failed and not answer["fired"]:
        raise CouldNotValidate(why="the validator ran no rule", remedy=_TRY_AGAIN)
    return failed
