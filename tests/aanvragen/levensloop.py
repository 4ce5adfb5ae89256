"""What the tests of the acts share: an aanvraag in any state (tests.factories.aanvragen), an act with what a person
types, the fingerprint of the whole database, and the worker's work done at once."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from aanvragen import services, workflow
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.regelingen import regelingen_laden
from financien.models import Begrotingspost
from swv.invullen import services as invullen
from swv.invullen.antwoorden import taken
from swv.kern import opdrachten
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import verrichten
from swv.kern.models import Opdracht
from swv.kern.workflow import Handeling
from swv.termijnen.services import verstreken_opschortingen_beeindigen
from tests.factories.aanvragen import ALLEEN_BIJ, antwoorden, maak_aanvraag, maak_bijlage
from tests.factories.financien import BegrotingspostFactory
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.personas import Personas

VANDAAG = "2026-10-13 10:00:00+02:00"  # a Tuesday
SOORTEN = ("frictiefonds", "huisonderwijs", "innovatiegelden", "robot")  # the directeur-bestuurder decides
TOEZEGGING, VRAAG = "visitatie", "consultatie"  # the bureau decides; nobody does
POST = "L.S.02"
# A state beside the others: waiting for a signature, with "buiten behandeling" as proposal.
VOORGELEGD_BUITEN_BEHANDELING = "ter_ondertekening_buiten_behandeling"
STANDEN = (*Status.values, VOORGELEGD_BUITEN_BEHANDELING)


def maak_wereld(*, ruimte: str = "100000.00") -> Begrotingspost:
    """The rules of the four kinds, the letterhead and a budget line of this year with so many euros on it."""
    SamenwerkingsverbandFactory()
    regelingen_laden()
    return BegrotingspostFactory(code=POST, jaar__jaar=timezone.localdate().year, met_ruimte=ruimte)


def stel_regeling(soort: str, *, post: str = POST, **getallen: Any) -> None:
    """What the controller fills in later: the budget line and numbers of a kind."""
    regeling = Regeling.objects.get(soort=soort)
    regeling.begrotingspost_code, regeling.getallen = post, {**regeling.getallen, **getallen}
    regeling.save()


def bestaat(soort: str, stand: str) -> bool:
    """Whether an aanvraag of this kind can be in this state."""
    nooit = {
        "visitatie": {Status.TER_ONDERTEKENING, VOORGELEGD_BUITEN_BEHANDELING},
        "consultatie": {
            Status.TER_ONDERTEKENING,
            VOORGELEGD_BUITEN_BEHANDELING,
            Status.TOEGEKEND,
            Status.AFGEWEZEN,
        },
    }
    return ALLEEN_BIJ.get(stand, soort) == soort and stand not in nooit.get(soort, ())


def breng(p: Personas, soort: str, stand: str) -> Aanvraag:
    """An aanvraag of school A in this state."""
    if stand != VOORGELEGD_BUITEN_BEHANDELING:
        return maak_aanvraag(p, soort=soort, status=stand)
    aanvraag = laat_verstrijken(maak_aanvraag(p, soort=soort, status=Status.AANVULLING_GEVRAAGD))
    return doe(workflow.buiten_behandeling_voorleggen, aanvraag, p.bureau, advies="De begroting ontbreekt.")


def concept(p: Personas, soort: str, *, zonder: str = "", **anders: Any) -> Aanvraag:
    """A draft of school A that could be sent; `anders` replaces an answer in whichever part has it, `zonder` leaves
    out a part or a kind of evidence."""
    aanvraag = services.starten(soort=soort, school=p.school, door=p.coordinator, sleutel=uuid.uuid4())
    for code, deel in antwoorden(soort).items():
        if code != zonder:
            aanvraag = typ(aanvraag, p.coordinator, code, **{n: anders.get(n, waarde) for n, waarde in deel.items()})
    for stuk in aanvraag.bewijsstukken:
        if stuk.verplicht and stuk.code != zonder:
            maak_bijlage(aanvraag, stuk.code, door=p.coordinator)
    return aanvraag


def typ(aanvraag: Aanvraag, door: Any, onderdeel: str, **velden: Any) -> Aanvraag:
    """Keep what was typed in one part, over what was there."""
    nieuw = {**aanvraag.antwoorden.get(onderdeel, {}), **velden}
    return invullen.antwoorden_bewaren(
        aanvraag, onderdeel=onderdeel, antwoorden=nieuw, versie=aanvraag.versie, door=door
    )


def doe(handeling: Handeling, aanvraag: Aanvraag, door: Any, **gegevens: Any) -> Aanvraag:
    """Do an act with what a person types; a signature was confirmed a moment ago."""
    return verrichten(handeling, aanvraag, door=door, data=gegevens, bevestigd_op=timezone.now())


def indienen(p: Personas, aanvraag: Aanvraag) -> Aanvraag:
    """Send a draft, by way of the board where it co-signs; a second one for the same thing is meant."""
    if aanvraag.declaratie.medetekening:
        aanvraag = doe(workflow.medetekening_vragen, aanvraag, p.coordinator, toch="on")
        return doe(workflow.medetekenen, aanvraag, p.bestuur, toch="on")
    return doe(workflow.indienen, aanvraag, p.coordinator, toch="on")


def ter_ondertekening(p: Personas, aanvraag: Aanvraag, *, bedrag: str = "", voorstel: str = "toekennen") -> Aanvraag:
    """Take a draft to the signing desk. Without `bedrag` the bureau proposes what was asked."""
    aanvraag = doe(workflow.in_behandeling_nemen, indienen(p, aanvraag), p.bureau)
    if aanvraag.declaratie.feedbackronde:
        aanvraag = doe(workflow.feedback_geven, aanvraag, p.bureau, feedback="Maak het meetbaar.")
        aanvraag = doe(workflow.plan_bijstellen, aanvraag, p.coordinator)
    bedrag = bedrag or str(aanvraag.gevraagd_bedrag or "")
    return doe(workflow.adviseren, aanvraag, p.bureau, voorstel=voorstel, advies="Past bij de regels.", bedrag=bedrag)


def laat_verstrijken(aanvraag: Aanvraag) -> Aanvraag:
    """As if the bureau asked three weeks earlier: the day that the school got has passed and the term ran on."""
    aanvraag.aanvullingsverzoeken.update(
        gevraagd_op=timezone.now() - timedelta(weeks=3), uiterlijk=timezone.localdate() - timedelta(days=1)
    )
    verstreken_opschortingen_beeindigen(vandaag=timezone.localdate() + timedelta(weeks=3))
    return aanvraag


# --- Looking around ----------------------------------------------------------------------------------------

BUITEN_BEELD = ("django_session", "django_migrations")


def momentopname() -> dict[str, str]:
    """A fingerprint of every table: two equal ones mean that nothing changed anywhere. Sessions do not count."""
    with connection.cursor() as cursor:
        namen = sorted(set(connection.introspection.table_names(cursor)) - set(BUITEN_BEELD))
        keuzes = [
            f"SELECT '{naam}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{naam}\" t"
            for naam in namen
        ]
        cursor.execute(" UNION ALL ".join(keuzes))
        return dict(cursor.fetchall())


def werk_af(*soorten: str) -> list[str]:
    """Do the background work that is due, as the worker would. Returns the kinds in the order in which they ran."""
    gedaan = []
    while True:
        wacht = Opdracht.objects.filter(staat=Opdracht.Staat.KLAAR, niet_voor__lte=timezone.now())
        rij = (wacht.filter(soort__in=soorten) if soorten else wacht).order_by("id").first()
        if rij is None:
            return gedaan
        opdrachten.uitvoeren(rij.pk)
        gedaan.append(rij.soort)


# --- Refusals ----------------------------------------------------------------------------------------------


def fouten(aanvraag: Aanvraag) -> dict[str, list[str]]:
    """What is wrong with what was typed, per field, over all parts."""
    return {veld: [str(zin) for zin in zinnen] for taak in taken(aanvraag) for veld, zinnen in taak.form.errors.items()}


def wordt_geweigerd(p: Personas, aanvraag: Aanvraag) -> str:
    """Sending this draft is refused and changes no row anywhere. Returns the sentence."""
    voor = momentopname()
    with pytest.raises(Geweigerd) as fout, transaction.atomic():
        indienen(p, aanvraag)
    assert momentopname() == voor
    return fout.value.zin
