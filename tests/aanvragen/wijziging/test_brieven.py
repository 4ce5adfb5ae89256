"""Every letter about a change: what it says, and whether an archive and a screen reader take it."""

import io
from decimal import Decimal

import pikepdf
import pytest

from aanvragen.models import Regeling
from aanvragen.wijziging import workflow
from aanvragen.wijziging.documents import BEKENDMAKEN
from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf
from swv.post.models import Bericht
from tests.aanvragen.levensloop import stel_regeling
from tests.brieven import keur_pdf, woorden
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, ken_toe, maak_verantwoording
from tests.factories.wijzigingen import betaal_alles, doe, leg_voor, stel_vast, toegekend, vraag, wijzig

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]


def gevraagd(p, soort, award="frictiefonds", **velden):
    return stel_vast(p, leg_voor(p, vraag(p, toegekend(p, award), soort, **velden)))


def teruggevorderd(p):
    aanvraag = toegekend(p)
    betaal_alles(aanvraag)
    return wijzig(p, aanvraag, "terugvorderen", terugvordering="1.000,05")


def afgewezen(p):
    wijziging = leg_voor(p, vraag(p, toegekend(p), "meer", bedrag="13.000"))
    return doe(workflow.afwijzen, wijziging, p.directeur, motivering="Er is genoeg geld.")


BRIEVEN = {
    "meer": lambda p: gevraagd(p, "meer", bedrag="13.000"),
    "meer uren": lambda p: gevraagd(p, "meer", award="huisonderwijs", uren="40"),
    "minder": lambda p: gevraagd(p, "minder", bedrag="10.000"),
    "langer": lambda p: gevraagd(p, "langer", tot="31-1-2027"),
    "robot langer": lambda p: gevraagd(p, "langer", award="robot", tot="31-1-2027"),
    "stoppen": lambda p: gevraagd(p, "stoppen", tot="30-11-2026"),
    "intrekken": lambda p: wijzig(p, toegekend(p), "intrekken"),
    "terugvorderen": teruggevorderd,
    "afwijzen": afgewezen,
}
ZINNEN = {
    "meer": ("U krijgt meer voor Frictiefonds.", "€ 13.000,00", "Wanneer krijgt u het extra geld?", "€ 500,00"),
    "meer uren": ("U krijgt meer voor Huisonderwijs zieke leerling.", "36 uur", "40 uur"),
    "minder": ("U krijgt minder voor Frictiefonds.", "€ 10.000,00", "krijgt u € 2.500,00 niet meer"),
    "langer": ("duurt langer: tot en met 31 januari 2027", "Verder verandert er niets."),
    "robot langer": ("U leent Robot", "tot en met 31 januari 2027."),
    "stoppen": ("De laatste dag is 30 november 2026 .", "€ 5.457,75", "krijgt u € 7.042,25 niet meer"),
    "intrekken": ("Wij trekken uw toekenning voor Frictiefonds in.", "Wat vindt u ervan, en wat doen wij daarmee?"),
    "terugvorderen": ("U betaalt € 1.000,05 terug", "binnen zes weken na de datum van deze brief"),
    "afwijzen": ("Uw toekenning blijft zoals zij is.", "€ 13.000,00", "Er is genoeg geld."),
}


def maak(p, naam):
    from tests.factories.voorzieningen import RobotFactory

    RobotFactory(naam="Robot 01")
    if naam == "meer uren":
        # Fewer hours first, so that there is something to ask: 40 hours fit in ten weeks.
        aanvraag = toegekend(p, "huisonderwijs")
        wijzig(p, aanvraag, "minder", uren="36")
        return stel_vast(p, leg_voor(p, vraag(p, aanvraag, "meer", uren="40")))
    return BRIEVEN[naam](p)


@pytest.mark.parametrize("naam", BRIEVEN)
def test_letter_says_what_changed_and_is_fit_for_archive_and_screen_reader(personas, naam):
    wijziging = maak(personas, naam)
    brief = Brief.objects.van(wijziging).get()

    tekst = woorden(brief.html)
    for zin in (*ZINNEN[naam], wijziging.aanvraag.kenmerk, wijziging.aanvraag.besluitnummer, personas.directeur.naam):
        assert zin in tekst
    assert "Bent u het niet eens met dit besluit?" in tekst
    assert (brief.kenmerk, brief.vervolg) == (wijziging.besluitnummer, BEKENDMAKEN)
    assert brief.titel == f"{brief.soort.capitalize()} {brief.kenmerk}"
    pdf = render_pdf(brief.html)
    keur_pdf(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) <= 2


def test_letter_begins_with_what_the_ledger_says_after_an_approved_verantwoording(personas, klok):
    """Of € 10.000,00 was € 9.400,00 spent: that is what a later change starts from, not the first award."""
    aanvraag = ken_toe(personas)
    betaal_alles(aanvraag)
    klok.move_to(JUNI)
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    maak_verantwoording(personas, aanvraag, status=V.GOEDGEKEURD, besteed="9.400")

    wijziging = wijzig(personas, aanvraag, "meer", bedrag="11.000")

    assert wijziging.was_bedrag == Decimal("10000.00")
    tekst = woorden(Brief.objects.van(wijziging).get().html)
    assert "Uw toekenning gaat van € 9.400,00 naar € 11.000,00 ." in tekst
    assert "Toegekend € 9.400,00 € 11.000,00" in tekst
    assert "10.000,00" not in tekst


def test_letter_of_hours_says_what_they_cost_and_when_that_is_paid(personas):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = toegekend(personas, "huisonderwijs")
    wijzig(personas, aanvraag, "minder", uren="36")

    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "meer", uren="40")))

    tekst = woorden(Brief.objects.van(wijziging).get().html)
    assert "Toegekend € 2.610,00 € 2.900,00 Uren 36 uur 40 uur" in tekst
    assert "Wanneer krijgt u het extra geld? Wanneer Bedrag Na dit besluit € 290,00" in tekst


@pytest.mark.parametrize(
    ("familie", "soort"), [("beschikking", "wijzigingsbeschikking"), ("toekenningsbrief", "wijzigingsbrief")]
)
def test_family_of_the_letter_follows_the_rules_of_the_kind(personas, familie, soort):
    aanvraag = toegekend(personas)
    Regeling.objects.filter(pk=aanvraag.regeling_id).update(briefsoort=familie)

    wijziging = wijzig(personas, aanvraag, "intrekken")

    assert Brief.objects.van(wijziging).get().soort == soort


def test_withdrawal_withdraws_the_letters_that_promised_the_award(personas):
    aanvraag = toegekend(personas)
    wijzig(personas, aanvraag, "langer", tot="31-1-2027")

    wijziging = wijzig(personas, aanvraag, "intrekken")

    assert set(Brief.objects.filter(ingetrokken_op=None)) == {Brief.objects.van(wijziging).get()}
    assert Brief.objects.van(aanvraag).get().ingetrokken_reden.endswith(f"{wijziging.besluitnummer}.")


def test_messages_name_no_pupil_and_lead_everybody_to_where_they_work(personas):
    wijziging = gevraagd(personas, "langer", award="robot", tot="31-1-2027")

    rijen = {rij.soort: rij for rij in Bericht.objects.van(wijziging)}

    assert {"wijziging_ontvangst", "wijziging_gevraagd", "wijziging_ter_ondertekening"} <= set(rijen)
    for rij in rijen.values():
        assert wijziging.leerling.achternaam not in rij.onderwerp + rij.tekst
    assert f"/bureau/aanvragen/wijziging/{wijziging.pk}/" in rijen["wijziging_gevraagd"].tekst
    assert f"/ondertekenen/wijzigingen/{wijziging.pk}/" in rijen["wijziging_ter_ondertekening"].tekst
    assert f"/wijzigingen/{wijziging.pk}/" in rijen["wijziging_ontvangst"].tekst
