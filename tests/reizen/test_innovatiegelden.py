"""The story of innovatiegelden: a plan, feedback, a final plan, and an award in two parts over two budget years."""

from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from aanvragen.models import Aanvraag
from financien.models import Betalingstermijn
from tests.browser import Mens
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, pdf, post, tekst_van
from tests.reizen.stappen import (
    begint,
    beheer,
    doet,
    leest_brief,
    neemt,
    ondertekent,
    opent_ter_ondertekening,
    verstuurt,
)
from tests.worker import Worker

FEEDBACK = "Maak het resultaat meetbaar."
MEETBAAR = "In mei leest acht van de tien leerlingen op niveau 2F."


def test_innovatiegelden_with_feedback_and_final_plan_are_paid_ninety_and_ten(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator, bureau, directeur = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.directeur)
    straks = _begroting_van_volgend_jaar()
    aanvraag = _stuurt_plan(coordinator)
    neemt(bureau, aanvraag)
    bureau.ziet("Gereserveerd: ", f"op post L.S.02 ({straks - 1})", f"op post L.S.02 ({straks})")
    doet(bureau, "Feedback geven", feedback=FEEDBACK)
    _stuurt_definitief_plan(coordinator, aanvraag)

    beheer(bureau, aanvraag)
    bureau.ziet(MEETBAAR)
    _verdeelt_over_jaren(bureau, straks - 1)
    opent_ter_ondertekening(directeur, aanvraag)
    verdeling = f"€ 10.000,05 in {straks - 1}, € 15.000,00 in {straks}"
    directeur.ziet(MEETBAAR, "Het plan past bij ambitie 2.", verdeling, "€ 89.999,95", "€ 85.000,00")
    ondertekent(directeur, "Toekennen en ondertekenen")
    worker.rust()

    brief = tekst_van(leest_brief(coordinator, aanvraag, "Toekenningsbrief", tmp_path))
    for deel in ("25.000,05", "22.500,05", "2.500,00", "Na goedkeuring van de verantwoording"):
        assert deel in brief
    assert FEEDBACK not in post()
    delen = Betalingstermijn.objects.order_by("verplichting__post__jaar__jaar", "volgnummer")
    assert list(delen.values_list("verplichting__post__jaar__jaar", "bedrag", "status")) == [
        (straks - 1, Decimal("10000.05"), "betaalbaar"),
        (straks, Decimal("12500.00"), "betaalbaar"),
        (straks, Decimal("2500.00"), "open"),
    ]
    beheer(bureau, aanvraag)
    bureau.ziet(f"Begroting van {straks - 1}", f"Begroting van {straks}", "€ 10.000,05", "€ 15.000,00")
    bureau.ziet_niet("Gereserveerd")
    assert list(aanvraag.versies.order_by("nummer").values_list("nummer", flat=True)) == [1, 2]


def _begroting_van_volgend_jaar() -> int:
    """The line of the awards also has room in the next year. Gives that year."""
    jaar = timezone.localdate().year + 1
    BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=jaar), code="L.S.02", met_ruimte="100000.00")
    return jaar


def _verdeelt_over_jaren(mens: Mens, jaar: int) -> None:
    """Amounts that do not add up are refused with what was typed; then they do."""
    mens.volg("Advies geven en voorleggen")
    mens.page.get_by_label("Toekennen", exact=True).check()
    mens.vul(f"Welk deel komt uit de begroting van {jaar}?", "10.000,05")
    mens.vul(f"Welk deel komt uit de begroting van {jaar + 1}?", "14.000")
    mens.vul("Uw advies aan de directeur-bestuurder", "Het plan past bij ambitie 2.")
    mens.klik("Advies geven en voorleggen")
    mens.ziet("€ 1.000,00 te weinig voor een toekenning van € 25.000,05")
    mens.vul(f"Welk deel komt uit de begroting van {jaar + 1}?", "15.000")
    mens.klik("Advies geven en voorleggen")
    mens.ziet("Het plan past bij ambitie 2.", f"€ 10.000,05 in {jaar}")


def _stuurt_plan(mens: Mens) -> Aanvraag:
    begint(mens, "Innovatiegelden")
    mens.volg("Beschrijf uw plan")
    mens.vul("Hoe heet het project?", "Samen leren lezen")
    mens.page.get_by_label("Ambitie 2: Stabiele schoolloopbanen").check()
    mens.vul("Welk probleem wilt u oplossen?", "Leerlingen haken af bij lange teksten.")
    mens.vul("Wat gaat u doen?", "Tutoren uit leerjaar 5 lezen met leerjaar 1.")
    mens.vul("Wat is er straks anders?", "Leerlingen lezen beter.")
    mens.vul("Hoe houdt u het vast als het geld op is?", "De tutoren komen in het rooster.")
    mens.klik("Bewaren en verder")
    mens.vul("Wanneer begint het project?", kort(over(1)))
    mens.vul("Wanneer is het project klaar?", kort(over(365)))
    mens.vul("Welk bedrag vraagt u in totaal?", "25000,05")
    mens.vul("Waar geeft u het geld aan uit?", "Uren van docenten.")
    mens.klik("Bewaren en verder")
    mens.voeg_toe("Projectplan", pdf("plan.pdf"))
    mens.volg("Verder naar de controle")
    return verstuurt(mens)


def _stuurt_definitief_plan(mens: Mens, aanvraag: Aanvraag) -> None:
    mens.ga(aanvraag.get_absolute_url())
    mens.ziet("Werk uw plan bij", FEEDBACK)
    mens.volg("Beschrijf uw plan")
    mens.vul("Wat is er straks anders?", MEETBAAR)
    mens.klik("Bewaren en verder")
    mens.ga(f"{aanvraag.get_absolute_url()}controleren/")
    mens.klik("Verstuur definitief plan")
    mens.ziet("Uw definitieve plan is verstuurd.")
