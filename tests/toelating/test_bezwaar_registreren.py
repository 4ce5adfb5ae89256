"""A paper that came in becomes a case: by whom, once, in time or too late, with its clocks and confirmation."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from swv.documenten.models import Bijlage, Brief
from swv.kern.fouten import Geweigerd, NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn
from tests.factories.bezwaar import behandelaar, gegevens, maak_besluit, ongedaan, papier
from tests.factories.organisaties import RolFactory
from tests.factories.toelating import maak_tlv
from toelating.bewaren import bewaring
from toelating.bezwaar.brieven import geadresseerde_van
from toelating.bezwaar.selectors import gebreken
from toelating.bezwaar.services import bezwaar_registreren
from toelating.bezwaartermijn import bezwaartermijn
from toelating.models import Bezwaar, Status, Verzending

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok():
    with time_machine.travel("2026-03-24 10:00:00+01:00") as reis:
        yield reis


@pytest.fixture
def besluit(klok, wereld):
    """A TLV that was given and sent on 24 March 2026: objection until 6 May."""
    return maak_besluit(wereld)


def registreer(wereld, aanvraag, *, door=None, bestanden=None, sleutel=None, behandelaar=None, **anders):
    return bezwaar_registreren(
        aanvraag=aanvraag,
        door=door or wereld.personas.bureau,
        sleutel=sleutel or uuid.uuid4(),
        bestanden=bestanden or [papier()],
        behandelaar=behandelaar,
        **gegevens(**anders),
    )


def uiterlijk(bezwaar, soort):
    termijn = open_termijn(bezwaar, soort)
    return termijn.uiterlijk if termijn else None


def test_objection_gets_number_paper_clocks_confirmation_and_messages(wereld, besluit, klok):
    klok.move_to("2026-04-01T10:00:00+02:00")

    bezwaar = registreer(wereld, besluit, behandelaar=behandelaar(wereld))

    assert bezwaar.kenmerk == "BZ-2526-00001"
    assert (bezwaar.status, bezwaar.is_te_laat, bezwaar.bezwaartermijn_tot) == ("ontvangen", False, date(2026, 5, 6))
    assert bezwaar.besluit.soort == "toelaatbaarheidsverklaring"
    assert [rij.soort for rij in Bijlage.objects.van(bezwaar)] == ["bezwaarschrift"]
    assert uiterlijk(bezwaar, Klok.LBT) == date(2026, 4, 15)
    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2026, 7, 29)
    assert open_termijn(bezwaar, Klok.BEZWAAR).is_wettelijk
    brief = Brief.objects.van(bezwaar).get()
    assert "29\xa0juli\xa02026" in brief.html
    assert "LBT" in brief.html
    ontvanger = geadresseerde_van(brief)[1]
    assert (ontvanger.digitaal, ontvanger.adres) == (False, "Voorbeeldstraat 1\n1314 AB Almere")
    assert {rij.soort for rij in Bericht.objects.van(bezwaar)} == {"bezwaar_melding", "bezwaar_nieuw"}
    assert bewaring(besluit).is_vastgehouden


def test_objection_is_on_both_timelines_and_on_that_of_the_school_without_who_or_why(wereld, besluit):
    bezwaar = registreer(wereld, besluit, naam="P. Geheim", gronden="Een heel eigen verhaal.")

    assert Gebeurtenis.objects.van(bezwaar).get().handeling == "registreren"
    bij_aanvraag = Gebeurtenis.objects.van(besluit).first()
    assert (bij_aanvraag.handeling, bij_aanvraag.toelichting) == ("bezwaar_ontvangen", bezwaar.kenmerk)
    bij_school = f"{bij_aanvraag.toelichting} {' '.join(rij.tekst for rij in Bericht.objects.van(bezwaar))}"
    assert "Geheim" not in bij_school
    assert "verhaal" not in bij_school


def test_board_that_objects_gets_its_letters_in_the_portal(wereld, besluit):
    bezwaar = registreer(wereld, besluit, van="bestuur", naam="Stichting Scholen A")

    assert geadresseerde_van(Brief.objects.van(bezwaar).get())[1].digitaal
    soorten = set(Bericht.objects.van(bezwaar).values_list("soort", "aan__naam"))
    assert ("bezwaar_ontvangst", "Bestuur A") in soorten
    assert "bezwaar_melding" not in {soort for soort, _ in soorten}


# --- In time -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "anders", "te_laat"),
    [
        ("2026-05-06", {}, False),
        ("2026-05-07", {}, True),
        ("2026-05-07", {"poststempel": date(2026, 5, 6)}, False),
        ("2026-05-13", {"poststempel": date(2026, 5, 6)}, False),
        ("2026-05-15", {"poststempel": date(2026, 5, 6)}, True),
        ("2026-05-07", {"poststempel": date(2026, 5, 7)}, True),
        ("2026-05-07", {"wijze": "digitaal"}, True),
    ],
)
def test_late_objection_is_kept_and_marked(wereld, besluit, klok, dag, anders, te_laat):
    klok.move_to(f"{dag}T12:00:00+02:00")

    bezwaar = registreer(wereld, besluit, **anders)

    assert (bezwaar.is_te_laat, bezwaar.verschoonbaar) == (te_laat, None)
    assert ("na die dag" in Brief.objects.van(bezwaar).get().html) is te_laat
    assert ("Te laat" in Gebeurtenis.objects.van(bezwaar).get().toelichting) is te_laat


def test_term_counts_from_who_got_the_letter_last(wereld, besluit, klok):
    klok.move_to("2026-04-02T12:00:00+02:00")
    brief = Verzending.objects.get().brief
    Verzending.objects.create(
        brief=brief, aan="ouders", naam="Ouder", kanaal="papier", adres="Straat 1", verzonden_op=timezone.now()
    )

    assert bezwaartermijn(besluit) == date(2026, 5, 18)
    assert registreer(wereld, besluit).bezwaartermijn_tot == date(2026, 5, 18)


def test_objection_before_the_letter_was_sent_is_early_and_in_time(wereld, besluit):
    Verzending.objects.all().delete()

    bezwaar = registreer(wereld, besluit)

    assert (bezwaartermijn(besluit), bezwaar.is_te_laat, bezwaar.bezwaartermijn_tot) == (None, False, date(2026, 5, 6))


def test_objection_of_years_later_gets_twelve_weeks_from_its_receipt(wereld, besluit, klok):
    klok.move_to("2028-02-01T12:00:00+01:00")

    bezwaar = registreer(wereld, besluit)

    assert bezwaar.is_te_laat
    assert uiterlijk(bezwaar, Klok.BEZWAAR) == date(2028, 4, 25)


# --- By whom, and against what -----------------------------------------------------------------------------------


def test_only_the_bureau_registers_and_somebody_involved_may_too(wereld, besluit):
    mag = {"bureau", "bureau_collega", "gemandateerde"}

    for naam, persoon in wereld.mensen().items():
        with ongedaan():
            try:
                registreer(wereld, besluit, door=persoon)
            except NietToegestaan:
                assert naam not in mag, naam
            else:
                assert naam in mag, naam


def test_who_stays_out_of_the_request_does_not_register(wereld, besluit):
    bureau = wereld.personas.bureau_collega
    besluit.verschoningen.create(gebruiker=bureau, reden="Familie.", door=bureau)

    with pytest.raises(NietToegestaan):
        registreer(wereld, besluit, door=bureau)


def test_involved_colleague_cannot_become_the_one_who_handles_it(wereld, besluit):
    with pytest.raises(VoorwaardeNietVervuld, match="bij het eerste besluit betrokken") as fout:
        registreer(wereld, besluit, behandelaar=wereld.personas.bureau)

    assert list(fout.value.velden) == ["behandelaar"]
    assert not Bezwaar.objects.exists()
    assert registreer(wereld, besluit).behandelaar is None


@pytest.mark.parametrize("status", [Status.VOLLEDIGHEIDSTOETS, Status.INGETROKKEN])
def test_without_a_decision_there_is_nothing_to_object_to(wereld, klok, status):
    with pytest.raises(VoorwaardeNietVervuld, match="nog geen besluit"):
        registreer(wereld, maak_tlv(wereld, status=status))


@pytest.mark.parametrize("status", [Status.AFGEWEZEN, Status.BUITEN_BEHANDELING])
def test_a_refusal_and_an_end_without_judgement_are_decisions_too(wereld, klok, status):
    assert registreer(wereld, maak_besluit(wereld, status=status)).besluit.verzendingen.exists()


# --- Once --------------------------------------------------------------------------------------------------------


def test_same_key_gives_the_same_objection(wereld, besluit):
    sleutel, stuk = uuid.uuid4(), papier()

    een = registreer(wereld, besluit, sleutel=sleutel, bestanden=[stuk])
    twee = registreer(wereld, besluit, sleutel=sleutel, bestanden=[stuk])

    assert een == twee
    assert Bezwaar.objects.count() == 1


def test_same_paper_and_same_objector_are_refused_with_the_number(wereld, besluit):
    stuk = papier()
    bezwaar = registreer(wereld, besluit, naam="A. de Boer", bestanden=[stuk])

    with pytest.raises(Geweigerd, match=bezwaar.kenmerk):
        registreer(wereld, besluit, naam="a. de boer")
    with pytest.raises(Geweigerd, match=f"staat al bij bezwaar {bezwaar.kenmerk}"):
        registreer(wereld, besluit, naam="Iemand anders", bestanden=[stuk])
    assert registreer(wereld, besluit, naam="Iemand anders").kenmerk == "BZ-2526-00002"


def test_refused_file_registers_nothing_and_its_number_is_free(wereld, besluit):
    kapot = SimpleUploadedFile("brief.pdf", b"geen pdf", content_type="application/pdf")
    with pytest.raises(Geweigerd, match=r"brief\.pdf"):
        registreer(wereld, besluit, bestanden=[papier(), kapot])

    assert not Bezwaar.objects.exists()
    assert registreer(wereld, besluit).kenmerk == "BZ-2526-00001"


def test_what_the_law_asks_of_a_paper_and_is_missing_is_named(wereld, besluit):
    bezwaar = registreer(wereld, besluit, gronden=" ", dagtekening=None, is_ondertekend=False)

    assert [wat.partition(":")[0] for wat in gebreken(bezwaar)] == ["de handtekening", "de datum", "de gronden"]


def test_person_without_role_any_more_cannot_register(wereld, besluit):
    rol = RolFactory(soort=Rolsoort.BUREAU, geldig_van=timezone.localdate() - timedelta(days=9))
    rol.geldig_tot = timezone.localdate()
    rol.save()

    with pytest.raises(NietToegestaan):
        registreer(wereld, besluit, door=rol.gebruiker)
