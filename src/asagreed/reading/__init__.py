"""From YAML with positions to the tree of an agreement, or to problems that say where, what, why and what to do."""
