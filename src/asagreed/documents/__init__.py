"""What is shown to people, as data and as pages: no figure is made here."""
