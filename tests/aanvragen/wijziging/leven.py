"""The life of a change, as the lives of TLVs in tests/toelating/matrix: who may do each act, written by hand."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Aanvraag, Wijziging
from aanvragen.wijziging import tasks, workflow
from aanvragen.wijziging.views.ondertekenen import BESLUITEN
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.deuren import Deuren
from tests.factories.wijzigingen import concept, doe, leg_voor, stel_vast, stel_voor, toegekend
from tests.personas import Personas
from tests.toelating.matrix.basis import SYSTEEM, Leven, Plek, tak

COORDINATOR = frozenset({"coordinator"})
BESTUUR = frozenset({"bestuur"})
SCHOOL = COORDINATOR | BESTUUR
BUREAU = frozenset({"bureau", "bureau_collega"})
DIRECTEUR = frozenset({"directeur"})
WIE = {
    "medetekening_vragen": COORDINATOR,
    "terugsturen": BESTUUR,
    "terughalen": COORDINATOR,
    "medetekenen": BESTUUR,
    "vragen": COORDINATOR,
    "voorstellen": BUREAU,
    "in_behandeling_nemen": BUREAU,
    "aanvulling_vragen": BUREAU,
    "aanvullen": SCHOOL,
    "voorleggen": BUREAU,
    "laten_rusten": BUREAU,
    "teruggeven": DIRECTEUR,
    "vaststellen": DIRECTEUR,
    "afwijzen": DIRECTEUR,
    "intrekken": SCHOOL,
    "bekendmaken": frozenset({SYSTEEM}),
}
VRAAG = {"vraag": "Stuur de begroting mee.", "uiterlijk": "28-10-2026"}


def lopen(p: Personas, *, soort: str) -> Iterator[Plek]:
    """The school asks for less of an award of this kind, by way of its board where that co-signs."""
    aanvraag = toegekend(p, soort)
    wijziging = concept(p, aanvraag, "minder", bedrag="10.000")
    yield Plek("concept", wijziging)
    if aanvraag.declaratie.medetekening:
        wijziging = doe(workflow.medetekening_vragen, wijziging, p.coordinator)
        yield Plek("ter_medetekening", wijziging)
        wijziging = doe(workflow.medetekenen, wijziging, p.bestuur)
    else:
        wijziging = doe(workflow.vragen, wijziging, p.coordinator)
    yield Plek("gevraagd", wijziging)
    wijziging = doe(workflow.in_behandeling_nemen, wijziging, p.bureau_collega)
    yield Plek("in_voorbereiding", wijziging)
    with tak():
        yield Plek("aanvulling_gevraagd", doe(workflow.aanvulling_vragen, wijziging, p.bureau, **VRAAG))
    with tak():
        yield Plek("ingetrokken", doe(workflow.intrekken, wijziging, p.coordinator, reden="Niet meer nodig."))
    with tak():
        afwijzen = {"voorstel": "afwijzen", "motivering": "Het geld is nodig.", "advies": "Niet doen."}
        yield Plek("afwijzen voorgesteld", doe(workflow.voorleggen, wijziging, p.bureau, **afwijzen))
    wijziging = leg_voor(p, wijziging)
    yield Plek("ter_ondertekening", wijziging)
    with tak():
        yield Plek("afgewezen", doe(workflow.afwijzen, wijziging, p.directeur, motivering="Het geld is nodig."))
    wijziging = stel_vast(p, wijziging)
    yield Plek("vastgesteld", wijziging)
    yield Plek("bekendgemaakt", workflow.bekendmaken(wijziging, door=None))


def lopen_van_bureau(p: Personas) -> Iterator[Plek]:
    """The bureau proposes to withdraw an award."""
    aanvraag: Aanvraag = toegekend(p)
    nieuw = Wijziging.objects.create(
        aanvraag=aanvraag,
        soort="intrekken",
        van_school=False,
        aangevraagd_door=p.bureau,
        volgnummer=9,
        kenmerk=f"{aanvraag.kenmerk}-W9",
    )
    yield Plek("begonnen", nieuw)
    Wijziging.objects.filter(pk=nieuw.pk).delete()
    wijziging = stel_voor(p, aanvraag, "intrekken")
    yield Plek("in_voorbereiding", wijziging)
    wijziging = leg_voor(p, wijziging)
    yield Plek("ter_ondertekening", wijziging)
    yield Plek("vastgesteld", stel_vast(p, wijziging))


def invoer(naam: str, p: Personas, wijziging: Wijziging) -> Mapping[str, Any]:
    """What a person types with this act."""
    reden = {"reden": "De situatie is veranderd."}
    voorleggen = {"voorstel": "instemmen", "bedrag": "10.000", "advies": "Dit klopt."}
    if wijziging.is_belastend:
        voorleggen = {"advies": "Dit klopt.", "motivering": "Geen leerlingen.", "zienswijze": "De school is het eens."}
    return {
        "terugsturen": reden,
        "voorstellen": {"aanleiding": "De school belde."},
        "aanvulling_vragen": VRAAG,
        "aanvullen": {"antwoord": "Hier is de begroting."},
        "voorleggen": voorleggen,
        "laten_rusten": reden,
        "teruggeven": reden,
        "vaststellen": {"motivering": "Geen leerlingen."},
        "afwijzen": {"motivering": "Het geld is nodig."},
        "intrekken": reden,
    }.get(naam, {})


def bureaus(pk: Any, naam: str, door: Gebruiker) -> Iterator[str]:
    if naam in BESLUITEN and door.heeft_rol(Rolsoort.DIRECTEUR):
        yield reverse("wijzigingen:besluiten", args=[pk, naam])


def deuren() -> Deuren:
    return Deuren(
        portaal="wijzigingen:handeling",
        beheer="admin:aanvragen_wijziging_handeling",
        api="/api/v1/wijzigingen",
        taak=tasks.verrichten,
        bureaus=bureaus,
    )


_leven = partial(Leven, workflow=workflow.workflow, deuren=deuren, invoer=invoer)
LEVENS = {
    "met bestuur": _leven(lopen=partial(lopen, soort="frictiefonds"), wie=WIE),
    "zonder bestuur": _leven(lopen=partial(lopen, soort="innovatiegelden"), wie=WIE, eigen=frozenset({"vragen"})),
    "van het bureau": _leven(lopen=lopen_van_bureau, wie=WIE, eigen=frozenset({"voorstellen"})),
}


def iedereen(p: Personas) -> dict[str, Gebruiker | None]:
    return {**dict(p.mensen()), SYSTEEM: None}


def verrichten_als(leven: Leven, naam: str, wijziging: Wijziging, wie: str, p: Personas) -> Wijziging:
    """One act with what a person types; the portal itself types nothing."""
    handeling = leven.workflow[naam]
    if wie == SYSTEEM:
        return handeling(wijziging, door=None)
    from swv.kern.handelingen import verrichten

    gegevens = invoer(naam, p, wijziging)
    return verrichten(handeling, wijziging, door=iedereen(p)[wie], data=gegevens, bevestigd_op=timezone.now())
