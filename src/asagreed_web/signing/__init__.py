"""What is being agreed: drafts, what both sides say of them, documents that are sent, and the signatures on them."""
