"""The dossier for who judges it: drafts of experts and opinions of members stay unread until they may be read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.toelating import maak_bijeenkomst, maak_tlv
from tests.toelating.levensloop import maak_deskundige
from toelating import workflow
from toelating.aan_zet import aan_zet
from toelating.dossier import dossier_van
from toelating.models import Agendapunt, Deskundigenadvies, Leesbewijs, Soort, Status, Tlvaanvraag
from toelating.pro import Uitkomst
from toelating.workflow import bekendmaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]


@pytest.fixture
def bureau(klok, wereld):
    return wereld.personas.bureau


def lees(aanvraag, bureau):
    return dossier_van(Tlvaanvraag.objects.get(pk=aanvraag.pk), user=bureau)


# --- Experts -------------------------------------------------------------------------------------------------------


def test_draft_of_an_expert_is_known_only_by_being_asked(wereld, bureau):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    Deskundigenadvies.objects.update(tekst="Nog niet af.", toelaatbaar=True, categorie="H", schooljaren=3)

    eerste, tweede = lees(aanvraag, bureau).huidige_adviezen

    assert (eerste.advies.deskundige, tweede.advies.deskundige) == (wereld.orthopedagoog, wereld.arts)
    assert not eerste.is_leesbaar
    assert "tekst" in eerste.advies.get_deferred_fields()


def geef_advies(aanvraag, deskundige, **anders):
    oordeel = {"toelaatbaar": True, "tekst": "Rust.", "categorie": "L", "schooljaren": 1}
    return workflow.advies_geven(aanvraag, door=deskundige, **oordeel, **anders)


def test_given_advice_is_read_with_name_profession_and_earlier_part(wereld, bureau):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    geef_advies(aanvraag, wereld.arts, eerder_betrokken_op=timezone.localdate() - timedelta(days=30))

    advies = next(beeld.advies for beeld in lees(aanvraag, bureau).huidige_adviezen if beeld.is_leesbaar)

    assert (advies.deskundige, advies.get_beroep_display(), advies.tekst) == (wereld.arts, "arts", "Rust.")
    assert advies.was_voor_de_aanvraag


def test_colleague_who_still_has_to_advise_does_not_read_the_other_advice_here_either(wereld, bureau):
    """The two experts are independent, whatever other role they have."""
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    geef_advies(aanvraag, wereld.arts)

    beelden = lees(aanvraag, wereld.orthopedagoog).huidige_adviezen

    assert [(beeld.is_gegeven, beeld.is_leesbaar) for beeld in beelden] == [(False, False), (True, False)]


def test_expert_who_was_replaced_stands_apart(wereld, bureau):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    ander = maak_deskundige("Andere Arts", "arts")
    workflow.deskundige_vervangen(aanvraag, door=bureau, rang="tweede", deskundige=ander, reden="Ziek.")

    dossier = lees(aanvraag, bureau)

    assert [beeld.advies.deskundige.naam for beeld in dossier.huidige_adviezen] == ["Ortho", "Andere Arts"]
    assert [(beeld.advies.deskundige.naam, beeld.is_leesbaar) for beeld in dossier.eerdere_adviezen] == [
        ("Arts", False)
    ]


# --- Committee -----------------------------------------------------------------------------------------------------


@pytest.fixture
def op_agenda(wereld, bureau):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    over_een_week = timezone.localdate() + timedelta(days=7)
    bijeenkomst = maak_bijeenkomst(wereld, datum=over_een_week)
    return workflow.agenderen(aanvraag, door=bureau, bijeenkomst=bijeenkomst)


def oordeel(aanvraag, lid):
    return workflow.oordeel_geven(aanvraag, door=lid, keuze="toelaatbaar", categorie="L", schooljaren=1)


def test_opinions_are_read_by_the_bureau_when_everybody_has_given_one(wereld, bureau, op_agenda):
    oordeel(op_agenda, wereld.lid)
    (beeld,) = lees(op_agenda, bureau).agenda
    assert (beeld.aantal_oordelen, beeld.toon_oordelen) == (1, False)

    oordeel(op_agenda, wereld.voorzitter)

    assert lees(op_agenda, bureau).agenda[0].toon_oordelen
    (voor_directeur,) = lees(op_agenda, wereld.personas.directeur).agenda
    assert (voor_directeur.toon_oordelen, voor_directeur.lezers) == (False, [])


def test_opinions_are_read_once_the_meeting_began(wereld, bureau, op_agenda, klok):
    oordeel(op_agenda, wereld.lid)
    klok.shift(timedelta(days=8).total_seconds())

    assert lees(op_agenda, bureau).agenda[0].toon_oordelen


def test_who_withdrew_is_not_waited_for(wereld, bureau, op_agenda):
    oordeel(op_agenda, wereld.lid)
    workflow.verschonen(op_agenda, door=wereld.voorzitter, reden="Familie.")

    (beeld,) = lees(op_agenda, bureau).agenda

    assert (len(beeld.wie_oordelen), beeld.toon_oordelen) == (1, True)
    assert [lezer.is_verschoond for lezer in beeld.lezers] == [False, True]


def test_read_list_says_who_read_and_when(wereld, bureau, op_agenda):
    Leesbewijs.objects.create(agendapunt=Agendapunt.objects.get(), lid=wereld.lid)

    lezers = {lezer.lid: lezer.leesbewijs for lezer in lees(op_agenda, bureau).agenda[0].lezers}

    assert lezers[wereld.lid].gelezen_op
    assert lezers[wereld.voorzitter] is None


# --- Criteria, letters -----------------------------------------------------------------------------------------------


def test_criteria_are_reckoned_from_what_was_sent_and_only_for_praktijkonderwijs(wereld, bureau):
    pro, vso = (maak_tlv(wereld, soort=soort, status=Status.INGEDIEND) for soort in (Soort.PRO, Soort.VSO))

    assert lees(pro, bureau).criteria.uitkomst == Uitkomst.VOLDOET
    assert lees(vso, bureau).criteria is None


def test_letters_say_how_they_reached_whom(wereld, bureau):
    aanvraag = bekendmaken(maak_tlv(wereld, status=Status.AFGEWEZEN), door=None)

    per_kanaal = {rij.verzending.kanaal: rij for rij in lees(aanvraag, bureau).verzendingen}

    assert per_kanaal["digitaal"].verzending.verzonden_op
    assert per_kanaal["papier"].verzending.verzonden_op is None


# --- One sentence ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "zin"),
    [
        (Status.INGEDIEND, "Neem de aanvraag in behandeling"),
        (Status.VOLLEDIGHEIDSTOETS, "Kijk of alles er is."),
        (Status.AANVULLING_GEVRAAGD, "Wacht op de school. Zij kan aanvullen tot en met 27 oktober 2026."),
        (Status.BIJ_DESKUNDIGEN, "Wacht op het advies van Ortho, graag voor 27 oktober 2026 en Arts"),
        (Status.BIJ_TAC, "Zet haar op een agenda."),
        (Status.ADVIES_GEREED, "Geef de ouders een kopie"),
        (Status.ZIENSWIJZE, "Wacht op een zienswijze. Dat kan tot en met 27 oktober 2026."),
        (Status.TER_ONDERTEKENING, "ligt klaar om te ondertekenen bij Directeur."),
        (Status.AFGEGEVEN, "De TLV is afgegeven. De brief wordt gemaakt."),
        (Status.AFGEWEZEN, "De aanvraag is afgewezen."),
        (Status.BUITEN_BEHANDELING, "niet verder behandeld"),
        (Status.INGETROKKEN, "De school heeft de aanvraag ingetrokken."),
    ],
)
def test_one_sentence_says_what_is_next_or_who_it_waits_for(wereld, bureau, status, zin):
    aanvraag = maak_tlv(wereld, status=status)

    assert zin in aan_zet(lees(aanvraag, bureau)).replace("\N{NO-BREAK SPACE}", " ")


def test_sentence_follows_the_calendar_and_the_experts(wereld, bureau, klok):
    aanvraag = maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD)
    advies = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    agenda = maak_tlv(wereld, status=Status.BIJ_TAC)
    agenda = workflow.agenderen(agenda, door=bureau, bijeenkomst=maak_bijeenkomst(wereld))
    assert "Leg haar advies vast." in aan_zet(lees(agenda, bureau))

    klok.move_to("2026-10-28 10:00:00+01:00")

    assert "De school vulde niet aan." in aan_zet(lees(aanvraag, bureau))
    assert "(te laat)" in aan_zet(lees(advies, bureau))


def test_decided_under_mandate_waits_for_who_has_it(wereld, bureau):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.TER_ONDERTEKENING)

    assert "bij Gemandateerde." in aan_zet(lees(aanvraag, bureau))


def test_paper_letter_that_still_has_to_go_is_said(wereld, bureau):
    aanvraag = bekendmaken(maak_tlv(wereld, status=Status.AFGEWEZEN), door=None)

    assert "moet nog op de post" in aan_zet(lees(aanvraag, bureau))
