"""The budget: load it from a file, change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from financien.bedragen import in_centen
from financien.bestanden import Begrotingsbestand, Bestandsregel, Controle
from financien.fouten import BestandKloptNiet, JaarGesloten, OnjuistBedrag, SleutelBestaat
from financien.models import Begrotingsjaar, Begrotingspost, Boeking, Brontotaal, Rekening
from financien.services.grootboek import Regel, Voorstel, vastleggen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker

TOLERANTIE = Decimal("2.00")
_RUIMTE = {
    Begrotingspost.Soort.LASTEN: Rekening.Soort.VRIJ,
    Begrotingspost.Soort.BATEN: Rekening.Soort.TE_ONTVANGEN,
}


@dataclass(frozen=True)
class Laadverslag:
    """What loading did: the year, its booking, and every printed total beside our own sum."""

    jaar: Begrotingsjaar
    boeking: Boeking
    controles: Sequence[Controle]
    is_nieuw: bool


def begroting_laden(
    *,
    bestand: Begrotingsbestand,
    door: Gebruiker,
    jaar: int | None = None,
    tolerantie: Decimal = TOLERANTIE,
) -> Laadverslag:
    """Load the lines of a budget file as one booking, all or nothing; `jaar` takes the same lines for another year.

    Printed totals may differ at most `tolerantie` euros from our sums and are kept beside them, never used. Loading
    the same file again changes nothing. Raises BestandKloptNiet, or SleutelBestaat when the year has another budget.
    """
    controles = bestand.controles()
    for controle in controles:
        if controle.verschil is not None and abs(controle.verschil) > tolerantie:
            raise BestandKloptNiet(
                f"{controle.naam}: de regels zijn samen {euro(controle.eigen_som)}, maar het bestand noemt "
                f"{euro(controle.gedrukt or 0)}. Dat verschilt meer dan {euro(tolerantie)}."
            )
    with transaction.atomic():
        begrotingsjaar, is_nieuw = _jaar_maken(jaar or bestand.jaar, bestand.bron)
        posten = _posten_maken(begrotingsjaar, bestand, controles) if is_nieuw else _posten_van(begrotingsjaar, bestand)
        boeking, _ = vastleggen(
            Voorstel(
                sleutel=f"begroting:{begrotingsjaar.jaar}",
                soort=Boeking.Soort.BEGROTING,
                omschrijving=f"Begroting {begrotingsjaar.jaar}",
                regels=[
                    been
                    for post, regel in zip(posten, bestand.regels, strict=True)
                    if regel.bedrag
                    for been in op_begroting(post, regel.bedrag, Rekening.Soort.BEGROTING)
                ],
                ingangsdatum=date(begrotingsjaar.jaar, 1, 1),
                door=door,
            )
        )
    return Laadverslag(begrotingsjaar, boeking, controles, is_nieuw)


def _jaar_maken(jaar: int, bron: str) -> tuple[Begrotingsjaar, bool]:
    """The year, locked, and whether it is new. A year without lines counts as new: it may have been made by hand."""
    try:
        with transaction.atomic():
            rij = Begrotingsjaar.objects.select_for_update().get_or_create(jaar=jaar, defaults={"bron": bron})[0]
    except IntegrityError as fout:
        raise BestandKloptNiet(f"{jaar} kan geen begrotingsjaar zijn. Kies een jaar tussen 2014 en 2100.") from fout
    if rij.is_gesloten:
        raise JaarGesloten(f"Begrotingsjaar {jaar} is gesloten. Laad de begroting in een jaar dat open is.")
    return rij, not rij.posten.exists()


def _posten_maken(
    jaar: Begrotingsjaar, bestand: Begrotingsbestand, controles: Sequence[Controle]
) -> list[Begrotingspost]:
    Brontotaal.objects.bulk_create(
        Brontotaal(jaar=jaar, volgorde=n, naam=c.naam, eigen_som=c.eigen_som, gedrukt=c.gedrukt)
        for n, c in enumerate(controles, start=1)
    )
    return Begrotingspost.objects.bulk_create(
        Begrotingspost(jaar=jaar, code=r.code, naam=r.naam, soort=r.soort, rubriek=r.rubriek, volgorde=n)
        for n, r in enumerate(bestand.regels, start=1)
    )


def _posten_van(jaar: Begrotingsjaar, bestand: Begrotingsbestand) -> list[Begrotingspost]:
    """The lines that are there, when they are those of the file."""
    bekend = {post.code: post for post in jaar.posten.all()}
    if (
        any(_wijkt_af(bekend.get(regel.code), regel) for regel in bestand.regels)
        or not Boeking.objects.filter(sleutel=f"begroting:{jaar.jaar}").exists()
    ):
        raise SleutelBestaat(
            f"Begrotingsjaar {jaar} heeft al andere posten. Leg een verschil vast als begrotingswijziging."
        )
    return [bekend[regel.code] for regel in bestand.regels]


def _wijkt_af(post: Begrotingspost | None, regel: Bestandsregel) -> bool:
    return post is None or (post.naam, post.soort, post.rubriek) != (regel.naam, regel.soort, regel.rubriek)


def op_begroting(post: Begrotingspost, bedrag: Decimal, tegen: Rekening.Soort) -> list[Regel]:
    """The two regels that give a line `bedrag` euros more (minus is less) of budget and of room."""
    return [Regel(post, tegen, -bedrag), Regel(post, _RUIMTE[Begrotingspost.Soort(post.soort)], bedrag)]


def wijziging(
    *,
    post: Begrotingspost,
    bedrag: Decimal,
    besluit: str,
    sleutel: str,
    door: Gebruiker,
    ingangsdatum: date | None = None,
) -> Boeking:
    """Change the budget of a line by `bedrag` euros (minus is a cut), with the reference of the decision.

    Raises GeenRuimte when a cut would take more than the free room.
    """
    verplicht_besluit(besluit)
    if not in_centen(bedrag):
        raise OnjuistBedrag(f"Een begrotingswijziging van {euro(0)} verandert niets. Vul een ander bedrag in.")
    boeking, _ = vastleggen(
        Voorstel(
            sleutel=sleutel,
            soort=Boeking.Soort.WIJZIGING,
            omschrijving=f"Begrotingswijziging {besluit}"[:200],
            regels=op_begroting(post, bedrag, Rekening.Soort.WIJZIGING),
            door=door,
            ingangsdatum=ingangsdatum,
        )
    )
    return boeking


def verplicht_besluit(besluit: str) -> None:
    """A change of the budget names its decision. Raises VoorwaardeNietVervuld."""
    if not besluit.strip():
        raise VoorwaardeNietVervuld("Noem het besluit waarin deze begrotingswijziging is vastgesteld.")
