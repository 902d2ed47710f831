"""The environment in which all our own pages are rendered."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from asagreed_web.kit import states, wording
from asagreed_web.kit.parts import Column, Fact, FieldView

SPRITE = "asagreed/icons.svg"


def environment(**options: Any) -> Environment:
    """Return the Jinja2 environment for Django's backend; `options` are the backend's."""
    # A blank where a number should stand is worse than an error that a test finds.
    options["undefined"] = StrictUndefined
    made = Environment(**{"autoescape": True, **options}, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (it is on)
    made.add_extension("jinja2.ext.i18n")
    # The extension adds this method, unknown to its types.
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    made.globals.update(
        url=address_of,
        static=lru_cache(maxsize=256)(static),
        icon=icon,
        state_of=states.state_of,
        PRIORITIES=states.PRIORITIES,
        AUTHORS=states.AUTHORS,
        promise_words=wording.promise_words,
        Column=Column,
        Fact=Fact,
        FieldView=FieldView,
    )
    made.filters.update({name: getattr(wording, name) for name in _FILTERS})
    return made


_FILTERS = (
    "clock_time",
    "day",
    "duration",
    "exact_duration",
    "file_size",
    "machine_moment",
    "moment",
    "money",
    "month_name",
    "near_moment",
    "open_duration",
    "period_words",
    "promise_name",
    "relative",
    "stretch",
    "time_left",
    "used_share",
    "zone_note",
)


def address_of(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named page. Raises NoReverseMatch."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


# A page has a hundred of them, and the address of the sprite is worked out each time.
@lru_cache(maxsize=1024)
def icon(name: str, label: str = "") -> Markup:
    """Return an icon of the sprite; without a label it is decoration, for the word stands beside it."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" width="16" height="16" {}><use href="{}#{}"></use></svg>').format(
        spoken, static(SPRITE), name
    )
