"""Mail that comes in: read in a limited child, judged by pure functions, then logged as a ticket or kept as it came.

What a stranger wrote reaches the desk as a `ParsedMail`, made by `parse_in_child`; what cannot be read becomes an
`Unreadable` with its reason, and the original stays what it was.
"""
