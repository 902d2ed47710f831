"""The sections of a contract, each made from the sections of an agreement that it prints."""
