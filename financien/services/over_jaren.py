"""An award that falls in several budget years: a school year is paid from two."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import models, transaction

from financien.bedragen import positief
from financien.fouten import BoekingKloptNiet
from financien.models import Begrotingspost, Rekening, Verplichting
from financien.services.database import vergrendelen
from financien.services.grootboek import Goedkeuring, Herkomst
from financien.services.verplichtingen import Toekenning, als_termijnen
from financien.verdeling import Termijn, termijnen_over_jaren
from swv.organisaties.models import Gebruiker, School


def verplichten_over_jaren(
    *,
    bron: models.Model,
    verdeling: Sequence[tuple[Begrotingspost, Decimal]],
    omschrijving: str,
    sleutel: str,
    door: Gebruiker,
    termijnen: Sequence[Termijn | tuple[Decimal, str]] = (),
    goedkeuring: Goedkeuring | None = None,
    soort: str = "",
    school: School | None = None,
    schooljaar: int | None = None,
) -> list[Verplichting]:
    """Commit an award split over budget years: per year its part (euros) on the line of that year, all or nothing,
    oldest year first. Each is a commitment of its own, with the key `sleutel`:year.

    `termijnen` add up to the whole award and fill the oldest year first; one that does not fit is cut. An approval
    counts for the years together. Raises as `verplichten`; BoekingKloptNiet when a year is named twice.
    """
    delen = sorted(((post, positief(deel)) for post, deel in verdeling), key=lambda paar: paar[0].jaar.jaar)
    jaren = {post.jaar.jaar for post, _ in delen}
    if not delen or len(jaren) < len(delen):
        raise BoekingKloptNiet("Verdeel de toekenning over begrotingsjaren, elk jaar één keer.")
    bedragen = [deel for _, deel in delen]
    per_jaar = termijnen_over_jaren(bedragen, als_termijnen(sum(bedragen, Decimal(0)), termijnen))
    toekenning = Toekenning(
        bron=bron,
        omschrijving=omschrijving,
        door=door,
        soort=soort,
        school=school,
        schooljaar=schooljaar,
        verdeling=[(post.pk, str(deel)) for post, deel in delen],
    )
    verplichtingen = []
    with transaction.atomic():
        vergrendelen(bronnen=[Herkomst.van_bron(bron)], posten=[post.pk for post, _ in delen])
        for (post, deel), eigen in zip(delen, per_jaar, strict=True):
            nodig, goedkeuring = _goedkeuring_voor(post, deel, goedkeuring)
            verplichtingen.append(
                toekenning.verplicht(
                    post=post,
                    bedrag=deel,
                    sleutel=f"{sleutel}:{post.jaar.jaar}",
                    termijnen=eigen,
                    goedkeuring=nodig,
                )
            )
    return verplichtingen


def _goedkeuring_voor(
    post: Begrotingspost, bedrag: Decimal, goedkeuring: Goedkeuring | None
) -> tuple[Goedkeuring | None, Goedkeuring | None]:
    """What this year needs of the approval, and what is left of it. The accounts of the line are locked."""
    if goedkeuring is None:
        return None, None
    vrij = Rekening.objects.filter(post=post, soort=Rekening.Soort.VRIJ).values_list("saldo", flat=True).first()
    nodig = min(max(bedrag - max(vrij or Decimal(0), Decimal(0)), Decimal(0)), goedkeuring.bedrag)
    rest = goedkeuring.bedrag - nodig
    return (replace(goedkeuring, bedrag=nodig) if nodig else None, replace(goedkeuring, bedrag=rest) if rest else None)
