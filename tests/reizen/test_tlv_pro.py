"""The story of praktijkonderwijs to the end: the criteria step by step, two experts, no committee, a mandate."""

from pathlib import Path

import pytest

from swv.kern.opmaak import datum
from tests.browser import Mens
from tests.factories.toelating import Toelatingswereld, maak_wereld
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, tekst_van, zegel_van
from tests.reizen.tlv_stappen import (
    NAAM,
    beheer,
    doet,
    geeft_code,
    geeft_ouders_advies,
    getypt,
    gezelschap,
    met_factor,
    nergens,
    opent_op_startpagina,
    opent_tafel,
    tekent_mee,
    typ,
    verloop,
    vraagt_bestuur,
    vult_alles_in,
)
from tests.worker import Worker
from toelating.models import Soort, Tlvaanvraag, Verklaring

pytestmark = pytest.mark.django_db(transaction=True)

# IQ 70, and on each domain 20 of 50 months: as the school typed it.
STAPPEN = ("IQ", "Begrijpend lezen", "1 − 20 / 50 = 0,6")
SAMEN = "Beide deskundigen zien een leerling die door doen leert."


@pytest.fixture
def wereld(swv: Personas) -> Toelatingswereld:
    return met_factor(maak_wereld(swv))


def test_pro_from_the_scores_to_the_school_that_collects(
    mensen: Deelnemers, wereld: Toelatingswereld, worker: Worker, tmp_path: Path
) -> None:
    allen: list[Mens] = []
    kom = gezelschap(mensen, allen)
    school = kom(wereld.personas.coordinator)
    aanvraag = _school_vraagt_aan(school, wereld)
    tekent_mee(kom(wereld.personas.bestuur), aanvraag, "Zoë leert het best door te doen.")

    bureau = kom(wereld.personas.bureau, "/bureau/")
    _bureau_wijst_deskundigen_aan(bureau, aanvraag)
    for deskundige, tekst in ((wereld.orthopedagoog, "Leert door doen."), (wereld.arts, "Geen bezwaar.")):
        _deskundige_adviseert(kom(deskundige), aanvraag, tekst)
    _bureau_vat_samen_en_legt_voor(bureau, aanvraag)
    _gemandateerde_tekent(kom(wereld.gemandateerde), aanvraag)
    worker.rust()

    tlv = Verklaring.objects.get(aanvraag=aanvraag)
    opent_op_startpagina(school, aanvraag)
    assert "Advies is klaar" in verloop(school)
    assert "Op de agenda van de commissie gezet" not in verloop(school)
    brief = school.download(school.page.get_by_role("link", name="Toelaatbaarheidsverklaring VO"), tmp_path / "b.pdf")
    tekst = tekst_van(brief)
    for zin in (tlv.nummer, NAAM, "praktijkonderwijs", "Gemandateerde", "Mandaatbesluit 2025-01"):
        assert zin in tekst, zin
    assert "Signature is Valid" in zegel_van(brief)
    _pro_school_haalt_op(kom(wereld.pro_coordinator), tlv)
    assert mensen(wereld.vso_coordinator).ga(tlv.get_absolute_url()) == 404
    nergens(NAAM, allen)


def _school_vraagt_aan(mens: Mens, wereld: Toelatingswereld) -> Tlvaanvraag:
    mens.volg("TLV aanvragen")
    mens.volg("TLV praktijkonderwijs")
    mens.klik("Begin met de aanvraag")
    vult_alles_in(mens, getypt(wereld, Soort.PRO), ("Didactische gegevens", "Verslag van de intelligentietest"))
    mens.ziet("Zo rekenen wij", *STAPPEN)
    vraagt_bestuur(mens)
    return Tlvaanvraag.objects.get()


def _bureau_wijst_deskundigen_aan(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    beheer(mens, aanvraag)
    doet(mens, "In behandeling nemen", "U bent de behandelaar.")
    mens.ziet("Landelijke criteria praktijkonderwijs", *STAPPEN)
    mens.volg("Compleet: deskundigen aanwijzen")
    for veld, naam in (("Eerste deskundige", "Ortho"), ("Tweede deskundige", "Arts")):
        mens.page.get_by_label(veld, exact=True).select_option(label=naam)
    mens.klik("Compleet: deskundigen aanwijzen")
    mens.ziet("Beide deskundigen krijgen een mail")


def _deskundige_adviseert(mens: Mens, aanvraag: Tlvaanvraag, tekst: str) -> None:
    mens.volg(f"Geef advies over {aanvraag.kenmerk}")
    mens.ziet(*STAPPEN)
    typ(mens, {"toelaatbaar": "ja", "schooljaren": "5", "tekst": tekst})
    mens.klik("Controleer uw advies")
    mens.page.get_by_label("Ik behandel deze leerling niet").check()
    mens.klik("Geef advies")
    mens.ziet("U gaf uw advies")


def _bureau_vat_samen_en_legt_voor(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    beheer(mens, aanvraag)
    mens.ziet("Beide adviezen zijn er. Vat ze samen tot een advies.")
    advies = {"toelaatbaar": "ja", "schooljaren": "5", "redenen": SAMEN}
    doet(mens, "Adviezen samenvatten", "Het advies is vastgelegd.", **advies)
    geeft_ouders_advies(mens)
    doet(mens, "Besluit voorleggen", "Het besluit ligt klaar om te ondertekenen.")
    mens.ziet("Het besluit ligt klaar om te ondertekenen bij Gemandateerde")


def _gemandateerde_tekent(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    opent_tafel(mens, aanvraag.kenmerk or "")
    mens.ziet(SAMEN, *STAPPEN)
    geeft_code(mens)
    mens.klik("TLV afgeven en ondertekenen")
    mens.ziet(f"Het besluit op {aanvraag.kenmerk} is ondertekend.")


def _pro_school_haalt_op(mens: Mens, tlv: Verklaring) -> None:
    mens.ziet("Nieuwe TLV")
    mens.volg(f"TLV {tlv.soort_naam}")
    doet(mens, "TLV ophalen", "Hieronder staan de gegevens voor DUO.")
    gelukt = "De plaatsing is vastgelegd. Uw school heeft nu de zorgplicht."
    doet(mens, "Plaatsing vastleggen", gelukt, geplaatst_op=kort(over(0)), leerlingnummer="P9")
    mens.ziet(f"Uw school heeft de zorgplicht sinds {datum(over(0))}.")
