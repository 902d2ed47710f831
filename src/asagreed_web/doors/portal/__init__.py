"""The portal: for customers."""
