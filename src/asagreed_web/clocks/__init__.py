"""The promises of tickets, stored with the next moment that matters."""
