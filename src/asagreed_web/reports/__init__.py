"""Reports for customers and figures of the whole provider: made, issued, frozen, sent."""
