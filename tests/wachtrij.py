"""What the broker holds, for a test that looks at it. The root conftest imports the fixture."""

from collections.abc import Iterator
from typing import Any

import pytest

from swv.celery import app


@pytest.fixture
def wachtrij() -> Iterator[Any]:
    """The queue of the worker, empty at the start."""
    with app.connection_for_read() as verbinding:
        rij = app.amqp.queues["celery"].bind(verbinding.default_channel)
        rij.declare()
        rij.purge()
        yield rij
        rij.purge()
