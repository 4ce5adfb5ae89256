"""A TLV after it was given: collected, used, and one day over."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import time_machine
from django.db import transaction
from django.utils import timezone

from swv.organisaties.models import School
from tests.deuren import Deuren
from tests.factories.toelating import Toelatingswereld, maak_tlv, maak_verklaring
from tests.toelating.levensloop import EERSTE_SCHOOLDAG, IN_HET_VOORJAAR
from tests.toelating.matrix.basis import BUREAU, SYSTEEM, Leven, Plek, opnieuw, tak
from toelating.models import Soort, Status, Verklaring
from toelating.workflow import bekendmaken
from toelating.workflow.uitgifte import nieuwe_verklaring
from toelating.workflow.verklaring import workflow

VSO = frozenset({"vso_coordinator"})
VSO_SCHOLEN = VSO | {"vso_elders"}
PRO = frozenset({"pro_coordinator"})
PORTAAL = frozenset({SYSTEEM})
DIRECTEUR = frozenset({"directeur"})
BEGON_OP = date(2026, 8, 24)


def _wie(school: frozenset[str], *, van_soort: frozenset[str]) -> dict[str, frozenset[str]]:
    """`school` is that of the pupil, `van_soort` are all that a TLV of this kind can lead to."""
    return {
        "ophalen": van_soort,
        "teruggeven": school,
        "plaatsen": school,
        "plaatsing_melden": BUREAU,
        "plaatsing_verbeteren": BUREAU | school,
        "plaatsing_ongedaan_maken": BUREAU,
        "overstappen": BUREAU | (van_soort - school),
        "afloop_vastleggen": BUREAU | school,
        "terugkeren": BUREAU | school,
        "terugkeer_ongedaan_maken": BUREAU,
        "intrekken": DIRECTEUR,
        "herroepen": PORTAAL,
        "meegaan": PORTAAL,
        "voortzetten": PORTAAL,
        "inkorten": PORTAAL,
        "vervangen": PORTAAL,
        "laten_verlopen": PORTAAL,
        "laten_vervallen": PORTAAL,
    }


# A decision has no effect before it was announced; a TLV from which a request goes on does not end.
LATER = frozenset(
    {
        ("ophalen", "nog niet bekend"),
        *(("plaatsing_melden", plek) for plek in ("nog niet bekend", "begonnen")),
        ("terugkeren", "ingekort"),
        ("terugkeren", "de andere is begonnen"),
    }
)


def lopen(wereld: Toelatingswereld, *, soort: str) -> Iterator[Plek]:
    pro = soort == Soort.PRO
    door, school = (wereld.pro_coordinator, wereld.pro_school) if pro else (wereld.vso_coordinator, wereld.vso_school)
    with time_machine.travel(IN_HET_VOORJAAR):
        verklaring = maak_verklaring(wereld, soort=soort)
    with time_machine.travel(EERSTE_SCHOOLDAG):
        yield Plek("nog niet bekend", verklaring)
        bekendmaken(verklaring.aanvraag, door=None)
        verklaring = opnieuw(verklaring)
        yield Plek("afgegeven", verklaring)
        with tak():
            Verklaring.objects.update(gebruiken_voor=timezone.localdate())
            yield Plek("niet gebruikt", opnieuw(verklaring))
        verklaring = workflow["ophalen"](verklaring, door=door, school=school)
        yield Plek("opgehaald", verklaring)
        verklaring = workflow["plaatsen"](verklaring, door=door, geplaatst_op=BEGON_OP, leerlingnummer="700123")
        yield Plek("verzilverd", verklaring)
    with tak():
        yield Plek("beeindigd", workflow["terugkeren"](verklaring, door=door, op=date(2026, 9, 14), naar="School A"))
    with time_machine.travel("2033-11-01 10:00:00+01:00"), tak():
        yield Plek("na de einddatum", verklaring)
        yield Plek("verlopen", workflow["laten_verlopen"](verklaring, door=None))
    if not pro:
        yield from _andere_categorie(wereld, verklaring)


def _andere_categorie(wereld: Toelatingswereld, verklaring: Verklaring) -> Iterator[Plek]:
    """Another TLV takes its place from a day on; on that day the night has not come yet."""
    begin = timezone.localdate() + timedelta(days=7)
    aanvraag = maak_tlv(wereld, soort=Soort.CATEGORIE, vorige=verklaring, status=Status.INGEDIEND)
    with transaction.atomic():
        volgende = nieuwe_verklaring(aanvraag, categorie="M", ingang=begin, einde=date(2028, 7, 31))
    volgende, verklaring = opnieuw(volgende), opnieuw(verklaring)
    yield Plek("ingekort", verklaring)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        yield Plek("de andere is begonnen", verklaring)
        yield Plek("begonnen", volgende)
        yield Plek("vervangen", workflow["vervangen"](verklaring, door=None))


def invoer(naam: str, wereld: Toelatingswereld, verklaring: Verklaring) -> Mapping[str, Any]:
    eigen = wereld.pro_school if verklaring.onderwijs == "pro" else wereld.vso_school
    eerste = max(verklaring.ingang, BEGON_OP)
    begin = {"geplaatst_op": _dag(eerste), "leerlingnummer": "700999"}
    reden = {"reden": "De leerling komt niet."}
    return {
        "teruggeven": reden,
        "plaatsen": begin,
        "plaatsing_melden": {"school": str(eigen.pk), **begin},
        "plaatsing_verbeteren": {"geplaatst_op": _dag(verklaring.ingang)},
        "plaatsing_ongedaan_maken": reden,
        "overstappen": {"school": _andere_school(verklaring), **begin, "geplaatst_op": "25-08-2026"},
        "afloop_vastleggen": {"na_afloop": "terug"},
        "terugkeren": {"op": "25-08-2026", "naar": "School A"},
        "terugkeer_ongedaan_maken": reden,
        "intrekken": {**reden, "zienswijze": "Allen zijn het eens."},
        # The portal itself has no form.
        "meegaan": {"school": eigen},
        "inkorten": {"tot_en_met": timezone.localdate(), **reden},
        "herroepen": reden,
    }.get(naam, {})


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def _andere_school(verklaring: Verklaring) -> str:
    ander = School.objects.filter(soort=verklaring.onderwijs).exclude(pk=verklaring.school_id).first()
    return str(ander.pk) if ander else ""


def deuren() -> Deuren:
    """A TLV has one page, for schools, bureau and who signs; the admin only lists them and leads there."""
    return Deuren(portaal="toelating:verklaring_handeling", api="/api/v1/verklaringen")


_leven = partial(Leven, workflow=workflow, deuren=deuren, invoer=invoer, later=LATER)
LEVENS = {
    "verklaring-vso": _leven(lopen=partial(lopen, soort=Soort.VSO), wie=_wie(VSO, van_soort=VSO_SCHOLEN)),
    "verklaring-pro": _leven(
        lopen=partial(lopen, soort=Soort.PRO), wie=_wie(PRO, van_soort=PRO), eigen=frozenset({"ophalen"})
    ),
}
