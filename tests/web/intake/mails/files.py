"""Mails with files: wrapped, signed, nested, ill named."""

from __future__ import annotations

import struct

from tests.web.intake.mails.writing import FROM, WORDS, Mail, divided, filed, part, written

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
_ZIP = b"PK\x05\x06" + bytes(18)


def _record(level: int, name: int, kind: int, content: bytes) -> bytes:
    checksum = sum(content) & 0xFFFF
    return struct.pack("<BHHI", level, name, kind, len(content)) + content + struct.pack("<H", checksum)


def _property(name: int, content: bytes, kind: int = 0x0102) -> bytes:
    padded = content + bytes(-len(content) % 4)
    return struct.pack("<HHII", kind, name, 1, len(content)) + padded


def _tnef(*records: bytes) -> bytes:
    """Return a winmail.dat by hand: signature, key, version, code page, then the given records."""
    version = _record(1, 0x9006, 8, struct.pack("<I", 0x10000))
    page = _record(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    return struct.pack("<IH", 0x223E9F78, 1) + version + page + b"".join(records)


def _tnef_file(name: bytes, content: bytes) -> bytes:
    return (
        _record(2, 0x9002, 6, bytes(14))
        + _record(2, 0x8010, 7, name + b"\0")
        + _record(2, 0x800F, 6, content)
        + _record(2, 0x8013, 3, struct.pack("<7H", 2026, 1, 5, 10, 0, 0, 1))
    )


_BODY = _record(1, 0x800C, 2, "Der Drucker läuft nicht.\0".encode("cp1252"))
_WINMAIL = _tnef(_BODY, _tnef_file(b"offer.pdf", b"%PDF-1.7 offer"), _tnef_file(b"note.txt", b"note"))
_ONLY_RICH_TEXT = _tnef(_record(1, 0x9003, 6, struct.pack("<I", 1) + _property(0x1009, b"rtf rtf rtf rtf ")))
_HTML = _tnef(_record(1, 0x9003, 6, struct.pack("<I", 1) + _property(0x1013, b"<p>Hello <b>desk</b></p>")))
_ENDLESS = _tnef(_record(1, 0x8FFF, 6, b"") * 400_000)


def _winmail(content: bytes, *, words: bool = False) -> bytes:
    wrapped = filed('"winmail.dat"', content, "application/ms-tnef")
    return divided(*([WORDS] if words else []), wrapped)


def _forwarded(levels: int) -> bytes:
    """Return a mail that forwards a mail that forwards a mail, as attachments."""
    inner = f"{FROM}\nSubject: level 0\nMessage-ID: <zero@harbour.example>\n\nThe first words.\n".encode()
    for level in range(1, levels + 1):
        outer = divided(WORDS, part("message/rfc822", inner), subject=f"level {level}")
        inner = outer.replace(b"--cut", b"--cut%d" % level).replace(b'"cut"', b'"cut%d"' % level)
    return inner


MAILS = {
    "winmail.dat": Mail(
        _winmail(_WINMAIL),
        {
            "text": "Der Drucker läuft nicht.",
            "attachments.names": ("offer.pdf", "note.txt"),
            "attachments.0.content": b"%PDF-1.7 offer",
        },
        {"notes": "wrapped the mail in a winmail.dat; what it held is shown"},
    ),
    "winmail.dat with HTML": Mail(_winmail(_HTML), {"text": "Hello desk"}, {"html": "<b>desk</b>"}),
    "winmail.dat with rich text only": Mail(
        _winmail(_ONLY_RICH_TEXT, words=True),
        {"text": "The printer is on fire.", "attachments.names": ("winmail.dat",)},
        {"notes": "could not be unwrapped completely"},
    ),
    "winmail.dat, cut short": Mail(
        _winmail(_WINMAIL[:-40], words=True), {"text": "The printer is on fire.\n\nDer Drucker läuft nicht."}
    ),
    "winmail.dat that is none": Mail(
        _winmail(b"hello", words=True),
        {"attachments.names": ("winmail.dat",), "attachments.0.content": b"hello"},
        {"notes": "could not be unwrapped"},
    ),
    "winmail.dat of 400,000 records": Mail(
        _winmail(_ENDLESS, words=True),
        {"text": "The printer is on fire.", "attachments.names": ("winmail.dat",)},
        {"notes": "could not be unwrapped"},
    ),
    "forwarded three deep as attachments": Mail(
        _forwarded(3),
        {"subject": "level 3", "attachments.names": ("level 2.eml",), "text": "The printer is on fire."},
        {"attachments.0.content": "The first words."},
    ),
    "forwarded without a subject": Mail(
        divided(WORDS, part("message/rfc822", f"{FROM}\n\nwords")), {"attachments.names": ("message.eml",)}
    ),
    "forwarded with a folded 8-bit field": Mail(
        divided(WORDS, part("message/rfc822", "Subject: läuft\n nicht\nX-Odd : 1\n\nwörter\n".encode("latin-1"))),
        {"attachments.names": ("läuft nicht.eml",)},
        {"attachments.0.content": "Subject: l\udce4uft\n nicht"},
    ),
    "forwarded in base64, against the standard": Mail(
        divided(
            WORDS,
            filed('"old.eml"', b"Subject: old\n\nold words\n", "message/rfc822"),
        ),
        {"attachments.names": ("old.eml",), "attachments.0.content": b"Subject: old\n\nold words\n"},
    ),
    "a message in parts": Mail(
        written('Content-Type: message/partial; id="a@harbour.example"; number=1; total=3', body="Subject: x\n\npart"),
        {"text": "part", "attachments": ()},
    ),
    "zip": Mail(
        divided(WORDS, filed('"logs.zip"', _ZIP, "application/zip")),
        {
            "attachments.names": ("logs.zip",),
            "attachments.0.content": _ZIP,
            "attachments.0.declared_type": "application/zip",
        },
    ),
    "name that turns its direction": Mail(
        divided(WORDS, filed('"annual\u202efdp.exe"', b"MZ")),
        {"attachments.names": ("annualfdp.exe",)},
        {"notes": "was made safe: «annualfdp.exe»"},
    ),
    "name that turns its direction, encoded": Mail(
        divided(WORDS, filed('"=?utf-8?b?YW5udWFs4oCuZmRwLmV4ZQ==?="', b"MZ")),
        {"attachments.names": ("annualfdp.exe",)},
    ),
    "name that climbs": Mail(
        divided(WORDS, filed('"../../etc/cron.d/evil.txt"', b"x"), filed('"..\\\\..\\\\boot.txt"', b"y")),
        {"attachments.names": ("evil.txt", "boot.txt")},
    ),
    "name in two spellings (RFC 2231)": Mail(
        divided(
            WORDS,
            part("text/plain", "x", "Content-Disposition: attachment; filename*0*=utf-8''R%C3%A9; filename*1=seau.txt"),
        ),
        {"attachments.names": ("Réseau.txt",)},
    ),
    "name in a broken spelling": Mail(
        divided(WORDS, part("text/plain", "x", "Content-Disposition: attachment; filename*x*=nope'; filename*0*=%zz")),
        {"attachments.names": ("%zz",)},
    ),
    "name in an impossible charset": Mail(
        divided(WORDS, part("text/csv", "x", "Content-Disposition: attachment; filename*=undefined''a.csv")),
        {"attachments.names": ("attachment.csv",)},
    ),
    "forwarded in broken base64": Mail(
        divided(WORDS, part("message/rfc822", "QUJ\n", "Content-Transfer-Encoding: base64")),
        {"attachments.names": ("message.eml",)},
        {"attachments.0.content": "QUJ"},
    ),
    "no name": Mail(
        divided(WORDS, filed("", b"x", "application/pdf"), filed("", _PNG, "image/png"), filed("", b"x", "foo/bar")),
        {"attachments.names": ("attachment.pdf", "image.png", "attachment.bar")},
    ),
    "the same name twice": Mail(
        divided(WORDS, *(filed('"a.txt"', text) for text in (b"1", b"2", b"3"))),
        {"attachments.names": ("a.txt", "a (2).txt", "a (3).txt"), "attachments.2.content": b"3"},
    ),
    "name of 5,000 letters": Mail(
        divided(WORDS, filed('"' + "a" * 5000 + '.pdf"', b"%PDF-1")), {"attachments.names": ("a" * 116 + ".pdf",)}
    ),
    "picture in the text": Mail(
        divided(
            part("text/html", '<p>Look: <img src="cid:shot@1"></p>'),
            filed('"shot.png"', _PNG, "image/png", "Content-ID: <shot@1>"),
            kind="related",
        ),
        {"text": "Look:", "attachments.0.content_id": "shot@1", "attachments.0.content": _PNG},
        {"html": "cid:shot@1"},
    ),
    "signed with S/MIME": Mail(
        divided(WORDS, filed('"smime.p7s"', b"0\x80", "application/pkcs7-signature"), kind="signed"),
        {"text": "The printer is on fire.", "attachments": ()},
        {"notes": "signed with S/MIME; the signature was not checked"},
    ),
    "signed with PGP": Mail(
        divided(WORDS, filed('"signature.asc"', b"-----BEGIN", "application/pgp-signature"), kind="signed"),
        {"text": "The printer is on fire.", "attachments": ()},
        {"notes": "signed with PGP"},
    ),
    "encrypted with S/MIME": Mail(
        written(
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            "Content-Transfer-Encoding: base64",
            body="MIAG",
        ),
        {"text": "", "attachments.names": ("smime.p7m",)},
        {"notes": "encrypted"},
    ),
    "encrypted with PGP": Mail(
        divided(part("application/pgp-encrypted", "Version: 1"), filed('"x.asc"', b"-----BEGIN"), kind="encrypted"),
        {"text": ""},
        {"notes": "encrypted and cannot be read here"},
    ),
    "text file": Mail(
        divided(WORDS, part("text/plain; name=log.txt", "line\n", "Content-Disposition: inline; filename=log.txt")),
        {"text": "The printer is on fire.", "attachments.names": ("log.txt",)},
    ),
    "other forms of the text": Mail(
        divided(WORDS, part("text/x-amp-html", "<html amp4email>"), kind="alternative"),
        {"text": "The printer is on fire.", "attachments": (), "html": None},
    ),
}
