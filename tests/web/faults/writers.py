"""Clients that write without end, each reply under a key of its own, and note what was confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from tests.web.faults.installation import Installation

CONFIRMED = 303


@dataclass(slots=True)
class Writers:
    """Eight clients; what was not confirmed is sent again under the same key until it is."""

    installation: Installation
    occasion: str
    """Stands in every reply, and tells them from those of another occasion."""
    confirmed: list[str] = field(default_factory=list)
    tried_again: int = 0
    odd: list[int] = field(default_factory=list)
    """Answers that are neither a confirmation nor none at all."""
    _stop: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write for as long as the block lasts; afterwards every reply that was begun is confirmed."""
        threads = [Thread(target=self._write, args=each) for each in enumerate(self.installation.prepared.tickets)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def kept(self, texts: list[str]) -> list[str]:
        """Return the replies of this occasion among those that the database has."""
        return sorted(text for text in texts if text.startswith(f"{self.occasion}: "))

    def _write(self, writer: int, ticket: int) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            self._send(f"{self.occasion}: reply {number} of writer {writer}", ticket)

    def _send(self, text: str, ticket: int) -> None:
        body = urlencode({"text": text, "form_key": f"key of {text}"}).encode()
        path, patience = f"/desk/tickets/{ticket}/reply/", Event()
        for _ in range(600):
            status = self.installation.ask("POST", path, body)
            with self._lock:
                if status == CONFIRMED:
                    self.confirmed.append(text)
                    return
                self.tried_again += 1
                if status:
                    self.odd.append(status)
            patience.wait(0.2)
        raise TimeoutError(f"{text} was never confirmed.")
