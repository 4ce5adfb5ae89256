"""Letters, and the dossier they belong to. The dossier here is a pupil: any model with a UUID will do."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from swv.documenten.codes import ALFABET
from swv.documenten.models import Brief
from tests.factories.organisaties import LeerlingFactory as DossierFactory


def _code(nummer: int) -> str:
    tekens = "".join(ALFABET[(nummer >> 5 * plek) % 32] for plek in range(16))
    return "-".join(tekens[begin : begin + 4] for begin in range(0, 16, 4))


class BriefFactory(DjangoModelFactory):
    """A letter that still has to be made."""

    class Meta:
        model = Brief

    bron = factory.SubFactory(DossierFactory)
    soort = "toekenningsbrief"
    titel = "Uw aanvraag is goedgekeurd"
    kenmerk = factory.Sequence(lambda n: f"ROB-2026-{n:04}")
    datum = date(2026, 11, 22)
    sleutel = factory.Sequence(lambda n: f"brief-{n}")
    html = "<!doctype html><html lang=nl><title>Brief</title><h1>Brief</h1><p>Tekst</p></html>"

    code = factory.Sequence(lambda n: _code(n))
