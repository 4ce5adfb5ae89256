"""Log lines without personal data."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

Fout = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class ZonderInhoud(logging.Formatter):
    """Writes which error it was and where, never its text: a database quotes the whole row that it refuses."""

    def formatException(self, ei: Fout) -> str:  # noqa: N802 - the name is that of logging
        keten = [*_keten(ei[1])][::-1]
        return "".join(
            f"{''.join(traceback.format_tb(fout.__traceback__))}{type(fout).__module__}.{type(fout).__qualname__}\n"
            for fout in keten
        ).rstrip()


def _keten(fout: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it."""
    while fout is not None:
        yield fout
        fout = fout.__cause__ or (None if fout.__suppress_context__ else fout.__context__)
