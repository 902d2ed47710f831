"""Every mistake that reading can find, with its code, its reason and its remedy; codes never change their meaning."""

from collections.abc import Mapping
from types import MappingProxyType

from asagreed.reading.rules.books import BOOK_RULES
from asagreed.reading.rules.coverage import COVERAGE_RULES
from asagreed.reading.rules.files import FILE_RULES
from asagreed.reading.rules.money import MONEY_RULES
from asagreed.reading.rules.money_values import MONEY_VALUE_RULES
from asagreed.reading.rules.papers import PAPER_RULES
from asagreed.reading.rules.references import REFERENCE_RULES
from asagreed.reading.rules.rule import Rule, Severity
from asagreed.reading.rules.structure import STRUCTURE_RULES
from asagreed.reading.rules.upkeep import UPKEEP_RULES
from asagreed.reading.rules.uptime import UPTIME_RULES
from asagreed.reading.rules.values import VALUE_RULES
from asagreed.reading.rules.yaml_form import YAML_RULES

__all__ = ["RULES", "Rule", "Severity"]

_GROUPS = (
    FILE_RULES,
    YAML_RULES,
    STRUCTURE_RULES,
    VALUE_RULES,
    MONEY_VALUE_RULES,
    REFERENCE_RULES,
    COVERAGE_RULES,
    MONEY_RULES,
    PAPER_RULES,
    UPTIME_RULES,
    UPKEEP_RULES,
    BOOK_RULES,
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for group in _GROUPS for rule in group})
