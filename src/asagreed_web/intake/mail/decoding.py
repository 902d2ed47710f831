"""Bytes and header values to text, whatever the character set is said to be; never raises, never loops back."""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata

_MEANT = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso-8859-8",
    "x-unknown": "",
    "unknown-8bit": "",
    "default": "",
}
"""What a name of a character set means in mail, where it means more than it says (as browsers read it)."""
_NO_CHARSET = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that are no character sets of mail; two of them take quadratic time."""

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,8000})\?=")
"""An encoded word of RFC 2047, found in one pass: no part may hold the question mark that ends it."""
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")

_KEPT_CONTROLS = "\n\t"
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in _KEPT_CONTROLS}
_DIRECTIONS = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the direction of reading, so that a line can show something other than it says."""


def known_charset(name: str) -> str | None:
    """Return the codec that a declared character set means, or None if there is none that is fit for mail."""
    asked = name.strip(" \t\"'").lower().partition("*")[0]
    meant = _MEANT.get(asked, asked)
    try:
        codec = codecs.lookup(meant)
    except (LookupError, ValueError):
        return None
    fits = codec.name not in _NO_CHARSET and getattr(codec, "_is_text_encoding", True)
    return codec.name if fits else None


def text_of(content: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return bytes as text in the declared character set, and a note if the declaration could not be true."""
    codec = known_charset(charset) if charset else "utf-8"
    if codec is None:
        return _guessed(content), f"The character set «{one_line(charset or '', 60)}» is not known; it was guessed."
    try:
        return clean(content.decode(codec)), None
    except (UnicodeError, ValueError):
        pass
    note = f"The text is not in the character set {codec} that it names; it was guessed." if charset else None
    if codec in {"utf-8", "cp1252"}:
        return _guessed(content), note
    return clean(content.decode(codec, "replace")), note


def _guessed(content: bytes) -> str:
    """Return text that is UTF-8 where it can be, and western European otherwise."""
    as_unicode = content.decode("utf-8", "replace")
    # Mojibake is worse than a gap: text with right UTF-8 sequences is UTF-8 with a fault in it.
    if "\ufffd" not in as_unicode or any(letter > "\x7f" and letter != "\ufffd" for letter in as_unicode):
        return clean(as_unicode)
    # The five bytes that windows-1252 leaves open become nothing that is shown.
    return clean(content.decode("cp1252", "replace").replace("\ufffd", ""))


def clean(text: str) -> str:
    """Return text with plain line ends and without control characters and halves of characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").translate(_CONTROLS)
    return plain.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, most: int = 1000) -> str:
    """Return text as one line of at most `most` characters that reads in the direction in which it is stored."""
    return " ".join(clean(text).translate(_DIRECTIONS).split())[:most]


def header_text(value: str) -> str:
    """Return a header value as one line, its encoded words decoded."""
    return unicodedata.normalize("NFC", one_line(without_encoding(value)))


def without_encoding(value: str) -> str:
    """Return a header value with its encoded words decoded (RFC 2047), those that are broken as they came."""
    pieces: list[str] = []
    pending: tuple[str, bytes] | None = None
    end = 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        end = word.end()
        charset, content = word[1].lower(), _word_bytes(word[2], word[3])
        if pending and (between.strip() or pending[0] != charset):
            pieces.append(text_of(pending[1], pending[0])[0])
            pending = None
        # Mailers split a character over two words of one character set: their bytes belong together.
        pending = (charset, (pending[1] if pending else b"") + content)
        pieces.append(between if between.strip() or not pieces else "")
    if pending:
        pieces.append(text_of(pending[1], pending[0])[0])
    return "".join(pieces) + value[end:]


def encoded_word_at(value: str, start: int) -> str | None:
    """Return the encoded word that starts at a place of a header value, if one does."""
    word = _WORD.match(value, start)
    return word[0] if word else None


def _word_bytes(encoding: str, encoded: str) -> bytes:
    """Return the bytes of an encoded word; what is broken is read as far as it goes."""
    raw = encoded.encode("utf-8", "replace")
    if encoding in "qQ":
        return _HEX.sub(lambda pair: bytes.fromhex(pair[1].decode()), raw.replace(b"_", b" "))
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
