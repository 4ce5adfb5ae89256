"""Messages in each of their states."""

from datetime import UTC, datetime
from uuid import UUID

import factory
from factory.django import DjangoModelFactory

from swv.post.models import Bericht
from tests.factories.organisaties import GebruikerFactory

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class BerichtFactory(DjangoModelFactory):
    """A message that waits; `verzonden=True`, `onzeker=True` or `mislukt=True` for what may follow."""

    class Meta:
        model = Bericht

    class Params:
        verzonden = factory.Trait(staat=Bericht.Staat.VERZONDEN, verzonden_op=MOMENT)
        onzeker = factory.Trait(staat=Bericht.Staat.ONZEKER, fout="Het versturen is afgebroken.")
        mislukt = factory.Trait(staat=Bericht.Staat.MISLUKT, fout="De mailserver weigert dit bericht: 550 weg")

    id = factory.Sequence(lambda n: UUID(int=n + 1))
    aan = factory.SubFactory(GebruikerFactory)
    adres = factory.SelfAttribute("aan.email")
    soort = "proef"
    onderwerp = "Aanvraag A-2526-00001: wij hebben nog iets nodig"
    tekst = "Wij hebben nog iets nodig.\n"
    html = "<p>Wij hebben nog iets nodig.</p>"
    sleutel = factory.Sequence(lambda n: f"proef:{n}")
    message_id = factory.LazyAttribute(lambda rij: f"<{rij.id}@portaal.example>")
