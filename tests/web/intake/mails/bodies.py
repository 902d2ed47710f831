"""What people write: HTML, signatures, answers in many languages, forwards, and nothing."""

from __future__ import annotations

from tests.web.intake.mails.writing import WORDS, Mail, divided, filed, part, written

_NEW = "It still burns.\n\n    indented = true"
_OLD = "\n> The printer is on fire.\n> Greetings"


def _answer(header: str, *, new: str = _NEW, old: str = _OLD) -> Mail:
    raw = written("In-Reply-To: <two@northwind.example>", body=f"{new}\n\n{header}{old}\n", subject="Re: Printer")
    return Mail(raw, {"text": new}, {"full_text": "The printer is on fire."}, {"text": "> The printer"})


def _html(page: str, **facets: object) -> Mail:
    return Mail(written("Content-Type: text/html; charset=utf-8", body=page), facets)


_TRACKED = """<html><head><title>T</title><style>p { color: red }</style></head><body>
<script>steal()</script><p>Hello <b>desk</b>,<br>the&nbsp;printer &amp; the scanner burn.</p>
<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table>
<img src="https://track.evil.example/1.gif" width=1 height=1><!-- hidden > words --></body></html>"""

MAILS = {
    "no subject": Mail(
        written(body="x", subject=None), {"subject": "", "text": "x"}, {"notes": "The field Subject is missing."}
    ),
    "empty subject": Mail(written(body="x", subject=""), {"subject": "", "notes": ()}),
    "empty body": Mail(written(), {"text": "", "full_text": "", "html": None, "notes": ()}),
    "header fields only, no empty line": Mail(written()[:-2], {"text": "", "subject": "Printer"}),
    "HTML only": _html("<p>The printer<br>burns.</p>", text="The printer\nburns.", html="<p>The printer<br>burns.</p>"),
    "HTML with script, style and tracker": _html(
        _TRACKED,
        text="Hello desk,\nthe printer & the scanner burn.\n\n- one\n- two\n\na b",
        html=_TRACKED.replace("\n", "\n"),
    ),
    "HTML with a quote and kept lines": _html(
        "<p>Mine</p><blockquote><p>Theirs<blockquote>Older</blockquote></blockquote><pre>a\n  b</pre>",
        text="Mine\n\n> Theirs\n>\n> > Older\n\na\n  b",
    ),
    "HTML with signs that are no tags": _html("<p>1 < 2 and a<b>c</b> <3</p>", text="1 < 2 and ac <3"),
    "HTML that ends in a tag": _html("<p>words</p><a href='", text="words"),
    "HTML that ends in a script": _html("<p>words</p><script>alert(1)", text="words"),
    "HTML that ends in a comment": _html("<p>words</p><!-- never closed", text="words"),
    "HTML and text": Mail(
        divided(WORDS, part("text/html", "<p>The <i>printer</i></p>"), kind="alternative"),
        {"text": "The printer is on fire.", "html": "<p>The <i>printer</i></p>"},
    ),
    "HTML and an empty text": Mail(
        divided(part("text/plain", " "), part("text/html", "<p>words</p>"), kind="alternative"), {"text": "words"}
    ),
    "HTML with a footer of the list": Mail(
        divided(part("text/html", "<p>words</p>"), part("text/plain", "-- \n<list>")),
        {"text": "words\n\n--\n<list>"},
        {"html": "<pre>-- \n&lt;list&gt;</pre>"},
    ),
    "an empty alternative": Mail(divided(kind="alternative"), {"text": "", "html": None}),
    "an alternative of pictures": Mail(
        divided(filed('"a.png"', b"x", "image/png"), kind="alternative"), {"attachments.names": ("a.png",), "text": ""}
    ),
    "signature": Mail(
        written(body="The printer burns.\n\n-- \nAnn Archer\nHarbour Dental"),
        {"text": "The printer burns.\n\n--\nAnn Archer\nHarbour Dental"},
    ),
    "answer in English": _answer("On Mon, 5 Jan 2026 at 10:00, Desk <desk@northwind.example> wrote:"),
    "answer in German": _answer("Am 05.01.2026 um 10:00 schrieb Desk <desk@northwind.example>:"),
    "answer in French": _answer("Le lun. 5 janv. 2026 à 10:00, Desk <desk@northwind.example> a écrit :"),
    "answer in Spanish": _answer(
        "El lun, 5 ene 2026 a las 10:00, Desk (<desk@northwind.example>)\xa0 escribió:".replace("\xa0", "")
    ),
    "answer in Italian": _answer("Il giorno lun 5 gen 2026 alle ore 10:00 Desk <desk@northwind.example> ha scritto:"),
    "answer in Dutch": _answer("Op ma 5 jan 2026 om 10:00 schreef Desk <desk@northwind.example>:"),
    "answer in Polish": _answer("Dnia 5 stycznia 2026 10:00 Desk <desk@northwind.example> napisał(a):"),
    "answer in Swedish": _answer("Den mån 5 jan. 2026 kl 10:00 skrev Desk <desk@northwind.example>:"),
    "answer in Danish": _answer("Den man. 5. jan. 2026 kl. 10.00 skrev Desk <desk@northwind.example>:"),
    "answer from Outlook": _answer(
        "From: Desk <desk@northwind.example>\nSent: Monday, January 5, 2026 10:00\n"
        "To: Ann <ann@harbour.example>\nSubject: Printer\n",
        old="\nThe printer is on fire.",
    ),
    "answer from German Outlook": _answer(
        "Von: Desk <desk@northwind.example>\nGesendet: Montag, 5. Januar 2026 10:00\n"
        "An: Ann <ann@harbour.example>\nBetreff: Printer\n",
        old="\nThe printer is on fire.",
    ),
    "answer in HTML": Mail(
        written(
            "References: <one@northwind.example> <two@northwind.example>",
            "Content-Type: text/html",
            body="<div>It still burns.</div><div class=gmail_quote><div>On Mon, Jan 5, 2026, Desk "
            "&lt;desk@northwind.example&gt; wrote:<br></div><blockquote>The printer is on fire.</blockquote></div>",
        ),
        {"text": "It still burns.", "references": ("<one@northwind.example>", "<two@northwind.example>")},
        {"full_text": "> The printer is on fire."},
    ),
    "answer below the quote": Mail(
        written(
            "In-Reply-To: <two@northwind.example>", body="On Monday, Desk wrote:\n> Does it burn?\n\nYes, it does."
        ),
        holds={"text": "Yes, it does."},
    ),
    "answer between the lines": Mail(
        written("In-Reply-To: <two@northwind.example>", body="> Does it burn?\nYes.\n> And smoke?\nNo."),
        {"text": "> Does it burn?\nYes.\n> And smoke?\nNo."},
    ),
    "answer with a list": Mail(
        written("In-Reply-To: <two@northwind.example>", body="I tried:\n- off\n- on\n\nThanks,\nAnn"),
        {"text": "I tried:\n- off\n- on\n\nThanks,\nAnn"},
    ),
    "answer that is only a quote": Mail(
        written("In-Reply-To: <two@northwind.example>", body="> The printer is on fire."),
        {"text": "> The printer is on fire."},
    ),
    "answer of 3,000 lines": Mail(
        written("In-Reply-To: <two@northwind.example>", body="words\n" * 3000 + "\nOn Monday, Desk wrote:\n> x"),
        holds={"text": "On Monday, Desk wrote:"},
    ),
    "not an answer, though it looks like one": Mail(
        written(body="See below.\n\nOn Monday, Desk wrote:\n> It burns."), holds={"text": "> It burns."}
    ),
    "forwarded in the text": Mail(
        written(
            "References: <two@northwind.example>",
            subject="WG: Printer",
            body="Please help.\n\nVon: Bob <bob@harbour.example>\nAn: Ann\nBetreff: Printer\n\nIt burns.",
        ),
        holds={"text": "It burns."},
    ),
    "forwarded in the text, by mark": Mail(
        written(
            "In-Reply-To: <two@northwind.example>",
            body="Help.\n\n---------- Forwarded message ---------\nFrom: Bob\nTo: Ann\n\nIt burns.",
        ),
        holds={"text": "It burns."},
    ),
    "many parts, 20 forms deep": Mail(
        divided(
            part('multipart/related; boundary="in"', b"--in\r\n" + WORDS + b"\r\n--in--\r\n"),
            filed('"a.txt"', b"x", "text/plain"),
        ),
        {"text": "The printer is on fire.", "attachments.names": ("a.txt",)},
    ),
}
