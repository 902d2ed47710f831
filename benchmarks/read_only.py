"""Read a Parquet file with DuckDB and do nothing else, as a command: `python -m benchmarks.read_only LOG`.

One value of every column is asked for: for that DuckDB decodes the whole file, while the greatest value, for instance,
would come from the statistics that Parquet keeps. Prints the seconds of the query.
"""

from __future__ import annotations

import sys
import time

import duckdb


def main() -> None:
    """Read every value."""
    began = time.perf_counter()
    duckdb.connect().execute("select any_value(columns(*)) from read_parquet($log)", {"log": sys.argv[1]}).fetchall()
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
