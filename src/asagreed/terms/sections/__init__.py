"""The sections of a paper, one module each: what can be written, and nothing else."""
