"""What a decision on an objection says and does: number, effect, letters, and what it may not."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn
from tests.factories.bezwaar import (
    behandelaar,
    beslissen,
    maak_besluit,
    maak_bezwaar,
    ongedaan,
    papier,
    tlv_gegevens,
)
from tests.factories.toelating import maak_tlv
from toelating import workflow as van_aanvraag
from toelating.bewaren import bewaring
from toelating.bezwaar.brieven import BESLISSING, geadresseerde_van
from toelating.bezwaar.selectors import (
    besluitbrief,
    mogelijke_gevolgen,
    te_ondertekenen_bezwaren,
)
from toelating.bezwaartermijn import bezwaartermijn
from toelating.models import Bezwaar, Gevolg, Status, Tlvaanvraag, Verklaring, Verzending
from toelating.workflow import bezwaar as acts
from toelating.workflow import verklaring as na

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok():
    with time_machine.travel("2026-04-01 10:00:00+02:00") as reis:
        yield reis


@pytest.fixture
def besluit(klok, wereld):
    return maak_besluit(wereld)


@pytest.fixture
def afwijzing(klok, wereld):
    return maak_besluit(wereld, status=Status.AFGEWEZEN)


def gegrond(wereld, aanvraag, gevolg="", **opties):
    return maak_bezwaar(wereld, aanvraag, status="gegrond", uitkomst="gegrond", gevolg=gevolg, **opties)


def geadresseerden(bezwaar):
    """To whom each letter of the decision goes, and whether it is read in the portal."""
    brieven = Brief.objects.van(bezwaar).filter(soort=BESLISSING.soort)
    wie = [geadresseerde_van(brief)[1] for brief in brieven]
    return {(rij.aan, "digitaal" if rij.digitaal else "papier") for rij in wie}


def brief_aan(bezwaar, aan, soort="beslissing op bezwaar"):
    brieven = Brief.objects.filter(soort=soort, sleutel__startswith=f"bezwaar:{bezwaar.pk}:")
    return next(brief for brief in brieven if geadresseerde_van(brief)[1].aan == aan)


# --- Effects -----------------------------------------------------------------------------------------------------


def test_unfounded_objection_leaves_the_tlv_as_it_is(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ongegrond")

    assert (bezwaar.besluitnummer, bezwaar.gevolg) == ("BB-2526-00001", "geen")
    assert Verklaring.objects.get().status == "afgegeven"
    assert not Brief.objects.van(besluit).filter(ingetrokken_op__isnull=False).exists()
    assert not bewaring(besluit).is_vastgehouden


def test_objection_does_not_suspend_the_tlv_meanwhile(wereld, besluit):
    maak_bezwaar(wereld, besluit)
    verklaring = Verklaring.objects.get()

    assert verklaring.is_geldend
    assert na.ophalen(verklaring, door=wereld.vso_coordinator, school=wereld.vso_school).status == "opgehaald"


def test_revoking_ends_the_tlv_and_withdraws_its_letter(wereld, besluit):
    bezwaar = gegrond(wereld, besluit, Gevolg.HERROEPEN)

    verklaring = Verklaring.objects.get()
    assert (verklaring.status, verklaring.reden_einde) == ("herroepen", f"Beslissing op bezwaar {bezwaar.kenmerk}.")
    assert besluitbrief(besluit).is_ingetrokken
    assert bezwaar.verklaring is None


def test_changing_gives_a_new_number_in_the_place_of_the_old_one(wereld, besluit):
    bezwaar = gegrond(wereld, besluit, Gevolg.WIJZIGEN)

    oud, nieuw = Verklaring.objects.order_by("nummer")
    assert (oud.geldig_tot < oud.ingang, nieuw.status, nieuw.vervangt) == (True, "afgegeven", oud)
    assert (nieuw.categorie, nieuw.einde) == ("M", date(2028, 7, 31))
    assert nieuw.nummer == oud.nummer[:-1] + "2"
    assert bezwaar.verklaring == nieuw
    assert besluitbrief(besluit).is_ingetrokken


def test_changing_from_a_later_day_leaves_the_old_tlv_until_then(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="advies_gereed", uitkomst="gegrond")
    oud = Verklaring.objects.get()
    tlv = {"categorie": "H", "ingang": oud.ingang + timedelta(days=31), "einde": date(2028, 7, 31)}

    bezwaar = acts.voorleggen(
        bezwaar, door=behandelaar(wereld), voorstel="gegrond", gevolg="wijzigen", motivering="Ja.", **tlv
    )
    beslissen(wereld, bezwaar)

    oud.refresh_from_db()
    assert oud.geldig_tot == oud.ingang + timedelta(days=30)
    assert not besluitbrief(besluit).is_ingetrokken


def test_refusal_becomes_a_tlv(wereld, afwijzing):
    bezwaar = gegrond(wereld, afwijzing)

    verklaring = Verklaring.objects.get()
    assert (bezwaar.gevolg, bezwaar.verklaring) == ("afgeven", verklaring)
    assert (verklaring.aanvraag, verklaring.categorie, verklaring.vervangt) == (afwijzing, "M", None)


def test_refusal_of_praktijkonderwijs_becomes_a_tlv_without_category(wereld, klok):
    bezwaar = gegrond(wereld, maak_besluit(wereld, soort="pro", status=Status.AFGEWEZEN))

    assert (bezwaar.categorie, bezwaar.verklaring.onderwijs, bezwaar.verklaring.categorie) == ("", "pro", "")


def test_withdrawn_tlv_comes_back_with_another_number(wereld, besluit):
    """The withdrawal of a TLV is a decision too."""
    na.intrekken(
        Verklaring.objects.get(), door=wereld.personas.directeur, reden="Vergissing.", bevestigd_op=timezone.now()
    )

    bezwaar = maak_bezwaar(wereld, besluit)

    assert bezwaar.besluit.soort == "intrekking van een TLV"
    assert bezwaar.bezwaartermijn_tot == date(2026, 5, 13)
    assert mogelijke_gevolgen(bezwaar) == [Gevolg.AFGEVEN, Gevolg.GEEN]


def test_request_that_was_not_judged_is_judged_after_all(wereld, klok):
    aanvraag = maak_besluit(wereld, status=Status.BUITEN_BEHANDELING)
    klok.move_to("2026-05-01T10:00:00+02:00")

    bezwaar = gegrond(wereld, aanvraag)

    aanvraag = Tlvaanvraag.objects.get()
    assert (bezwaar.gevolg, aanvraag.status, aanvraag.besluitnummer) == ("behandelen", "volledigheidstoets", None)
    assert aanvraag.beslisdatum == open_termijn(aanvraag, Klok.TOELATING).uiterlijk == date(2026, 6, 26)
    assert Gebeurtenis.objects.van(aanvraag).first().handeling == "heropenen"
    aanvraag = van_aanvraag.deskundigen_aanwijzen(
        aanvraag, door=wereld.personas.bureau, eerste=wereld.orthopedagoog, tweede=wereld.arts
    )
    assert aanvraag.status == "bij_deskundigen"


def test_request_that_is_judged_after_all_ends_with_a_letter_of_its_own(wereld, klok):
    klok.move_to("2026-05-01T10:00:00+02:00")
    gegrond(wereld, maak_besluit(wereld, status=Status.BUITEN_BEHANDELING))
    aanvraag, school, bureau = Tlvaanvraag.objects.get(), wereld.personas.coordinator, wereld.personas.bureau

    with ongedaan():
        van_aanvraag.bekendmaken(van_aanvraag.intrekken(aanvraag, door=school), door=None)
        assert Verzending.objects.filter(brief__soort="bevestiging van intrekking").exists()

    uiterlijk = timezone.localdate() + timedelta(days=14)
    aanvraag = van_aanvraag.aanvulling_vragen(aanvraag, door=bureau, vraag="Wat nog?", uiterlijk=uiterlijk)
    aanvraag = van_aanvraag.aanvullen(aanvraag, door=school, antwoord="Niets.")
    aanvraag = van_aanvraag.buiten_behandeling_voorleggen(aanvraag, door=bureau, motivering="Er ontbreekt iets.")
    tekent = wereld.personas.directeur
    aanvraag = van_aanvraag.buiten_behandeling_stellen(aanvraag, door=tekent, bevestigd_op=timezone.now())
    van_aanvraag.bekendmaken(aanvraag, door=None)
    eerste, tweede = Brief.objects.filter(soort="brief buiten behandeling").order_by("gemaakt_op")
    assert besluitbrief(aanvraag) == tweede
    assert tweede.kenmerk == aanvraag.besluitnummer != eerste.kenmerk
    assert tweede.verzendingen.filter(aan="aanvrager").exists()


def test_right_objection_with_only_another_motivation_changes_nothing(wereld, besluit):
    bezwaar = gegrond(wereld, besluit, Gevolg.GEEN)

    assert Verklaring.objects.get().status == "afgegeven"
    assert "met de motivering van deze brief" in Brief.objects.van(bezwaar).filter(soort__startswith="besl")[0].html


# --- What may not ------------------------------------------------------------------------------------------------


def leg_voor(wereld, bezwaar, **typt):
    data = {"voorstel": "ongegrond", "motivering": "Daarom.", **typt}
    return verrichten(acts.voorleggen, bezwaar, door=behandelaar(wereld), data=data)


@pytest.mark.parametrize(
    ("typt", "veld", "zin"),
    [
        ({"voorstel": "ongegrond"}, "reden_afwijking", "De LBT adviseert: gegrond. Schrijf op waarom"),
        ({"voorstel": "gegrond"}, "gevolg", "Kies wat er met het besluit gebeurt"),
        ({"voorstel": "gegrond", "gevolg": "wijzigen"}, "ingang", "Vul in vanaf welke dag"),
        ({"voorstel": "gegrond", "gevolg": "wijzigen", "ingang": "1-8-2026", "einde": "30-6-2028"}, "einde", "31 juli"),
        ({"voorstel": "gegrond", "gevolg": "afgeven"}, "gevolg", "een van de mogelijkheden"),
        ({"voorstel": "niet_ontvankelijk", "reden_afwijking": "x"}, "voorstel", "kan alleen als het bezwaar te laat"),
    ],
)
def test_draft_that_cannot_be_is_refused_with_a_sentence(wereld, besluit, typt, veld, zin):
    bezwaar = maak_bezwaar(wereld, besluit, status="advies_gereed", uitkomst="gegrond")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(wereld, bezwaar, **typt)

    assert zin in " ".join(fout.value.velden[veld])


def test_another_outcome_than_advised_is_decided_with_reasons(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="advies_gereed", uitkomst="gegrond")

    bezwaar = leg_voor(wereld, bezwaar, reden_afwijking="De commissie had niet alle stukken.")
    bezwaar = beslissen(wereld, bezwaar)

    brief = brief_aan(bezwaar, "bezwaarmaker")
    assert "De commissie had niet alle stukken." in brief.html
    assert "Bijlage: advies van de LBT" in brief.html


def test_reasons_to_deviate_are_forgotten_when_the_advice_is_followed(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="advies_gereed", uitkomst="ongegrond")

    assert leg_voor(wereld, bezwaar, reden_afwijking="Niet nodig.").reden_afwijking == ""


def test_too_late_without_excuse_is_inadmissible_and_nothing_else(wereld, besluit):
    Verzending.objects.update(verzonden_op=timezone.now() - timedelta(days=60))
    bezwaar = maak_bezwaar(wereld, besluit, status="advies_gereed", uitkomst="niet_ontvankelijk")
    bezwaar = acts.termijn_beoordelen(bezwaar, door=behandelaar(wereld), verschoonbaar=False, reden="Geen reden.")

    with pytest.raises(Ongeldig, match="Niet alles"):
        leg_voor(wereld, bezwaar, voorstel="ongegrond", reden_afwijking="Toch.")
    bezwaar = beslissen(wereld, leg_voor(wereld, bezwaar, voorstel="niet_ontvankelijk"))
    assert (bezwaar.status, bezwaar.gevolg) == ("niet_ontvankelijk", "geen")
    with ongedaan(), pytest.raises(VerkeerdeStatus):
        acts.termijn_beoordelen(bezwaar, door=behandelaar(wereld), verschoonbaar=True, reden="Toch wel.")


def test_lbt_may_advise_inadmissible_for_another_reason(wereld, besluit):
    """For instance because who objects is no interested party."""
    bezwaar = maak_bezwaar(wereld, besluit, status="advies_gereed", uitkomst="ongegrond")
    with pytest.raises(Ongeldig):
        leg_voor(wereld, bezwaar, voorstel="niet_ontvankelijk", reden_afwijking="x")

    Bezwaar.objects.filter(pk=bezwaar.pk).update(lbt_advies="niet_ontvankelijk")

    assert leg_voor(wereld, Bezwaar.objects.get(), voorstel="niet_ontvankelijk").voorstel == "niet_ontvankelijk"


def test_unused_repair_may_be_inadmissible(wereld, besluit, klok):
    bezwaar = maak_bezwaar(wereld, besluit, status="herstel_gevraagd", gronden="")
    klok.move_to("2026-05-01T10:00:00+02:00")
    bezwaar = acts.herstel_afsluiten(bezwaar, door=behandelaar(wereld), reden="Niets gehoord.")
    for naam, gegevens in (
        ("lbt_vragen", {"op": "1-5-2026"}),
        ("lbt_advies_vastleggen", {"op": "1-5-2026", "advies": "niet_ontvankelijk", "tekst": "Niet hersteld."}),
    ):
        bezwaar = verrichten(
            acts.workflow[naam], bezwaar, door=behandelaar(wereld), data=gegevens, files={"bestand": papier()}
        )

    assert leg_voor(wereld, bezwaar, voorstel="niet_ontvankelijk").voorstel == "niet_ontvankelijk"


def test_lbt_may_be_left_out_only_when_everything_is_given(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit)
    tlv = tlv_gegevens(bezwaar)
    typt = {"gevolg": "wijzigen", "motivering": "Ja.", **tlv, "ingang": "1-8-2026", "einde": "31-7-2028"}

    with pytest.raises(VerkeerdeStatus):
        leg_voor(wereld, bezwaar)
    with pytest.raises(Ongeldig) as fout:
        verrichten(acts.tegemoetkomen, bezwaar, door=behandelaar(wereld), data=typt)
    assert list(fout.value.velden) == ["helemaal"]
    niets = {**typt, "helemaal": "on", "gevolg": "geen"}
    with pytest.raises(Ongeldig) as fout:
        verrichten(acts.tegemoetkomen, bezwaar, door=behandelaar(wereld), data=niets)
    assert list(fout.value.velden) == ["gevolg"]
    bezwaar = verrichten(acts.tegemoetkomen, bezwaar, door=behandelaar(wereld), data={**typt, "helemaal": "on"})
    assert "geen advies aan de LBT" in Brief.objects.van(beslissen(wereld, bezwaar)).first().html


def test_tlv_that_ended_meanwhile_stops_the_decision(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ter_ondertekening", uitkomst="gegrond", gevolg="herroepen")
    na.intrekken(
        Verklaring.objects.get(), door=wereld.personas.directeur, reden="Vergissing.", bevestigd_op=timezone.now()
    )

    with pytest.raises(VoorwaardeNietVervuld, match="is veranderd sinds het voorstel"):
        beslissen(wereld, bezwaar)
    assert Bezwaar.objects.get().besluitnummer is None


def test_new_request_of_the_pupil_stops_judging_the_old_one(wereld, klok):
    aanvraag = maak_besluit(wereld, status=Status.BUITEN_BEHANDELING)
    bezwaar = maak_bezwaar(wereld, aanvraag, status="ter_ondertekening", uitkomst="gegrond")
    leerling = aanvraag.leerling
    ander = maak_tlv(wereld, status=Status.INGEDIEND)
    Tlvaanvraag.objects.filter(pk=ander.pk).update(leerling=leerling)

    with pytest.raises(VoorwaardeNietVervuld, match=f"loopt al aanvraag {ander.kenmerk}"):
        beslissen(wereld, bezwaar)


# --- Letters and lists -------------------------------------------------------------------------------------------


def test_decision_goes_to_everybody_whom_it_concerns(wereld, besluit):
    van_ouders = maak_bezwaar(wereld, besluit, status="ongegrond")
    assert geadresseerden(van_ouders) == {("bezwaarmaker", "papier"), ("aanvrager", "digitaal")}

    van_bestuur = maak_bezwaar(wereld, besluit, status="ongegrond", van="bestuur", naam="Stichting Scholen A")
    assert geadresseerden(van_bestuur) == {("bezwaarmaker", "digitaal"), ("ouders", "papier")}

    van_ander = maak_bezwaar(wereld, besluit, status="ongegrond", van="ander", adres="Elders 9\n1000 AA Diemen")
    assert geadresseerden(van_ander) == {("bezwaarmaker", "papier"), ("aanvrager", "digitaal"), ("ouders", "papier")}


def test_letter_to_the_school_does_not_tell_where_the_objector_lives(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ongegrond", naam="P. Elders", adres="Geheimweg 9\n1000 AA Diemen")

    aan_school, aan_ouder = brief_aan(bezwaar, "aanvrager"), brief_aan(bezwaar, "bezwaarmaker")
    assert "Geheimweg" not in aan_school.html
    assert "P. Elders" not in aan_school.html
    assert "Geheimweg" in aan_ouder.html


def test_other_interested_party_reads_no_date_of_birth_and_no_core_of_the_advice(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ongegrond", van="ander")

    html = brief_aan(bezwaar, "bezwaarmaker").html
    assert "geboren op" not in html
    assert "De commissie heeft partijen gehoord." not in html


def test_tlv_after_objection_has_a_letter_of_its_own_without_reasons(wereld, afwijzing):
    bezwaar = gegrond(wereld, afwijzing)

    tlv = Brief.objects.van(afwijzing).filter(kenmerk=bezwaar.verklaring.nummer)
    assert {geadresseerde_van(brief)[1].aan for brief in tlv} == {"aanvrager", "ouders"}
    assert all("Wij volgen de commissie." not in brief.html for brief in tlv)
    assert besluitbrief(afwijzing).soort == "afwijzing toelaatbaarheidsverklaring"
    assert bezwaartermijn(afwijzing) == date(2026, 5, 13)


def test_desk_lists_what_this_person_may_sign_the_oldest_first(wereld, besluit, klok, django_assert_num_queries):
    eerste = maak_bezwaar(wereld, besluit, status="ter_ondertekening")
    klok.move_to("2026-04-02T10:00:00+02:00")
    tweede = maak_bezwaar(wereld, besluit, status="ter_ondertekening")
    directeur = wereld.personas.directeur
    assert directeur.heeft_rol("directeur")

    with django_assert_num_queries(1):
        lijst = list(te_ondertekenen_bezwaren(directeur))
        assert [(rij.aanvraag.school.naam, rij.beslis_uiterlijk) for rij in lijst] == [
            ("School A", date(2026, 8, 5))
        ] * 2
    assert lijst == [eerste, tweede]
    assert not te_ondertekenen_bezwaren(behandelaar(wereld)).exists()


def test_legal_hold_lasts_as_long_as_an_objection_runs(wereld, besluit):
    stand = [bewaring(Tlvaanvraag.objects.get()).gronden]

    bezwaar = maak_bezwaar(wereld, besluit)
    stand.append(bewaring(Tlvaanvraag.objects.get()).gronden)
    acts.intrekken(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), hoe="met een brief")
    stand.append(bewaring(Tlvaanvraag.objects.get()).gronden)

    assert stand == [(), (f"Bezwaar {bezwaar.kenmerk} loopt nog.",), ()]


def test_school_for_which_a_tlv_after_objection_is_meant_hears_of_it_once_it_is_known(wereld, afwijzing):
    bezwaar = gegrond(wereld, afwijzing)
    klaar = Bericht.objects.filter(soort="tlv_klaar")
    assert not klaar.exists()

    acts.bekendmaken(bezwaar, door=None)

    assert [(rij.aan, rij.bron) for rij in klaar] == [(wereld.vso_coordinator, bezwaar.verklaring)]
