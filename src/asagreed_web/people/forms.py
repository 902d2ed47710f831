"""What people type about people, read and checked; and how a form is printed by our macros."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from asagreed_web.customers.models import Customer
from asagreed_web.kit.parts import FieldView
from asagreed_web.people.models import CUSTOMER_ROLES, PROVIDER_ROLES, Person
from asagreed_web.people.pages import ROLE_MEANS, ROLE_WORDS, THEMES

DAY = 86400


class PrintedForm(forms.Form):
    """A form that our macros can print: `fields_shown` holds what was typed, also where it could not be used."""

    kinds: ClassVar[dict[str, str]] = {}
    autocomplete: ClassVar[dict[str, str]] = {}

    @property
    def fields_shown(self) -> list[FieldView]:
        """The fields in their order, with hints, values and errors."""
        return [self._shown(bound) for bound in self]

    @property
    def more_errors(self) -> list[str]:
        """What is wrong with the whole, and with no field alone."""
        return [str(error) for error in self.non_field_errors()]

    def _shown(self, bound: forms.BoundField) -> FieldView:
        value = bound.value()
        kind = self.kinds.get(bound.name, "text")
        return FieldView(
            name=bound.html_name,
            label=str(bound.label),
            value="" if kind in ("password", "checkbox") or value is None else str(value),
            hint=str(bound.help_text),
            error=" ".join(map(str, bound.errors)),
            kind=kind,
            choices=_choices(bound.field),
            chosen=("on",) if kind == "checkbox" and value else (),
            required=bound.field.required,
            autocomplete=self.autocomplete.get(bound.name, ""),
        )


def _choices(field: forms.Field) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), str(words)) for code, words in getattr(field, "choices", ()))


class InvitationForm(PrintedForm):
    """Whom to invite, to which organisation, as what."""

    kinds: ClassVar = {"email": "email", "customer": "select", "role": "radios"}
    autocomplete: ClassVar = {"name": "off", "email": "off"}

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation goes there; they sign in by it."))
    customer = forms.ModelChoiceField(Customer.objects.none(), label=_("Organisation"), required=False)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, role = self.fields["customer"], self.fields["role"]
        organisation.queryset = Customer.objects.filter(is_served=True)  # type: ignore[attr-defined]
        organisation.empty_label = settings.PROVIDER  # type: ignore[attr-defined]
        role.choices = role_choices(*PROVIDER_ROLES, *CUSTOMER_ROLES)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Return the address as addresses are kept."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Refuse a role of the provider for a customer, and the other way round."""
        data = dict(super().clean() or {})
        allowed = CUSTOMER_ROLES if data.get("customer") else PROVIDER_ROLES
        if "role" in data and data["role"] not in allowed:
            words = ", ".join(str(ROLE_WORDS[role]) for role in allowed)
            self.add_error("role", _("People of this organisation can be: %(roles)s.") % {"roles": words})
        return data


class RoleForm(PrintedForm):
    """Which role somebody has, of those that their organisation knows."""

    kinds: ClassVar = {"role": "radios"}
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = PROVIDER_ROLES if person.is_of_provider else CUSTOMER_ROLES
        self.fields["role"].choices = role_choices(*roles)  # type: ignore[attr-defined]


class KeyForm(PrintedForm):
    """A key for a program: what it is for, what it may, how long it is good."""

    kinds: ClassVar = {"customer": "select", "role": "select", "lasts": "select"}

    name = forms.CharField(label=_("What it is for"), max_length=80, help_text=_("Such as «monitoring to tickets»."))
    customer = forms.ModelChoiceField(Customer.objects.none(), label=_("Sees the data of"), required=False)
    role = forms.ChoiceField(label=_("Acts as"))
    lasts = forms.TypedChoiceField(
        label=_("Is good for"),
        coerce=int,
        choices=((30, _("30 days")), (90, _("90 days")), (365, _("a year")), (0, _("until it is ended"))),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, role = self.fields["customer"], self.fields["role"]
        organisation.queryset = Customer.objects.filter(is_served=True)  # type: ignore[attr-defined]
        organisation.empty_label = str(_("everybody"))  # type: ignore[attr-defined]
        role.choices = [(code, ROLE_WORDS[code]) for code in (*PROVIDER_ROLES, *CUSTOMER_ROLES)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a role of the provider for one customer's data, and the other way round."""
        data = dict(super().clean() or {})
        allowed = CUSTOMER_ROLES if data.get("customer") else PROVIDER_ROLES
        if "role" in data and data["role"] not in allowed:
            words = ", ".join(str(ROLE_WORDS[role]) for role in allowed)
            self.add_error("role", _("A key for this data can act as: %(roles)s.") % {"roles": words})
        return data

    def expires_at(self, at: int) -> int | None:
        """Return when the key ends (UTC seconds), or None for one that is ended by hand."""
        return at + self.cleaned_data["lasts"] * DAY if self.cleaned_data["lasts"] else None


class PasswordForm(PrintedForm):
    """The first password of somebody who was invited."""

    kinds: ClassVar = {"password": "password", "again": "password"}
    autocomplete: ClassVar = {"password": "new-password", "again": "new-password"}

    password = forms.CharField(
        label=_("Password"), strip=False, max_length=200, help_text=_("At least 12 characters; a sentence is good.")
    )
    again = forms.CharField(label=_("The same once more"), strip=False, max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Return the password. Raises ValidationError where it is too easily guessed."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean_again(self) -> str:
        """Refuse a second one that differs."""
        again = str(self.cleaned_data["again"])
        if self.cleaned_data.get("password") not in (None, again):
            raise ValidationError(_("This is not the same password."))
        return again


class ProfileForm(PrintedForm):
    """How somebody wants to be called and to see pages."""

    kinds: ClassVar = {"theme": "radios", "uses_single_keys": "checkbox", "language": "select"}
    autocomplete: ClassVar = {"name": "name"}

    name = forms.CharField(label=_("Name"), max_length=120)
    theme = forms.ChoiceField(
        label=_("Light and dark"),
        choices=tuple(zip(THEMES, (_("As the system"), _("Light"), _("Dark")), strict=True)),
    )
    uses_single_keys = forms.BooleanField(
        label=_("Single keys, such as r for reply"),
        required=False,
        help_text=_("Turn them off where speech input or a screen reader types single letters."),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=(("", _("As the browser says")), *settings.LANGUAGES)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) == 1:
            # A choice of one would be none.
            del self.fields["language"]


def role_choices(*roles: str) -> list[tuple[str, str]]:
    """Return roles with what they mean, for an owner who chooses one."""
    return [(role, f"{ROLE_WORDS[role]}: {ROLE_MEANS[role]}") for role in roles]
