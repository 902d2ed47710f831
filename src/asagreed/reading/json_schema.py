"""The JSON Schemas by which editors complete and check papers while they are written.

An editor that knows the YAML language server reads the schema that the first line of a file names:

    # yaml-language-server: $schema=https://…/agreement.schema.json

The path may be a file too, such as one copied out of the folder `schema` beside this module.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from asagreed.terms import PAPERS

SCHEMA_FOLDER = Path(__file__).parent / "schema"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of paper. Raises KeyError for a kind that does not exist."""
    described = PAPERS[kind].model_json_schema(by_alias=True)
    return {"$schema": _DIALECT, "title": f"asagreed {kind}", **_as_written(described)}


def schema_text(kind: str) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema_of(kind), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def schema_path(kind: str) -> Path:
    """Return the file in which the schema of a kind is kept."""
    return SCHEMA_FOLDER / f"{kind}.schema.json"


def modeline(schema: str) -> str:
    """Return the first line by which a paper names its schema to an editor."""
    return f"# yaml-language-server: $schema={schema}"


def _as_written(schema: Any) -> Any:
    """Drop what no paper says: null for what is left out, and the titles that pydantic makes of field names."""
    if isinstance(schema, list):
        return [_as_written(each) for each in schema if each != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _as_written(value) for key, value in schema.items() if not _is_noise(key, value)}
    only = kept.get("anyOf", ())
    return {**only[0], **{key: kept[key] for key in kept if key != "anyOf"}} if len(only) == 1 else kept


def _is_noise(key: str, value: object) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, "", (), [], {}))
