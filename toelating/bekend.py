"""What stands in a renewal or another category from the beginning, as a school types it: it never types twice."""

from datetime import date
from typing import Any

from swv.organisaties.models import School
from swv.termijnen.rekenen import DAG
from toelating.models import Soort, Verklaring

# What a school wrote about a pupil before may stand there again, when it was this school. What people think is asked
# anew every time.
OVERGENOMEN = {
    "leerling": ("leerjaar", "niveau", "postcode4"),
    "ouders": ("gezag", "ouder_1_naam", "ouder_1_adres", "ouder_2_naam", "ouder_2_adres", "leerling_adres"),
}


def bekende_antwoorden(vorige: Verklaring, soort: str, school: School) -> dict[str, dict[str, Any]]:
    """The pupil and the placement as the portal knows them; what comes after the TLV begins the day after it ends.

    From an earlier request of this same school also the parents: what another school wrote stays with that school.
    """
    antwoorden: dict[str, dict[str, Any]] = {"leerling": _leerling(vorige)}
    if soort != Soort.CATEGORIE:
        antwoorden["aanvraag"] = {"gevraagde_ingang": _dag(vorige.geldig_tot + DAG)}
    versie = vorige.aanvraag.versies.first() if vorige.aanvraag.school_id == school.pk else None
    if versie is not None:
        for onderdeel, velden in OVERGENOMEN.items():
            eerder = versie.antwoorden.get(onderdeel, {})
            bekend = {naam: eerder[naam] for naam in velden if eerder.get(naam)}
            if bekend:
                antwoorden[onderdeel] = {**antwoorden.get(onderdeel, {}), **bekend}
    return antwoorden


def _leerling(vorige: Verklaring) -> dict[str, Any]:
    leerling = vorige.leerling
    return {
        "voornaam": leerling.voornaam,
        "tussenvoegsel": leerling.tussenvoegsel,
        "achternaam": leerling.achternaam,
        "geboortedatum": _dag(leerling.geboortedatum),
        "leerlingnummer": leerling.leerlingnummer,
        "ingeschreven_op": _dag(vorige.geplaatst_op) if vorige.geplaatst_op else "",
    }


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"
