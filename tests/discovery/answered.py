"""Answers written in a test, and read as a file of them is."""

from __future__ import annotations

from pathlib import Path

from asagreed.discovery import Answers, Mismatch, find_mismatches, read_answers, read_answers_text

PRACTICE = Path(__file__).parent / "practice.yaml"
HEAD = "discovery: harbour-dental\nasked: 2026-02-03\nzone: Europe/London\n"


def practice() -> Answers:
    """Return the answers of the dental practice."""
    read = read_answers(PRACTICE)
    assert read.answers is not None, read.problems
    return read.answers


def answered(text: str) -> Answers:
    """Return answers that have no mistakes."""
    read = read_answers_text(HEAD + text)
    assert read.answers is not None, read.problems
    assert read.problems == ()
    return read.answers


def about_files(answers: str, company: str = "", **more: str) -> tuple[Mismatch, ...]:
    """Return the mismatches of a file server of which some things were said, in braces of YAML."""
    verified = f"verified: {{files: {{{more['verified']}}}}}\n" if more else ""
    return find_mismatches(answered(f"company: {{{company}}}\nsystems: {{files: {{{answers}}}}}\n{verified}"))
