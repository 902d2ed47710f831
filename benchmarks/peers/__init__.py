"""Other libraries that count working time, each called the way its documentation says, one file a library."""
