"""Background work of the post: one message per opdracht."""

from uuid import UUID

from swv.kern.opdrachten import opdracht
from swv.post.bezorgen import bezorgen
from swv.post.services import VERSTUREN


# The pauses grow to an hour, so this is more than the 48 hours after which `bezorgen` itself gives up.
@opdracht(VERSTUREN, max_pogingen=80)
def bericht_versturen(bericht_id: str) -> None:
    """Send one message, once."""
    bezorgen(UUID(bericht_id))
