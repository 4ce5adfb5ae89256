"""The life of an aanvraag in tests: each state is reached through the real acts, never by setting a column.

    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    aanvraag = doe(toekennen, aanvraag, personas.directeur, bedrag="10.000,00")

`VANDAAG` is the clock of these tests; `maak_wereld` gives what every aanvraag needs around it.
"""

import uuid
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from aanvragen import services, workflow
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.regelingen import regelingen_laden
from financien.models import Begrotingspost
from swv.kern import opdrachten
from swv.kern.handelingen import verrichten
from swv.kern.models import Opdracht
from swv.kern.workflow import Handeling
from tests.documenten import maak
from tests.factories.financien import BegrotingspostFactory
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.personas import Personas

VANDAAG = "2026-10-13 10:00:00+02:00"  # a Tuesday, outside school holidays
SOORTEN = ("frictiefonds", "huisonderwijs", "innovatiegelden", "robot")
POST = "L.S.02"

LEERLING = {
    "voornaam": "Zoë",
    "tussenvoegsel": "van der",
    "achternaam": "Yağmur",
    "geboortedatum": "14-3-2012",
    "leerlingnummer": "100234",
}
ANTWOORDEN: Mapping[str, dict[str, dict[str, Any]]] = {
    "frictiefonds": {
        "situatie": {
            "voor_wie": "Twee leerlingen uit leerjaar 2 vmbo-kader",
            "situatie": "Zij komen midden in het jaar uit een ander land.",
            "geen_regulier_geld": "De bekostiging begint pas na de teldatum.",
            "eigen_middelen": "Wij zetten al acht uur begeleiding per week in.",
            "andere_financiers": "",
        },
        "bedrag": {
            "van": "1-11-2026",
            "tot": "31-7-2027",
            "gevraagd_bedrag": "12.500,00",
            "berekening": "250 uur × € 50,00 = € 12.500,00",
        },
    },
    "innovatiegelden": {
        "plan": {
            "titel": "Rustig leren",
            "ambitie": "2",
            "vraag": "Leerlingen vallen uit.",
            "aanpak": "Wij richten een rustige klas in.",
            "resultaat": "De helft minder uitval.",
            "borging": "Daarna betalen wij het zelf.",
        },
        "bedrag": {
            "van": "1-11-2026",
            "tot": "31-7-2028",
            "gevraagd_bedrag": "25.000,00",
            "begroting": "Een docent voor twee dagen in de week.",
        },
    },
    "huisonderwijs": {
        "leerling": LEERLING,
        "uren": {
            "van": "2-11-2026",
            "tot": "24-1-2027",
            "uren_per_week": "4",
            "uren_totaal": "48",
            "reden": "De leerling kan door ziekte niet naar school.",
            "doel": "Bijblijven met de kernvakken.",
        },
    },
    "robot": {
        "leerling": LEERLING,
        "gebruik": {
            "van": "2-11-2026",
            "tot": "29-1-2027",
            "reden": "De leerling volgt de les vanuit huis.",
            "contact": "De conciërge",
            "klas_ingelicht": "on",
        },
    },
}


def antwoorden(soort: str, **anders: Any) -> dict[str, dict[str, Any]]:
    """What a school types for this kind; `anders` replaces a field in whichever part has it."""
    alles = deepcopy(ANTWOORDEN[soort])
    for naam, waarde in anders.items():
        deel = next(deel for deel in alles.values() if naam in deel)
        deel[naam] = waarde
    return alles


def maak_wereld(*, ruimte: str = "100000.00") -> Begrotingspost:
    """The rules of the four kinds, the letterhead and a budget line of this year with so many euros on it."""
    SamenwerkingsverbandFactory()
    regelingen_laden()
    return BegrotingspostFactory(code=POST, jaar__jaar=timezone.localdate().year, met_ruimte=ruimte)


def stel_regeling(soort: str, *, post: str = POST, **getallen: Any) -> Regeling:
    """What the controller fills in later: the budget line and numbers of a kind."""
    regeling = Regeling.objects.get(soort=soort)
    regeling.begrotingspost_code = post
    regeling.getallen = {**regeling.getallen, **getallen}
    regeling.save()
    return regeling


@cache
def _pdf() -> bytes:
    return maak.pdf()


def upload(naam: str = "stuk.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, _pdf(), content_type="application/pdf")


def invullen(aanvraag: Aanvraag, door: Any, delen: Mapping[str, Mapping[str, Any]]) -> Aanvraag:
    for code, deel in delen.items():
        aanvraag = services.antwoorden_bewaren(
            aanvraag=aanvraag, onderdeel=code, antwoorden=dict(deel), versie=aanvraag.versie, door=door
        )
    return aanvraag


def concept(p: Personas, soort: str, *, met_bewijs: bool = True, leeg: bool = False, **anders: Any) -> Aanvraag:
    """A draft of school A that could be sent as it is."""
    aanvraag = services.starten(soort=soort, school=p.school, door=p.coordinator, sleutel=uuid.uuid4())
    if leeg:
        return aanvraag
    aanvraag = invullen(aanvraag, p.coordinator, antwoorden(soort, **anders))
    for stuk in aanvraag.declaratie.bewijsstukken if met_bewijs else ():
        if stuk.verplicht:
            services.bijlage_bijvoegen(aanvraag=aanvraag, upload=upload(), soort=stuk.code, door=p.coordinator)
    return aanvraag


def doe(handeling: Handeling, aanvraag: Aanvraag, door: Any, **gegevens: Any) -> Aanvraag:
    """Do an act with what a person fills in; a signature is confirmed a moment ago."""
    return verrichten(handeling, aanvraag, door=door, data=gegevens, bevestigd_op=timezone.now())


def over(dagen: int) -> str:
    """A day from now as people type it."""
    dag = timezone.localdate() + timedelta(days=dagen)
    return f"{dag.day}-{dag.month}-{dag.year}"


# --- The road to each state --------------------------------------------------------------------------------


def _medetekening(p: Personas, a: Aanvraag) -> Aanvraag:
    return doe(workflow.medetekening_vragen, a, p.coordinator)


def _indienen(p: Personas, a: Aanvraag) -> Aanvraag:
    if a.declaratie.medetekening:
        return doe(workflow.medetekenen, _medetekening(p, a), p.bestuur)
    return doe(workflow.indienen, a, p.coordinator)


def _in_behandeling(p: Personas, a: Aanvraag) -> Aanvraag:
    return doe(workflow.in_behandeling_nemen, _indienen(p, a), p.bureau)


def _aanvulling(p: Personas, a: Aanvraag) -> Aanvraag:
    return doe(
        workflow.aanvulling_vragen, _in_behandeling(p, a), p.bureau, vraag="Waar is het plan?", uiterlijk=over(14)
    )


def _feedback(p: Personas, a: Aanvraag) -> Aanvraag:
    return doe(workflow.feedback_geven, _in_behandeling(p, a), p.bureau, feedback="Maak het resultaat meetbaar.")


def _klaar_voor_advies(p: Personas, a: Aanvraag) -> Aanvraag:
    if a.declaratie.feedbackronde:
        return doe(workflow.plan_bijstellen, _feedback(p, a), p.coordinator)
    return _in_behandeling(p, a)


def voorleggen(p: Personas, a: Aanvraag, *, voorstel: str = "toekennen", bedrag: str = "") -> Aanvraag:
    """The bureau proposes to award (what was asked, unless `bedrag`) or to refuse."""
    gevraagd = a.gevraagd_bedrag
    if voorstel == "toekennen" and a.declaratie.kent_bedrag and not bedrag:
        bedrag = f"{gevraagd}".replace(".", ",")
    return doe(workflow.adviseren, a, p.bureau, voorstel=voorstel, advies="Past bij de regels.", bedrag=bedrag)


def _ter_ondertekening(p: Personas, a: Aanvraag) -> Aanvraag:
    return voorleggen(p, _klaar_voor_advies(p, a))


def toekennen(p: Personas, a: Aanvraag, **gegevens: Any) -> Aanvraag:
    """The director awards what was asked, or `bedrag` with a `motivering`."""
    if a.declaratie.kent_bedrag:
        gegevens.setdefault("bedrag", f"{a.gevraagd_bedrag}".replace(".", ","))
    return doe(workflow.toekennen, a, p.directeur, **gegevens)


def _toegekend(p: Personas, a: Aanvraag) -> Aanvraag:
    return toekennen(p, _ter_ondertekening(p, a))


def _afgewezen(p: Personas, a: Aanvraag) -> Aanvraag:
    a = voorleggen(p, _in_behandeling(p, a), voorstel="afwijzen")
    return doe(workflow.afwijzen, a, p.directeur, motivering="Er is regulier geld.")


def laat_verstrijken(aanvraag: Aanvraag) -> Aanvraag:
    """As if the question was asked three weeks ago and the date in it has passed."""
    drie_weken = timedelta(weeks=3)
    vraag = aanvraag.aanvullingsverzoeken.get(beantwoord_op__isnull=True)
    vraag.gevraagd_op -= drie_weken
    vraag.uiterlijk -= drie_weken
    vraag.save()
    return aanvraag


def _voorgelegd_buiten_behandeling(p: Personas, a: Aanvraag) -> Aanvraag:
    a = laat_verstrijken(_aanvulling(p, a))
    return doe(workflow.buiten_behandeling_voorleggen, a, p.bureau, advies="De begroting ontbreekt nog.")


def _buiten_behandeling(p: Personas, a: Aanvraag) -> Aanvraag:
    a = _voorgelegd_buiten_behandeling(p, a)
    return doe(workflow.buiten_behandeling_stellen, a, p.directeur, motivering="De begroting ontbreekt.")


def _ingetrokken(p: Personas, a: Aanvraag) -> Aanvraag:
    return doe(workflow.intrekken, _indienen(p, a), p.coordinator, reden="Niet meer nodig")


# A seventh road beside the states: waiting for a signature under "buiten behandeling".
VOORGELEGD_BUITEN_BEHANDELING = "ter_ondertekening_buiten_behandeling"
WEGEN: Mapping[str, Callable[[Personas, Aanvraag], Aanvraag]] = {
    Status.CONCEPT: lambda p, a: a,
    Status.TER_MEDETEKENING: _medetekening,
    Status.INGEDIEND: _indienen,
    Status.IN_BEHANDELING: _in_behandeling,
    Status.AANVULLING_GEVRAAGD: _aanvulling,
    Status.FEEDBACK_GEGEVEN: _feedback,
    Status.TER_ONDERTEKENING: _ter_ondertekening,
    VOORGELEGD_BUITEN_BEHANDELING: _voorgelegd_buiten_behandeling,
    Status.TOEGEKEND: _toegekend,
    Status.AFGEWEZEN: _afgewezen,
    Status.BUITEN_BEHANDELING: _buiten_behandeling,
    Status.INGETROKKEN: _ingetrokken,
}


def bestaat(soort: str, stand: str) -> bool:
    """Whether an aanvraag of this kind can be in this state."""
    if stand == Status.TER_MEDETEKENING:
        return soort == "frictiefonds"
    if stand == Status.FEEDBACK_GEGEVEN:
        return soort == "innovatiegelden"
    return True


def breng(p: Personas, soort: str, stand: str, **anders: Any) -> Aanvraag:
    """An aanvraag of school A in this state. Needs `maak_wereld`."""
    return WEGEN[stand](p, concept(p, soort, **anders))


# --- Looking around ----------------------------------------------------------------------------------------


def momentopname() -> dict[str, str]:
    """A fingerprint of every table: two equal ones mean that nothing changed anywhere. Sessions do not count."""
    with connection.cursor() as cursor:
        tabellen = [
            naam
            for naam in connection.introspection.table_names(cursor)
            if naam not in ("django_session", "django_migrations")
        ]
        keuzes = " UNION ALL ".join(
            f"SELECT '{naam}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{naam}\" t"
            for naam in tabellen
        )
        cursor.execute(keuzes)
        return dict(cursor.fetchall())


def werk_af(*soorten: str) -> list[str]:
    """Do the background work that is due, as the worker would. Returns the kinds in the order in which they ran."""
    gedaan = []
    while True:
        wacht = Opdracht.objects.filter(staat=Opdracht.Staat.KLAAR, niet_voor__lte=timezone.now())
        if soorten:
            wacht = wacht.filter(soort__in=soorten)
        rij = wacht.order_by("id").first()
        if rij is None:
            return gedaan
        opdrachten.uitvoeren(rij.pk)
        gedaan.append(rij.soort)


def opdrachten_van(soort: str) -> list[Opdracht]:
    return list(Opdracht.objects.filter(soort=soort))


def euro(tekst: str) -> Decimal:
    return Decimal(tekst)


def dag(tekst: str) -> date:
    return datetime.strptime(tekst, "%d-%m-%Y").date()  # noqa: DTZ007
