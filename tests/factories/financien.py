"""A budget year, lines with money on them, and awards; the same ones on every run."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from financien.models import Begrotingsjaar, Begrotingspost, Betaling, Betalingstermijn, Verplichting, Verschuiving
from financien.services import betalen, verplichten, wijziging
from financien.services.grootboek import vastleggen
from financien.services.verschuiving import overhevelvoorstel
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.organisaties import GebruikerFactory, LeerlingFactory, RolFactory


class BegrotingsjaarFactory(DjangoModelFactory):
    class Meta:
        model = Begrotingsjaar
        django_get_or_create = ("jaar",)

    jaar = 2026
    bron = "Proefbegroting"


class BegrotingspostFactory(DjangoModelFactory):
    """A line of costs without money; `met_ruimte` adds a budget of so many euros."""

    class Meta:
        model = Begrotingspost
        skip_postgeneration_save = True

    jaar = factory.SubFactory(BegrotingsjaarFactory)
    code = factory.Sequence(lambda n: f"L.{n:03d}")
    naam = factory.LazyAttribute(lambda rij: f"Proefpost {rij.code}")
    soort = Begrotingspost.Soort.LASTEN
    rubriek = "proef"
    volgorde = factory.Sequence(lambda n: n % 30_000)

    @factory.post_generation
    def met_ruimte(self: Begrotingspost, create: bool, waarde: str | None, **kwargs: Any) -> None:  # type: ignore[misc]
        if create and waarde is not None:
            wijziging(
                post=self,
                bedrag=Decimal(waarde),
                besluit="proef",
                sleutel=f"ruimte:{self.pk}",
                door=persoon(Rolsoort.CONTROLLER),
            )


def persoon(soort: str) -> Gebruiker:
    """The one person with this role."""
    gebruiker = GebruikerFactory(email=f"{soort}@geld.example", naam=soort.capitalize())
    if not gebruiker.rollen.exists():
        RolFactory(gebruiker=gebruiker, soort=soort)
    return gebruiker


def toekenning(post: Begrotingspost, bedrag: str, *, sleutel: str = "toekenning", **opties: Any) -> Verplichting:
    """An award of `bedrag` euros on a line, for a dossier of its own unless `bron` is given."""
    return verplichten(
        **{
            "bron": opties.pop("bron", None) or LeerlingFactory(),
            "post": post,
            "bedrag": Decimal(bedrag),
            "omschrijving": "Toekenning proef",
            "sleutel": sleutel,
            "door": persoon(Rolsoort.DIRECTEUR),
            **opties,
        }
    )


def betaal(termijn: Betalingstermijn, bedrag: str, *, sleutel: str = "betaling", **opties: Any) -> Betaling:
    """A payment of `bedrag` euros on an instalment, by the controller."""
    return betalen(
        termijn=termijn,
        bedrag=Decimal(bedrag),
        sleutel=sleutel,
        door=persoon(Rolsoort.CONTROLLER),
        betaald_op=opties.get("betaald_op", date(2026, 11, 20)),
    )


@transaction.atomic
def hevel_over(verplichting: Verplichting, *, sleutel: str = "overheveling") -> Verschuiving:
    """One award carried over to the next year, as closing its year does with all of them."""
    van = Verplichting.objects.select_for_update(of=("self",), no_key=True).select_related("post__jaar", "boeking")
    rij = van.get(pk=verplichting.pk)
    post = Begrotingspost.objects.voor(code=rij.post.code, jaar=rij.post.jaar.jaar + 1)
    boeking, _ = vastleggen(overhevelvoorstel(van=rij, post=post, sleutel=sleutel, door=persoon(Rolsoort.CONTROLLER)))
    return Verschuiving.objects.select_related("van", "naar__boeking").get(naar__boeking=boeking)
