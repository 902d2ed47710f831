"""The answers to which agreement fits a customer, as the library reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asagreed.discovery import read_situation_text
from asagreed.discovery.agreement_kinds import Situation
from asagreed.discovery.yaml_text import block


@dataclass(frozen=True)
class SituationSaid:
    """What was answered, without what cannot be read, and why that cannot be read, by key."""

    said: Situation
    wrong: Mapping[str, str]


def read_answers_of(answers: Mapping[str, str]) -> SituationSaid:
    """Return what was typed as answers; what cannot be read is left out and told by its key."""
    kept, told = dict(answers), dict[str, str]()
    while True:
        body = f"\n{block(kept, indent=2)}" if kept else " {}\n"
        read = read_situation_text(f"recommend: customer\nsituation:{body}")
        if read.page is not None:
            return SituationSaid(read.page.situation, told)
        for problem in read.problems:
            key = problem.address.rpartition(".")[2]
            told.setdefault(key, f"{problem.message} {problem.remedy}")
            del kept[key]
