"""The command line: reads files, asks the library, prints."""
