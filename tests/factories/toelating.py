"""Requests for a TLV in every state, each reached through the acts of the workflow: what cannot happen cannot be made.

    wereld = maak_wereld()                                        the people of a TLV, and the rules
    maak_tlv(wereld)                                              a vso request, just begun
    maak_tlv(wereld, status=Status.BIJ_TAC)                       with two advices, before the committee
    maak_tlv(wereld, soort="pro", status=Status.AFGEGEVEN)

The clock of the caller counts; nothing is random.
"""

import uuid
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from swv.invullen import services as invullen
from swv.invullen.models import Versie
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from swv.termijnen.rekenen import werkdagen_na
from tests.factories.documenten import gekeurde_bijlage
from tests.factories.organisaties import SamenwerkingsverbandFactory, SchoolFactory, geef_factor, maak_gebruiker
from tests.personas import Personas, maak_personas
from toelating import bijeenkomsten, gasten, services, workflow
from toelating.models import (
    Bijeenkomst,
    Deskundigenadvies,
    Deskundigheid,
    Mandaat,
    Soort,
    Status,
    Tlvaanvraag,
    Verklaring,
    Voorstel,
)
from toelating.pro import DOMEINEN
from toelating.regelingen import regelingen_laden
from toelating.workflow import verklaring as na

_teller = count(1)


@dataclass(frozen=True)
class Toelatingswereld:
    """The people around a TLV of school A: `personas` and who advises, sits in the committee or has a mandate."""

    personas: Personas
    vso_school: School
    pro_school: School
    vso_coordinator: Gebruiker
    pro_coordinator: Gebruiker
    orthopedagoog: Gebruiker
    arts: Gebruiker
    voorzitter: Gebruiker
    lid: Gebruiker
    lid_elders: Gebruiker
    gemandateerde: Gebruiker

    def mensen(self) -> dict[str, Gebruiker]:
        """Everybody by the name of the relation, for a matrix."""
        eigen = {naam: waarde for naam, waarde in vars(self).items() if isinstance(waarde, Gebruiker)}
        return {**dict(self.personas.mensen()), **eigen}


def maak_wereld(personas: Personas | None = None) -> Toelatingswereld:
    """Everybody and the rules, once per test."""
    personas = personas or maak_personas()
    SamenwerkingsverbandFactory()
    regelingen_laden()
    vso = SchoolFactory(code="03CC00", naam="Vso De Brug", soort=School.Soort.VSO)
    pro = SchoolFactory(code="04DD00", naam="Pro De Werkplaats", soort=School.Soort.PRO)

    def persoon(naam: str, soort: str = "", **plek: Any) -> Gebruiker:
        return maak_gebruiker(soort, email=f"{naam.lower().replace(' ', '.')}@portaal.example", naam=naam, **plek)

    orthopedagoog, arts = persoon("Ortho", Rolsoort.DESKUNDIGE), persoon("Arts", Rolsoort.DESKUNDIGE)
    vorig_jaar = timezone.localdate() - timedelta(days=400)
    Deskundigheid.objects.create(gebruiker=orthopedagoog, beroep="orthopedagoog", geldig_van=vorig_jaar)
    Deskundigheid.objects.create(gebruiker=arts, beroep="arts", geldig_van=vorig_jaar)
    gemandateerde = persoon("Gemandateerde", Rolsoort.BUREAU)
    Mandaat.objects.create(
        gebruiker=gemandateerde,
        soort=Soort.PRO,
        geldig_van=vorig_jaar,
        gegeven_door=personas.directeur,
        besluit="Mandaatbesluit 2025-01",
    )
    return Toelatingswereld(
        personas=personas,
        vso_school=vso,
        pro_school=pro,
        vso_coordinator=persoon("Coordinator Vso", Rolsoort.COORDINATOR, school=vso),
        pro_coordinator=persoon("Coordinator Pro", Rolsoort.COORDINATOR, school=pro),
        orthopedagoog=orthopedagoog,
        arts=arts,
        voorzitter=persoon("Voorzitter", Rolsoort.COMMISSIELID),
        lid=persoon("Lid", Rolsoort.COMMISSIELID),
        lid_elders=persoon("Lid Elders", Rolsoort.COMMISSIELID),
        gemandateerde=gemandateerde,
    )


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


def antwoorden(wereld: Toelatingswereld, soort: str, *, nummer: int = 1) -> dict[str, dict[str, Any]]:
    """A complete set of answers as a school types them, from the next 1 August on."""
    vandaag = timezone.localdate()
    ingang = date(vandaag.year + (vandaag.month >= 8), 8, 1)
    periode = {"gevraagde_ingang": _dag(ingang), "gevraagde_schooljaren": "1", "reden_duur": ""}
    gisteren = _dag(vandaag - timedelta(days=1))
    leerling = {
        "voornaam": "Zoë",
        "tussenvoegsel": "van der",
        "achternaam": f"Voorbeeld{nummer}",
        "geboortedatum": f"30-4-{vandaag.year - 14}",
        "leerlingnummer": f"{300000 + nummer}",
        "ingeschreven_op": _dag(vandaag - timedelta(days=200)),
        "leerjaar": "2",
        "niveau": "vmbo-kader",
        "postcode4": "1314",
    }
    ouders = {
        "gezag": "een",
        "ouder_1_naam": "A. van der Voorbeeld",
        "ouder_1_adres": "Voorbeeldstraat 1\n1314 AB Almere",
        "ouder_1_datum": gisteren,
        "ouder_1_akkoord": "ja",
        "ouder_1_zienswijze": "Wij denken dat Zoë op een kleinere school meer rust vindt.",
        "leerling_datum": gisteren,
        "leerling_akkoord": "ja",
        "leerling_zienswijze": "Ik wil graag naar een kleine klas.",
    }
    stukken = {f"datum_{stuk}": gisteren for stuk in ("opp", "didactisch", "iq_test")}
    alles: dict[str, dict[str, dict[str, Any]]] = {
        Soort.VSO: {
            "aanvraag": {
                **periode,
                "gevraagde_categorie": "L",
                "beoogde_school": str(wereld.vso_school.pk),
                "eerdere_tlv": "",
            },
            "ondersteuning": {
                "behoeften": "Zoë heeft veel structuur nodig.",
                "gedaan": "Een half jaar trajectvoorziening. Het hielp te weinig.",
                "tekort": "De klas is te groot en er is te weinig toezicht.",
                "meerwaarde": "Kleine klas en vaste begeleiders.",
                "terugkeer": "Na twee jaar bekijken wij of Zoë terug kan.",
                "uitstroomprofiel": "1",
                "iq_van": "",
                "iq_tot": "",
            },
        },
        Soort.VERLENGING: {
            "aanvraag": {
                **periode,
                "bereikt": "Zoë gaat elke dag naar school.",
                "doelen": "Een diploma vmbo-kader.",
                "tijd": "Een schooljaar, tot het examen.",
                "terugkeer": "Na het examen naar het mbo.",
            },
        },
        Soort.CATEGORIE: {
            "aanvraag": {**periode, "gevraagde_categorie": "M", "veranderd": "Zoë heeft nu ook fysieke hulp nodig."},
        },
        Soort.PRO: {
            "aanvraag": {**periode, "gevraagde_schooljaren": "5", "beoogde_school": str(wereld.pro_school.pk)},
            "criteria": {
                "iq_van": "70",
                "iq_tot": "70",
                "iq_test": "WISC-V",
                **{f"dle_{domein}": "20" for domein in DOMEINEN},
                **{f"dl_{domein}": "50" for domein in DOMEINEN},
            },
            "motivering": {"motivering": "Zoë leert het best door te doen.", "persoonlijkheid": ""},
        },
    }
    return {"leerling": leerling, **alles[soort], "ouders": ouders, "stukken": stukken}


def vul_in(
    wereld: Toelatingswereld,
    aanvraag: Tlvaanvraag,
    *,
    door: Gebruiker,
    anders: Mapping[str, Mapping[str, Any]] | None = None,
    nummer: int | None = None,
) -> Tlvaanvraag:
    """Type every part and add every required document; `anders` replaces answers per part."""
    alles = antwoorden(wereld, aanvraag.soort, nummer=nummer or next(_teller))
    if aanvraag.vorige:
        alles["leerling"] |= aanvraag.antwoorden.get("leerling", {})
        begin = aanvraag.vorige.einde + timedelta(days=1)
        alles["aanvraag"]["gevraagde_ingang"] = _dag(begin)
    for code, getypt in alles.items():
        aanvraag = invullen.antwoorden_bewaren(
            aanvraag,
            onderdeel=code,
            antwoorden={**getypt, **(anders or {}).get(code, {})},
            versie=aanvraag.versie,
            door=door,
        )
    for stuk in aanvraag.bewijsstukken:
        if stuk.verplicht:
            gekeurde_bijlage(aanvraag, soort=stuk.code, door=door)
    return aanvraag


def maak_bijeenkomst(wereld: Toelatingswereld, *, datum: date | None = None) -> Bijeenkomst:
    """A meeting today, with chair and member."""
    return bijeenkomsten.plannen(
        datum=datum or timezone.localdate(),
        van=time(9),
        tot=time(11),
        plaats="Bureau",
        voorzitter=wereld.voorzitter,
        leden=[wereld.lid],
        door=wereld.personas.bureau,
    )


def maak_tlv(
    wereld: Toelatingswereld,
    *,
    soort: str = Soort.VSO,
    status: str = Status.CONCEPT,
    ingevuld: bool = True,
    anders: Mapping[str, Mapping[str, Any]] | None = None,
    vorige: Verklaring | None = None,
    nummer: int | None = None,
) -> Tlvaanvraag:
    """A request of school A (for a renewal: of the school of the pupil) in a state, with all that happened before."""
    school = vorige.school if vorige and vorige.school else wereld.personas.school
    door = wereld.vso_coordinator if vorige else wereld.personas.coordinator
    aanvraag = services.starten(soort=soort, school=school, door=door, sleutel=uuid.uuid4(), vorige=vorige)
    if ingevuld or status != Status.CONCEPT:
        aanvraag = vul_in(wereld, aanvraag, door=door, anders=anders, nummer=nummer)
    return breng_tot(wereld, aanvraag, status)


def breng_tot(wereld: Toelatingswereld, aanvraag: Tlvaanvraag, status: str) -> Tlvaanvraag:
    """Bring a request to a state further on, through every act on the way; a draft is filled in."""
    gedaan, weg = _weg(aanvraag, aanvraag.status), _weg(aanvraag, status)
    assert weg[: len(gedaan)] == gedaan, f"no way from {aanvraag.status} to {status}"
    for stap in weg[len(gedaan) :]:
        aanvraag = stap(wereld, aanvraag)
    return aanvraag


Stap = Callable[[Toelatingswereld, Tlvaanvraag], Tlvaanvraag]


def _vragen(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return workflow.medetekening_vragen(aanvraag, door=_coordinator(wereld, aanvraag))


def _coordinator(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Gebruiker:
    mensen = (wereld.personas.coordinator, wereld.vso_coordinator, wereld.pro_coordinator)
    return next(persoon for persoon in mensen if persoon.is_coordinator_van(aanvraag.school_id))


def bestuur_van(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Gebruiker:
    """Somebody of the board of the school; made when there is nobody yet."""
    bestuur = aanvraag.school.bestuur
    if bestuur == wereld.personas.bestuur_a:
        return wereld.personas.bestuur
    huidig = Gebruiker.objects.met_rol(Rolsoort.BESTUUR, bestuur=bestuur).first()
    return huidig or maak_gebruiker(
        Rolsoort.BESTUUR, email=f"bestuur{bestuur.nummer}@portaal.example", naam="Bestuur Vso", bestuur=bestuur
    )


def _tekenen(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return workflow.medetekenen(aanvraag, door=bestuur_van(wereld, aanvraag))


def _nemen(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return workflow.in_behandeling_nemen(aanvraag, door=wereld.personas.bureau)


def _aanvulling(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    uiterlijk = werkdagen_na(timezone.localdate(), 10)
    vraag = "Stuur het geëvalueerde handelingsdeel mee."
    return workflow.aanvulling_vragen(aanvraag, door=wereld.personas.bureau, vraag=vraag, uiterlijk=uiterlijk)


def _aanwijzen(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return workflow.deskundigen_aanwijzen(
        aanvraag, door=wereld.personas.bureau, eerste=wereld.orthopedagoog, tweede=wereld.arts
    )


def oordeel(aanvraag: Tlvaanvraag, *, positief: bool = True, schooljaren: int = 1) -> dict[str, Any]:
    """What an advice says; with `categorie` only for vso."""
    gegevens: dict[str, Any] = {"toelaatbaar": positief, "schooljaren": schooljaren if positief else None}
    return gegevens if aanvraag.is_pro else {**gegevens, "categorie": "L" if positief else ""}


def _adviezen(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    for deskundige in (wereld.orthopedagoog, wereld.arts):
        tekst = f"Advies van {deskundige.naam}: deze leerling heeft een kleine setting nodig."
        aanvraag = workflow.advies_geven(aanvraag, door=deskundige, tekst=tekst, **oordeel(aanvraag))
    return aanvraag


def _samenvatten(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    redenen = "Beide deskundigen zijn het eens."
    return workflow.adviezen_samenvatten(
        aanvraag, door=wereld.personas.bureau, redenen=redenen, **oordeel(aanvraag, schooljaren=5)
    )


def _commissie(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    bijeenkomst = maak_bijeenkomst(wereld)
    aanvraag = workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
    redenen = "De commissie volgt de deskundigen."
    return workflow.commissieadvies_vastleggen(
        aanvraag, door=wereld.personas.bureau, redenen=redenen, **oordeel(aanvraag)
    )


def _zelf_adviseren(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    redenen = "Doelen en tijd zijn duidelijk."
    return workflow.adviseren(aanvraag, door=wereld.personas.bureau, redenen=redenen, **oordeel(aanvraag))


def _zienswijze(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    uiterlijk = werkdagen_na(timezone.localdate(), 10)
    toelichting = "Wij willen afwijken van wat u vroeg."
    return workflow.zienswijze_vragen(
        aanvraag, door=wereld.personas.bureau, toelichting=toelichting, uiterlijk=uiterlijk
    )


def _voorleggen(wereld: Toelatingswereld, aanvraag: Tlvaanvraag, voorstel: str) -> Tlvaanvraag:
    bureau = wereld.personas.bureau
    aanvraag = workflow.advies_aan_ouders(aanvraag, door=bureau, op=timezone.localdate(), hoe="per post")
    if voorstel == Voorstel.AFWIJZEN:
        return workflow.voorleggen(
            aanvraag,
            door=bureau,
            voorstel=voorstel,
            motivering="De school kan zelf meer doen.",
            reden_afwijking="De school heeft de extra ondersteuning nog niet ingezet.",
            weging="De toetsen zijn gedaan voordat de extra ondersteuning begon." if aanvraag.is_pro else "",
        )
    return workflow.voorleggen(
        aanvraag,
        door=bureau,
        voorstel=voorstel,
        motivering=aanvraag.advies,
        categorie=aanvraag.categorie,
        ingang=aanvraag.ingang,
        einde=aanvraag.einde,
        reden_duur="Tot het einde van de opleiding." if aanvraag.is_pro else "",
    )


def _ter_afgifte(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return _voorleggen(wereld, aanvraag, Voorstel.AFGEVEN)


def _ter_afwijzing(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return _voorleggen(wereld, aanvraag, Voorstel.AFWIJZEN)


def _tekent(naam: str) -> Stap:
    def stap(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        handeling = workflow.workflow[naam]
        return handeling(aanvraag, door=wereld.personas.directeur, bevestigd_op=timezone.now())

    return stap


def _incompleet(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    """Answered, but not enough: the bureau proposes to end."""
    door = _coordinator(wereld, aanvraag)
    aanvraag = workflow.aanvullen(aanvraag, door=door, antwoord="Dat hebben wij niet.")
    motivering = "Het handelingsdeel ontbreekt nog steeds."
    return workflow.buiten_behandeling_voorleggen(aanvraag, door=wereld.personas.bureau, motivering=motivering)


def _intrekken(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return workflow.intrekken(aanvraag, door=_coordinator(wereld, aanvraag), reden="De leerling verhuist.")


def _weg(aanvraag: Tlvaanvraag, status: str) -> list[Stap]:
    """The acts from a filled-in draft to a state."""
    regeling = aanvraag.regeling
    if regeling.met_deskundigen:
        adviezen = [_aanwijzen, _adviezen, _commissie if regeling.met_commissie else _samenvatten]
    else:
        adviezen = [_zelf_adviseren]
    ingediend = [_vragen, _tekenen]
    gereed = [*ingediend, _nemen, *adviezen]
    wegen: dict[str, list[Stap]] = {
        Status.CONCEPT: [],
        Status.TER_MEDETEKENING: [_vragen],
        Status.INGEDIEND: ingediend,
        Status.VOLLEDIGHEIDSTOETS: [*ingediend, _nemen],
        Status.AANVULLING_GEVRAAGD: [*ingediend, _nemen, _aanvulling],
        Status.BIJ_DESKUNDIGEN: [*ingediend, _nemen, _aanwijzen],
        Status.BIJ_TAC: [*ingediend, _nemen, _aanwijzen, _adviezen],
        Status.ADVIES_GEREED: gereed,
        Status.ZIENSWIJZE: [*gereed, _zienswijze],
        Status.TER_ONDERTEKENING: [*gereed, _ter_afgifte],
        Status.AFGEGEVEN: [*gereed, _ter_afgifte, _tekent("afgeven")],
        Status.AFGEWEZEN: [*gereed, _ter_afwijzing, _tekent("afwijzen")],
        Status.BUITEN_BEHANDELING: [
            *ingediend,
            _nemen,
            _aanvulling,
            _incompleet,
            _tekent("buiten_behandeling_stellen"),
        ],
        Status.INGETROKKEN: [*ingediend, _intrekken],
    }
    return wegen[status]


def vermenigvuldig(aanvraag: Tlvaanvraag, aantal: int) -> list[Tlvaanvraag]:
    """The same request for so many other pupils: the rows of one that came here by acts, with other keys."""
    adviezen = list(aanvraag.deskundigenadviezen.all())
    versies = list(aanvraag.versies.all())
    nieuw = []
    for _ in range(aantal):
        leerling = copy(aanvraag.leerling)
        leerling.pk, leerling.leerlingnummer = uuid.uuid4(), f"{900000 + next(_teller)}"
        rij = copy(aanvraag)
        rij.pk, rij.sleutel, rij.leerling = uuid.uuid4(), uuid.uuid4(), leerling
        rij.kenmerk = f"{aanvraag.kenmerk}-{next(_teller)}"
        nieuw.append(rij)
    Leerling.objects.bulk_create(rij.leerling for rij in nieuw)
    Tlvaanvraag.objects.bulk_create(nieuw)
    Deskundigenadvies.objects.bulk_create(
        _kopie(advies, pk=uuid.uuid4(), aanvraag=rij) for rij in nieuw for advies in adviezen
    )
    Versie.objects.bulk_create(_kopie(versie, pk=None, object_id=rij.pk) for rij in nieuw for versie in versies)
    return nieuw


def _kopie(rij: Any, **anders: Any) -> Any:
    nieuw = copy(rij)
    for naam, waarde in anders.items():
        setattr(nieuw, naam, waarde)
    nieuw._state.adding = True
    return nieuw


def maak_verklaring(
    wereld: Toelatingswereld,
    *,
    soort: str = Soort.VSO,
    geplaatst_op: date | None = None,
    bekend: bool = False,
    **opties: Any,
) -> Verklaring:
    """A TLV that was given; with `bekend` announced too, so that a school can collect it; with `geplaatst_op` collected
    and used from that day on. The clock must then lie on or after it."""
    aanvraag = maak_tlv(wereld, soort=soort, status=Status.AFGEGEVEN, **opties)
    if bekend or geplaatst_op:
        workflow.bekendmaken(aanvraag, door=None)
    verklaring = aanvraag.verklaringen.get()
    return verklaring if geplaatst_op is None else plaats(wereld, verklaring, op=geplaatst_op)


def plaats(wereld: Toelatingswereld, verklaring: Verklaring, *, op: date) -> Verklaring:
    """Collected and used from this day on, by the school of the kind of the TLV."""
    is_pro = verklaring.onderwijs == "pro"
    coordinator = wereld.pro_coordinator if is_pro else wereld.vso_coordinator
    school = wereld.pro_school if is_pro else wereld.vso_school
    verklaring = na.ophalen(verklaring, door=coordinator, school=school)
    nummer = f"{700000 + next(_teller)}"
    return na.plaatsen(verklaring, door=coordinator, geplaatst_op=op, leerlingnummer=nummer)


def maak_gastaanvraag(
    wereld: Toelatingswereld, *, email: str = "gast@elders.example", code: str = "09ZZ00", ingevuld: bool = False
) -> Tlvaanvraag:
    """The draft of a school of another region, with its invitation; the guest can log in."""
    bekend = School.objects.filter(code=code).first()
    uitnodiging = gasten.uitnodigen(
        soort=Soort.VSO,
        school=bekend
        or gasten.Gastschool(
            code, "Elders College", "vo", "49999", "Stichting Elders", "Postbus 1", "9999 AA", "Elders"
        ),
        persoon=gasten.Contactpersoon("Gitta Gast", email, "Zorgcoördinator"),
        toegang_tot=timezone.localdate() + timedelta(days=365),
        door=wereld.personas.bureau,
        sleutel=uuid.uuid4(),
    )
    assert uitnodiging.aanvraag is not None
    geef_factor(uitnodiging.gast)
    return vul_in(wereld, uitnodiging.aanvraag, door=uitnodiging.gast) if ingevuld else uitnodiging.aanvraag
