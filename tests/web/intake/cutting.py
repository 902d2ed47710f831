"""A line to a server that breaks at one command: before the server hears it, or before its answer comes back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class CuttingLine:
    """Passes on what is said to a port of loopback; the command of number `cut_at` is the last that is heard."""

    to_port: int
    cut_at: int = 0
    """0 cuts nothing."""
    is_heard: bool = False
    """Whether the server still hears that command; its answer is lost in any case."""
    commands: list[str] = field(default_factory=list)
    """What was said, one word a command."""

    @contextmanager
    def open(self) -> Iterator[int]:
        """Listen for as long as the block lasts; gives the port."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = Thread(target=self._accept, args=(listener,))
            thread.start()
            try:
                yield int(listener.getsockname()[1])
            finally:
                with suppress(OSError):
                    listener.shutdown(socket.SHUT_RDWR)
                thread.join(10)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            with near, socket.create_connection(("127.0.0.1", self.to_port)) as far:
                back = Thread(target=self._pump, args=(far, near))
                back.start()
                self._pass_on(near, far)
                for end in (near, far):
                    with suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                back.join(10)

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while said := near.recv(65536):
                words = said.decode("latin-1").split()
                self.commands.append(words[2] if words[1:2] == ["UID"] else words[1])
                is_cut = len(self.commands) == self.cut_at
                if is_cut and self.is_heard:
                    near.shutdown(socket.SHUT_RDWR)
                    far.sendall(said)
                    # Until the server has ended too, it has surely done what it heard.
                    far.shutdown(socket.SHUT_WR)
                    while far.recv(65536):
                        pass
                if is_cut:
                    return
                far.sendall(said)

    @staticmethod
    def _pump(far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while said := far.recv(65536):
                near.sendall(said)
