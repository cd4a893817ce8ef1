"""Have the database itself note each change, in the transaction that makes it.

So nothing is forgotten, however it is written: by a save, by an update of many rows, or by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.page_cache.models import Change
from cms.page_cache.watched import watched_tables

PREFIX = "page_cache_note"
TABLE = Change._meta.db_table

POSTGRESQL_NUMBERS = "CREATE SEQUENCE IF NOT EXISTS {name}_numbers"
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {changes} (number) VALUES (nextval('{name}_numbers'));
    RETURN NULL;
END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {function}()
"""
POSTGRESQL_KNOWN = (
    "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE %s"
)

SQLITE_TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
    UPDATE {changes} SET number = number + 1;
    INSERT INTO {changes} (number) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {changes});
END
"""
SQLITE_KNOWN = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
SQLITE_EVENTS = ("INSERT", "UPDATE", "DELETE")


def before_migrations(*, using: str, **_kwargs: Any) -> None:
    """Take all triggers away: SQLite's way of changing a table stumbles over them."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    with transaction.atomic(using), connection.cursor() as cursor:
        for name, table in _known(connection):
            place = f" ON {connection.ops.quote_name(table)}" if postgresql else ""
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}{place}")


def after_migrations(*, using: str, **_kwargs: Any) -> None:
    """Set the triggers that are missing, on the tables that there are."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if TABLE not in tables:
        return
    known = {name for name, _table in _known(connection)}
    wanted = {name: sql for name, sql in _wanted(connection, tables) if name not in known}
    if not wanted:
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_NUMBERS.format(name=PREFIX))
            cursor.execute(POSTGRESQL_FUNCTION.format(name=PREFIX, changes=TABLE))
        for sql in wanted.values():
            cursor.execute(sql)


def _known(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return the names and tables of our triggers."""
    with connection.cursor() as cursor:
        cursor.execute(
            POSTGRESQL_KNOWN if connection.vendor == "postgresql" else SQLITE_KNOWN, [f"{PREFIX}%"]
        )
        return list(cursor.fetchall())


def _wanted(connection: BaseDatabaseWrapper, tables: set[str]) -> Iterable[tuple[str, str]]:
    """Yield names of triggers, each with the statement that makes it."""
    quote = connection.ops.quote_name
    for table in sorted(tables.intersection(watched_tables())):
        if connection.vendor == "postgresql":
            name = f"{PREFIX}_{table}"[:63]
            yield name, POSTGRESQL_TRIGGER.format(name=quote(name), table=quote(table), function=PREFIX)
            continue
        for event in SQLITE_EVENTS:
            name = f"{PREFIX}_{table}_{event.lower()}"
            yield (
                name,
                SQLITE_TRIGGER.format(
                    name=quote(name), event=event, table=quote(table), changes=quote(TABLE)
                ),
            )
