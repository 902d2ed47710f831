"""What all rooms share and none owns: time, outbox, pages' frame, the wall between customers."""
