"""Looking at systems over the network: every address is checked before anything is sent to it."""
