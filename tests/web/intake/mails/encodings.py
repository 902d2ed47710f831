"""Mails in the character sets of the world, declared rightly, wrongly and not at all."""

from __future__ import annotations

from tests.web.intake.mails.writing import Mail, written

_GERMAN = "Der Drucker läuft nicht. Grüße"
_JAPANESE = "プリンターが動きません"
_CHINESE = "打印机坏了"


def _text(charset: str, content: bytes, cte: str = "8bit", subject: str = "Printer") -> bytes:
    declared = (f"Content-Type: text/plain; charset={charset}",) if charset else ()
    return written(*declared, f"Content-Transfer-Encoding: {cte}", body=content, subject=subject)


MAILS = {
    "utf-8": Mail(
        _text("utf-8", _GERMAN.encode(), subject="=?utf-8?q?Drucker_l=C3=A4uft_nicht?="),
        {"subject": "Drucker läuft nicht", "text": _GERMAN, "notes": ()},
    ),
    "latin-1": Mail(_text("iso-8859-1", _GERMAN.encode("latin-1")), {"text": _GERMAN, "notes": ()}),
    "windows-1252 called latin-1": Mail(
        _text("iso-8859-1", "„Kosten“ – 5 €".encode("cp1252")), {"text": "„Kosten“ – 5 €"}
    ),
    "windows-1252 called utf-8": Mail(
        _text("utf-8", _GERMAN.encode("cp1252")), {"text": _GERMAN}, {"notes": "is not in the character set utf-8"}
    ),
    "windows-1252 called us-ascii": Mail(_text("us-ascii", _GERMAN.encode("cp1252")), {"text": _GERMAN}),
    "utf-8 with one broken byte": Mail(
        _text("utf-8", _GERMAN.encode() + b"\xff"), {"text": _GERMAN + "\ufffd"}, {"notes": "character set"}
    ),
    "no charset, 8 bits": Mail(_text("", _GERMAN.encode()), {"text": _GERMAN, "notes": ()}),
    "iso-2022-jp": Mail(
        _text("iso-2022-jp", _JAPANESE.encode("iso-2022-jp"), "7bit", "=?ISO-2022-JP?B?GyRCJVclaiVzJT8hPBsoQg==?="),
        {"text": _JAPANESE, "subject": "プリンター"},
    ),
    "shift_jis with characters of Windows": Mail(_text("shift_jis", "①髙橋".encode("cp932")), {"text": "①髙橋"}),
    "gb18030": Mail(_text("gb18030", _CHINESE.encode("gb18030")), {"text": _CHINESE, "notes": ()}),
    "gb2312 that is gbk": Mail(_text("gb2312", "朱镕基".encode("gbk")), {"text": "朱镕基"}),
    "koi8-r": Mail(_text("koi8-r", "Принтер".encode("koi8-r")), {"text": "Принтер"}),
    "utf-7": Mail(_text("utf-7", b"Gr+APwA3w-e", "7bit"), {"text": "Grüße"}),
    "utf-16 in base64": Mail(_text("utf-16", b"//5IAGEAbABsAG8A", "base64"), {"text": "Hallo"}),
    "unknown charset": Mail(
        _text("x-klingon-8", _GERMAN.encode()), {"text": _GERMAN}, {"notes": "character set «x-klingon-8» is not known"}
    ),
    "a codec that is no charset": Mail(_text("zlib_codec", b"plain"), {"text": "plain"}, {"notes": "is not known"}),
    "a slow codec as charset": Mail(_text("idna", b"a" * 9000), {"text": "a" * 9000}, {"notes": "is not known"}),
    "quoted-printable": Mail(
        _text("utf-8", b"Gr=C3=BC=C3=9Fe, and a long=\r\n line =3D one", "quoted-printable"),
        {"text": "Grüße, and a long line = one"},
    ),
    "quoted-printable, broken": Mail(
        _text("utf-8", b"50=% off =ZZ and =C3=BC=", "quoted-printable"), holds={"text": "off =ZZ and ü"}
    ),
    "base64, broken": Mail(
        _text("utf-8", b"SGVsbG8g!!!!d29ybGQ", "base64"), {"text": "Hello world"}, {"notes": "damaged"}
    ),
    "base64 that is none": Mail(_text("utf-8", b"This is no base64.", "base64"), {"subject": "Printer"}),
    "unknown transfer encoding": Mail(_text("utf-8", b"As it stands.", "x-none"), {"text": "As it stands."}),
    "uuencoded": Mail(
        _text("utf-8", b"begin 644 a.txt\r\n%2&5L;&\\ \r\n`\r\nend\r\n", "x-uuencode"), {"text": "Hello"}
    ),
    "subject in several words, a character cut in two": Mail(
        written(body="x", subject="=?utf-8?b?R3LD?= =?utf-8?b?vMOfZQ==?=".replace("R3LD", "R3LD")),
        {"subject": "Grüße"},
    ),
    "subject in words of two charsets": Mail(
        written(body="x", subject="=?utf-8?q?Caf=C3=A9?= =?iso-8859-1?q?_Z=FCrich?="), {"subject": "Café Zürich"}
    ),
    "subject with broken words": Mail(
        written(body="x", subject="=?utf-8?q?open =?x?= =?utf-8?b?%%%?= =?nope?q?caf=E9?= end"),
        holds={"subject": "end"},
    ),
    "subject in base64 that was cut": Mail(
        written(body="x", subject="=?utf-8?b?UHJpbnRlcg=?= =?utf-8?b?IGJ1cm5zX?="), {"subject": "Printer burns"}
    ),
    "subject with raw 8 bits": Mail(
        written(body="x", subject=_GERMAN.encode("latin-1").decode("utf-8", "surrogateescape")), {"subject": _GERMAN}
    ),
    "subject of 8,000 words": Mail(written(body="x", subject="=?utf-8?q?a" * 8000), holds={"subject": "=?utf-8?q?a"}),
    "subject that turns its direction": Mail(
        written(body="x", subject="Invoice \u202egpj.exe"), {"subject": "Invoice gpj.exe"}
    ),
    "subject with a NUL": Mail(written(body="x", subject="Pri\0nter"), {"subject": "Printer"}),
    "format=flowed": Mail(
        written(
            "Content-Type: text/plain; charset=utf-8; format=flowed",
            body="The printer on the \nsecond floor is \non fire.\n> It was fine \n> yesterday.\n-- \nAnn",
        ),
        {"text": "The printer on the second floor is on fire.\n> It was fine yesterday.\n--\nAnn"},
    ),
    "format=flowed with delsp": Mail(
        written("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes", body="プリン \nター\n stuffed"),
        {"text": "プリンター\nstuffed"},
    ),
}
