"""Mails that break rules, by accident or to break us."""

from __future__ import annotations

from tests.web.intake.mails.writing import FROM, SENT_AT, USUAL, WORDS, Mail, divided, filed, joined, part, written

_TO = "To: desk@northwind.example"


def _from(*fields: str) -> bytes:
    return written(*fields, _TO, usual=False, body="words")


def _dated(date: str) -> bytes:
    return written(FROM, _TO, f"Date: {date}", "Message-ID: <one@harbour.example>", usual=False, body="words")


def _nested(levels: int) -> bytes:
    opening = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(levels)
    )
    return written(*USUAL[1:], usual=False)[:-2] + FROM.encode() + b"\r\n" + opening.encode() + b"\r\nwords\r\n"


_TRAP = "In-Reply-To: <two@northwind.example>"

MAILS = {
    "line ends LF": Mail(written(body="a\nb").replace(b"\r\n", b"\n"), {"text": "a\nb", "sent_at": SENT_AT}),
    "line ends CR": Mail(written(body="a\nb").replace(b"\r\n", b"\r"), {"text": "a\nb", "subject": "Printer"}),
    "line ends mixed": Mail(
        divided("Content-Type: text/plain\n\na", WORDS).replace(b"\r\n--cut", b"\n--cut"),
        {"text": "a\n\nThe printer is on fire."},
    ),
    "nothing at all": Mail(b"", {"subject": "", "senders": (), "sender_is_clear": False, "text": ""}),
    "only line ends": Mail(b"\r\n" * 50, {"subject": "", "text": ""}),
    "no mail but words": Mail(b"Hello, is this the desk?\n\nBye", holds={"full_text": "Hello, is this the desk?"}),
    "an mbox line first": Mail(b"From ann Mon Jan  5 10:00:00 2026\r\n" + written(body="words"), {"text": "words"}),
    "all 256 bytes": Mail(written(body=bytes(range(256)) * 40), {"subject": "Printer"}, lacks={"full_text": "\0"}),
    "NULs": Mail(written(body=b"a\0b\0c"), {"text": "abc"}),
    "20,000 empty lines": Mail(written(_TRAP, body="a" + "\n" * 20_000 + "b"), {"text": "a\n\n\nb"}),
    "no From": Mail(
        _from("Sender: ann@harbour.example"),
        {"senders": (), "sender": None, "sender_is_clear": False},
        {"notes": "The field From is missing."},
    ),
    "From without an address": Mail(_from("From: Ann"), {"senders": (), "sender_is_clear": False}),
    "From spoofed in its name": Mail(
        _from("From: support@northwind.example <x@evil.example>"),
        {"sender.email": "x@evil.example", "sender.name": "support@northwind.example", "sender_is_clear": True},
        {"notes": "The sender x@evil.example calls itself «support@northwind.example»"},
    ),
    "From spoofed in its encoded name": Mail(
        _from("From: =?utf-8?q?support=40northwind.example_=3Cdesk=40northwind.example=3E=2C?= <x@evil.example>"),
        {"sender.email": "x@evil.example", "sender_is_clear": True},
        {"notes": "calls itself"},
    ),
    "From with two addresses in brackets": Mail(
        _from("From: <ceo@harbour.example> <x@evil.example>"),
        {"sender_is_clear": False, "senders.emails": ("ceo@harbour.example", "x@evil.example")},
    ),
    "From with two addresses and no brackets": Mail(
        _from('From: "ceo@harbour.example" x@evil.example'), {"sender_is_clear": False, "senders": ()}
    ),
    "several From addresses": Mail(
        _from("From: a@harbour.example, b@evil.example"),
        {"sender_is_clear": False, "senders.emails": ("a@harbour.example", "b@evil.example")},
    ),
    "several From fields": Mail(
        _from("From: a@harbour.example", "From: b@evil.example"),
        {"sender_is_clear": False},
        {"notes": "The field From stands 2 times"},
    ),
    "From with a quoted local part": Mail(
        _from('From: "ann archer"@harbour.example'), {"senders.emails": ('"ann archer"@harbour.example',)}
    ),
    "From with comments": Mail(
        _from("From: ann@harbour.example (Ann (of the clinic))"),
        {"sender.email": "ann@harbour.example", "sender.name": "Ann of the clinic"},
    ),
    "From with a comma in an encoded name": Mail(
        _from("From: =?utf-8?q?Archer,_Ann?= <ann@harbour.example>"), {"sender.name": "Archer, Ann"}
    ),
    "From with an escaped quote": Mail(
        _from('From: "Ann \\"A\\" Archer" <ann@harbour.example>'), {"sender.name": 'Ann "A" Archer'}
    ),
    "From with a name that turns": Mail(
        _from("From: Ann\u202eelpmaxe <ann@harbour.example>"), {"sender.name": "Annelpmaxe"}
    ),
    "From in 8 bits": Mail(
        _from("From: J\udcfcrgen <j@harbour.example>"), {"sender.name": "Jürgen", "sender.email": "j@harbour.example"}
    ),
    "From that is never closed": Mail(_from("From: Ann <ann@harbour.example"), {"sender.email": "ann@harbour.example"}),
    "Reply-To that differs": Mail(
        written("Reply-To: Boss <boss@evil.example>"),
        {"sender.email": "ann@harbour.example", "reply_to.emails": ("boss@evil.example",)},
    ),
    "To as a group": Mail(
        _from(FROM, "Cc: team: a@harbour.example, Bob <b@harbour.example>;, c@harbour.example"),
        {"cc.emails": ("a@harbour.example", "b@harbour.example", "c@harbour.example")},
    ),
    "To undisclosed": Mail(written("Cc: undisclosed-recipients:;"), {"cc": ()}),
    "To with 4,000 open brackets": Mail(
        written("Cc: a@harbour.example, " + "(" * 4000), {"cc.emails": ("a@harbour.example",)}, {"notes": "field Cc"}
    ),
    "To with 4,000 open angles": Mail(written("Cc: " + "<" * 4000), {"cc": ()}, {"notes": "field Cc"}),
    "To of 300 kB": Mail(
        written("Cc: " + ", ".join(f"a{n}@harbour.example" for n in range(14_000)), body="words"),
        {"cc": (), "text": "words", "sender.email": "ann@harbour.example"},
        {"notes": "larger than 256 kB"},
    ),
    "To of 100 kB": Mail(
        written("Cc: " + ", ".join(f"a{n}@harbour.example" for n in range(4_500)), body="words"),
        {"cc.count": 200, "text": "words"},
        {"notes": "The field Cc was too long"},
    ),
    "20,000 fields": Mail(written(*(f"X-{n}: y" for n in range(20_000)), body="words"), {"text": "words"}),
    "a field line of 90 kB": Mail(
        written("X-Long: " + "a" * 90_000, body="words"), {"text": "words"}, {"notes": "X-Long"}
    ),
    "delivered to": Mail(
        written("Delivered-To: desk+t-1@northwind.example", "X-Original-To: all@northwind.example"),
        {"delivered_to": ("desk+t-1@northwind.example", "all@northwind.example")},
    ),
    "no Message-ID": Mail(
        _from(FROM), {"message_id": None, "sent_at": None}, {"notes": "The field Message-ID is missing."}
    ),
    "two Message-IDs": Mail(
        written("Message-ID: <two@harbour.example>"),
        {"message_id": "<one@harbour.example>"},
        {"notes": "The field Message-ID stands 2 times; the first counts."},
    ),
    "Message-ID without brackets": Mail(_from(FROM, "Message-ID: one@x junk"), {"message_id": "<one@x>"}),
    "Message-ID with words around": Mail(_from(FROM, "Message-ID: see <one@x> (old)"), {"message_id": "<one@x>"}),
    "In-Reply-To as words": Mail(
        written('In-Reply-To: Your message of "Mon" <two@northwind.example>'),
        {"in_reply_to": "<two@northwind.example>"},
    ),
    "9,000 references": Mail(
        written("References: " + " ".join(f"<{n}@x>" for n in range(9_000))), {"references.count": 50}
    ),
    "two subjects": Mail(
        written("Subject: Second"), {"subject": "Printer"}, {"notes": "The field Subject stands 2 times"}
    ),
    "impossible date": Mail(_dated("Mon, 31 Feb 2026 25:61:00 +0100"), {"sent_at": None}, {"notes": "is no date"}),
    "date that is none": Mail(_dated("yesterday"), {"sent_at": None}, {"notes": "«yesterday» is no date"}),
    "date with an impossible zone": Mail(_dated("Mon, 5 Jan 2026 10:00:00 +9900"), {"sent_at": None}),
    "date without a zone": Mail(_dated("Mon, 5 Jan 2026 10:00:00"), {"sent_at": SENT_AT + 3600}),
    "date with a leap second": Mail(_dated("Sat, 31 Dec 2016 23:59:60 +0000"), {"sent_at": 1483228799}),
    "date far ahead": Mail(_dated("Fri, 1 Jan 2100 00:00:00 +0000"), {"sent_at": 4102444800}),
    "date of the year 99,999": Mail(_dated("Fri, 1 Jan 99999 00:00:00 +0000"), {"sent_at": None}),
    "cut off in the middle": Mail(
        divided(WORDS, filed('"a.pdf"', b"%PDF-1.7" + b"x" * 900))[:-400],
        {"text": "The printer is on fire.", "attachments.names": ("a.pdf",)},
        {"notes": "damaged or was cut short"},
    ),
    "boundary never named": Mail(
        written("Content-Type: multipart/mixed", body="--cut\n\nwords\n--cut--"), holds={"full_text": "words"}
    ),
    "boundary never met": Mail(
        written('Content-Type: multipart/mixed; boundary="other"', body=joined(WORDS)),
        holds={"full_text": "The printer is on fire.", "notes": "damaged"},
    ),
    "Content-Type of nonsense": Mail(written("Content-Type: ;;;=/;", body="words"), {"text": "words"}),
    "Content-Type of 30,000 parameters": Mail(
        written("Content-Type: text/plain" + "; a" * 20_000, body="words"), {"text": "words"}
    ),
    "a parameter with a number of 5,000 digits": Mail(
        written("Content-Type: text/plain; charset*" + "9" * 5000 + "=utf-8", body="words"), {"text": "words"}
    ),
    "a boundary with a number of 5,000 digits": Mail(
        written("Content-Type: multipart/mixed; boundary*" + "9" * 5000 + "=cut", body=joined(WORDS)),
        unreadable="Reading it failed (ValueError in utils.py",
    ),
    "Content-Disposition of nonsense": Mail(
        divided(part("text/plain", "words", "Content-Disposition: ;;inline=\x01")), {"text": "words"}
    ),
    "500 parts": Mail(
        divided(WORDS, *[filed('"a.txt"', b"x", "text/plain")] * 500),
        {"attachments.count": 199, "text": "The printer is on fire."},
        {"notes": "more than 200 parts"},
    ),
    "500 mails within": Mail(
        divided(WORDS, *[part("message/rfc822", "Subject: x\n\nx")] * 500), {"attachments.count": 199}
    ),
    "nested 30 deep": Mail(_nested(30), {"sender.email": "ann@harbour.example"}, {"notes": "deeper than 20 levels"}),
    "3,000 nested parts": Mail(_nested(3_000), unreadable="nested too deeply"),
    "text of two million letters": Mail(
        written(body="words " * 350_000), {"full_text.count": 1_000_000}, {"notes": "longer than a million"}
    ),
    "HTML of 1.5 million letters in two parts": Mail(
        divided(*[part("text/html", "<p>" + "words " * 125_000)] * 2),
        {"html.count": 1_000_000},
        {"notes": "longer than a million"},
    ),
    "60 kB crafted against quote stripping": Mail(
        written(_TRAP, body="\n\n".join(["From: a", "To: b c d e"] * 2 + ["On " * 40 + "x wrote"] * 480)),
        {"subject": "Printer"},
        {"full_text": "On On On"},
    ),
    "40 kB of white space against quote stripping": Mail(
        written(_TRAP, body="From:" + " \n\t\n" * 60 + "On a\n" * 900 + "a" + " " * 38_000 + "wrote"),
        holds={"full_text": "On a"},
    ),
    "500 kB of unclosed <div>": Mail(
        written("Content-Type: text/html", body="<div>" * 100_000 + "words"),
        {"html": None, "text": "words"},
        {"notes": "nested deeper than 256 tags"},
    ),
    "163 kB of unclosed styles": Mail(
        written(
            "Content-Type: text/html",
            body="<p>" + "".join(f"<font size={n}>" for n in range(200)) + "</p>" + "<p>x</p>" * 20_000,
        ),
        {"html": None},
        {"notes": "The HTML is shown as text, because", "text": "x\n\nx"},
        is_costly=True,
    ),
    "a tag of 150,000 attributes": Mail(
        written("Content-Type: text/html", body="<p " + "/".join(f"a{n:x}" for n in range(150_000)) + ">words</p>"),
        {"html": None, "text": "words"},
        {"notes": "The HTML is shown as text, because"},
        is_costly=True,
    ),
    "a tag of 150,000 attributes behind a quoted end": Mail(
        written(
            "Content-Type: text/html", body="<p a='>' " + " ".join(f"a{n:x}" for n in range(150_000)) + ">words</p>"
        ),
        {"html": None},
        {"notes": "The HTML is shown as text, because", "text": "words"},
        is_costly=True,
    ),
    "500 kB of open angles": Mail(written("Content-Type: text/html", body="<" * 500_000), {"text.count": 500_000}),
    "500 kB of scripts that open": Mail(
        written("Content-Type: text/html", body="words" + "<script>" * 60_000), {"text": "words"}
    ),
}
