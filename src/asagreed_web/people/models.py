"""Who signs in: people of the provider and of its customers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from asagreed_web.customers.models import Customer


class Role(models.TextChoices):
    """What a person is; the first four are the provider's, the last two a customer's."""

    OWNER = "owner"
    DISPATCHER = "dispatcher"
    TECHNICIAN = "technician"
    BOOKKEEPER = "bookkeeper"
    APPROVER = "approver"
    VIEWER = "viewer"


PROVIDER_ROLES = (Role.OWNER, Role.DISPATCHER, Role.TECHNICIAN, Role.BOOKKEEPER)
CUSTOMER_ROLES = (Role.APPROVER, Role.VIEWER)


class PersonManager(BaseUserManager["Person"]):
    """Makes people; addresses are kept in small letters, so that one person is one row."""

    def create_user(self, *, email: str, name: str, role: str, password: str | None = None, **more: Any) -> Person:
        """Return a new person; without a password they can only come in by code, passkey or single sign-on."""
        person = self.model(email=email.strip().lower(), name=name, role=role, **more)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by address, whatever the letters' size."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody with a name, an address and a role; `customer` is set for the people of a customer only."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=Role)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    work_role = models.CharField(max_length=40, default="", blank=True)
    """The role on the rate card: «technician», «engineer»."""
    theme = models.CharField(max_length=8, default="auto")
    uses_single_keys = models.BooleanField(default=True)
    language = models.CharField(max_length=12, default="", blank=True)
    is_active = models.BooleanField(default=True)
    """False until the first invitation is answered, and after access was ended."""
    access_ended_at = models.BigIntegerField(null=True)
    entered_at = models.BigIntegerField(default=0)

    # There is no second way to more rights: Django's own administration is not installed.
    is_staff = False
    is_superuser = False

    through = ""
    """What acts in the place of a person, in the words of events: «token 3». Set for one request, never stored."""

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        """People of the provider have no customer, those of a customer have one."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role__in=PROVIDER_ROLES, customer__isnull=True)
                | models.Q(role__in=CUSTOMER_ROLES, customer__isnull=False),
                name="role_fits_customer",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_provider(self) -> bool:
        """Whether this is one of the provider's people."""
        return self.customer_id is None

    @property
    def own_customer(self) -> int:
        """The id of the customer that the person belongs to; of the provider's people one that no customer has."""
        return -1 if self.customer_id is None else self.customer_id

    @property
    def actor(self) -> str:
        """How events name this person, or what acts in the place of one."""
        return self.through or f"person {self.pk}"

    def get_full_name(self) -> str:
        """Return the name, for libraries that ask in this way."""
        return self.name


class Invitation(models.Model):
    """A link by which a person may come in for the first time, once, until it expires; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    used_at = models.BigIntegerField(null=True)


class ApiToken(models.Model):
    """A key for a program, with the role that it acts in; only its digest is kept."""

    name = models.CharField(max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="tokens")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens_made")
    made_at = models.BigIntegerField()
    expires_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)
    last_used_at = models.BigIntegerField(null=True)


class Counted(models.Model):
    """Attempts to sign in, counted for all processes; the columns are those of Django's cache in a database."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """The name by which the cache of the settings finds it."""

        db_table = "people_counted"
