"""Django's own backend, but that each transaction waits for its turn before it begins."""

from __future__ import annotations

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from asagreed_web.kit.sqlite_in_turn.turn import NoTurn, Turn

PATIENCE = 30
"""Seconds that a transaction waits for its turn."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite whose transactions take turns with those of every other connection to the file."""

    _turn: Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = self._own_turn()
        if turn is not None:
            try:
                turn.take(seconds=PATIENCE)
            except NoTurn as late:
                words = f"database is locked: others have been writing for {PATIENCE} s without an end"
                raise OperationalError(words) from late
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give()
            raise

    def _commit(self) -> None:
        # Where this fails, a rollback follows, and ends the turn.
        super()._commit()  # type: ignore[misc]
        self._give()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turn is not None:
                self._turn.close()
                self._turn = None

    def _own_turn(self) -> Turn | None:
        if self._turn is None and not self.is_in_memory_db():
            self._turn = Turn(str(self.settings_dict["NAME"]))
        return self._turn

    def _give(self) -> None:
        if self._turn is not None:
            self._turn.give()
