"""A mapping as the text of a mapping file."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from asagreed.facts.readers.mapping import ExportMapping, MomentRule


def mapping_as_yaml(mapping: ExportMapping) -> str:
    """Write a mapping as YAML that `read_mapping` reads back as the same mapping."""
    parts: dict[str, object] = {"rows": str(mapping.shape)}
    if mapping.source:
        parts["source"] = _quoted(mapping.source)
    parts["moments"] = _moments(mapping.moments)
    if mapping.missing:
        parts["missing"] = [DoubleQuotedScalarString(text) for text in mapping.missing]
    parts["columns"] = {meaning: _column(mapping, meaning, name) for meaning, name in mapping.columns.items()}
    for name, table in (
        ("statuses", mapping.statuses), ("events", mapping.events), ("priorities", mapping.priorities),
    ):  # fmt: skip
        if table:
            parts[name] = _table(table)
    if mapping.values:
        parts["values"] = {attribute: _table(table) for attribute, table in mapping.values.items()}
    for name, text in (("delimiter", mapping.delimiter), ("encoding", mapping.encoding)):
        if text is not None:
            parts[name] = "tab" if text == "\t" else DoubleQuotedScalarString(text)
    return _dumped(parts)


def _moments(rule: MomentRule) -> dict[str, object]:
    formats = rule.formats[0] if len(rule.formats) == 1 else list(rule.formats)
    return {"format": formats, "zone": rule.zone, "ambiguous": str(rule.ambiguous)}


def _column(mapping: ExportMapping, meaning: str, name: str) -> object:
    rule = mapping.moments_of.get(meaning)
    return _quoted(name) if rule is None else {"column": _quoted(name), **_moments(rule)}


def _table(table: Mapping[str, str]) -> dict[str, str]:
    return {_quoted(word): _quoted(meaning) for word, meaning in table.items()}


def _quoted(text: str) -> str:
    """Quote what YAML could take for something else than a text."""
    plain = text.replace(" ", "").replace("_", "").isalpha() and text == text.strip()
    return text if plain else DoubleQuotedScalarString(text)


def _dumped(parts: dict[str, object]) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width, yaml.allow_unicode = 10_000, True
    stream = StringIO()
    yaml.dump(parts, stream)
    return stream.getvalue()
