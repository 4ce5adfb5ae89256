"""The kinds of files of an objection."""

from django.db.models import TextChoices


class Stuksoort(TextChoices):
    BEZWAARSCHRIFT = "bezwaarschrift", "Bezwaarschrift"
    AANVULLING = "aanvulling", "Aanvulling van de bezwaarmaker"
    INTREKKING = "intrekking", "Intrekking"
    ANDER = "ander", "Stuk van iemand anders"
    LBT_ADVIES = "lbt_advies", "Advies van de LBT"
    BUNDEL_LBT = "bundel_lbt", "Stukken voor de LBT"
    BUNDEL_BEZWAARMAKER = "bundel_bezwaarmaker", "Stukken voor de bezwaarmaker"


# What can be added by hand, beside the acts that bring a file along.
TOE_TE_VOEGEN = (Stuksoort.AANVULLING, Stuksoort.ANDER)
# What the objector sent, in this order, for the bundle.
VAN_BEZWAARMAKER = (Stuksoort.BEZWAARSCHRIFT, Stuksoort.AANVULLING)
# What goes into a bundle of what was added to the objection itself. The advice of the LBT comes after it.
IN_BUNDEL = (*map(str, VAN_BEZWAARMAKER), str(Stuksoort.ANDER))


def label_van(soort: str) -> str:
    """The words for a kind; "Overig" for one that an older version knew."""
    return str(Stuksoort(soort).label) if soort in Stuksoort.values else "Overig"
