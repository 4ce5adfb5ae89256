"""A meeting of the committee: planned, filled, held or cancelled."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from tests.deuren import Deuren
from tests.factories import toelating as f
from tests.factories.toelating import Toelatingswereld
from tests.toelating.matrix.basis import BUREAU, Leven, Plek, opnieuw, tak
from toelating import workflow as acts
from toelating.models import Bijeenkomst
from toelating.workflow.bijeenkomst import bijeenkomsten

VERSLAGGEVERS = BUREAU | {"voorzitter"}
WIE: dict[str, frozenset[str]] = {
    "verzetten": BUREAU,
    "leden_wijzigen": BUREAU,
    "agenda_sturen": BUREAU,
    "afgelasten": BUREAU,
    "afsluiten": VERSLAGGEVERS,
    "aanwezigen_verbeteren": VERSLAGGEVERS,
}
LATER = frozenset({("afsluiten", plek) for plek in ("gepland", "met agenda", "agenda gestuurd")})
DAG_ERNA = timedelta(days=1)


def lopen(wereld: Toelatingswereld) -> Iterator[Plek]:
    bureau, morgen = wereld.personas.bureau, timezone.localdate() + DAG_ERNA
    bijeenkomst = f.maak_bijeenkomst(wereld, datum=morgen)
    yield Plek("gepland", bijeenkomst)
    aanvraag = acts.agenderen(f.maak_tlv(wereld, status="bij_tac"), door=bureau, bijeenkomst=bijeenkomst)
    yield Plek("met agenda", opnieuw(bijeenkomst))
    bijeenkomst = bijeenkomsten["agenda_sturen"](bijeenkomst, door=bureau)
    yield Plek("agenda gestuurd", bijeenkomst)
    with tak():
        yield Plek("afgelast", bijeenkomsten["afgelasten"](bijeenkomst, door=bureau, reden="Te weinig leden."))
    with time_machine.travel(timezone.now() + 2 * DAG_ERNA):
        advies = {"redenen": "De commissie volgt de deskundigen.", **f.oordeel(aanvraag)}
        acts.commissieadvies_vastleggen(aanvraag, door=bureau, **advies)
        bijeenkomst = opnieuw(bijeenkomst)
        yield Plek("besproken", bijeenkomst)
        leden = [wereld.voorzitter, wereld.lid]
        yield Plek("gehouden", bijeenkomsten["afsluiten"](bijeenkomst, door=bureau, aanwezigen=leden))


def invoer(naam: str, wereld: Toelatingswereld, bijeenkomst: Bijeenkomst) -> Mapping[str, Any]:
    over_een_week = timezone.localdate() + timedelta(days=7)
    voorzitter, lid = str(wereld.voorzitter.pk), str(wereld.lid.pk)
    return {
        "verzetten": {"datum": f"{over_een_week:%d-%m-%Y}", "van": "9:00", "tot": "11:00", "plaats": "Kamer 2"},
        "leden_wijzigen": {"voorzitter": voorzitter, "leden": [str(wereld.lid_elders.pk)]},
        "afgelasten": {"reden": "Te weinig leden."},
        "afsluiten": {"aanwezigen": [voorzitter, lid]},
        "aanwezigen_verbeteren": {"aanwezigen": [voorzitter]},
    }.get(naam, {})


def deuren() -> Deuren:
    """Bureau and chair work on the page of the meeting, the only door."""
    return Deuren(portaal="toelating:bijeenkomst_handeling")


LEVENS = {"bijeenkomst": Leven(workflow=bijeenkomsten, lopen=lopen, wie=WIE, deuren=deuren, invoer=invoer, later=LATER)}
