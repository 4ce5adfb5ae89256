"""Terms in each of their states. The dossier is any row with a UUID; nothing of it is read."""

from datetime import date
from uuid import UUID

import factory
from factory.django import DjangoModelFactory

from swv.organisaties.models import Leerling
from swv.termijnen.models import Termijn
from swv.termijnen.rekenen import beslisdatum
from swv.termijnen.schema import Soort


def dossier(nummer: int = 1) -> Leerling:
    """Something that a term can belong to, always the same one for a number."""
    return Leerling(pk=UUID(int=nummer))


class TermijnFactory(DjangoModelFactory):
    """A legal decision term of eight weeks that runs since 2 March 2026 and ends on 28 April."""

    class Meta:
        model = Termijn

    class Params:
        aanvulling = factory.Trait(soort=Soort.AANVULLING, weken=None, is_wettelijk=False, uiterlijk=date(2026, 3, 23))
        ondertekening = factory.Trait(
            soort=Soort.ONDERTEKENING, weken=None, is_wettelijk=False, uiterlijk=date(2026, 3, 9)
        )
        toelating = factory.Trait(soort=Soort.TOELATING)
        deskundigenadvies = factory.Trait(
            soort=Soort.DESKUNDIGENADVIES, weken=None, is_wettelijk=False, uiterlijk=date(2026, 3, 16)
        )
        zienswijze = factory.Trait(soort=Soort.ZIENSWIJZE, weken=None, is_wettelijk=False, uiterlijk=date(2026, 3, 16))
        buiten_behandeling = factory.Trait(soort=Soort.BUITEN_BEHANDELING, weken=4)

    bron = factory.Sequence(lambda n: dossier(n + 1))
    soort = Soort.BESLISSING
    begin = date(2026, 3, 2)
    loopt_sinds = factory.SelfAttribute("begin")
    weken = 8
    is_wettelijk = True
    uiterlijk = factory.LazyAttribute(lambda rij: beslisdatum(rij.begin, weken=rij.weken))
    herinner_opdracht = "proef.herinneren"
