"""Where the parties sign: two fields on the last page, over the frames of the signature sheet."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from asagreed.signing.revisions import Revision

FIELDS = {"provider": "Provider", "customer": "Customer"}
"""The name of the field of each party."""
_MILLIMETRE = 72 / 25.4
_PAGE = 841.89
_TOP, _LEFT, _WIDTH, _HEIGHT, _GAP = 75.2, 24.0, 77.0, 34.0, 8.0
"""Of the frames on the sheet, in millimetres from the top and the left of an A4 page."""


def with_fields(document: bytes) -> bytes:
    """Return a document with an empty field for each party on its last page, tagged as a form for screen readers."""
    revision = Revision(document)
    for column, name in enumerate(FIELDS.values()):
        append_signature_field(revision, SigFieldSpec(sig_field_name=name, on_page=-1, box=_box(column)))
    # Signing sets both flags; set from the beginning, they are no change to what was read (ISO 32000-1, 12.7.2).
    revision.root["/AcroForm"][pdf_name("/SigFlags")] = generic.NumberObject(3)
    _tag_fields(revision)
    return revision.added()


def _box(column: int) -> tuple[int, int, int, int]:
    left = (_LEFT + column * (_WIDTH + _GAP)) * _MILLIMETRE
    top = _PAGE - _TOP * _MILLIMETRE
    return round(left), round(top - _HEIGHT * _MILLIMETRE), round(left + _WIDTH * _MILLIMETRE), round(top)


def _tag_fields(revision: Revision) -> None:
    """Put every field into the structure of the document, as PDF/UA-1 asks of what can be filled in (7.18.4)."""
    root = revision.root
    structure = root["/StructTreeRoot"]
    body = _first_child(structure)
    children = _children(body)
    for reference in root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        number = int(structure["/ParentTreeNextKey"])
        element = revision.add_object(_form_element(reference, body, revision))
        children.append(element)
        field[pdf_name("/StructParent")] = generic.NumberObject(number)
        field[pdf_name("/TU")] = pdf_string(f"Signature of the {str(field['/T']).lower()}")
        structure[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(number + 1)
        _add_to_parents(structure, number, element, revision)
    body[pdf_name("/K")] = children
    revision.update_container(body)
    revision.update_container(structure)


def _first_child(structure: Any) -> Any:
    kids = structure["/K"]
    return kids[0] if isinstance(kids, generic.ArrayObject) else kids


def _children(element: Any) -> generic.ArrayObject:
    """Return the children of an element by reference, in an array of their own."""
    kids = element.raw_get("/K")
    found = kids.get_object() if isinstance(kids, generic.IndirectObject) else kids
    return generic.ArrayObject(found) if isinstance(found, generic.ArrayObject) else generic.ArrayObject([kids])


def _form_element(reference: Any, parent: Any, revision: Revision) -> generic.DictionaryObject:
    page = reference.get_object().raw_get("/P")
    link = {
        pdf_name("/Type"): pdf_name("/OBJR"),
        pdf_name("/Obj"): reference,
        pdf_name("/Pg"): page,
    }
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): _reference_to(parent, revision),
            pdf_name("/Pg"): page,
            pdf_name("/K"): generic.DictionaryObject(link),
        }
    )


def _reference_to(item: Any, revision: Revision) -> generic.IndirectObject:
    found = item.container_ref
    return generic.IndirectObject(found.idnum, found.generation, revision)


def _add_to_parents(structure: Any, number: int, element: Any, revision: Revision) -> None:
    """Add an element to the tree that leads from content back to the structure."""
    numbers = structure["/ParentTree"]["/Nums"]
    numbers.extend([generic.NumberObject(number), element])
    revision.update_container(numbers)
