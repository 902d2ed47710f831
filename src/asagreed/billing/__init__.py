"""What is owed: work priced and drawn from what was paid ahead, the ledger, statements and invoices."""
