"""What customers say of their surroundings, what somebody has verified, and what does not line up."""
