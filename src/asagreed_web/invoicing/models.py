"""What was issued and posted: invoices as they were frozen, the ledger, exports, and what was said of low balances."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.billing.models import IssuedMonth
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person


class NumberSeries(models.Model):
    """The row that is held while a number is given, so that numbers have no gap and none is given twice."""

    name = models.CharField(max_length=20, unique=True)


class Invoice(models.Model):
    """An invoice or credit note as it was issued. Its text is the truth; the columns beside it are read from it."""

    class Kind(models.TextChoices):
        """What it is; more given back than owed is a credit note, also for a month."""

        INVOICE = "invoice"
        CREDIT_NOTE = "credit note"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="invoices")
    serial = models.PositiveIntegerField(unique=True)
    """Counts every invoice and credit note of the provider from 1, without a gap."""
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    month = models.OneToOneField(IssuedMonth, on_delete=models.PROTECT, null=True, related_name="invoice")
    """The month that it states; a credit note of another invoice states none."""
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="credit_notes")
    why = models.CharField(max_length=400, default="")
    """Why an invoice is taken back, in the words of who did."""
    issued_at = models.BigIntegerField()
    issued_on = models.DateField()
    due_on = models.DateField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invoices_issued")
    currency = models.CharField(max_length=3)
    net = models.DecimalField(max_digits=20, decimal_places=4)
    tax = models.DecimalField(max_digits=20, decimal_places=4)
    gross = models.DecimalField(max_digits=20, decimal_places=4)
    paid = models.DecimalField(max_digits=20, decimal_places=4)
    """What was paid ahead, such as from a retainer."""
    text = models.TextField()
    """The canonical text of it all, as `asagreed statement --issue` writes it."""
    sha256 = models.CharField(max_length=64)
    inputs = models.JSONField()
    """The hashes of what it was worked out from: work, books, papers, and the invoices before it."""

    class Meta:
        """A month's own, or a correction of another one with its reason."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(month__isnull=False, corrects__isnull=True)
                | (models.Q(month__isnull=True, corrects__isnull=False, kind="credit note") & ~models.Q(why="")),
                name="invoice_of_month_or_correction",
            ),
            models.CheckConstraint(condition=models.Q(serial__gte=1), name="invoice_counted_from_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "-serial"], name="invoice_of_customer")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LedgerEntry(models.Model):
    """An entry of a customer's ledger, sealed by the library: chained to the one before by its hash."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="ledger")
    seq = models.PositiveIntegerField()
    entry = models.CharField(max_length=200)
    """Its id in the ledger: what it is about, in words."""
    happened_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    record = models.JSONField()
    """The whole entry as the library writes it."""
    hash = models.CharField(max_length=64)

    class Meta:
        """Numbered without a gap in each ledger, and each thing once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "seq"], name="ledger_numbered"),
            models.UniqueConstraint(fields=["customer", "entry"], name="ledger_entry_once"),
        ]


class LedgerPosting(models.Model):
    """A quantity that comes to an account, or below zero leaves it: cents, yen or seconds, in whole units."""

    ledger_entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=200)
    commodity = models.CharField(max_length=7)
    units = models.DecimalField(max_digits=24, decimal_places=0)

    class Meta:
        """Balances are sums by account."""

        indexes: ClassVar = [models.Index(fields=["account", "commodity"], name="posting_account")]


class InvoiceMail(models.Model):
    """To whom of a customer mails about money go; without a row they go to its approvers."""

    class Goes(models.TextChoices):
        """Who is told."""

        APPROVERS = "approvers"
        ADDRESS = "address"
        NOBODY = "nobody"

    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, primary_key=True, related_name="invoice_mail")
    goes_to = models.CharField(max_length=12, choices=Goes, default=Goes.APPROVERS)
    address = models.EmailField(default="", blank=True)

    class Meta:
        """An address where one is asked for."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(goes_to="address", address=""), name="invoice_mail_address")
        ]


class LowBalance(models.Model):
    """That a balance fell below an agreed threshold, or rose above it again; each crossing is told once."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="low_balances")
    purse = models.CharField(max_length=12)
    """«block» (all blocks together) or «retainer»."""
    threshold = models.CharField(max_length=40)
    left = models.CharField(max_length=40)
    is_below = models.BooleanField()
    at = models.BigIntegerField()

    class Meta:
        """The last one of a threshold says how it stands."""

        indexes: ClassVar = [models.Index(fields=["customer", "purse", "threshold", "-id"], name="low_balance_last")]


class ExportBatch(models.Model):
    """Invoices that were handed to an accounting program as one file, frozen: the same bytes whenever it is asked."""

    class Form(models.TextChoices):
        """What the file is."""

        QUICKBOOKS = "quickbooks"
        XERO = "xero"
        JSON = "json"
        UBL = "ubl"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="exports")
    """Whose invoices are in it, where they are of one customer; a file of several is the provider's alone."""
    form = models.CharField(max_length=12, choices=Form)
    invoices = models.JSONField()
    """The numbers of what is in it, in order."""
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    exported_at = models.BigIntegerField()
    exported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exports")
