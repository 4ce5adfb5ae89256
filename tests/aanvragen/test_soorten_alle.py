"""Every kind, from its own example: it says what it is, and it can be filled in and sent. How it ends is in
`test_soorten_brieven`. A new kind is played here without a line of this file."""

import re

import pytest
from django.utils import timezone

from aanvragen import soorten
from aanvragen import workflow as acts
from aanvragen.models import Regeling, Status
from aanvragen.regelingen import regelingen_laden
from aanvragen.soorten.basis import Weg
from swv.documenten.models import Bijlage
from swv.invullen.antwoorden import bezwaren, ontbrekende_bewijsstukken, taken
from swv.invullen.services import bijlage_weghalen
from swv.kern.handelingen import Ongeldig
from tests.aanvragen.levensloop import doe, momentopname, wordt_geweigerd
from tests.factories.aanvragen import maak_aanvraag, maak_concept, vul_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

ALLE = soorten.alle()
MET_BEWIJS = [soort for soort in ALLE if any(stuk.verplicht for stuk in soort.bewijsstukken)]


@pytest.fixture(params=ALLE, ids=lambda soort: soort.code)
def soort(request):
    return request.param


# --- What a kind declares ----------------------------------------------------------------------------------


def test_kind_says_what_it_is_in_whole_sentences(soort):
    assert re.fullmatch(r"[a-z0-9_]+", soort.code)
    for zin in (soort.inleiding, *soort.goed_om_te_weten):
        assert zin.endswith((".", "?")), zin
    assert soort.goed_om_te_weten


def test_first_rules_name_their_source_and_do_not_overlap(soort):
    regelingen_laden()

    eigen = Regeling.objects.filter(soort=soort.code)
    assert eigen.count() == len(soort.regelingen) > 0
    assert all("Bron" in rij.toelichting for rij in soort.regelingen)
    assert eigen.geldig(timezone.localdate()).count() == 1


def test_first_rules_are_accepted_and_what_is_no_money_or_hours_is_counted_whole(soort):
    for regeling in Regeling.objects.filter(soort=soort.code):
        regeling.full_clean()
        assert regeling.vraagt_verantwoording == soort.kost_geld

    namen = soort.namen_van_getallen()
    assert {naam for naam, zin in namen.items() if not {"euro's", "uur"} & set(zin.replace(";", "").split())} == set(
        soort.hele_getallen
    )


def test_kind_that_the_bureau_ends_alone_asks_no_money_and_no_signature(soort):
    if soort.weg != Weg.BESLUIT:
        assert not soort.kent_bedrag
        assert not soort.feedbackronde


def test_referral_and_outcomes_belong_to_a_question(soort):
    assert not (soort.verwijst_naar or soort.uitkomsten) or soort.weg == Weg.ANTWOORD


# --- Filling in --------------------------------------------------------------------------------------------


def test_example_is_complete_without_a_word_more(personas, soort):
    aanvraag = vul_in(maak_concept(personas, soort=soort.code), door=personas.coordinator)

    assert [taak.form.errors for taak in taken(aanvraag) if taak.form.errors] == []
    assert bezwaren(aanvraag) == []


def test_nothing_is_sent_without_its_parts_and_evidence(personas, soort):
    zin = wordt_geweigerd(personas, maak_concept(personas, soort=soort.code))

    for onderdeel in soort.onderdelen:
        assert onderdeel.titel in zin
    for stuk in soort.bewijsstukken:
        assert (stuk.label in zin) == stuk.verplicht


@pytest.mark.parametrize("soort", MET_BEWIJS, ids=lambda soort: soort.code)
def test_evidence_that_is_taken_away_is_missed(personas, soort):
    aanvraag = vul_in(maak_concept(personas, soort=soort.code), door=personas.coordinator)
    stukken = list(Bijlage.objects.van(aanvraag).aanwezig())
    assert bezwaren(aanvraag) == []

    for bijlage in stukken:
        bijlage_weghalen(aanvraag, bijlage=bijlage, door=personas.coordinator)

    assert (
        {stuk.code for stuk in ontbrekende_bewijsstukken(aanvraag)} == {bijlage.soort for bijlage in stukken} != set()
    )
    assert len(bezwaren(aanvraag)) == len(stukken)


def test_second_request_for_the_same_is_shown_and_only_sent_when_it_is_meant(personas, soort):
    eerste = maak_aanvraag(personas, soort=soort.code, status=Status.INGEDIEND)
    tweede = vul_in(maak_concept(personas, soort=soort.code), door=personas.coordinator, anders=eerste.antwoorden)
    versturen = acts.medetekening_vragen if soort.medetekening else acts.indienen
    voor = momentopname()

    with pytest.raises(Ongeldig) as fout:
        doe(versturen, tweede, personas.coordinator)
    na = momentopname()

    assert eerste.kenmerk in str(fout.value.form.fields["toch"].help_text)
    assert "U vroeg dit al aan." in fout.value.velden["toch"][0]
    assert na == voor
    assert doe(versturen, tweede, personas.coordinator, toch="on").status != Status.CONCEPT
