"""Letters and files, and the dossier they belong to. The dossier here is a pupil: any model with a UUID will do."""

import hashlib
from datetime import date
from functools import cache
from io import BytesIO

import factory
import pikepdf
from django.core.files.base import ContentFile
from django.db.models import Model
from factory.django import DjangoModelFactory

from swv.documenten.codes import ALFABET
from swv.documenten.models import BIJLAGEN, Bijlage, Brief
from swv.documenten.opslag import prive_opslag, willekeurige_naam
from swv.organisaties.models import Gebruiker
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


@cache
def _leeg_pdf() -> bytes:
    uit = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(uit)
    return uit.getvalue()


def gekeurde_bijlage(bron: Model, *, soort: str, door: Gebruiker, naam: str = "") -> Bijlage:
    """A PDF of a dossier as it is kept once it was checked. The check itself, in a process of its own, is left out:
    it takes longer than the rest of a dossier, and has tests of its own."""
    inhoud = _leeg_pdf()
    return Bijlage.objects.create(
        bron=bron,
        soort=soort,
        bestandsnaam=naam or f"{soort}.pdf",
        inhoudstype="application/pdf",
        grootte=len(inhoud),
        sha256=hashlib.sha256(inhoud).hexdigest(),
        bestand=prive_opslag().save(willekeurige_naam(BIJLAGEN, ".pdf"), ContentFile(inhoud)),
        toegevoegd_door=door,
    )
