"""Background work of this room."""

from swv.documenten import services
from swv.kern.opdrachten import opdracht


@opdracht(services.OPDRACHT_BRIEF, max_pogingen=8)
def brief_vastleggen(object_id: str) -> None:
    """Make, seal and file one letter; finds out by itself that it was done already."""
    services.brief_vastleggen(brief_id=object_id)
