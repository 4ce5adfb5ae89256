"""Steps that the stories of TLVs share, each as somebody does them on the screen."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from swv.kern.models import Opdracht
from swv.kern.schooljaar import laatste_dag_schooljaar
from swv.organisaties.models import Gebruiker
from swv.post.models import Bericht
from swv.termijnen.models import Opschorting, Termijn
from tests.browser import Mens
from tests.factories.organisaties import geef_factor
from tests.factories.toelating import Toelatingswereld, antwoorden
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, pdf, post
from toelating.models import Plaatsing, Tlvaanvraag, Verklaring

NAAM = "Zonnebloem"  # of the pupil of a story: nowhere in a message or an address
Gezelschap = Callable[..., Mens]


def met_factor(wereld: Toelatingswereld) -> Toelatingswereld:
    """Everybody of this world can log in with a code."""
    al = {persoon for _, persoon in wereld.personas.mensen()}
    for persoon in set(wereld.mensen().values()) - al:
        geef_factor(persoon)
    return wereld


def gezelschap(mensen: Deelnemers, allen: list[Mens]) -> Gezelschap:
    """As `mensen`, and notes who took part."""

    def kom(persoon: Gebruiker, naar: str = "/") -> Mens:
        allen.append(mensen(persoon, naar))
        return allen[-1]

    return kom


# --- Typing ------------------------------------------------------------------------------------------------------


def typ(mens: Mens, velden: Mapping[str, Any]) -> None:
    """Type or choose what belongs in the fields of the form on the screen; what it does not ask is left out."""
    for naam, waarde in velden.items():
        veld = mens.page.locator(f"main [name={naam}]")
        if not waarde or not veld.count():
            continue
        if veld.first.get_attribute("type") in ("radio", "checkbox"):
            mens.page.locator(f"main [name={naam}][value='{waarde}']").check()
        elif veld.evaluate("veld => veld.tagName") == "SELECT":
            veld.select_option(waarde)
        else:
            veld.fill(waarde)


def vul_deel(mens: Mens, velden: Mapping[str, Any]) -> None:
    """Type one part as somebody does, and go on."""
    typ(mens, velden)
    mens.klik("Bewaren en verder")


def kies_bestand(mens: Mens, naam: str) -> None:
    mens.page.locator("main input[type=file]").set_input_files(pdf(naam).keuze)


# --- The school --------------------------------------------------------------------------------------------------


def getypt(wereld: Toelatingswereld, soort: str, *, nummer: int = 77) -> dict[str, dict[str, Any]]:
    """What the school types: from today on, after talks of ten days ago."""
    alles = antwoorden(wereld, soort, nummer=nummer)
    alles["leerling"]["achternaam"] = NAAM
    alles["aanvraag"]["gevraagde_ingang"] = kort(over(0))
    for deel in ("ouders", "stukken"):
        alles[deel] |= {naam: kort(over(-10)) for naam in alles[deel] if "datum" in naam}
    return alles


def vult_alles_in(mens: Mens, delen: Mapping[str, Mapping[str, Any]], stukken: Iterable[str]) -> None:
    """Part by part in the order of the form, then the documents, to the summary."""
    mens.volg("Vul in voor welke leerling")
    for velden in delen.values():
        vul_deel(mens, velden)
    mens.kop("Voeg bijlagen toe")
    for stuk in stukken:
        mens.voeg_toe(stuk, pdf(f"{stuk.lower()}.pdf"))
    mens.volg("Verder naar de controle")
    mens.kop("Controleer de TLV-aanvraag")


def vraagt_bestuur(mens: Mens) -> None:
    mens.klik("Vraag uw bestuur om mee te tekenen")
    mens.ziet("Uw bestuur heeft een mail gekregen", "Bij het schoolbestuur")


def tekent_mee(mens: Mens, aanvraag: Tlvaanvraag, zin: str) -> None:
    """The board reads `zin` in the request, and submits it."""
    mens.ziet("Meetekenen")
    mens.volg(aanvraag.soort_naam)
    mens.volg("Nalezen en meetekenen")
    mens.ziet(zin)
    mens.klik("Medetekenen en indienen")
    mens.kop("Wij hebben de aanvraag ontvangen")
    aanvraag.refresh_from_db()
    mens.ziet(aanvraag.kenmerk or "", "Besluit uiterlijk")


def opent_op_startpagina(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    mens.ga("/")
    mens.volg(aanvraag.kenmerk or "")


# --- The bureau --------------------------------------------------------------------------------------------------


def beheer(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    """The dossier in the admin, found as the bureau finds it."""
    mens.ga("/bureau/toelating/tlvaanvraag/")
    mens.volg(aanvraag.kenmerk or "")


def doet(mens: Mens, handeling: str, gelukt: str, **velden: Any) -> None:
    """An act: its button, its form, its button again, and what the screen says then."""
    mens.volg(handeling)
    typ(mens, velden)
    mens.klik(handeling)
    mens.ziet(gelukt)


def geeft_ouders_advies(mens: Mens) -> None:
    mens.ziet("Geef de ouders een kopie en leg vast wanneer zij die kregen.")
    doet(mens, "Vastleggen dat de ouders het advies kregen", "Vastgelegd dat de ouders", hoe="per post")


# --- Who decides -------------------------------------------------------------------------------------------------


def geeft_code(mens: Mens) -> None:
    """A fresh code, when the page asks for one: a proof of a few minutes ago still counts."""
    veld = mens.page.get_by_label("Code van uw authenticator-app")
    if veld.count():
        veld.fill(mens.code())


def opent_tafel(mens: Mens, kenmerk: str) -> None:
    mens.ga("/toelating/ondertekenen/")
    mens.volg(kenmerk)


def leest_pdf(mens: Mens, link: str, naar: Path) -> Path:
    """What opens in the browser behind this link, on disk."""
    adres = mens.page.get_by_role("link", name=link).first.get_attribute("href")
    antwoord = mens.page.request.get(adres or "")
    assert (antwoord.status, antwoord.headers["content-type"]) == (200, "application/pdf")
    naar.write_bytes(antwoord.body())
    return naar


# --- What nobody may see -----------------------------------------------------------------------------------------


def verloop(mens: Mens) -> list[str]:
    """The timeline on the screen, the oldest on top."""
    return mens.page.locator(".swv-gebeurtenis__wat").all_inner_texts()[::-1]


def nergens(woord: str, allen: Iterable[Mens]) -> None:
    """Not in a mail, a message, the outbox, or an address that somebody's browser asked for."""
    assert woord not in post()
    for model in (Bericht, Opdracht):
        assert woord not in str(list(model.objects.values()))
    assert [adres for mens in allen for adres in mens.adressen if woord.lower() in adres.lower()] == []


# --- Time --------------------------------------------------------------------------------------------------------


@transaction.atomic
def dagen_later(aanvraag: Tlvaanvraag, dagen: int) -> None:
    """So many days pass while the school looks for what was asked: its clocks began that much earlier."""
    terug = timedelta(days=dagen)
    termijnen = Termijn.objects.van(aanvraag)
    Opschorting.objects.filter(termijn__in=termijnen).update(
        uitgenodigd_op=F("uitgenodigd_op") - terug, hersteltermijn_tot=F("hersteltermijn_tot") - terug
    )
    for veld in ("begin", "loopt_sinds", "uiterlijk", "stil_sinds"):
        termijnen.filter(**{f"{veld}__isnull": False}).update(**{veld: F(veld) - terug})
    Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(ingediend_op=F("ingediend_op") - terug)


@transaction.atomic
def loopt_af(verklaring: Verklaring) -> Verklaring:
    """The years pass: this is the last school year of the TLV."""
    einde = laatste_dag_schooljaar(over(0))
    ingang = einde.replace(year=einde.year - 1, month=8, day=1)
    Plaatsing.objects.filter(verklaring=verklaring).update(van=ingang)
    Verklaring.objects.filter(pk=verklaring.pk).update(
        ingang=ingang, einde=einde, geldig_tot=einde, geplaatst_op=ingang
    )
    verklaring.refresh_from_db()
    return verklaring
