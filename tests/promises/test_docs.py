"""The documentation says what the program does: keys, commands, codes, errors, examples and printed output."""

from __future__ import annotations

import inspect
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from asagreed import errors
from asagreed.checks.rule_pages import render_check_page
from asagreed.cli.main import app, join_commands, run
from asagreed.facts.books import read_books
from asagreed.facts.books.pages import BooksPage
from asagreed.facts.readers.mapping import MEANINGS
from asagreed.facts.readers.mapping_file import _KEYS, read_mapping
from asagreed.facts.work_readers.column_names import _NAMES
from asagreed.reading.json_schema import schema_of
from asagreed.reading.report import render_problems
from asagreed.reading.rule_pages import render_problem_page
from asagreed.terms.papers import Sections
from asagreed.versions import read_agreement

# The desk's commands join the line when it is run; they are described too.
join_commands(app)

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REAL_LOG = ROOT.parent / "shared" / "data" / "servicenow-incidents" / "incident_event_log.zip"
REAL_LOG_PAGE = DOCS / "guide" / "real-log.md"
PAGES = (
    ROOT / "README.md",
    ROOT / "examples" / "README.md",
    DOCS / "index.md",
    *sorted((DOCS / "guide").glob("*.md")),
    *sorted((DOCS / "reference").glob("*.md")),
)
PAGES_WITH_COMMANDS = tuple(page for page in PAGES if page != REAL_LOG_PAGE)
GENERATED = DOCS / "reference" / "problems.md"
REFRESH = "write what asagreed.reading.rule_pages.render_problem_page() returns into docs/reference/problems.md"


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its title (a file name, or «exit code 1»), its text and its line."""

    language: str
    title: str
    text: str
    line: int


@dataclass(frozen=True)
class Printed:
    """What a command printed, and how it ended."""

    code: int
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    found: list[str] | None = None
    head, begin = "", 0
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if found is None and line.startswith("```"):
            found, head, begin = [], line.removeprefix("```"), number
        elif found is not None and line == "```":
            title = re.search(r'title="([^"]*)"', head)
            yield Block((head.split() or [""])[0], title[1] if title else "", "\n".join(found) + "\n", begin)
            found = None
        elif found is not None:
            found.append(line)


def headings(text: str) -> set[str]:
    """Return the headings of a text, without the marks of code."""
    return {match[1].replace("`", "") for match in re.finditer(r"^#{2,5} (.+)$", text, re.MULTILINE)}


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    match = re.search(rf"^(#+) `?{re.escape(heading)}`?\n", text, re.MULTILINE)
    assert match, f"there is no heading «{heading}»"
    end = re.search(rf"^#{{1,{len(match[1])}}} ", text[match.end() :], re.MULTILINE)
    return text[match.end() : match.end() + end.start()] if end else text[match.end() :]


def page_text(name: str) -> str:
    """Return the text of a page of the reference."""
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


# Keys, commands, codes and errors: each has its heading.


def keys_of(schema: Mapping[str, Any], node: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the address of every key that a schema knows, with NAME for what the writer names."""
    node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    if path.count("NAME") > 2 or path[-2:] == ("changes", "NAME") or path[:2] == ("riders", "NAME"):
        return
    for key, inner in node.get("properties", {}).items():
        yield ".".join((*path, key))
        yield from keys_of(schema, inner, (*path, key))
    for option in node.get("anyOf", ()):
        yield from keys_of(schema, option, path)
    named = node.get("additionalProperties")
    if isinstance(named, dict):
        yield from keys_of(schema, named, (*path, "NAME"))


def test_every_key_of_an_agreement_has_its_heading_and_stands_in_an_example() -> None:
    text = page_text("agreement.md")
    keys = {key for paper in ("agreement", "plan") for key in keys_of(schema_of(paper), schema_of(paper))}

    assert keys - headings(text) == set()
    assert [key for key in sorted(keys) if not _is_in_an_example(key, text)] == []


def _is_in_an_example(key: str, text: str) -> bool:
    last = key.rpartition(".")[2]
    return re.search(rf"^ *(.*[{{,] *)?{re.escape(last)}:", "".join(_yaml_in(text)), re.MULTILINE) is not None


def _yaml_in(text: str) -> list[str]:
    return re.findall(r"^```yaml[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("paper", ["plan", "amendment", "rider", "declaration", "signature"])
def test_every_key_of_another_paper_has_its_heading(paper: str) -> None:
    own = set(schema_of(paper)["properties"])
    has_sections = paper not in ("declaration", "signature")
    shared = {field.alias or name for name, field in Sections.model_fields.items()} if has_sections else set()
    in_agreement = set(schema_of("agreement")["properties"]) if paper == "plan" else set()
    text = section(page_text("agreement.md"), paper.capitalize())

    assert own - shared - in_agreement - headings(text) == set()
    assert [key for key in own - shared - in_agreement if not _is_in_an_example(key, text)] == []


def test_every_key_of_a_mapping_has_its_heading() -> None:
    text = page_text("mapping.md")
    meanings = {meaning for meanings in MEANINGS.values() for meaning in meanings}
    moments = {"moments.format", "moments.zone", "moments.ambiguous"}

    assert {*_KEYS, *moments, *(f"columns.{meaning}" for meaning in meanings)} - headings(text) == set()


def test_every_key_of_the_books_has_its_heading_and_stands_in_the_example() -> None:
    text, schema = page_text("books.md"), BooksPage.model_json_schema()
    keys = {key.removesuffix(".NAME") for key in keys_of(schema, schema)}

    assert keys - headings(text) == set()
    assert [key for key in sorted(keys) if not _is_in_an_example(key, text)] == []


def test_every_column_of_work_is_listed_with_its_names() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (`.+`) \|$", section(page_text("books.md"), "Columns"), re.MULTILINE)

    assert {meaning: tuple(re.findall("`([^`]+)`", names)) for meaning, names in rows} == dict(_NAMES)


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name."""
    waiting: list[tuple[str, Any]] = [("asagreed", get_command(app))]
    while waiting:
        name, command = waiting.pop()
        inner = getattr(command, "commands", {})
        waiting += [(f"{name} {word}", one) for word, one in inner.items()]
        yield name, command


@pytest.mark.parametrize(("name", "command"), [*commands()], ids=lambda part: part if isinstance(part, str) else "")
def test_every_command_and_option_is_described(name: str, command: Any) -> None:
    text = section(page_text("commands.md"), name)
    options = [word for one in command.params for word in one.opts if word.startswith("--")]

    assert [option for option in options if f"`{option}" not in text] == []


def test_every_described_command_exists() -> None:
    described = {heading for heading in headings(page_text("commands.md")) if heading.startswith("asagreed ")}

    assert described - {name for name, _ in commands()} == set()


def test_the_page_of_problems_is_what_the_rules_say() -> None:
    assert GENERATED.read_text(encoding="utf-8") == render_problem_page(), REFRESH


def test_the_page_of_checks_is_what_the_checks_say() -> None:
    refresh = "write what asagreed.checks.rule_pages.render_check_page() returns into docs/reference/checks.md"
    assert (DOCS / "reference" / "checks.md").read_text(encoding="utf-8") == render_check_page(), refresh


def error_classes() -> dict[str, type[errors.AsagreedError]]:
    """Return every error class of the library by name."""
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: one for name, one in found if issubclass(one, errors.AsagreedError)}


def test_every_error_has_its_heading_and_its_meaning() -> None:
    text = page_text("errors.md")

    assert headings(text) == set(error_classes())
    assert [name for name, one in error_classes().items() if _meaning(one) not in section(text, name)] == []


def _meaning(one: type[errors.AsagreedError]) -> str:
    return (one.__doc__ or "").splitlines()[0]


# Examples: whole papers are read in order of the page, fragments in place of a section of the page's first agreement.


@pytest.mark.parametrize("page", [page for page in PAGES if page != GENERATED], ids=lambda page: page.stem)
def test_every_yaml_example_reads_without_errors(page: Path, tmp_path: Path) -> None:
    agreement, base_mapping = "", ""
    for block in blocks(page):
        where = f"{page.name}:{block.line}"
        if block.language != "yaml" or ", with" in block.title:
            continue
        if block.title.endswith(".map.yaml"):
            base_mapping = block.text
            assert _mapping_problems(block.text) == "", where
        elif block.title.endswith("books.yaml"):
            assert _book_problems(tmp_path / block.title, block.text) == "", where
        elif block.title:
            file = tmp_path / block.title
            _write(file, block.text)
            folder = _folder_of(file)
            agreement = agreement or block.text
            assert _problems(folder) == "", where
        elif page.stem == "mapping":
            assert _mapping_problems(_with_sections(base_mapping, block.text)) == "", where
        elif page.stem == "agreement":
            _write(tmp_path / "fragment" / "agreement.yaml", _with_sections(agreement, block.text))
            assert _problems(tmp_path / "fragment") == "", where
        # Elsewhere a block without a title is an excerpt; the two of README are checked below.


def test_the_excerpts_of_the_readme_stand_in_the_examples() -> None:
    (excerpt,) = [block.text for block in blocks(ROOT / "README.md") if block.language == "yaml"]
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "examples").rglob("*.yaml"))
    lines = {" ".join(line.split()) for line in sources.splitlines()}
    halves = [half.strip() for line in excerpt.splitlines() for half in re.split(r"\s{3,}(?=\S)", line.strip())]

    assert [half for half in halves if half and not half.startswith("#") and " ".join(half.split()) not in lines] == []


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _folder_of(file: Path) -> Path:
    """Return the customer's folder to which a paper belongs; a plan is read with the folder beside `plans`."""
    if file.parent.name == "plans":
        beside = [each.parent for each in file.parent.parent.glob("*/agreement.yaml")]
        return beside[0] if beside else file.parent.parent
    return file.parent if file.name == "agreement.yaml" else file.parent.parent


def _problems(folder: Path) -> str:
    if not (folder / "agreement.yaml").exists():
        return ""
    _, problems = read_agreement(folder)
    wrong = [problem for problem in problems if problem.severity != "notice"]
    return render_problems(wrong) if wrong else ""


def _book_problems(file: Path, text: str) -> str:
    """Read books beside an empty table of work."""
    _write(file, text)
    _write(file.with_name("work.csv"), "start,end\n")
    problems = read_books(file, zone="America/Chicago").problems
    return render_problems(problems) if problems else ""


def _mapping_problems(text: str) -> str:
    _, problems = read_mapping(text)
    return "\n".join(map(str, problems))


def _with_sections(base: str, fragment: str) -> str:
    """Return a text in which the sections of a fragment stand in place of those of the same name."""
    sections = {**_sections(base), **_sections(fragment)}
    return "".join(sections.values())


def _sections(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        name = line.partition(":")[0] if re.match(r"[\w]", line) else name
        found[name] = found.get(name, "") + line
    return found


# Commands: what a block shows is what the command prints.


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_command_line_runs_and_prints_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    _follow(page, tmp_path, monkeypatch, capsys)


@pytest.mark.proof
def test_the_page_about_the_real_log_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not REAL_LOG.exists():
        pytest.skip(f"the public log is not at {REAL_LOG}: download it to check the page about it")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / REAL_LOG.name).symlink_to(REAL_LOG)
    _follow(REAL_LOG_PAGE, tmp_path, monkeypatch, capsys)


def _follow(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Do what a page says, from its first block to its last, and compare what is printed."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "120")
    known: dict[str, Printed] = {}
    for block in blocks(page):
        if block.title and block.language not in ("console", "text"):
            _write(folder / block.title.partition(",")[0], block.text)
            known.clear()
        elif block.language in ("console", ""):
            code = int(block.title.removeprefix("exit code ") or 0)
            for command, shown in _commands(block):
                printed = known.get(command) or _run(command, monkeypatch, capsys)
                known[command] = printed
                assert printed.code == code, f"{page.name}:{block.line} {command}\n{printed.text}"
                assert _not_printed(shown, printed.text) == [], f"{page.name}:{block.line} {command}\n{printed.text}"


def _commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block with the lines that are shown below it."""
    command, shown = "", list[str]()
    for line in [*block.text.splitlines(), "$ end"]:
        starts = line.startswith("$ ") or (not block.language and line.startswith("asagreed "))
        if starts and command.startswith("asagreed ") and _is_at_hand(command):
            yield command, shown
        if starts:
            command, shown = line.removeprefix("$ "), []
        else:
            shown.append(line)


def _is_at_hand(command: str) -> bool:
    """Say whether the files are there that a command of an index of examples names."""
    files = [word for word in shlex.split(command) if word.endswith((".zip", ".parquet"))]
    return all(Path(file).exists() or f"--out {file}" in command for file in files)


def _run(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    line, _, target = command.partition(" > ")
    line, _, source = line.partition(" < ")
    given = Path(source).read_bytes() if source else b""
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    code = 0
    try:
        run()
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    if target:
        Path(target).write_text(captured.out, encoding="utf-8")
    return Printed(code, captured.err + os.linesep + captured.out)


def _not_printed(shown: list[str], printed: str) -> list[str]:
    """Return the lines that a page shows and a command did not print, in this order; «…» stands for any lines."""
    text, place, missing = _flat(printed), 0, list[str]()
    for line in shown:
        wanted = _flat(line)
        if not wanted or wanted == "…":
            continue
        found = text.find(wanted, place)
        missing += [line] if found < 0 else []
        place = found + len(wanted) if found >= 0 else place
    return missing


def _flat(text: str) -> str:
    """Return a text without the lines of tables and with single blanks, so that wrapping makes no difference.

    A hash stands for the bytes of the papers; which one it is says nothing to a reader.
    """
    return " ".join(re.sub(r"[─━│┃┏┓┗┛┡┩┳╇┴└┘┌┐├┤┬]+|\b[0-9a-f]{12}\b|\b[0-9a-f]{64}\b", " ", text).split())
