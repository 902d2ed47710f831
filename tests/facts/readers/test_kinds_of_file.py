"""The same tickets in every kind of file."""

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from tests.facts.readers.desks import EVENTS, accounted, told, write_csv, write_text

from asagreed.errors import UnreadableExport
from asagreed.facts.readers import ExportMapping, RowShape, detecting, json_objects, read_tickets
from asagreed.facts.readers.sheets import unlike_names

AT_EIGHT = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 -- a cell of Excel has no zone
ROWS = [
    ["ticket", "at", "event", "value"],
    ["Ä-1", "2026-03-02T08:00:00Z", "created", ""],
    ["Ä-1", "2026-03-02T08:10:00Z", "status", "waiting for customer"],
    ["B", "2026-03-02T08:20:00Z", "created", ""],
]


def comma(path: Path) -> Path:
    return write_csv(path / "events.csv", ROWS)


def semicolon_utf16(path: Path) -> Path:
    return write_csv(path / "events.csv", ROWS, delimiter=";", encoding="utf-16")


def tab_utf16_without_mark(path: Path) -> Path:
    return write_csv(path / "events.tsv", ROWS, delimiter="\t", encoding="utf-16-le")


def bar_utf16_big_endian_without_mark(path: Path) -> Path:
    return write_csv(path / "events.txt", ROWS, delimiter="|", encoding="utf-16-be")


def with_mark(path: Path) -> Path:
    return write_csv(path / "events.csv", ROWS, encoding="utf-8-sig")


def windows(path: Path) -> Path:
    return write_csv(path / "events.csv", ROWS, encoding="cp1252")


def excel_says_the_separator(path: Path) -> Path:
    lines = ["sep=;", *(";".join(row) for row in ROWS)]
    return write_text(path / "events.csv", "\r\n".join(lines))


def old_macintosh(path: Path) -> Path:
    return write_text(path / "events.csv", "\r".join(",".join(row) for row in ROWS))


def windows_lines_without_a_last(path: Path) -> Path:
    return write_text(path / "events.csv", "\r\n".join(",".join(row) for row in ROWS))


def empty_lines(path: Path) -> Path:
    return write_text(path / "events.csv", "\n\n" + "\n\n".join(",".join(row) for row in ROWS) + "\n\n\n")


def packed(path: Path) -> Path:
    target = path / "events.csv.gz"
    target.write_bytes(gzip.compress(comma(path).read_bytes()))
    return target


def zipped(path: Path) -> Path:
    target = path / "events.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(comma(path), "folder/events.csv")
        archive.writestr("__MACOSX/._events.csv", b"junk")
    return target


def zipped_parquet(path: Path) -> Path:
    target = path / "events.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(parquet(path), "events.parquet")
    return target


def parquet(path: Path) -> Path:
    target = path / "ev[1]e*n'ts.parquet"
    duckdb.execute('create or replace temp table made (ticket varchar, "at" varchar, event varchar, value varchar)')
    duckdb.executemany("insert into made values (?, ?, ?, ?)", ROWS[1:])
    quoted = str(target).replace("'", "''")
    duckdb.execute(f"copy made to '{quoted}' (format parquet)")
    return target


def objects() -> list[dict[str, str | None]]:
    return [dict(zip(ROWS[0], (text or None for text in row), strict=True)) for row in ROWS[1:]]


def json_lines(path: Path) -> Path:
    return write_text(path / "events.jsonl", "\n".join(map(json.dumps, objects())) + "\n\n")


def json_array(path: Path) -> Path:
    return write_text(path / "events.json", json.dumps(objects(), indent=1))


def json_document(path: Path) -> Path:
    return write_text(path / "events.json", json.dumps({"count": [1, 3], "tickets": objects()}))


def json_document_on_lines(path: Path) -> Path:
    return write_text(path / "events.json", json.dumps({"next": None, "issues": objects()}, indent=2))


def workbook(path: Path) -> Path:
    target = path / "events.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (ROWS[0], *ROWS[1:2], [], *ROWS[2:]):
        sheet.append(row)
    book.save(target)
    return target


EVERY_FILE = [
    comma, semicolon_utf16, tab_utf16_without_mark, bar_utf16_big_endian_without_mark, with_mark, windows,
    excel_says_the_separator, old_macintosh, windows_lines_without_a_last, empty_lines, packed, zipped,
    zipped_parquet, parquet, json_lines, json_array, json_document, json_document_on_lines, workbook,
]  # fmt: skip


@pytest.mark.parametrize("make", EVERY_FILE, ids=lambda make: make.__name__)
def test_every_kind_of_file_gives_the_same_tickets(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    log = read_tickets(make(tmp_path), mapping=EVENTS)

    assert told(log.find("Ä-1")) == ["03-02T08:00 created", "03-02T08:10 status waiting for customer"]
    assert told(log.find("B")) == ["03-02T08:20 created"]
    assert (log.rows_read, log.rows_in, log.rows_refused) == (3, 3, 0)


def test_repeated_and_empty_names_of_columns_are_numbered() -> None:
    assert unlike_names(("Labels", " ", "Labels", "Labels")) == ("Labels", "column 2", "Labels (2)", "Labels (3)")


def test_cells_of_a_workbook_become_the_texts_of_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "tickets.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "created", "urgent", "size"])
    sheet.append([17.0, AT_EIGHT, True, 1.5])
    sheet.append([18, date(2026, 3, 2), False])
    book.save(path)
    mapping = ExportMapping(
        RowShape.TICKET, {"ticket": "id", "reported": "created", "impact": "urgent", "site": "size"}
    )

    log = read_tickets(path, mapping=mapping)
    ticket = log.find("17")

    assert ticket is not None
    assert ticket.attributes == {"impact": "true", "site": "1.5"}
    assert told(log.find("18")) == ["03-02T00:00 created"]


def test_keys_inside_keys_are_joined_with_a_dot(tmp_path: Path) -> None:
    text = (
        '{"id": 7, "fields": {"created": "2026-03-02T08:00:00Z", "labels": ["a", "b"], "empty": {}}, "open": true}\n'
        '{"id": 8.0, "fields": {"created": "2026-03-02T09:00:00Z"}}\n'
    )
    path = write_text(tmp_path / "tickets.jsonl", text)
    mapping = ExportMapping(
        RowShape.TICKET, {"ticket": "id", "reported": "fields.created", "kind": "fields.labels", "impact": "open"}
    )

    log = read_tickets(path, mapping=mapping)
    ticket = log.find("7")

    assert ticket is not None
    assert ticket.attributes == {"kind": '["a", "b"]', "impact": "true"}
    assert told(log.find("8")) == ["03-02T09:00 created"]
    assert log.unread_columns == ("fields.empty",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"ticket": "A", ', "this is not JSON: Expecting property name enclosed in double quotes at character 16"),
        ('["A"]', "this is no JSON object"),
        ("[" * 100_000, "this is not JSON: it is nested too deeply"),
        ('{"ticket": "\\ud800", "at": "x"}', "it has characters that are no text"),
        ('{"ticket": "\\u0000", "at": "x"}', "it has characters that are no text"),
        ('{"ticket": "' + "x" * (3 << 20) + '"}', "the line has more than 1,048,576 characters"),
        ('{"ticket": ' + "9" * 5_000 + "}", None),
    ],
)
def test_a_broken_line_of_json_is_refused_alone(tmp_path: Path, line: str, reason: str | None) -> None:
    good = '{"ticket": "A", "at": "2026-03-02T08:00:00Z", "event": "created", "value": "ok"}'
    path = write_text(tmp_path / "events.jsonl", "\n".join([good, line, good.replace("A", "Ö")]))

    log = read_tickets(path, mapping=EVENTS)

    assert (log.rows_read, log.rows_in, log.refused[0].line) == (3, 2, 2)
    assert reason is None or log.refused[0].reason == reason
    assert accounted(log)


def test_bytes_that_are_no_text_refuse_their_object_only(tmp_path: Path) -> None:
    good = b'{"ticket": "A", "at": "2026-03-02T08:00:00Z", "event": "created", "value": "x"}\n'
    path = tmp_path / "events.jsonl"
    path.write_bytes(good * 20_000 + good.replace(b"A", b"\xff") + good.replace(b'"A"', '"ä"'.encode()))

    log = read_tickets(path, mapping=EVENTS)

    assert [(row.line, row.reason) for row in log.refused] == [(20_001, "it has characters that are no text")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"ticket": "A"}, {"ticket": ]', "line 1 is not JSON: Expecting value at character 30"),
        ('[{"ticket": "A"},\n{"ticket": "B"},\n', "line 3 is not JSON: Expecting value"),
        ('{\n"tickets": 7\n}', "it holds no list of objects"),
        ("[1, 2]", "it holds no list of objects"),
    ],
)
def test_a_broken_json_document_is_refused_whole_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UnreadableExport, match=why):
        read_tickets(write_text(tmp_path / "events.json", text), mapping=EVENTS)


def test_what_is_no_object_in_an_array_is_refused(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "events.json", '[{"ticket":"A","at":"2026-03-02T08:00Z","event":"created","value":1},\n3]'
    )

    log = read_tickets(path, mapping=EVENTS)

    assert [(row.line, row.reason) for row in log.refused] == [(2, "this is no JSON object")]


def test_a_json_document_of_half_a_gigabyte_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_objects, "MAXIMUM_ARRAY", 40)

    with pytest.raises(UnreadableExport, match="Write one object a line"):
        read_tickets(write_text(tmp_path / "events.json", json.dumps(objects(), indent=1)), mapping=EVENTS)


def test_names_of_a_json_file_are_taken_from_its_first_thousand_objects(tmp_path: Path) -> None:
    line = '{"ticket": "A", "at": "2026-03-02T08:00:00Z", "event": "created", "value": ""}\n'
    path = write_text(tmp_path / "events.jsonl", line * 1_500 + '{"late": 1}\n')

    log = read_tickets(path, mapping=EVENTS)

    assert (log.rows_in, log.refused[0].reason, log.unread_columns) == (1_500, "«ticket» is empty", ())


def nothing(path: Path) -> Path:
    return write_text(path / "export.csv", "")


def blank(path: Path) -> Path:
    return write_text(path / "export.csv", " \n\n\t ")


def no_file(path: Path) -> Path:
    return path / "export.csv"


def folder(path: Path) -> Path:
    return path


def pdf(path: Path) -> Path:
    return write_text(path / "export.csv", "%PDF-1.7 ...")


def old_excel(path: Path) -> Path:
    (path / "export.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return path / "export.xls"


def web_page(path: Path) -> Path:
    return write_text(path / "export.xls", "\n <html><table><tr><td>ticket</td></tr></table>")


def sqlite(path: Path) -> Path:
    (path / "export.db").write_bytes(b"SQLite format 3\x00" + bytes(90))
    return path / "export.db"


def junk(path: Path) -> Path:
    (path / "export.bin").write_bytes(bytes(range(256)) * 40)
    return path / "export.bin"


def broken_parquet(path: Path) -> Path:
    (path / "export.parquet").write_bytes(b"PAR1" + b"x" * 100 + b"PAR1")
    return path / "export.parquet"


def parquet_with_broken_pages(path: Path) -> Path:
    content = bytearray(parquet(path).read_bytes())
    place = content.index(b"created")
    content[place : place + 7] = b"\xff" * 7
    (path / "export.parquet").write_bytes(content)
    return path / "export.parquet"


def broken_gz(path: Path) -> Path:
    (path / "export.csv.gz").write_bytes(gzip.compress(b"ticket,at,event,value\n" * 99)[:-20])
    return path / "export.csv.gz"


def broken_zip(path: Path) -> Path:
    (path / "export.zip").write_bytes(zipped(path).read_bytes()[:-30])
    return path / "export.zip"


def two_files_in_a_zip(path: Path) -> Path:
    with zipfile.ZipFile(path / "export.zip", "w") as archive:
        archive.writestr("a.csv", b"x")
        archive.writestr("b.csv", b"x")
    return path / "export.zip"


def archive_in_an_archive(path: Path) -> Path:
    (path / "export.gz").write_bytes(gzip.compress(gzip.compress(b"x")))
    return path / "export.gz"


def broken_workbook(path: Path) -> Path:
    with zipfile.ZipFile(path / "export.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", b"<no")
    return path / "export.xlsx"


def workbook_with_a_broken_sheet(path: Path) -> Path:
    with zipfile.ZipFile(workbook(path)) as sound, zipfile.ZipFile(path / "export.xlsx", "w") as archive:
        for name in sound.namelist():
            content = sound.read(name)
            archive.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    return path / "export.xlsx"


def empty_workbook(path: Path) -> Path:
    openpyxl.Workbook().save(path / "export.xlsx")
    return path / "export.xlsx"


def other_columns(path: Path) -> Path:
    return write_csv(path / "export.csv", [[f"c{number}" for number in range(40)], ["1"] * 40])


def quotes_from_the_first_line(path: Path) -> Path:
    return write_text(path / "export.csv", '"ticket,at,event,value\nA,2026-03-02T08:00Z,created,\n')


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (nothing, "it is empty. Export it again."),
        (blank, "it is empty. Export it again."),
        (no_file, "it cannot be opened"),
        (folder, "it cannot be opened"),
        (pdf, "it is a PDF. Export the tickets as CSV, Excel, JSON or Parquet."),
        (old_excel, "it is an old Excel file"),
        (web_page, "it is a web page or XML"),
        (sqlite, "it is an SQLite data base"),
        (junk, "it is not a text"),
        (broken_parquet, "it is damaged"),
        (parquet_with_broken_pages, "it is damaged"),
        (broken_gz, "the archive is damaged or locked"),
        (broken_zip, "the archive is damaged or locked"),
        (two_files_in_a_zip, "the archive holds 2 files"),
        (archive_in_an_archive, "it is an archive in an archive"),
        (broken_workbook, "the workbook is damaged"),
        (workbook_with_a_broken_sheet, "the workbook is damaged"),
        (empty_workbook, "its first sheet is empty"),
        (other_columns, "those of no known desk"),
        (quotes_from_the_first_line, "a quote is opened and not closed"),
    ],
)
def test_a_file_without_tickets_is_refused_in_words(tmp_path: Path, make: Callable[[Path], Path], why: str) -> None:
    with pytest.raises(UnreadableExport) as caught:
        read_tickets(make(tmp_path))

    assert why in str(caught.value)
    assert "cannot be read as tickets" in str(caught.value)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detecting, "MAXIMUM_UNPACKED", 10)

    with pytest.raises(UnreadableExport, match="unpacks to more than 4 GiB"):
        read_tickets(packed(tmp_path), mapping=EVENTS)


def test_an_encoding_may_be_named_and_must_exist(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", ROWS, encoding="cp437")
    columns = dict(EVENTS.columns)

    log = read_tickets(path, mapping=ExportMapping(RowShape.EVENT, columns, encoding="cp437", delimiter=","))

    assert log.find("Ä-1") is not None
    with pytest.raises(UnreadableExport, match="no encoding is called «cp999»"):
        read_tickets(path, mapping=ExportMapping(RowShape.EVENT, columns, encoding="cp999"))
