"""What people read about a term, on the tables of the law."""

import re
from datetime import date

import pytest
import time_machine
from django.template import Context, Template

from swv.termijnen import selectors, services
from swv.termijnen.models import Herinnering
from tests.factories.termijnen import TermijnFactory, dossier

pytestmark = pytest.mark.django_db
D = date.fromisoformat


def toon(tag: str, nummer: int = 1) -> str:
    """The words on the page, white space folded."""
    (overzicht,) = selectors.overzicht(dossier(nummer))[:1]
    html = Template("{% load termijnen %}{% " + tag + " overzicht=rij %}").render(Context({"rij": overzicht}))
    return re.sub(r"[\s\N{NO-BREAK SPACE}]+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" .", ".").strip()


def test_termijn_uitleg_tells_every_step_of_the_sum():
    termijn = TermijnFactory(bron=dossier())
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-09"), hersteltermijn_tot=D("2026-03-30"))
    services.hervatten(termijn=termijn, aangevuld_op=D("2026-03-23"))
    assert toon("termijn_uitleg") == (
        "Waarom deze datum? "
        "Ontvangen op 2 maart 2026. De termijn begint de dag erna. "
        "De termijn duurt 8 weken. Dan is de laatste dag 27 april 2026. "
        "Op 9 maart 2026 is om een aanvulling gevraagd. De aanvulling kwam op 23 maart 2026. "
        "De termijn stond stil van 10 maart 2026 tot en met 22 maart 2026. Dat telt voor 13 dagen. "
        "Met 13 dagen erbij is de laatste dag 10 mei 2026. "
        "Een termijn eindigt niet in een weekend of op een feestdag. Daarom schuift de laatste dag door voorbij: "
        "10 mei 2026: zondag "
        "De wettelijke einddatum is 11 mei 2026."
    )


def test_termijn_uitleg_of_suspended_term_names_no_last_day_but_the_one_without_supplement():
    termijn = TermijnFactory(bron=dossier())
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-09"), hersteltermijn_tot=D("2026-03-30"))
    tekst = toon("termijn_uitleg")
    assert tekst.startswith("Waarom staat de termijn stil?")
    assert "De school kan aanvullen tot en met 30 maart 2026." in tekst
    assert "Komt er geen aanvulling, dan is de laatste dag 18 mei 2026." in tekst
    assert "einddatum" not in tekst


def test_termijn_uitleg_of_unused_date_says_so():
    termijn = TermijnFactory(bron=dossier())
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-09"), hersteltermijn_tot=D("2026-03-30"))
    services.verstreken_opschortingen_beeindigen(vandaag=D("2026-04-01"))
    assert "De gestelde datum, 30 maart 2026, ging voorbij zonder aanvulling." in toon("termijn_uitleg")


def test_termijn_uitleg_of_question_no_longer_needed_says_so():
    termijn = TermijnFactory(bron=dossier())
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-09"), hersteltermijn_tot=D("2026-03-30"))
    services.afronden(termijn=termijn, op=D("2026-03-10"))
    tekst = toon("termijn_uitleg")
    assert "Op 10 maart 2026 was de aanvulling niet meer nodig." in tekst
    assert "geen dag extra stil" in tekst


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"weken": 6, "is_wettelijk": False}, "streefdatum van het bureau en geen wettelijke datum"),
        ({"weken": 13, "is_wettelijk": False}, "schuift niet door"),
        ({"ondertekening": True}, "Het bureau streeft naar 9 maart 2026. Dat is geen wettelijke datum."),
        ({"aanvulling": True}, "Daarvoor is tijd tot en met 23 maart 2026."),
    ],
)
def test_termijn_uitleg_of_own_date_is_never_called_legal(velden, zin):
    TermijnFactory(bron=dossier(), **velden)
    tekst = toon("termijn_uitleg")
    assert zin in tekst
    assert "wettelijke einddatum" not in tekst.lower()


def test_termijn_uitleg_past_the_known_decrees_warns():
    TermijnFactory(bron=dossier(), begin=D("2028-12-01"))
    assert "voor 2029 zijn nog niet alle extra vrije dagen bekend" in toon("termijn_uitleg")


@time_machine.travel("2026-04-21 09:00+02:00", tick=False)
def test_termijn_stand_shows_legal_date_with_days_left():
    TermijnFactory(bron=dossier())
    assert toon("termijn_stand") == "Besluit uiterlijk (wettelijke einddatum) 28 april 2026 nog 7 dagen"


def test_termijn_stand_of_suspended_term_shows_since_when():
    TermijnFactory(bron=dossier(), uiterlijk=None, stil_sinds=D("2026-03-10"))
    assert toon("termijn_stand") == "Staat stil De termijn staat stil vanaf 10 maart 2026."


def test_termijn_stand_of_late_finished_term_says_late():
    TermijnFactory(bron=dossier(), afgerond_op=D("2026-04-30"))
    zin = "Besluit uiterlijk (wettelijke einddatum) 28 april 2026. Afgerond op 30 april 2026, te laat."
    assert toon("termijn_stand") == zin


@time_machine.travel("2026-04-23 08:00+02:00", tick=False)
def test_termijn_herinneringen_shows_sent_late_and_skipped(bezorgd):
    TermijnFactory(bron=dossier())
    services.herinneringen_plannen(D("2026-04-23"))
    services.herinnering_verzonden(Herinnering.objects.get(staat="klaar").pk)
    assert toon("termijn_herinneringen") == (
        "Herinnering 14 dagen voor de einddatum, gepland op 14 april 2026: "
        "overgeslagen: er was al een latere herinnering nodig. "
        "Herinnering 7 dagen voor de einddatum, gepland op 21 april 2026: "
        "verstuurd op 23 april 2026 om 08:00 (later dan gepland)."
    )


def test_termijn_herinneringen_without_any_shows_nothing():
    TermijnFactory(bron=dossier())
    assert toon("termijn_herinneringen") == ""
