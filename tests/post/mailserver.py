"""A small real SMTP server that can misbehave on request."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Gedrag:
    """What the server answers at each step. None as answer: it hangs up."""

    groet: str | None = "220 proef"
    afzender: str | None = "250 ok"
    ontvanger: str | None = "250 ok"
    inhoud: str | None = "250 aangenomen"
    bij_inhoud: Callable[[], object] = lambda: None
    ontvangen: list[str] = field(default_factory=list)
    poort: int = 0


class _Gesprek(socketserver.StreamRequestHandler):
    server: "_Server"

    def zeg(self, antwoord: str | None) -> None:
        if antwoord is None:
            raise ConnectionAbortedError
        self.wfile.write(f"{antwoord}\r\n".encode())

    def handle(self) -> None:
        gedrag = self.server.gedrag
        try:
            self.zeg(gedrag.groet)
            while regel := self.rfile.readline().decode().strip():
                woord = regel.split()[0].upper()
                if woord == "MAIL":
                    self.zeg(gedrag.afzender)
                elif woord == "RCPT":
                    self.zeg(gedrag.ontvanger)
                elif woord == "DATA":
                    self.zeg("354 ga door")
                    self.lees_inhoud(gedrag)
                elif woord == "QUIT":
                    return self.zeg("221 dag")
                else:
                    self.zeg("250 ok")
        except (ConnectionError, TimeoutError):
            return None

    def lees_inhoud(self, gedrag: Gedrag) -> None:
        regels = []
        while (regel := self.rfile.readline()) not in (b".\r\n", b""):
            regels.append(regel.decode())
        if gedrag.inhoud is None or gedrag.inhoud.startswith("250"):
            gedrag.ontvangen.append("".join(regels))
        gedrag.bij_inhoud()
        self.zeg(gedrag.inhoud)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, gedrag: Gedrag) -> None:
        super().__init__(("127.0.0.1", 0), _Gesprek)
        self.gedrag = gedrag


@contextmanager
def mailserver(gedrag: Gedrag) -> Iterator[Gedrag]:
    """Run the server in a thread; `gedrag.poort` tells where, `gedrag.ontvangen` what it took."""
    with _Server(gedrag) as server:
        gedrag.poort = server.server_address[1]
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        draad.start()
        try:
            yield gedrag
        finally:
            server.shutdown()
            draad.join()
