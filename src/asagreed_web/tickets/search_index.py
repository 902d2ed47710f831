"""The full-text index over messages, kept by triggers, so that nothing that is said can be forgotten by it.

Each message is one document: its words, and those of the subject, the requester, the customer and the number of its
ticket. In SQLite it is an FTS5 table without content of its own, with a column of words that say who may find it:
`c12` for what customer 12 may read, `staff` for notes. In PostgreSQL it is a column of the messages themselves, under
the same row-level security.
"""

from __future__ import annotations

_WHOLE = """
    t.number || ' ' || t.subject || ' ' || t.requester_name || ' ' || t.requester_email || ' ' || c.name || ' ' ||
    m.author_name || ' ' || m.text
"""
_DOCUMENTS = f"""
    SELECT m.id, CASE m.kind WHEN 'note' THEN 'staff' ELSE 'c' || m.customer_id END, {_WHOLE}
    FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id JOIN customers_customer c ON c.id = m.customer_id
"""  # noqa: S608 – put together from parts of this file only
_INDEX = f"INSERT INTO tickets_search(rowid, scope, words) {_DOCUMENTS}"
_OF_TICKET = "SELECT id FROM tickets_message WHERE ticket_id = NEW.id"
_OF_CUSTOMER = "SELECT id FROM tickets_message WHERE customer_id = NEW.id"
_TICKET_CHANGED = """
    OLD.subject IS NOT NEW.subject OR OLD.requester_name IS NOT NEW.requester_name
    OR OLD.requester_email IS NOT NEW.requester_email
"""

SQLITE = (
    """CREATE VIRTUAL TABLE tickets_search USING fts5(
        scope, words, content='', contentless_delete=1, prefix='2 3', detail=full,
        tokenize="unicode61 remove_diacritics 2")""",
    _INDEX,
    f"""CREATE TRIGGER tickets_message_search_added AFTER INSERT ON tickets_message BEGIN
        {_INDEX} WHERE m.id = NEW.id; END""",
    """CREATE TRIGGER tickets_message_search_removed AFTER DELETE ON tickets_message BEGIN
        DELETE FROM tickets_search WHERE rowid = OLD.id; END""",
    f"""CREATE TRIGGER tickets_message_search_changed AFTER UPDATE ON tickets_message
        WHEN OLD.text IS NOT NEW.text OR OLD.author_name IS NOT NEW.author_name BEGIN
        DELETE FROM tickets_search WHERE rowid = OLD.id;
        {_INDEX} WHERE m.id = NEW.id; END""",  # noqa: S608
    f"""CREATE TRIGGER tickets_ticket_search_changed AFTER UPDATE ON tickets_ticket WHEN {_TICKET_CHANGED} BEGIN
        DELETE FROM tickets_search WHERE rowid IN ({_OF_TICKET});
        {_INDEX} WHERE m.id IN ({_OF_TICKET}); END""",  # noqa: S608
    f"""CREATE TRIGGER customers_customer_search_changed AFTER UPDATE ON customers_customer
        WHEN OLD.name IS NOT NEW.name BEGIN
        DELETE FROM tickets_search WHERE rowid IN ({_OF_CUSTOMER});
        {_INDEX} WHERE m.id IN ({_OF_CUSTOMER}); END""",  # noqa: S608
)
SQLITE_BACK = (
    "DROP TRIGGER customers_customer_search_changed",
    "DROP TRIGGER tickets_ticket_search_changed",
    "DROP TRIGGER tickets_message_search_changed",
    "DROP TRIGGER tickets_message_search_removed",
    "DROP TRIGGER tickets_message_search_added",
    "DROP TABLE tickets_search",
)

# Addresses and numbers would be one word each: they are taken apart first, as the question is.
_VECTOR = "to_tsvector('simple', regexp_replace(left({}, 200000), '[^[:alnum:]]+', ' ', 'g'))"
POSTGRESQL = (
    "ALTER TABLE tickets_message ADD COLUMN words tsvector",
    f"""CREATE FUNCTION tickets_message_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.words := (SELECT {_VECTOR.format(_WHOLE.replace("m.", "NEW."))}
            FROM tickets_ticket t JOIN customers_customer c ON c.id = t.customer_id WHERE t.id = NEW.ticket_id);
        RETURN NEW; END $$""",  # noqa: S608
    """CREATE TRIGGER tickets_message_search BEFORE INSERT OR UPDATE ON tickets_message
        FOR EACH ROW EXECUTE FUNCTION tickets_message_words()""",
    """CREATE FUNCTION tickets_ticket_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE tickets_message SET words = NULL WHERE ticket_id = NEW.id; RETURN NULL; END $$""",
    """CREATE TRIGGER tickets_ticket_search AFTER UPDATE ON tickets_ticket FOR EACH ROW
        WHEN ((OLD.subject, OLD.requester_name, OLD.requester_email)
            IS DISTINCT FROM (NEW.subject, NEW.requester_name, NEW.requester_email))
        EXECUTE FUNCTION tickets_ticket_words()""",
    """CREATE FUNCTION customers_customer_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE tickets_message SET words = NULL WHERE customer_id = NEW.id; RETURN NULL; END $$""",
    """CREATE TRIGGER customers_customer_search AFTER UPDATE ON customers_customer FOR EACH ROW
        WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION customers_customer_words()""",
    "UPDATE tickets_message SET words = NULL",
    "CREATE INDEX tickets_message_words ON tickets_message USING gin (words)",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER customers_customer_search ON customers_customer",
    "DROP FUNCTION customers_customer_words",
    "DROP TRIGGER tickets_ticket_search ON tickets_ticket",
    "DROP FUNCTION tickets_ticket_words",
    "DROP TRIGGER tickets_message_search ON tickets_message",
    "DROP FUNCTION tickets_message_words",
    "ALTER TABLE tickets_message DROP COLUMN words",
)
FORWARD = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACKWARD = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}
