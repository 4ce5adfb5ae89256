"""Which kinds come to their end in the demo: the end that the kind declares, and everything that it says follows."""

from collections.abc import Callable, Iterator
from typing import Any

from aanvragen.models import (
    Aanvraag,
    Afspraak,
    Afspraakstatus,
    Evaluatie,
    Evaluatiestatus,
    Status,
    Uitvoering,
    Uitvoeringstatus,
    Urenweek,
)
from aanvragen.models.afspraak import AFSPRAAK_OPEN
from aanvragen.models.verantwoording import BEOORDEELD
from aanvragen.soorten import alle
from aanvragen.soorten.basis import Soort, Weg
from financien.models import Betalingstermijn, Verplichting
from voorzieningen.models import Plaatsing, Uitlening


def zonder_einde(aanvragen: Any) -> dict[str, set[str]]:
    """The kinds of which none of these dossiers came to its end, each with what is missing everywhere."""
    per_soort = {soort.code: [_mist(soort, rij) for rij in aanvragen.filter(soort=soort.code)] for soort in alle()}
    return {code: set().union(*gemist) for code, gemist in per_soort.items() if set() not in gemist}


def eindes(aanvragen: Any) -> dict[str, list[Any]]:
    """Per kind the keys of the dossiers that came to their end."""
    return {
        soort.code: [rij.pk for rij in aanvragen.filter(soort=soort.code) if not _mist(soort, rij)] for soort in alle()
    }


def _mist(soort: Soort, aanvraag: Aanvraag) -> set[str]:
    einde = Status.BEANTWOORD if soort.weg == Weg.ANTWOORD else Status.TOEGEKEND
    if aanvraag.status != einde:
        return {f"status {einde}"}
    return {naam for naam, is_af in _eisen(soort) if not is_af(aanvraag)}


def _eisen(soort: Soort) -> Iterator[tuple[str, Callable[[Aanvraag], bool]]]:
    """What has to be finished, from what the kind declares."""
    vraagt = {
        "uitvoering": soort.heeft_uitvoering,
        "uren": soort.houdt_uren_bij,
        "evaluatie": soort.evaluatie_na_weken,
        "verslag": soort.plant_afspraken,
        "lening": soort.leent_uit,
        "plaats": soort.wijzigt_elders,
        "verantwoording": soort.kost_geld,
        "geld": soort.kent_bedrag,
        "betaald": True,
    }
    return ((naam, EISEN[naam]) for naam, nodig in vraagt.items() if nodig)


def _alle(rijen: Any, status: str) -> bool:
    return set(rijen.values_list("status", flat=True)) == {status}


def _is_verantwoord(aanvraag: Aanvraag) -> bool:
    rijen = aanvraag.verantwoordingen
    return rijen.filter(is_slot=True).exists() and not rijen.exclude(status__in=BEOORDEELD).exists()


def _is_betaald(aanvraag: Aanvraag) -> bool:
    """Every instalment is paid or lapsed; so too when it costs nothing."""
    klaar = (Betalingstermijn.Status.BETAALD, Betalingstermijn.Status.VERVALLEN)
    termijnen = Betalingstermijn.objects.filter(verplichting__in=Verplichting.objects.van(aanvraag))
    return not termijnen.exclude(status__in=klaar).exists()


def _heeft_verslag(aanvraag: Aanvraag) -> bool:
    """At least one visit was reported, and none is still to come."""
    afspraken = Afspraak.objects.filter(uitvoering__aanvraag=aanvraag)
    gehouden = afspraken.filter(status=Afspraakstatus.AFGEROND).exists()
    return gehouden and not afspraken.filter(status__in=AFSPRAAK_OPEN).exists()


EISEN: dict[str, Callable[[Aanvraag], bool]] = {
    "uitvoering": lambda rij: _alle(Uitvoering.objects.filter(aanvraag=rij), Uitvoeringstatus.AFGEROND),
    "uren": lambda rij: Urenweek.objects.filter(uitvoering__aanvraag=rij).exists(),
    "evaluatie": lambda rij: _alle(Evaluatie.objects.filter(uitvoering__aanvraag=rij), Evaluatiestatus.INGEVULD),
    "verslag": _heeft_verslag,
    "lening": lambda rij: _alle(Uitlening.objects.van(rij), Uitlening.Status.TERUGGEBRACHT),
    "plaats": lambda rij: _alle(Plaatsing.objects.van(rij), Plaatsing.Status.BEEINDIGD),
    "verantwoording": _is_verantwoord,
    "geld": lambda rij: Verplichting.objects.van(rij).exists(),
    "betaald": _is_betaald,
}
