"""The story of a frictiefonds request, from half a sentence at school to a sealed letter and booked money."""

import re
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect

from aanvragen.models import Aanvraag
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.kern.opmaak import datum
from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, pdf, post, tekst_van, zegel_van
from tests.worker import Worker

SITUATIE = "Na een lange opname komt een leerling terug op school. Hij kan de eerste weken alleen"
REDEN = "Wij kennen de uren toe die direct bij de leerling terechtkomen."


def test_frictiefonds_from_half_a_sentence_to_sealed_letter_and_booked_money(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator = mensen(swv.coordinator)
    _begint_en_komt_terug_bij_dezelfde_zin(coordinator)
    _vult_de_rest_in(coordinator)
    _controleert_en_vraagt_het_bestuur(coordinator)
    kenmerk = _bestuur_tekent_mee(mensen(swv.bestuur), swv)
    aanvraag = Aanvraag.objects.get(kenmerk=kenmerk)
    worker.rust()
    assert f"Wij hebben aanvraag {kenmerk} ontvangen" in post()

    bureau = mensen(swv.bureau)
    _bureau_neemt_en_vraagt_aanvulling(bureau, kenmerk)
    _school_vult_aan(coordinator, aanvraag)
    _bureau_adviseert(bureau, aanvraag)
    _directeur_tekent_voor_een_deel(mensen(swv.directeur), kenmerk)

    worker.rust()
    brief = _school_leest_de_brief(coordinator, aanvraag, tmp_path)
    _iedereen_kan_de_brief_controleren(mensen(), brief, swv)
    _is_verzegeld(brief)
    verplichting = Verplichting.objects.get()
    assert (verplichting.object_id, verplichting.bedrag) == (aanvraag.pk, Decimal("9000.00"))


def _begint_en_komt_terug_bij_dezelfde_zin(mens: Mens) -> None:
    mens.volg("Nieuwe aanvraag")
    mens.volg("Frictiefonds")
    mens.klik("Begin met de aanvraag")
    mens.volg("Beschrijf de situatie")
    mens.page.get_by_label("Wat is er aan de hand?").press_sequentially(SITUATIE, delay=1)
    expect(mens.page.locator("#autosave-status")).to_contain_text(re.compile(r"Opgeslagen om \d\d?:\d\d"))
    mens.page.close()

    mens.page = mens.nieuw_tabblad()
    mens.ga("/")
    mens.volg("Frictiefonds")
    mens.volg("Beschrijf de situatie")
    expect(mens.page.get_by_label("Wat is er aan de hand?")).to_have_value(SITUATIE)


def _vult_de_rest_in(mens: Mens) -> None:
    mens.vul("Voor welke leerling of groep", "Een leerling uit leerjaar 3 havo")
    mens.vul("Wat is er aan de hand?", f"{SITUATIE} halve dagen naar school.")
    mens.vul("Waarom is er (tijdelijk) geen regulier", "De leerling stond op de teldatum niet bij ons ingeschreven.")
    mens.vul("Wat deed u al met uw eigen", "De mentor begeleidt de leerling al drie uur per week.")
    mens.klik("Bewaren en verder")
    mens.vul("Vanaf welke dag is het geld nodig?", kort(over(30)))
    mens.vul("Tot en met welke dag?", kort(over(130)))
    mens.vul("Welk bedrag vraagt u?", "12.500,00")
    mens.vul("Hoe komt u aan dit bedrag?", "250 uur x 50 euro")
    mens.klik("Bewaren en verder")
    mens.voeg_toe("Begroting of berekening", pdf("begroting.pdf"), pdf("urenoverzicht.pdf"))
    mens.ziet("Toegevoegd: begroting.pdf, urenoverzicht.pdf.")
    mens.volg("Verder naar de controle")


def _controleert_en_vraagt_het_bestuur(mens: Mens) -> None:
    mens.kop("Controleer de aanvraag")
    mens.ziet("begroting.pdf", "urenoverzicht.pdf", f"{SITUATIE} halve dagen naar school.")
    mens.volg("Hoe komt u aan dit bedrag")  # the change link reads its question aloud
    mens.vul("Hoe komt u aan dit bedrag?", "250 uur × € 50,00 = € 12.500,00")
    mens.klik("Bewaren en terug naar de controle")
    mens.kop("Controleer de aanvraag")
    mens.ziet("250 uur × € 50,00 = € 12.500,00")
    mens.klik("Vraag uw bestuur om mee te tekenen")
    mens.ziet("Uw bestuur heeft een mail gekregen")


def _bestuur_tekent_mee(mens: Mens, swv: Personas) -> str:
    mens.volg("Frictiefonds")
    mens.volg("Nalezen en meetekenen")
    mens.klik("Medetekenen en indienen")
    mens.kop("Wij hebben uw aanvraag ontvangen")
    mens.ziet(datum(over(0)), "Noor Bakker", "010 123 45 67", "Besluit uiterlijk")
    kenmerk = re.search(r"A-\d+-\d{5}", mens.page.locator("main").inner_text())
    assert kenmerk
    return kenmerk[0]


def _bureau_neemt_en_vraagt_aanvulling(mens: Mens, kenmerk: str) -> None:
    mens.ga("/bureau/aanvragen/aanvraag/?stapel=vrij")
    mens.volg(kenmerk)
    mens.volg("In behandeling nemen")
    mens.klik("In behandeling nemen")
    mens.ziet("Behandelaar: Bureau Een")
    mens.volg("Aanvulling vragen")
    mens.vul("Wat moet de school aanvullen?", "Wie voert de begeleiding uit?")
    mens.vul("Uiterlijk op welke dag?", kort(over(14)))
    mens.klik("Aanvulling vragen")
    mens.ziet("De beslistermijn staat stil.")
    mens.ga("/bureau/aanvragen/aanvraag/?stapel=school")
    expect(mens.page.get_by_role("link", name=kenmerk)).to_be_visible()


def _school_vult_aan(mens: Mens, aanvraag: Aanvraag) -> None:
    mens.ga(aanvraag.get_absolute_url())
    mens.ziet("Het bureau heeft een vraag", "Wie voert de begeleiding uit?", datum(over(14)))
    mens.vul("Uw antwoord op de vraag", "Onze eigen orthopedagoog begeleidt de leerling.")
    mens.klik("Verstuur aanvulling")
    mens.ziet("Uw aanvulling is verstuurd. De beslistermijn loopt weer.")
    mens.page.get_by_text("Waarom deze datum?").click()
    mens.ziet(
        f"Ontvangen op {datum(over(0))}. De termijn begint de dag erna.",
        f"Op {datum(over(0))} is om een aanvulling gevraagd. De aanvulling kwam op {datum(over(0))}.",
        "De termijn stond daardoor geen dag extra stil.",
    )


def _bureau_adviseert(mens: Mens, aanvraag: Aanvraag) -> None:
    mens.ga(f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/change/")
    mens.ziet("Onze eigen orthopedagoog begeleidt de leerling.")
    mens.volg("Advies geven en voorleggen")
    mens.page.get_by_label("Toekennen", exact=True).check()
    mens.vul("Uw advies aan de directeur-bestuurder", "De school zette eerst eigen middelen in. Toekennen.")
    mens.klik("Advies geven en voorleggen")
    mens.ziet("Toekennen", "€ 12.500,00")


def _directeur_tekent_voor_een_deel(mens: Mens, kenmerk: str) -> None:
    mens.kop("Ondertekenen")
    mens.volg(kenmerk)
    mens.ziet("De school zette eerst eigen middelen in.", "Nu vrij", "€ 100.000,00", "€ 87.500,00")
    mens.page.get_by_label("Welk bedrag kent u toe?").press_sequentially("")
    mens.vul("Welk bedrag kent u toe?", "9.000,00")
    expect(mens.page.locator("#geldeffect")).to_contain_text("€ 91.000,00")
    mens.vul("Motivering in de brief", REDEN)
    goed = mens.code()
    fout = f"{(int(goed) + 1) % 1_000_000:06d}"
    mens.vul("Code van uw authenticator-app", fout)
    mens.klik("Toekennen en ondertekenen")
    mens.ziet("code")
    expect(mens.page.get_by_label("Welk bedrag kent u toe?")).to_have_value("9.000,00")
    expect(mens.page.get_by_label("Motivering in de brief")).to_have_value(REDEN)
    mens.vul("Code van uw authenticator-app", mens.code())
    mens.klik("Toekennen en ondertekenen")
    mens.ziet(f"Aanvraag {kenmerk} is ondertekend.")


def _school_leest_de_brief(mens: Mens, aanvraag: Aanvraag, map_: Path) -> Path:
    verstuurd = post()
    assert f"De brief over aanvraag {aanvraag.kenmerk} staat klaar" in verstuurd
    assert "leerjaar 3 havo" not in verstuurd
    assert "12.500" not in verstuurd
    mens.ga(aanvraag.get_absolute_url())
    mens.ziet("Uw aanvraag is voor een deel toegekend: € 9.000,00.")
    return mens.download(mens.page.get_by_role("link", name="Toekenningsbrief"), map_ / "brief.pdf")


def _iedereen_kan_de_brief_controleren(mens: Mens, brief: Path, swv: Personas) -> None:
    tekst = tekst_van(brief)
    assert REDEN in tekst
    assert "9.000,00" in tekst
    code = Brief.objects.get().code
    assert code in tekst
    mens.ga("/verificatie/")
    mens.page.get_by_role("textbox").fill(code.lower())
    mens.klik("Controleer de brief")
    mens.kop("Deze code hoort bij een echte brief")
    mens.ziet("De brief geldt nog.", "Toekenningsbrief", datum(over(0)))
    mens.ziet_niet("leerjaar 3 havo", "9.000", swv.school.naam)
    mens.page.locator("input[type=file]").set_input_files(brief)
    mens.klik("Vergelijk het bestand")
    mens.ziet("Dit bestand is precies de brief die wij hebben verstuurd.")


def _is_verzegeld(brief: Path) -> None:
    zegel = zegel_van(brief)
    assert "Signature is Valid" in zegel
    assert "Total document signed" in zegel
