"""The guided form beside the text: a few values of an agreement, read from it and written into it.

The text stays the only document. A value is changed where it stands, character for character; all other lines, with
their comments, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from asagreed.reading.composing import compose
from asagreed.reading.edits import Respelling
from asagreed.reading.nodes import Node, Table, Text
from asagreed.reading.sources import Source
from asagreed.signing.signature_file import quoted
from asagreed_web.signing.errors import NotAgreed

Path = tuple[str, ...]
_PLAIN = re.compile(r"[^\W_](?:[\w ./@+()-]*[\w)])?")
"""Values that need no quotation marks."""
_NAME = re.compile(r"[a-z0-9][a-z0-9 -]{0,60}")


@dataclass(frozen=True, slots=True)
class GuidedField:
    """A value that the form has: its name there, and its address in the text."""

    name: str
    path: Path


FIELDS = (
    GuidedField("plan", ("plan",)),
    GuidedField("customer", ("parties", "customer")),
    GuidedField("begins", ("term", "from")),
    GuidedField("length", ("term", "for")),
    GuidedField("renews", ("term", "renews")),
    GuidedField("notice", ("term", "notice")),
    GuidedField("currency", ("currency",)),
    GuidedField("hours", ("calendars", "support", "hours", "mon-fri")),
)


def guided_values(text: str) -> dict[str, str | None]:
    """Return the values of the fields as a text says them; nothing of a text that cannot be read."""
    tree = _tree(text)
    return {field.name: _said(tree, field.path) for field in FIELDS} if tree else {}


def guided_systems(text: str) -> tuple[tuple[str, str], ...]:
    """Return the systems of a text by name, each with its title."""
    tree = _tree(text)
    systems = tree.get("systems") if tree else None
    if not isinstance(systems, Table):
        return ()
    return tuple((name, _title(entry.value) or name) for name, entry in systems.entries.items())


def with_values(text: str, asked: Mapping[str, str]) -> str:
    """Return a text that says what the form says; what stands as it is asked for is not touched.

    A value that the text does not have cannot be given by the form: it is written into the text. Raises NotAgreed.
    """
    for field in FIELDS:
        wanted = asked.get(field.name, "").strip()
        tree = _tree(text) if wanted else None
        if _said(tree, field.path) not in (None, wanted):
            text = _replaced(text, tree, field.path, wanted)
    return text


def with_system(text: str, *, name: str, title: str) -> str:
    """Return a text with one more system at the end of its list. Raises NotAgreed."""
    name, title = name.strip().lower(), title.strip()
    if not _NAME.fullmatch(name):
        raise NotAgreed("A system needs a short name of small letters, such as mail or file server.")
    tree = _tree(text)
    if tree is None:
        raise NotAgreed("The text cannot be read as it is. Mend it first, and then add the system.")
    entry = f"  {name}: {{title: {_written(title or name.capitalize())}}}"
    systems = tree.get("systems")
    if isinstance(systems, Table) and name in systems.entries:
        raise NotAgreed(f"There is a system «{name}» already. Choose another name.")
    if systems is None:
        added = f"{text.rstrip()}\nsystems:\n{entry}\n"
    elif isinstance(systems, Table) and systems.entries:
        added = _with_line(text, systems, entry)
    else:
        added = ""
    if name not in dict(guided_systems(added)):
        raise NotAgreed("The list of systems is written in a way that only the text can change. Add the system there.")
    return added


def _with_line(text: str, systems: Table, entry: str) -> str:
    """Return a text with a line after the last entry of a list that has one entry a line."""
    last = tuple(systems.entries.values())[-1]
    lines = text.split("\n")
    begins = lines[last.key.place.line - 1]
    if begins.strip().startswith(("systems:", "{")):
        raise NotAgreed("The systems stand on one line. Add the new one in the text.")
    indent = begins[: len(begins) - len(begins.lstrip())]
    end = last.key.place.line
    while end < len(lines) and lines[end].startswith(f"{indent} "):
        end += 1
    lines.insert(end, indent + entry.strip())
    return "\n".join(lines)


def _replaced(text: str, tree: Table | None, path: Path, wanted: str) -> str:
    node = _node(tree, path)
    if not isinstance(node, Text):
        return text
    if node.is_quoted:
        old = f'"{node.value}"' if text.split("\n")[node.place.line - 1][node.place.column - 1] == '"' else ""
        start = _offset(text, node)
        if not old or not text.startswith(old, start):
            raise NotAgreed(f"«{'.'.join(path)}» is written in a way that only the text can change.")
        return text[:start] + quoted(wanted) + text[start + len(old) :]
    edited = Respelling(node.place, node.value, _written(wanted)).edited
    if edited is None:
        raise NotAgreed(f"«{'.'.join(path)}» is written in a way that only the text can change.")
    return edited


def _offset(text: str, node: Text) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: node.place.line - 1]) + node.place.column - 1


def _written(value: str) -> str:
    """Return a value as YAML writes it: plain where that is enough, in quotation marks otherwise."""
    return value if _PLAIN.fullmatch(value) else quoted(value)


# A page asks for values and systems of one text; it is typed on, so only the last ones are worth keeping.
@lru_cache(maxsize=8)
def _tree(text: str) -> Table | None:
    root, problems = compose(Source("agreement.yaml", "agreement.yaml", text))
    return root if isinstance(root, Table) and not any(each.is_error for each in problems) else None


def _said(tree: Table | None, path: Path) -> str | None:
    node = _node(tree, path)
    return node.value if isinstance(node, Text) and not node.is_empty else None


def _node(tree: Table | None, path: Path) -> Node | None:
    node: Node | None = tree
    for step in path:
        node = node.get(step) if isinstance(node, Table) else None
    return node


def _title(node: Node) -> str:
    if isinstance(node, Text):
        return node.value
    title = node.get("title") if isinstance(node, Table) else None
    return title.value if isinstance(title, Text) else ""
