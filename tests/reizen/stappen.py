"""Steps that the stories share, each as somebody does them on the screen."""

import re
from pathlib import Path

from aanvragen.models import Aanvraag, Wijziging
from aanvragen.teksten import gelukt
from aanvragen.workflow import workflow
from tests.browser import Mens

KENMERK = re.compile(r"A-\d+-\d{5}")


def begint(mens: Mens, soort: str) -> None:
    mens.ga("/aanvragen/nieuw/")
    mens.volg(soort)
    mens.klik("Begin met de aanvraag")


def verstuurt(mens: Mens) -> Aanvraag:
    """From the summary to the receipt."""
    mens.kop("Controleer de aanvraag")
    mens.klik("Verstuur aanvraag")
    return ontvangst(mens)


def ontvangst(mens: Mens) -> Aanvraag:
    mens.kop("Wij hebben uw aanvraag ontvangen")
    gevonden = KENMERK.search(mens.page.locator("main").inner_text())
    assert gevonden
    return Aanvraag.objects.get(kenmerk=gevonden[0])


def beheer(mens: Mens, aanvraag: Aanvraag) -> None:
    """The dossier in the admin."""
    mens.ga(f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/change/")


def neemt(mens: Mens, aanvraag: Aanvraag) -> None:
    mens.ga("/bureau/aanvragen/aanvraag/?stapel=vrij")
    mens.volg(aanvraag.kenmerk or "")
    doet(mens, "In behandeling nemen")


def doet(mens: Mens, handeling: str, **velden: str) -> None:
    """An act in the admin: its button, its form, its button again. `velden` are the names of the fields."""
    mens.volg(handeling)
    for naam, waarde in velden.items():
        mens.page.locator(f"[name={naam}]").fill(waarde)
    mens.klik(handeling)
    mens.ziet(next(gelukt(rij) for rij in workflow if rij.label == handeling))


def adviseert(mens: Mens, voorstel: str, advies: str) -> None:
    mens.volg("Advies geven en voorleggen")
    mens.page.get_by_label(voorstel, exact=True).check()
    mens.vul("Uw advies aan de directeur-bestuurder", advies)
    mens.klik("Advies geven en voorleggen")
    mens.ziet(advies)


def stelt_wijziging_voor(mens: Mens, wijziging: Wijziging, advies: str) -> None:
    """The bureau takes a change that a school asked, and agrees."""
    mens.ga("/bureau/aanvragen/wijziging/?stapel=open")
    mens.volg(wijziging.kenmerk)
    mens.volg("In behandeling nemen")
    mens.klik("In behandeling nemen")
    mens.volg("Advies geven en voorleggen")
    mens.page.get_by_label("Instemmen", exact=True).check()
    mens.vul("Uw advies aan de directeur-bestuurder", advies)
    mens.klik("Advies geven en voorleggen")
    mens.ziet("Als dit wordt ondertekend")


def opent_ter_ondertekening(mens: Mens, aanvraag: Aanvraag) -> None:
    mens.ga("/ondertekenen/")
    mens.volg(aanvraag.kenmerk or "")


def ondertekent(mens: Mens, knop: str) -> None:
    """Sign with a fresh code, when the page asks for one: a proof of a few minutes ago still counts."""
    veld = mens.page.get_by_label("Code van uw authenticator-app")
    if veld.count():
        veld.fill(mens.code())
    mens.klik(knop)
    mens.ziet("is ondertekend.")


def leest_brief(mens: Mens, aanvraag: Aanvraag, soort: str, map_: Path) -> Path:
    """The school downloads the letter from its page."""
    mens.ga(aanvraag.get_absolute_url())
    return mens.download(mens.page.get_by_role("link", name=re.compile(f"^{soort}")), map_ / f"{aanvraag.pk}.pdf")
