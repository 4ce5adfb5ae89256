"""A request for a TLV, from the first word to the decision."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.models import Termijn
from swv.termijnen.services import verstreken_opschortingen_beeindigen
from tests.deuren import Deuren
from tests.factories import toelating as f
from tests.factories.bezwaar import verzend
from tests.factories.ingebrekestelling import stel_in_gebreke
from tests.factories.toelating import Toelatingswereld
from tests.toelating.levensloop import geplaatst, maak_deskundige
from tests.toelating.matrix.basis import BUREAU, NIEMAND, SYSTEEM, Leven, Plek, iedereen, opnieuw, tak
from toelating import rules, tasks
from toelating.models import Agendapunt, Bijeenkomst, Soort, Tlvaanvraag, Toelatingsregeling, Zienswijze
from toelating.views.agendapunt import HANDELINGEN
from toelating.workflow import workflow

SCHOOL = frozenset({"coordinator", "bestuur"})
DESKUNDIGEN = frozenset({"orthopedagoog", "arts"})
LEDEN = frozenset({"voorzitter", "lid"})
DIRECTEUR = frozenset({"directeur"})
PORTAAL = frozenset({SYSTEEM})

WIE: dict[str, frozenset[str]] = {
    "medetekening_vragen": frozenset({"coordinator"}),
    "terugsturen": frozenset({"bestuur"}),
    "terughalen": frozenset({"coordinator"}),
    "medetekenen": frozenset({"bestuur"}),
    "indienen": frozenset({"gast"}),
    "in_behandeling_nemen": BUREAU,
    "toewijzen": BUREAU,
    "leerling_verbeteren": BUREAU,
    "aanvulling_vragen": BUREAU,
    "aanvullen": SCHOOL,
    "aanvulling_afsluiten": BUREAU,
    "buiten_behandeling_voorleggen": BUREAU,
    "uitstel_melden": BUREAU,
    "naar_commissie": BUREAU,
    "adviseren": BUREAU,
    "deskundigen_aanwijzen": BUREAU,
    "deskundige_vervangen": BUREAU,
    "advies_geven": DESKUNDIGEN,
    "adviezen_binnen": PORTAAL,
    "adviezen_samenvatten": BUREAU,
    "verschonen": DESKUNDIGEN,
    "agenderen": BUREAU,
    "van_agenda_halen": BUREAU,
    "aanhouden": BUREAU | {"voorzitter"},
    "oordeel_geven": LEDEN,
    "commissieadvies_vastleggen": BUREAU | {"voorzitter"},
    "commissieadvies_verbeteren": BUREAU | {"voorzitter"},
    "advies_aan_ouders": BUREAU,
    "zienswijze_vragen": BUREAU,
    "zienswijze_vastleggen": BUREAU,
    "zienswijze_geven": SCHOOL,
    "zienswijze_afsluiten": BUREAU,
    "voorleggen": BUREAU,
    "teruggeven": DIRECTEUR,
    "laten_beoordelen": DIRECTEUR,
    "afgeven": DIRECTEUR,
    "afwijzen": DIRECTEUR,
    "buiten_behandeling_stellen": DIRECTEUR,
    "intrekken": SCHOOL,
    "bekendmaken": PORTAAL,
    "vasthouden": BUREAU,
    "vasthouden_opheffen": BUREAU,
    "heropenen": PORTAAL,
    "ingebrekestelling_vastleggen": BUREAU,
    "ingebrekestelling_intrekken": BUREAU,
    "geen_dwangsom": DIRECTEUR,
    "dwangsom_vaststellen": DIRECTEUR,
    "ingebrekestelling_sluiten": PORTAAL,
}
# The mandate of the register is for praktijkonderwijs.
MET_MANDAAT = ("teruggeven", "laten_beoordelen", "afgeven", "afwijzen", "buiten_behandeling_stellen")
WIE_PRO = WIE | dict.fromkeys(MET_MANDAAT, DIRECTEUR | {"gemandateerde"})
# A renewal is asked by the school where the pupil sits; its board has an account of its own.
VSO_SCHOOL = frozenset({"vso_coordinator"})
WIE_VERLENGING = WIE | {
    "medetekening_vragen": VSO_SCHOOL,
    "terughalen": VSO_SCHOOL,
    "terugsturen": NIEMAND,
    "medetekenen": NIEMAND,
    **dict.fromkeys(("aanvullen", "zienswijze_geven", "intrekken"), VSO_SCHOOL),
}
WIE_GAST = WIE | dict.fromkeys(("aanvullen", "zienswijze_geven", "intrekken"), SCHOOL | {"gast"})

ANDERS = {
    # Who advised can no longer withdraw, nor advise again.
    ("advies_geven", "een advies"): frozenset({"arts"}),
    ("verschonen", "een advies"): frozenset({"arts"}),
    ("advies_geven", "beide adviezen"): NIEMAND,
    ("verschonen", "beide adviezen"): NIEMAND,
    # A member knows the dossier from the agenda on.
    ("verschonen", "bij_tac"): NIEMAND,
    ("oordeel_geven", "bij_tac"): NIEMAND,
    ("verschonen", "op de agenda"): LEDEN,
}
LATER = frozenset(
    {
        ("adviezen_binnen", "bij_deskundigen"),
        ("adviezen_binnen", "een advies"),
        ("adviezen_samenvatten", "bij_deskundigen"),
        ("adviezen_samenvatten", "een advies"),
        ("deskundige_vervangen", "beide adviezen"),
        ("buiten_behandeling_voorleggen", "volledigheidstoets"),
        ("buiten_behandeling_voorleggen", "zonder deskundigen"),
        ("buiten_behandeling_voorleggen", "te vroeg in gebreke gesteld"),
        ("buiten_behandeling_voorleggen", "de 42 dagen zijn om"),
        ("dwangsom_vaststellen", "te vroeg in gebreke gesteld"),
        ("ingebrekestelling_sluiten", "te vroeg in gebreke gesteld"),
        ("ingebrekestelling_sluiten", "de 42 dagen zijn om"),
        ("dwangsom_vaststellen", "op tijd bekendgemaakt"),
    }
)


# --- The ways -------------------------------------------------------------------------------------------------


def _tot_bij_bureau(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Iterator[Plek]:
    yield Plek("concept", aanvraag)
    aanvraag = f._vragen(wereld, aanvraag)
    yield Plek("ter_medetekening", aanvraag)
    aanvraag = f._tekenen(wereld, aanvraag)
    yield Plek("ingediend", aanvraag)
    with tak():
        yield Plek("ingetrokken", f._intrekken(wereld, aanvraag))


def _onvolledig(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Iterator[Plek]:
    with tak():
        aanvraag = f._aanvulling(wereld, aanvraag)
        yield Plek("aanvulling_gevraagd", aanvraag)
        aanvraag = f._incompleet(wereld, aanvraag)
        yield Plek("voorgelegd: buiten behandeling", aanvraag)
        yield Plek("buiten_behandeling", f._tekent("buiten_behandeling_stellen")(wereld, aanvraag))


def _te_laat(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Iterator[Plek]:
    """A notice of default before the term has lapsed, and one after which nothing was decided for 42 days."""
    with tak():
        rij = stel_in_gebreke(wereld, aanvraag)
        yield Plek("te vroeg in gebreke gesteld", opnieuw(aanvraag))
        rij.is_te_vroeg = False
        rij.save()
        laat_termijn_verstrijken(aanvraag)
        yield Plek("de 42 dagen zijn om", opnieuw(aanvraag))


def laat_termijn_verstrijken(zaak: Any) -> None:
    """As if the term lapsed and the notice came in a hundred days earlier."""
    lang = timedelta(days=200)
    for termijn in Termijn.objects.van(zaak).lopend():
        termijn.begin, termijn.uiterlijk = termijn.begin - lang, termijn.uiterlijk - lang
        termijn.save()
    zaak.ingebrekestellingen.update(ontvangen_op=timezone.localdate() - timedelta(days=100))


def _besluiten(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Iterator[Plek]:
    yield Plek("advies_gereed", aanvraag)
    with tak():
        yield Plek("zienswijze", f._zienswijze(wereld, aanvraag))
    with tak():
        afwijzing = f._ter_afwijzing(wereld, aanvraag)
        yield Plek("voorgelegd: afwijzen", afwijzing)
        yield Plek("afgewezen", f._tekent("afwijzen")(wereld, afwijzing))
    aanvraag = f._ter_afgifte(wereld, aanvraag)
    yield Plek("ter_ondertekening", aanvraag)
    aanvraag = f._tekent("afgeven")(wereld, aanvraag)
    yield Plek("afgegeven", aanvraag)
    yield Plek("vastgehouden", _vasthouden(wereld, aanvraag))
    with tak():
        stel_in_gebreke(wereld, aanvraag)
        verzend(aanvraag)
        yield Plek("op tijd bekendgemaakt", opnieuw(aanvraag))


def _vasthouden(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    return workflow["vasthouden"](aanvraag, door=wereld.personas.bureau, grond="klacht", reden="Klacht 12.")


def _advies(wereld: Toelatingswereld, aanvraag: Tlvaanvraag, deskundige: Gebruiker) -> Tlvaanvraag:
    tekst = "Deze leerling heeft een kleine setting nodig."
    return workflow["advies_geven"](aanvraag, door=deskundige, tekst=tekst, **f.oordeel(aanvraag))


def vso(wereld: Toelatingswereld) -> Iterator[Plek]:
    """The whole way: supplement, experts, committee, view, decision."""
    aanvraag = f.maak_tlv(wereld)
    yield from _tot_bij_bureau(wereld, aanvraag)
    aanvraag = f._nemen(wereld, opnieuw(aanvraag))
    yield Plek("volledigheidstoets", aanvraag)
    yield from _onvolledig(wereld, aanvraag)
    yield from _te_laat(wereld, aanvraag)
    with tak():
        Toelatingsregeling.objects.filter(pk=aanvraag.regeling_id).update(met_deskundigen=False)
        yield Plek("zonder deskundigen", opnieuw(aanvraag))
    aanvraag = f._aanwijzen(wereld, aanvraag)
    yield Plek("bij_deskundigen", aanvraag)
    aanvraag = _advies(wereld, aanvraag, wereld.orthopedagoog)
    yield Plek("een advies", aanvraag)
    aanvraag = _advies(wereld, aanvraag, wereld.arts)
    yield Plek("bij_tac", aanvraag)
    bureau = wereld.personas.bureau
    aanvraag = workflow["agenderen"](aanvraag, door=bureau, bijeenkomst=f.maak_bijeenkomst(wereld))
    yield Plek("op de agenda", aanvraag)
    advies = {"redenen": "De commissie volgt de deskundigen.", **f.oordeel(aanvraag)}
    yield from _besluiten(wereld, workflow["commissieadvies_vastleggen"](aanvraag, door=bureau, **advies))


def pro(wereld: Toelatingswereld) -> Iterator[Plek]:
    """Without committee, and decided under mandate."""
    aanvraag = f._nemen(wereld, f.maak_tlv(wereld, soort=Soort.PRO, status="ingediend"))
    yield Plek("volledigheidstoets", aanvraag)
    yield from _onvolledig(wereld, aanvraag)
    aanvraag = f._aanwijzen(wereld, aanvraag)
    yield Plek("bij_deskundigen", aanvraag)
    aanvraag = f._adviezen(wereld, aanvraag)
    yield Plek("beide adviezen", aanvraag)
    yield from _besluiten(wereld, f._samenvatten(wereld, aanvraag))


def verlenging(wereld: Toelatingswereld) -> Iterator[Plek]:
    """The short way: the bureau advises itself."""
    aanvraag = f.maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst(wereld))
    yield from _tot_bij_bureau(wereld, aanvraag)
    aanvraag = f._nemen(wereld, opnieuw(aanvraag))
    yield Plek("volledigheidstoets", aanvraag)
    yield from _besluiten(wereld, f._zelf_adviseren(wereld, aanvraag))


def gast(wereld: Toelatingswereld) -> Iterator[Plek]:
    """A school of another region, invited for this one dossier."""
    aanvraag = f.maak_tlv(wereld)
    Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(gast=iedereen(wereld)["gast"])
    aanvraag = opnieuw(aanvraag)
    yield Plek("concept", aanvraag)
    door = iedereen(wereld)["gast"]
    aanvraag = workflow["indienen"](aanvraag, door=door, namens="Stichting Elders")
    aanvraag = f._aanvulling(wereld, f._nemen(wereld, aanvraag))
    yield Plek("aanvulling_gevraagd", aanvraag)


# --- What people type, and what must be so first --------------------------------------------------------------


def invoer(naam: str, wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Mapping[str, Any]:
    vandaag = timezone.localdate()
    over_een_week = vandaag + timedelta(days=7)
    oordeel = {"toelaatbaar": "ja", "schooljaren": "1", "categorie": "L"}
    reden = {"reden": "Dat is nodig."}
    zienswijze = {
        "van": "ouder_1",
        "datum": f"{vandaag:%d-%m-%Y}",
        "akkoord": "nee",
        "tekst": "Wij zijn het er niet mee eens.",
    }
    return {
        "terugsturen": reden,
        "indienen": {"namens": "Stichting Elders", "akkoord": "on"},
        "toewijzen": {"behandelaar": str(wereld.personas.bureau_collega.pk)},
        "leerling_verbeteren": {"voornaam": "Zoé", "achternaam": "Dijk", "geboortedatum": "14-3-2012"},
        "aanvulling_vragen": {"vraag": "Stuur het verslag mee.", "uiterlijk": f"{over_een_week:%d-%m-%Y}"},
        "aanvullen": {"antwoord": "Hierbij."},
        "aanvulling_afsluiten": reden,
        "buiten_behandeling_voorleggen": {"motivering": "Het handelingsdeel ontbreekt."},
        "uitstel_melden": {"weken": "2", **reden},
        "adviseren": {**oordeel, "redenen": "Doelen en tijd zijn duidelijk."},
        "deskundigen_aanwijzen": {"eerste": str(wereld.orthopedagoog.pk), "tweede": str(wereld.arts.pk)},
        "deskundige_vervangen": {"rang": "tweede", "deskundige": str(_andere_arts().pk), **reden},
        "advies_geven": {**oordeel, "tekst": "Deze leerling heeft rust nodig.", "geen_belang": "on"},
        "adviezen_samenvatten": {**oordeel, "redenen": "Beide deskundigen zijn het eens."},
        "verschonen": {"reden": "Ik behandel deze leerling."},
        "agenderen": {"bijeenkomst": str(_bijeenkomst(wereld).pk)},
        "van_agenda_halen": reden,
        "aanhouden": reden,
        "oordeel_geven": {"keuze": "toelaatbaar", "categorie": "L", "schooljaren": "1", "toelichting": ""},
        "commissieadvies_vastleggen": {**oordeel, "redenen": "De commissie is het eens."},
        "commissieadvies_verbeteren": {**oordeel, "redenen": "Toch anders.", "wat_klopte_niet": "De redenen."},
        "advies_aan_ouders": {"op": f"{vandaag:%d-%m-%Y}", "hoe": "per post"},
        "zienswijze_vragen": {"toelichting": "Wij wijken af.", "uiterlijk": f"{over_een_week:%d-%m-%Y}"},
        "zienswijze_vastleggen": {**zienswijze, "over": "advies"},
        "zienswijze_geven": zienswijze,
        "voorleggen": {
            "voorstel": "afwijzen",
            "motivering": "De school kan zelf meer doen.",
            "reden_afwijking": "De school heeft nog niet alles gedaan.",
        },
        "teruggeven": reden,
        "laten_beoordelen": reden,
        "intrekken": reden,
        "ingebrekestelling_vastleggen": {
            "ontvangen_op": f"{vandaag:%d-%m-%Y}",
            "kanaal": "papier",
            "notitie": "U bent te laat.",
        },
        "ingebrekestelling_intrekken": {"op": f"{vandaag:%d-%m-%Y}", "hoe": "met een mail"},
        "geen_dwangsom": {"grond": "onredelijk_laat", "toelichting": "Dat was na een jaar."},
        "vasthouden": {"grond": "klacht", **reden},
        # The portal itself has no form.
        "heropenen": reden,
    }.get(naam, {})


def _andere_arts() -> Gebruiker:
    """A third expert, who is no persona: nobody appointed this one."""
    bestaand = Gebruiker.objects.filter(email="andere.arts@portaal.example").first()
    return bestaand or maak_deskundige("Andere Arts", "arts")


def _bijeenkomst(wereld: Toelatingswereld) -> Any:
    return Bijeenkomst.objects.first() or f.maak_bijeenkomst(wereld)


def klaar(naam: str, wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    """What somebody else does, or the calendar, before this act can be done."""
    bureau = wereld.personas.bureau
    na_de_datum = ("aanvulling_afsluiten", "buiten_behandeling_voorleggen", "uitstel_melden")
    if aanvraag.wacht_op_aanvulling and naam in na_de_datum:
        return laat_verstrijken(aanvraag)
    if naam == "voorleggen" and aanvraag.advies_aan_ouders_op is None:
        return workflow["advies_aan_ouders"](aanvraag, door=bureau, op=timezone.localdate(), hoe="per post")
    if naam == "zienswijze_afsluiten":
        Zienswijze.objects.create(
            aanvraag=aanvraag,
            van="ouder_1",
            over="advies",
            datum=timezone.localdate(),
            akkoord="ja",
            vastgelegd_door=bureau,
        )
    return aanvraag


def laat_verstrijken(aanvraag: Tlvaanvraag) -> Tlvaanvraag:
    """As if the bureau asked three weeks earlier: the day that the school got has passed and the term ran on."""
    aanvraag.aanvullingsverzoeken.update(
        gevraagd_op=timezone.now() - timedelta(weeks=3), uiterlijk=timezone.localdate() - timedelta(days=1)
    )
    verstreken_opschortingen_beeindigen(vandaag=timezone.localdate() + timedelta(weeks=3))
    return aanvraag


def bureaus(pk: Any, naam: str, door: Gebruiker) -> Iterator[str]:
    """The signing desk, the page on which an expert stays out, and those of an item of an agenda."""
    if naam in MET_MANDAAT and rules.mag_tafel(door):
        yield reverse("toelating:besluiten", args=[pk, naam])
    if naam == "verschonen" and door.heeft_rol(Rolsoort.DESKUNDIGE):
        yield reverse("toelating:terugtrekken", args=[pk])
    if naam in HANDELINGEN and door.heeft_rol(Rolsoort.BUREAU, Rolsoort.COMMISSIELID):
        for punt in Agendapunt.objects.filter(aanvraag=pk):
            yield reverse("toelating:agendapunt_handeling", args=[punt.pk, naam])


def deuren() -> Deuren:
    return Deuren(
        portaal="toelating:handeling",
        beheer="admin:toelating_tlvaanvraag_handeling",
        api="/api/v1/tlvaanvragen",
        taak=tasks.verrichten,
        bureaus=bureaus,
    )


_leven = partial(Leven, workflow=workflow, deuren=deuren, anders=ANDERS, invoer=invoer, klaar=klaar, later=LATER)
LEVENS = {
    "toelating-vso": _leven(lopen=vso, wie=WIE),
    "toelating-pro": _leven(lopen=pro, wie=WIE_PRO, eigen=frozenset({"adviezen_samenvatten", *MET_MANDAAT})),
    "toelating-verlenging": _leven(lopen=verlenging, wie=WIE_VERLENGING, eigen=frozenset({"adviseren"})),
    "toelating-gast": _leven(lopen=gast, wie=WIE_GAST, eigen=frozenset({"indienen", "aanvullen", "intrekken"})),
}
