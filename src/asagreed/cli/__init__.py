"""The command line: reads files, asks the library, prints."""


def main() -> None:
    """Run the command `asagreed`."""
    from asagreed.cli.main import run

    run()
