"""Aanvragen in every state, each reached through the acts of the workflow: what cannot happen cannot be made.

    maak_aanvraag(personas)                                      a frictiefonds request, just begun
    maak_aanvraag(personas, status=Status.IN_BEHANDELING)        sent, co-signed and taken by the bureau
    maak_aanvraag(personas, soort="robot", status=Status.TOEGEKEND)

The clock of the caller counts; nothing is random.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aanvragen import services, workflow
from aanvragen.models import Aanvraag, Status
from aanvragen.regelingen import regelingen_laden
from aanvragen.soorten import soort_van
from aanvragen.soorten.basis import Soort, Weg
from aanvragen.soorten.voorziening import PLEKKEN
from swv.documenten.models import Bijlage
from swv.invullen import services as invullen
from swv.organisaties.models import Gebruiker, School
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory
from tests.factories.voorzieningen import VoorzieningFactory
from tests.personas import Personas
from voorzieningen.models import Voorziening

_teller = count(1)
_RUIMTE = "100000.00"  # euros on the budget line that awards draw on


def antwoorden(soort: str, *, nummer: int = 1) -> dict[str, dict[str, Any]]:
    """A complete set of answers as a school types them, for next month: the example of the kind."""
    vandaag = timezone.localdate()
    leerling = {
        "voornaam": "Zoë",
        "tussenvoegsel": "van der",
        "achternaam": f"Voorbeeld{nummer}",
        "geboortedatum": f"30-4-{vandaag.year - 14}",
        "leerlingnummer": f"{200000 + nummer}",
    }
    return {code: {**deel} for code, deel in soort_van(soort).voorbeeld(vandaag, leerling).items()}


def pdf_bestand(naam: str = "begroting.pdf") -> SimpleUploadedFile:
    """A small real PDF as a browser uploads it; always the same one, so that its inspection is done once."""
    return SimpleUploadedFile(naam, _leeg_pdf(), content_type="application/pdf")


@cache
def _leeg_pdf() -> bytes:
    uit = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(uit)
    return uit.getvalue()


def maak_bijlage(aanvraag: Aanvraag, soort: str, *, door: Gebruiker, naam: str = "") -> Bijlage:
    return invullen.bijlage_bijvoegen(aanvraag, upload=pdf_bestand(naam or f"{soort}.pdf"), soort=soort, door=door)


def maak_post(code: str = "L.S.02", *, ruimte: str = _RUIMTE) -> None:
    """The budget line of this year with room on it."""
    from financien.models import Begrotingspost

    jaar = timezone.localdate().year
    if not Begrotingspost.objects.filter(jaar__jaar=jaar, code=code).exists():
        BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=jaar), code=code, met_ruimte=ruimte)


def vul_in(aanvraag: Aanvraag, *, door: Gebruiker, anders: Mapping[str, Mapping[str, Any]] | None = None) -> Aanvraag:
    """Type every part and add every required file; `anders` replaces answers per part."""
    nummer = next(_teller)
    for code, getypt in antwoorden(aanvraag.soort, nummer=nummer).items():
        aanvraag = invullen.antwoorden_bewaren(
            aanvraag,
            onderdeel=code,
            antwoorden={**getypt, **(anders or {}).get(code, {})},
            versie=aanvraag.versie,
            door=door,
        )
    for stuk in aanvraag.bewijsstukken:
        if stuk.verplicht:
            maak_bijlage(aanvraag, stuk.code, door=door)
    return aanvraag


def maak_concept(
    personas: Personas, *, soort: str = "frictiefonds", school: School | None = None, door: Gebruiker | None = None
) -> Aanvraag:
    """An aanvraag that was only begun."""
    regelingen_laden()
    return services.starten(
        soort=soort, school=school or personas.school, door=door or personas.coordinator, sleutel=uuid.uuid4()
    )


def maak_aanvraag(
    personas: Personas,
    *,
    soort: str = "frictiefonds",
    status: str = Status.CONCEPT,
    ingevuld: bool = True,
    anders: Mapping[str, Mapping[str, Any]] | None = None,
    school: School | None = None,
    coordinator: Gebruiker | None = None,
    bestuur: Gebruiker | None = None,
) -> Aanvraag:
    """An aanvraag of school A (or another) in a state, with everything that happened on its way there."""
    wie = coordinator or personas.coordinator
    aanvraag = maak_concept(personas, soort=soort, school=school, door=wie)
    if ingevuld or status != Status.CONCEPT:
        aanvraag = vul_in(aanvraag, door=wie, anders=anders)
    for stap in _weg(aanvraag, status):
        aanvraag = stap(aanvraag, _Rollen(personas, wie, bestuur or personas.bestuur))
    return aanvraag


def breng_verder(personas: Personas, aanvraag: Aanvraag, status: str) -> Aanvraag:
    """From where the bureau took it on to this state."""
    gedaan = _weg(aanvraag, Status.IN_BEHANDELING)
    rollen = _Rollen(personas, personas.coordinator, personas.bestuur)
    for stap in _weg(aanvraag, status):
        if stap not in gedaan:
            aanvraag = stap(aanvraag, rollen)
    return aanvraag


class _Rollen:
    """Who does what on the way."""

    def __init__(self, personas: Personas, coordinator: Gebruiker, bestuur: Gebruiker) -> None:
        self.coordinator, self.bestuur = coordinator, bestuur
        self.bureau, self.directeur = personas.bureau, personas.directeur


Stap = Callable[[Aanvraag, _Rollen], Aanvraag]


def _vragen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.medetekening_vragen(aanvraag, door=wie.coordinator)


def _insturen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    if aanvraag.declaratie.medetekening:
        return workflow.medetekenen(aanvraag, door=wie.bestuur)
    return workflow.indienen(aanvraag, door=wie.coordinator)


def _nemen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.in_behandeling_nemen(aanvraag, door=wie.bureau)


def _aanvulling(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    uiterlijk = timezone.localdate() + timedelta(days=14)
    vraag = "Stuur de begroting van het lopende jaar mee."
    return workflow.aanvulling_vragen(aanvraag, door=wie.bureau, vraag=vraag, uiterlijk=uiterlijk)


def _feedback(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.feedback_geven(aanvraag, door=wie.bureau, feedback="Maak het resultaat meetbaar.")


def _definitief(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.plan_bijstellen(aanvraag, door=wie.coordinator)


def _adviseren(voorstel: str) -> Stap:
    def stap(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
        return workflow.adviseren(
            aanvraag,
            door=wie.bureau,
            voorstel=voorstel,
            advies="Dit past bij de regeling.",
            bedrag=aanvraag.gevraagd_bedrag if voorstel == "toekennen" else None,
        )

    return stap


def zorg_voor_post(aanvraag: Aanvraag) -> None:
    """The line of this kind; for a kind with money whose line nobody chose yet, one is chosen."""
    regeling = aanvraag.regeling
    if aanvraag.declaratie.kent_bedrag and not regeling.begrotingspost_code:
        regeling.begrotingspost_code = "L.S.02"
        regeling.save()
    if regeling.begrotingspost_code:
        maak_post(regeling.begrotingspost_code)


def _toekennen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    zorg_voor_post(aanvraag)
    bedrag: Decimal | None = aanvraag.gevraagd_bedrag
    geld = {"bedrag": bedrag} if aanvraag.declaratie.kent_bedrag else {}
    return workflow.toekennen(aanvraag, door=wie.directeur, bevestigd_op=timezone.now(), **geld)


def _afwijzen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.afwijzen(
        aanvraag, door=wie.directeur, bevestigd_op=timezone.now(), motivering="Er is regulier geld voor."
    )


def _buiten_behandeling(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    """The question passed unanswered: its last day is moved to the past, as time would."""
    aanvraag.aanvullingsverzoeken.update(uiterlijk=timezone.localdate() - timedelta(days=1))
    aanvraag = workflow.buiten_behandeling_voorleggen(aanvraag, door=wie.bureau, advies="De begroting ontbreekt.")
    return workflow.buiten_behandeling_stellen(
        aanvraag, door=wie.directeur, bevestigd_op=timezone.now(), motivering="De begroting ontbreekt."
    )


def _intrekken(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.intrekken(aanvraag, door=wie.coordinator, reden="Het is niet meer nodig.")


def zorg_voor_voorziening(aanvraag: Aanvraag) -> None:
    """The facility of the catalogue that the school chose, for the kind that asks a place there."""
    keuze = aanvraag.antwoorden.get("plek", {}).get("voorziening")
    if keuze and not Voorziening.objects.filter(nummer=PLEKKEN[keuze].nummer).exists():
        VoorzieningFactory(nummer=PLEKKEN[keuze].nummer, naam=PLEKKEN[keuze].naam)


def _toezeggen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    zorg_voor_voorziening(aanvraag)
    return workflow.toezeggen(aanvraag, door=wie.bureau)


def _niet_toezeggen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    return workflow.niet_toezeggen(aanvraag, door=wie.bureau, motivering="De agenda van dit schooljaar is vol.")


def _niet_verder(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    aanvraag.aanvullingsverzoeken.update(uiterlijk=timezone.localdate() - timedelta(days=1))
    return workflow.niet_verder_behandelen(aanvraag, door=wie.bureau, motivering="Wij kregen geen antwoord.")


def _doorverwijzen(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    naar = aanvraag.declaratie.verwijst_naar[0]
    return workflow.doorverwijzen(aanvraag, door=wie.bureau, naar=naar, toelichting="Bel het aanmeldpunt.")


def _beantwoorden(aanvraag: Aanvraag, wie: _Rollen) -> Aanvraag:
    uitkomst = next((code for code, _ in aanvraag.declaratie.uitkomsten), "")
    return workflow.beantwoorden(aanvraag, door=wie.bureau, antwoord="Geef uitleg ook op papier.", uitkomst=uitkomst)


# Only one of the kinds that the tests use most comes in these states.
ALLEEN_BIJ = {
    Status.TER_MEDETEKENING: "frictiefonds",
    Status.FEEDBACK_GEGEVEN: "innovatiegelden",
    Status.DOORVERWEZEN: "consultatie",
    Status.BEANTWOORD: "consultatie",
}


def soort_met(status: str, *, anders: str = "frictiefonds") -> str:
    """A kind that can be in this state."""
    return ALLEEN_BIJ.get(Status(status), anders)


def eindes(soort: Soort) -> list[str]:
    """The states in which a request of this kind can end."""
    if soort.weg == Weg.ANTWOORD:
        return [Status.BEANTWOORD, Status.BUITEN_BEHANDELING, Status.INGETROKKEN]
    return [Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING, Status.INGETROKKEN]


def _weg(aanvraag: Aanvraag, status: str) -> Sequence[Stap]:
    """The acts that lead from a filled draft to this state."""
    soort = aanvraag.declaratie
    vragen = [_vragen] if soort.medetekening else []
    ronde = [_feedback, _definitief] if soort.feedbackronde else []
    ingediend = [*vragen, _insturen]
    behandeling = [*ingediend, _nemen]
    zonder_besluit = soort.weg != Weg.BESLUIT
    wegen: dict[str, Sequence[Stap]] = {
        Status.CONCEPT: [],
        Status.TER_MEDETEKENING: vragen,
        Status.INGEDIEND: ingediend,
        Status.IN_BEHANDELING: behandeling,
        Status.AANVULLING_GEVRAAGD: [*behandeling, _aanvulling],
        Status.FEEDBACK_GEGEVEN: [*behandeling, _feedback],
        Status.DOORVERWEZEN: [*behandeling, _doorverwijzen],
        Status.TER_ONDERTEKENING: [*behandeling, *ronde, _adviseren("toekennen")],
        Status.TOEGEKEND: [*behandeling, *ronde, _adviseren("toekennen"), _toekennen],
        Status.AFGEWEZEN: [*behandeling, _adviseren("afwijzen"), _afwijzen],
        Status.BUITEN_BEHANDELING: [*behandeling, _aanvulling, _niet_verder if zonder_besluit else _buiten_behandeling],
        Status.BEANTWOORD: [*behandeling, *([_doorverwijzen] if soort.verwijst_naar else []), _beantwoorden],
        Status.INGETROKKEN: [*ingediend, _intrekken],
    }
    if zonder_besluit:
        wegen |= {Status.TOEGEKEND: [*behandeling, _toezeggen], Status.AFGEWEZEN: [*behandeling, _niet_toezeggen]}
    return wegen[status]
