"""The month put together and frozen: statement, balances, invoice, credit note, and their way into the ledger."""
