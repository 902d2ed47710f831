"""Changing the services of a plan in its text: only the lines of what changes are written anew.

The text is the plan, with its comments and its order. An entry is cut out by its lines, read and written by ruamel.yaml
with its comments, and put where it belongs; all other lines stay as they are, to the byte.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from asagreed.reading.composing import compose
from asagreed.reading.nodes import Table, Text, texts
from asagreed.reading.sources import Source
from asagreed.terms.sections.services import ARRANGED, BOXES, CAUSED_BY, EXCLUDED, INCLUDED
from asagreed_web.agreements.operations import PaperRefused

SERVICES = "services"
OWN_KEYS: Mapping[str, tuple[str, ...]] = {
    INCLUDED: ("hours", "draws", "limit", "whatever the cause"),
    EXCLUDED: ("offered", "why"),
    ARRANGED: ("decided by",),
}
"""What can be said in one box alone."""
_SHORT = {INCLUDED: "delivery", EXCLUDED: "why", ARRANGED: "decided by"}
"""What a bare text says in each box."""
_LISTS = {"allowance": ("for", "not for"), "block": ("for", "not for"), "retainer": ("for", "not for"),
          "causes": ("unless",), "responsibilities": ("unless",)}  # fmt: skip
"""Where services are named in lists."""
LONGEST_NAME = 80
_PLAIN = re.compile(r"[A-Za-z0-9][\w .&/()+-]*[\w)]|[A-Za-z0-9]")


def entry_of(text: str, box: str, name: str) -> Any:
    """Return what a text says of a service in a box, as ruamel.yaml reads it; None where it says nothing."""
    services = _tree(text).get(SERVICES)
    parts = services.get(box) if isinstance(services, Table) else None
    if not isinstance(parts, Table) or name not in parts.entries:
        return None
    return _entry(text, box, name)[name]


def move_service(text: str, name: str, *, source: str, target: str, known: Any = None, base: str = "") -> str:
    """Return a text with a service in another box; an empty box is none.

    Where it stood in no box it begins as `known`, what another plan says of it. What only the new box can say comes
    from `base`, an earlier edition, if it stood there. Raises PaperRefused.
    """
    if target and entry_of(text, target, name) is not None:
        raise PaperRefused(f"«{name}» stands under «{target}» already. Change that entry in the text.")
    value = entry_of(text, source, name) if source else known
    without = _without(text, source, name) if source else text
    if not target:
        return without
    earlier = entry_of(base, target, name) if base else None
    entry = CommentedMap({name: _fitted(value, source, target, earlier)})
    if source:
        # The comment behind a bare text hangs on its key.
        entry.ca.items.update(_entry(text, source, name).ca.items)
    return _with(without, target, entry)


def put_service(text: str, box: str, name: str, says: Mapping[str, str], *, instead_of: str = "") -> str:
    """Return a text in which a service of a box says some things, a bare text each; an empty one is taken out.

    `instead_of` is its name so far, which is also replaced where lists name it. Raises PaperRefused.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        raise PaperRefused(f"A service needs a name of at most {LONGEST_NAME} letters, such as patching.")
    if instead_of and entry_of(text, box, instead_of) is None:
        raise PaperRefused(f"«{instead_of}» does not stand under «{box}» any more. Look at the boxes as they are now.")
    if name != instead_of and entry_of(text, box, name) is not None:
        raise PaperRefused(f"There is a service «{name}» under «{box}» already. Choose another name.")
    value = _expanded(entry_of(text, box, instead_of), box) if instead_of else _flow({})
    for key, said in says.items():
        if said:
            value[key] = said
        else:
            value.pop(key, None)
    if not instead_of:
        return _with(text, box, CommentedMap({name: _shortened(value, box)}))
    return _renamed_in_lists(_replaced(text, box, instead_of, name, _shortened(value, box)), instead_of, name)


def set_word(text: str, key: str, word: str) -> str:
    """Return a text in which a key at its top says a word, such as `version`. Raises PaperRefused."""
    tree = _tree(text)
    node = tree.get(key)
    if isinstance(node, Text):
        return _put_at(text, node, word)
    if node is not None:
        raise PaperRefused(f"«{key}» says more than a word. Change it in the text.")
    after = tree.entries.get("plan")
    lines = text.splitlines()
    lines.insert(after.key.place.line if after else 0, f"{key}: {_scalar(word)}")
    return _joined(lines)


def _entry(text: str, box: str, name: str) -> CommentedMap:
    opened = _with_open_box(text, box)
    start, end, indent = _extent(opened, (SERVICES, box, name))
    return _loaded(_dedented(opened.splitlines()[start:end], indent))


def _tree(text: str) -> Table:
    root, _ = compose(Source("", "", text))
    if not isinstance(root, Table) or not _is_block(root, text):
        raise PaperRefused("The text cannot be read as a plan, line by line. Mend it in the text first.")
    return root


def _is_block(table: Table, text: str) -> bool:
    """Whether each key begins its line."""
    lines = text.splitlines()
    places = (entry.key.place for entry in table.entries.values())
    return all(not lines[place.line - 1][: place.column - 1].strip() for place in places)


def _extent(text: str, path: tuple[str, ...]) -> tuple[int, int, int]:
    """Return from which line to which (excluded) an entry stands, and how far it is indented."""
    table = _tree(text)
    for step in path[:-1]:
        inner = table.get(step)
        assert isinstance(inner, Table)  # noqa: S101 – callers looked
        table = inner
    place = table.entries[path[-1]].key.place
    lines, start, indent = text.splitlines(), place.line - 1, place.column - 1
    end = last = start + 1
    for number in range(start + 1, len(lines)):
        bare = lines[number].strip()
        if bare and len(lines[number]) - len(lines[number].lstrip()) <= indent:
            break
        end = number + 1
        # A comment as deep as what follows belongs to that, and so do blank lines.
        last = end if bare else last
    return start, last, indent


def _with_open_box(text: str, box: str) -> str:
    """Return a text whose services and box are written line by line."""
    for path in ((SERVICES,), (SERVICES, box)):
        services = _tree(text).get(SERVICES)
        node = services.get(box) if len(path) > 1 and isinstance(services, Table) else services
        if isinstance(node, Table) and not _is_block(node, text):
            text = _unfolded(text, path)
    return text


def _unfolded(text: str, path: tuple[str, ...]) -> str:
    start, end, _ = _extent(text, (SERVICES,))
    lines = text.splitlines()
    loaded = _loaded(lines[start:end])
    node = loaded
    for step in path:
        node = node[step]
        node.fa.set_block_style()
    return _joined([*lines[:start], *_dumped(loaded), *lines[end:]])


def _without(text: str, box: str, name: str) -> str:
    opened = _with_open_box(text, box)
    services = _tree(opened).get(SERVICES)
    parts = services.get(box) if isinstance(services, Table) else None
    if not isinstance(parts, Table) or name not in parts.entries:
        raise PaperRefused(f"«{name}» does not stand under «{box}» any more. Look at the boxes as they are now.")
    alone = len(parts.entries) == 1
    start, end, _ = _extent(opened, (SERVICES, box) if alone else (SERVICES, box, name))
    lines = opened.splitlines()
    return _joined([*lines[:start], *lines[end:]])


def _with(text: str, box: str, entry: CommentedMap) -> str:
    services = _tree(text).get(SERVICES)
    if services is None:
        return _joined([*text.rstrip().splitlines(), "", f"{SERVICES}:", f"  {box}:", *_indented(entry, 4)])
    if not isinstance(services, Table):
        raise PaperRefused("«services» does not hold boxes. Mend it in the text first.")
    opened = _with_open_box(_without_empty(text, box), box)
    services = _tree(opened).get(SERVICES)
    lines = opened.splitlines()
    if not isinstance(services, Table) or not services.entries:
        start = _extent(opened, (SERVICES,))[0]
        return _joined([*lines[:start], f"{SERVICES}:", f"  {box}:", *_indented(entry, 4), *lines[start + 1 :]])
    parts = services.get(box)
    if isinstance(parts, Table):
        last = list(parts.entries)[-1]
        _, end, indent = _extent(opened, (SERVICES, box, last))
        return _joined([*lines[:end], *_indented(entry, indent), *lines[end:]])
    at, indent = _place_of_box(opened, services, box)
    head = f"{' ' * indent}{box}:"
    return _joined([*lines[:at], head, *_indented(entry, indent + 2), *lines[at:]])


def _place_of_box(text: str, services: Table, box: str) -> tuple[int, int]:
    """Return before which line a new box begins, and its indent: after the boxes that come before it."""
    before = [key for key in ("hours", *BOXES[: BOXES.index(box)]) if key in services.entries]
    if before:
        _, end, indent = _extent(text, (SERVICES, before[-1]))
        return end, indent
    start, _, indent = _extent(text, (SERVICES, next(iter(services.entries))))
    return start, indent


def _without_empty(text: str, box: str) -> str:
    """Return a text without a box that holds nothing."""
    services = _tree(text).get(SERVICES)
    parts = services.get(box) if isinstance(services, Table) else None
    is_empty = isinstance(parts, Table) and not parts.entries
    if not is_empty:
        return text
    opened = _with_open_box(text, box)
    start, end, _ = _extent(opened, (SERVICES, box))
    lines = opened.splitlines()
    return _joined([*lines[:start], *lines[end:]])


def _replaced(text: str, box: str, name: str, new_name: str, value: Any) -> str:
    opened = _with_open_box(text, box)
    start, end, indent = _extent(opened, (SERVICES, box, name))
    lines = opened.splitlines()
    loaded = _entry(text, box, name)
    if new_name == name:
        loaded[name] = value
    else:
        # The comment behind a line hangs on its key.
        comment = loaded.ca.items.pop(name, None)
        loaded.pop(name)
        loaded[new_name] = value
        if comment is not None:
            loaded.ca.items[new_name] = comment
    return _joined([*lines[:start], *(" " * indent + line for line in _dumped(loaded)), *lines[end:]])


def _renamed_in_lists(text: str, old: str, new: str) -> str:
    if old == new:
        return text
    found = [
        node
        for path, node in texts(_tree(text))
        if node.value == old and path[0] in _LISTS and any(key in path for key in _LISTS[path[0]])
    ]
    for node in reversed(found):
        text = _put_at(text, node, new)
    return text


def _put_at(text: str, node: Text, word: str) -> str:
    lines, place = text.splitlines(), node.place
    line = lines[place.line - 1]
    start = place.column - 1
    lines[place.line - 1] = line[:start] + _scalar(word) + line[start + place.length :]
    return _joined(lines)


def _fitted(value: Any, source: str, target: str, earlier: Any) -> Any:
    """Return what is said of a service as its new box can say it."""
    said = _expanded(value, source or target)
    for box, keys in OWN_KEYS.items():
        for key in keys:
            if box != target:
                said.pop(key, None)
    for key, more in _expanded(earlier, target).items():
        if key in OWN_KEYS[target]:
            said.setdefault(key, more)
    return _shortened(said, target)


def _expanded(value: Any, box: str) -> CommentedMap:
    """Return what is said of a service key by key, also where it is a bare text."""
    if isinstance(value, CommentedMap):
        return value
    if value is None:
        return _flow({})
    cause = CAUSED_BY.fullmatch(str(value).strip()) if box == EXCLUDED else None
    return _flow({"caused by": cause[1]} if cause else {_SHORT[box]: str(value)})


def _shortened(said: CommentedMap, box: str) -> Any:
    return str(said[_SHORT[box]]) if list(said) == [_SHORT[box]] else said


def _flow(says: Mapping[str, str]) -> CommentedMap:
    made = CommentedMap(says)
    made.fa.set_flow_style()
    return made


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    return yaml


def _loaded(lines: list[str]) -> CommentedMap:
    try:
        loaded = _yaml().load(_joined(lines))
    except YAMLError as error:
        raise PaperRefused("This service is not written clearly enough to be changed here. Mend the text.") from error
    if not isinstance(loaded, CommentedMap):
        raise PaperRefused("This service is not written clearly enough to be changed here. Mend the text.")
    return loaded


def _dumped(loaded: Mapping[str, Any]) -> list[str]:
    written = io.StringIO()
    _yaml().dump(loaded, written)
    return written.getvalue().rstrip("\n").splitlines()


def _indented(entry: CommentedMap, indent: int) -> list[str]:
    return [" " * indent + line if line else line for line in _dumped(entry)]


def _dedented(lines: list[str], indent: int) -> list[str]:
    return [line[indent:] if not line[:indent].strip() else line for line in lines]


def _scalar(word: str) -> str:
    return word if _PLAIN.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
