"""A small YAML file as nodes with their places, and the mistakes found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAXIMUM_CHARACTERS = 200_000
_PLAIN_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class MappingProblem:
    """A mistake in a mapping file: where it is, what it is, and what to do."""

    file: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}  {self.what}. {self.remedy}"


class Problems:
    """Collects the mistakes of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.found: list[MappingProblem] = []

    def add(self, node: Node | None, what: str, remedy: str) -> None:
        """Note a mistake at the place of a node, or at the beginning of the file."""
        line, column = (1, 1) if node is None else (node.start_mark.line + 1, node.start_mark.column + 1)
        self.add_at(line, column, what, remedy)

    def add_at(self, line: int, column: int, what: str, remedy: str) -> None:
        """Note a mistake at a place."""
        self.found.append(MappingProblem(self._file, line, column, what, remedy))


def nodes_of(text: str, problems: Problems) -> MappingNode | None:
    """Return the outermost mapping of a YAML text, or None after noting why there is none."""
    if len(text) > MAXIMUM_CHARACTERS:
        problems.add(None, f"the file has more than {MAXIMUM_CHARACTERS} characters", "A mapping is a page of text.")
        return None
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        problems.add_at(line, column, f"this is not YAML: {error.problem or error.context}", "Correct the spelling.")
        return None
    except (YAMLError, RecursionError, ValueError) as error:
        what = "this is nested too deeply" if isinstance(error, RecursionError) else "this is not YAML"
        problems.add(None, what, "Write the keys of a mapping, one a line.")
        return None
    if not isinstance(node, MappingNode):
        problems.add(node, "the file holds no keys", "Begin with «rows: event», «rows: update» or «rows: ticket».")
        return None
    return node


def pairs(node: Node, what: str, problems: Problems) -> Iterator[tuple[ScalarNode, Node]]:
    """Yield the keys and values of a mapping node, noting whatever is not one."""
    if not isinstance(node, MappingNode):
        problems.add(node, f"«{what}» needs «word: meaning» lines", "Write one pair a line, indented.")
        return
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            problems.add(key, "a key is not a word", "Put it in quotes.")
        elif key.value in seen:
            problems.add(key, f"«{key.value}» is written twice", "Keep one of the two.")
        else:
            seen.add(key.value)
            yield key, value


def word(node: Node, what: str, problems: Problems) -> str | None:
    """Return a single word or text, or None after noting that it is not one."""
    if not isinstance(node, ScalarNode) or node.anchor or not str(node.tag).startswith(_PLAIN_TAG):
        problems.add(node, f"«{what}» needs a plain text", "Write a word, in quotes if it has a colon or a #.")
        return None
    return str(node.value)


def words(node: Node, what: str, problems: Problems) -> tuple[str, ...]:
    """Return one text or a list of texts."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    found = [word(item, what, problems) for item in items]
    return tuple(text for text in found if text is not None)
