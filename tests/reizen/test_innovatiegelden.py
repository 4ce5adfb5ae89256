"""The story of innovatiegelden: a plan, feedback, a final plan, and an award in two parts."""

from decimal import Decimal
from pathlib import Path

from aanvragen.models import Aanvraag
from financien.models import Verplichting
from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, pdf, post, tekst_van
from tests.reizen.stappen import (
    adviseert,
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
    aanvraag = _stuurt_plan(coordinator)
    neemt(bureau, aanvraag)
    doet(bureau, "Feedback geven", feedback=FEEDBACK)
    _stuurt_definitief_plan(coordinator, aanvraag)

    beheer(bureau, aanvraag)
    bureau.ziet(MEETBAAR)
    adviseert(bureau, "Toekennen", "Het plan past bij ambitie 2.")
    opent_ter_ondertekening(directeur, aanvraag)
    directeur.ziet(MEETBAAR, "Het plan past bij ambitie 2.", "€ 74.999,95")
    ondertekent(directeur, "Toekennen en ondertekenen")
    worker.rust()

    brief = tekst_van(leest_brief(coordinator, aanvraag, "Toekenningsbrief", tmp_path))
    for deel in ("25.000,05", "22.500,05", "2.500,00", "Na goedkeuring van de verantwoording"):
        assert deel in brief
    assert FEEDBACK not in post()
    verplichting = Verplichting.objects.get()
    delen = verplichting.termijnen.order_by("volgnummer").values_list("bedrag", flat=True)
    assert list(delen) == [Decimal("22500.05"), Decimal("2500.00")]
    assert list(aanvraag.versies.order_by("nummer").values_list("nummer", flat=True)) == [1, 2]


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
    mens.vul("Wanneer begint het project?", kort(over(60)))
    mens.vul("Wanneer is het project klaar?", kort(over(250)))
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
