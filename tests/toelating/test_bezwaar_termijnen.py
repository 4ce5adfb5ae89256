"""The clocks of an objection run, stand still and are moved as the law says, and remind who is at bat."""

from datetime import date

import pytest
import time_machine

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.models import Opdracht
from swv.kern.opdrachten import uitvoeren
from swv.post.models import Bericht
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.selectors import open_termijn
from swv.termijnen.services import herinneringen_plannen, verstreken_opschortingen_beeindigen
from tests.factories.bezwaar import behandelaar, lbt_vragen, maak_besluit, maak_bezwaar, weg
from toelating.models import Bezwaar
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok():
    with time_machine.travel("2026-03-24 10:00:00+01:00") as reis:
        yield reis


@pytest.fixture
def besluit(klok, wereld):
    """Sent on 24 March 2026: objection until 6 May, decision until 29 July."""
    return maak_besluit(wereld)


def naar(klok, dag):
    klok.move_to(f"{dag}T10:00:00+02:00")


def uiterlijk(bezwaar, soort):
    termijn = open_termijn(bezwaar, soort)
    return termijn.uiterlijk if termijn else None


def herinner(dag):
    """What beat and the worker do on this day; the kinds of messages that went out."""
    voor = set(Bericht.objects.values_list("pk", flat=True))
    herinneringen_plannen(dag)
    for opdracht in Opdracht.objects.filter(soort="toelating.herinneren", staat="klaar"):
        assert uitvoeren(opdracht.pk)
    nieuw = Bericht.objects.exclude(pk__in=voor)
    return {(rij.soort, rij.aan.naam) for rij in nieuw.select_related("aan")}


def test_decision_term_and_postponement_follow_the_table(wereld, besluit, klok):
    naar(klok, "2026-04-01")
    bezwaar = maak_bezwaar(wereld, besluit)
    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 7, 29)

    naar(klok, "2026-07-01")
    bezwaar = acts.verdagen(bezwaar, door=behandelaar(wereld), weken=6, reden="De hoorzitting is later.")

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 9, 9)
    assert bezwaar.verdaagd_weken == 6


def test_second_postponement_needs_consent_and_keeps_it(wereld, besluit, klok):
    bezwaar = maak_bezwaar(wereld, besluit)
    bezwaar = acts.verdagen(bezwaar, door=behandelaar(wereld), weken=4, reden="Vakantie.")
    with pytest.raises(Geweigerd):
        acts.verdagen(bezwaar, door=behandelaar(wereld), weken=2, reden="Nog eens.")

    bezwaar = acts.uitstellen(
        bezwaar,
        door=behandelaar(wereld),
        weken=3,
        akkoord="De bezwaarmaker",
        akkoord_op=date(2026, 3, 24),
        reden="Op verzoek.",
    )

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 9, 16)
    assert (bezwaar.verdaagd_weken, bezwaar.uitgesteld_weken) == (4, 3)


def test_postponement_after_the_last_day_is_refused(wereld, besluit, klok):
    bezwaar = maak_bezwaar(wereld, besluit)
    naar(klok, "2026-07-30")

    with pytest.raises(Geweigerd, match="liep tot en met 29"):
        acts.verdagen(bezwaar, door=behandelaar(wereld), weken=6, reden="Te druk.")
    assert Bezwaar.objects.get().verdaagd_weken == 0


# --- Repair ------------------------------------------------------------------------------------------------------


def vraag(wereld, bezwaar, tot):
    return acts.herstel_vragen(bezwaar, door=behandelaar(wereld), vraag="De gronden ontbreken.", uiterlijk=tot)


def herstel(wereld, bezwaar, op):
    return acts.herstellen(
        bezwaar, door=behandelaar(wereld), op=op, gronden="Nu wel.", dagtekening=None, is_ondertekend=True
    )


def test_repair_in_the_running_term_stops_it_from_the_day_after(wereld, besluit, klok):
    """Asked on 11 May, repaired on 20 May: 12 to 19 May are eight days, so 6 August."""
    naar(klok, "2026-05-06")
    bezwaar = maak_bezwaar(wereld, besluit, gronden="")
    naar(klok, "2026-05-11")
    bezwaar = vraag(wereld, bezwaar, date(2026, 5, 25))
    termijn = open_termijn(bezwaar, Klok.BEZWAAR)
    assert (termijn.uiterlijk, termijn.stil_sinds) == (None, date(2026, 5, 12))

    naar(klok, "2026-05-20")
    bezwaar = herstel(wereld, bezwaar, date(2026, 5, 20))

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 8, 6)
    assert (bezwaar.status, bezwaar.gronden, bezwaar.is_ongebruikt_herstel) == ("ontvangen", "Nu wel.", False)
    assert uiterlijk(bezwaar, Klok.AANVULLING) is None


def test_repair_before_the_term_begins_takes_no_day_of_it(wereld, besluit, klok):
    """The decision term begins on 7 May; what was repaired before that did not stop anything."""
    naar(klok, "2026-04-01")
    bezwaar = vraag(wereld, maak_bezwaar(wereld, besluit, gronden=""), date(2026, 4, 15))
    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 7, 29)
    assert uiterlijk(bezwaar, Klok.AANVULLING) == date(2026, 4, 15)

    naar(klok, "2026-04-10")
    bezwaar = herstel(wereld, bezwaar, date(2026, 4, 10))

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 7, 29)


def test_repair_asked_before_the_term_begins_counts_from_its_beginning(wereld, besluit, klok):
    """Asked on 30 April until 14 May, repaired on 12 May: of the term 7 to 11 May stood still, five days."""
    naar(klok, "2026-04-30")
    bezwaar = vraag(wereld, maak_bezwaar(wereld, besluit, gronden=""), date(2026, 5, 14))

    naar(klok, "2026-05-12")
    bezwaar = herstel(wereld, bezwaar, date(2026, 5, 12))

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 8, 3)


def test_repair_early_of_a_question_that_runs_into_the_term(wereld, besluit, klok):
    naar(klok, "2026-04-30")
    bezwaar = vraag(wereld, maak_bezwaar(wereld, besluit, gronden=""), date(2026, 5, 14))

    naar(klok, "2026-05-04")
    bezwaar = herstel(wereld, bezwaar, date(2026, 5, 4))

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 7, 29)


def test_unused_repair_lets_the_term_run_on_and_makes_inadmissible_possible(wereld, besluit, klok):
    naar(klok, "2026-05-11")
    bezwaar = vraag(wereld, maak_bezwaar(wereld, besluit, gronden="", poststempel=date(2026, 5, 6)), date(2026, 5, 25))
    with pytest.raises(VoorwaardeNietVervuld, match="heeft nog tot en met 25"):
        acts.herstel_afsluiten(bezwaar, door=behandelaar(wereld), reden="Niets gehoord.")

    naar(klok, "2026-05-26")
    verstreken_opschortingen_beeindigen(vandaag=date(2026, 5, 26))
    bezwaar = acts.herstel_afsluiten(bezwaar, door=behandelaar(wereld), reden="Niets gehoord.")

    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 8, 11)
    assert bezwaar.is_ongebruikt_herstel
    assert uiterlijk(bezwaar, Klok.AANVULLING) is None


def test_repair_after_the_given_day_is_kept_and_marked(wereld, besluit, klok):
    bezwaar = vraag(wereld, maak_bezwaar(wereld, besluit, gronden=""), date(2026, 4, 7))
    naar(klok, "2026-04-09")

    bezwaar = herstel(wereld, bezwaar, date(2026, 4, 9))

    assert bezwaar.is_ongebruikt_herstel
    assert bezwaar.gronden == "Nu wel."


# --- LBT and verweer ---------------------------------------------------------------------------------------------


def test_asking_the_lbt_ends_its_clock_and_starts_that_of_the_papers(wereld, besluit, klok):
    bezwaar = maak_bezwaar(wereld, besluit)
    assert uiterlijk(bezwaar, Klok.LBT) == date(2026, 4, 7)
    naar(klok, "2026-04-03")

    bezwaar = lbt_vragen(wereld, bezwaar)

    assert uiterlijk(bezwaar, Klok.LBT) is None
    assert uiterlijk(bezwaar, Klok.VERWEER) == date(2026, 4, 17)


def test_clock_of_the_lbt_runs_on_while_the_objector_repairs(wereld, besluit, klok):
    bezwaar = vraag(wereld, maak_bezwaar(wereld, besluit, gronden=""), date(2026, 4, 7))

    assert uiterlijk(bezwaar, Klok.LBT) == date(2026, 4, 7)


def test_wrong_day_of_receipt_is_corrected_and_the_clocks_move(wereld, besluit, klok):
    naar(klok, "2026-05-11")
    bezwaar = maak_bezwaar(wereld, besluit)
    assert bezwaar.is_te_laat
    goed = {naam: getattr(bezwaar, naam) for naam in ("naam", "adres", "wijze", "gronden", "is_ondertekend")}

    bezwaar = acts.gegevens_verbeteren(
        bezwaar, door=behandelaar(wereld), ontvangen_op=date(2026, 5, 6), poststempel=None, dagtekening=None, **goed
    )

    assert (bezwaar.is_te_laat, uiterlijk(bezwaar, Klok.LBT)) == (False, date(2026, 5, 20))
    with pytest.raises(VoorwaardeNietVervuld, match="niets veranderd"):
        acts.gegevens_verbeteren(
            bezwaar, door=behandelaar(wereld), ontvangen_op=date(2026, 5, 6), poststempel=None, dagtekening=None, **goed
        )


@pytest.mark.parametrize("status", ["ongegrond", "ingetrokken"])
def test_end_stops_every_clock_also_before_the_decision_term_began(wereld, besluit, klok, status):
    bezwaar = maak_bezwaar(wereld, besluit, status=status)

    assert not Termijn.objects.van(bezwaar).open().exists()
    assert Termijn.objects.van(bezwaar).get(soort=Klok.BEZWAAR).is_nooit_begonnen
    assert not Termijn.objects.van(bezwaar).get(soort=Klok.LBT).is_nooit_begonnen


# --- Reminders ---------------------------------------------------------------------------------------------------


def test_reminders_of_the_lbt_on_day_seven_and_twelve_and_when_late(wereld, besluit, klok):
    maak_bezwaar(wereld, besluit)
    wie = behandelaar(wereld).naam

    verwacht = {date(2026, 3, 30): set(), date(2026, 3, 31): {("bezwaar_herinnering_lbt", wie)}}
    verwacht |= {date(2026, 4, 4): set(), date(2026, 4, 5): {("bezwaar_herinnering_lbt", wie)}}
    verwacht |= {date(2026, 4, 8): {("bezwaar_herinnering_lbt", wie)}}
    for dag, mensen in verwacht.items():
        naar(klok, dag)
        assert herinner(dag) == mensen, dag
    laatst = Bericht.objects.filter(soort="bezwaar_herinnering_lbt").latest("klaargezet_op")
    assert laatst.onderwerp.startswith("Te laat")


def test_reminders_of_papers_decision_and_signature(wereld, besluit, klok):
    bezwaar = lbt_vragen(wereld, maak_bezwaar(wereld, besluit))
    wie, directeur = behandelaar(wereld).naam, wereld.personas.directeur.naam
    naar(klok, "2026-03-31")
    assert herinner(date(2026, 3, 31)) == {("bezwaar_herinnering_verweer", wie)}

    naar(klok, "2026-07-01")
    assert ("bezwaar_herinnering_beslissing", wie) in herinner(date(2026, 7, 1))
    for stap in weg("ter_ondertekening", uitkomst="ongegrond")[1:]:
        bezwaar = stap(wereld, bezwaar)
    naar(klok, "2026-07-03")
    assert ("bezwaar_herinnering_ondertekening", directeur) in herinner(date(2026, 7, 3))


def test_time_to_repair_is_over_tells_the_bureau_and_before_that_a_board(wereld, besluit, klok):
    bezwaar = maak_bezwaar(wereld, besluit, van="bestuur", naam="Stichting Scholen A", gronden="")
    vraag(wereld, bezwaar, date(2026, 4, 7))

    naar(klok, "2026-04-01")
    assert {soort for soort, _ in herinner(date(2026, 4, 1))} >= {"bezwaar_herinnering_herstel"}
    naar(klok, "2026-04-08")
    assert ("bezwaar_herstel_voorbij", behandelaar(wereld).naam) in herinner(date(2026, 4, 8))


def test_without_a_handler_every_uninvolved_colleague_is_reminded(wereld, besluit, klok):
    bezwaar = maak_bezwaar(wereld, besluit)
    Bezwaar.objects.filter(pk=bezwaar.pk).update(behandelaar=None)
    naar(klok, "2026-03-31")

    mensen = {naam for _, naam in herinner(date(2026, 3, 31))}

    assert mensen == {wereld.personas.bureau_collega.naam, wereld.gemandateerde.naam}
