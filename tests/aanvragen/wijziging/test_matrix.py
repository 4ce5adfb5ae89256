"""Who may do what from where: every edge is walked, every other act by every person refuses and changes nothing; and
the doors give one answer."""

from collections import defaultdict

import pytest
from django.utils import timezone

from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.handelingen import formulier
from swv.kern.models import Gebeurtenis
from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.aanvragen.wijziging.leven import LEVENS, SYSTEEM, iedereen, invoer, verrichten_als
from tests.deuren import VAN_INLOGGEN
from tests.toelating.matrix.basis import tak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

VOLLEDIG = "met bestuur"
# Those who meet every refusal for real; of all others the answer is compared with the table.
VERTEGENWOORDIGERS = ("coordinator", "coordinator_elders", "bestuur", "bureau", "directeur", SYSTEEM)


def test_tables_name_every_act_and_every_state_is_reached():
    leven = LEVENS[VOLLEDIG]
    bereikt = {"concept"}
    for _ in leven.workflow.statussen:
        bereikt |= {rij.target for rij in leven.workflow if rij.target and bereikt & set(rij.source)}

    assert set(leven.wie) == set(leven.workflow.handelingen)
    assert bereikt == set(leven.workflow.statussen.values)


def test_the_same_words_for_who_mean_the_same_people():
    groepen = defaultdict(set)
    for handeling in LEVENS[VOLLEDIG].workflow:
        groepen[handeling.wie].add(LEVENS[VOLLEDIG].wie[handeling.naam])

    assert {wie: mensen for wie, mensen in groepen.items() if len(mensen) > 1} == {}


@pytest.mark.parametrize("naam", LEVENS)
def test_every_person_in_every_place_can_do_exactly_what_the_table_says(personas, naam):
    leven, mensen = LEVENS[naam], iedereen(personas)

    for plek in leven.lopen(personas):
        kan = {
            (handeling.naam, wie)
            for wie, user in mensen.items()
            for handeling in leven.workflow.available(plek.dossier, user)
        }
        assert kan == leven.verwacht(plek), plek.naam
        namen = [handeling.label for handeling in leven.workflow if leven.bestaat(handeling, plek)]
        assert len(namen) == len(set(namen)), f"Two acts look the same on screen: {plek.naam}"


def test_every_non_edge_is_refused_and_changes_no_row(personas):
    leven, mensen = LEVENS[VOLLEDIG], iedereen(personas)

    for plek in leven.lopen(personas):
        mag, voor = leven.verwacht(plek), momentopname()
        for handeling in leven.workflow:
            bestaat = leven.bestaat(handeling, plek)
            fout = NietToegestaan if bestaat else VerkeerdeStatus
            for wie in VERTEGENWOORDIGERS if bestaat else ("bureau",):
                if (handeling.naam, wie) not in mag:
                    with pytest.raises(fout):
                        handeling(plek.dossier, door=mensen[wie], bevestigd_op=timezone.now())
        assert momentopname() == voor, plek.naam


@pytest.mark.parametrize("naam", LEVENS)
def test_every_edge_leads_where_the_workflow_says_and_is_on_the_timeline(personas, naam):
    leven, gelopen = LEVENS[naam], set()

    for plek in leven.lopen(personas):
        for act, wie in sorted(leven.verwacht(plek)):
            van, handeling = plek.dossier.status, leven.workflow[act]
            if wie == "bureau_collega" or (act, wie, van) in gelopen or (leven.eigen and act not in leven.eigen):
                continue
            gelopen.add((act, wie, van))
            with tak():
                verrichten_als(leven, act, plek.dossier, wie, personas)
                feit = Gebeurtenis.objects.van(plek.dossier).filter(handeling=act).first()
                assert (feit.van_status, feit.naar_status) == (van, handeling.target or van), (act, plek.naam)
                assert (feit.door, feit.is_intern) == (iedereen(personas)[wie], handeling.is_intern)

    elders = {"vragen", "voorstellen"} if leven.eigen is None else set()
    assert {act for act, _, _ in gelopen} == (leven.eigen or set(leven.workflow.handelingen) - elders)


def test_every_door_gives_the_same_answer(personas):
    leven, gezien = LEVENS[VOLLEDIG], set()
    mensen = iedereen(personas)
    deuren = leven.deuren()
    deuren.inloggen(*(user for user in mensen.values() if user))

    for plek in leven.lopen(personas):
        for act, wie in sorted(leven.verwacht(plek)):
            if wie != SYSTEEM and act not in gezien:
                gezien.add(act)
                with tak():
                    probeer(leven, deuren, plek, act, mensen, wie, personas)
    assert gezien == set(leven.workflow.handelingen) - {"vragen", "voorstellen", "bekendmaken"}


def probeer(leven, deuren, plek, act, mensen, wie, personas):
    """One act through every door: by who may, by who sees it and may not, by another school, late, empty, unsigned."""
    dossier, door, handeling = plek.dossier, mensen[wie], leven.workflow[act]
    gegevens = invoer(act, personas, dossier)

    gelukt = deuren.gelukt(dossier, act, door, gegevens)
    if handeling.tweede_factor:
        assert gelukt.pop("taak") == "bevestiging_nodig"
    assert set(gelukt.values()) == {GEDAAN}, (act, gelukt)

    voor = momentopname()
    if handeling.tweede_factor:
        assert deuren.geweigerd(dossier, act, door, gegevens) == {"bevestiging_nodig"}, act
    assert deuren.geweigerd(dossier, act, personas.coordinator_elders, gegevens) == {ONBEKEND}, act
    assert deuren.geweigerd(dossier, act, personas.controller, gegevens) == {ONBEKEND}, act
    assert deuren.geweigerd(dossier, act, door, {**gegevens, "versie": dossier.versie - 1}) == {"verouderd"}, act
    if any(veld.required for veld in formulier(handeling, dossier, door=door).fields.values()):
        assert deuren.geweigerd(dossier, act, door, {}) == {"ongeldig"}, act
    na = momentopname()
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= VAN_INLOGGEN
