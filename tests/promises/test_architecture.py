"""What every module of the library promises about itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "asagreed"
MODULES = sorted(LIBRARY.rglob("*.py"))
MODULES_WITHOUT_CLI = [path for path in MODULES if LIBRARY / "cli" not in path.parents]

LONGEST_FILE = 500
EMPTY_NAMES = {"common", "data", "handler", "helper", "helpers", "info", "manager", "misc", "util", "utils"}
# From the last column of docs/glossary.md: words that would be a second name for one thing.
FOREIGN_WORDS = [
    ("business", "hours"),
    ("entitlement",),
    ("mttr",),
    ("office", "hours"),
    ("opening", "hours"),
    ("overtime",),
    ("penalty",),
    ("sla",),
    ("tariff",),
    ("timer",),
]
CLOCK_CALLS = {"now", "today", "utcnow"}
CLOCK_IN_SQL = re.compile(r"\b(now|today|get_current_\w+)\(\)|\bcurrent_(timestamp|date|time)\b", re.IGNORECASE)


def name_of(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
every_module_but_the_command_line = pytest.mark.parametrize("path", MODULES_WITHOUT_CLI, ids=name_of)


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def find_clocks(tree: ast.Module) -> Iterator[str]:
    """Find where a module asks for the time: by a call, by the time module, in NumPy, or in SQL."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK_CALLS:
                yield f"line {node.lineno}: .{name}()"
            case ast.Call(func=ast.Attribute(attr="datetime64"), args=[ast.Constant("now" | "today" as name), *_]):
                yield f"line {node.lineno}: datetime64({name!r})"
            case ast.Import(names=names) if any(alias.name == "time" for alias in names):
                yield f"line {node.lineno}: import time"
            case ast.ImportFrom(module="time", level=0):
                yield f"line {node.lineno}: from time import"
            case ast.Constant(value=str(text)) if CLOCK_IN_SQL.search(text):
                yield f"line {node.lineno}: a clock in SQL"


def find_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name


def words_of(name: str) -> tuple[str, ...]:
    """Split a name into its words: ``BusinessHours`` and ``business_hours`` are the same two."""
    return tuple(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name))


def is_foreign(name: str) -> bool:
    words = words_of(name)
    return any(
        words[start : start + len(foreign)] == foreign for foreign in FOREIGN_WORDS for start in range(len(words))
    )


@every_module_but_the_command_line
def test_no_module_asks_for_the_time(path: Path) -> None:
    assert list(find_clocks(parse(path))) == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "dt.date.today()",
        "import time",
        "from time import monotonic",
        "np.datetime64('now')",
        "sql('select now()')",
    ],
)
def test_a_clock_is_found(line: str) -> None:
    assert len(list(find_clocks(ast.parse(line)))) == 1


@pytest.mark.parametrize("line", ["from datetime import time", "np.datetime64('2026-03-01')", "urgency.today"])
def test_what_is_no_clock_is_left_alone(line: str) -> None:
    assert list(find_clocks(ast.parse(line))) == []


@every_module
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    assert ast.get_docstring(parse(path))


@every_module
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@every_module
def test_a_module_name_says_something(path: Path) -> None:
    assert EMPTY_NAMES.isdisjoint(path.relative_to(LIBRARY).with_suffix("").parts)


@every_module
def test_names_come_from_the_glossary(path: Path) -> None:
    assert [name for name in find_names(parse(path)) if is_foreign(name)] == []


@pytest.mark.parametrize("name", ["BusinessHours", "count_business_hours", "SLAClock", "MttrFigure"])
def test_a_foreign_word_is_found(name: str) -> None:
    assert is_foreign(name)


@pytest.mark.parametrize("name", ["Translation", "SupportHours", "count_open_time"])
def test_a_word_of_ours_is_left_alone(name: str) -> None:
    assert not is_foreign(name)


def test_every_decision_is_listed() -> None:
    decisions = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (decisions / "index.md").read_text(encoding="utf-8"))

    assert listed == sorted(path.name for path in decisions.glob("[0-9]*.md"))
