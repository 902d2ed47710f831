"""From ledger to invoice: statements, issuing, credit notes, notices, exports."""
