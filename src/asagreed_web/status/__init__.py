"""What is shown of a customer's systems: how they stand, their days, agreed figures; and to whom without sign-in."""
