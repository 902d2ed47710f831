"""A believable provider, made from a seed by the same operations as real use."""
