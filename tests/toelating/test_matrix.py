"""Who may do what from where, for every workflow of a TLV. The table of persons is written by hand in
tests/toelating/matrix; from which states an act exists is what docs/workflow.md prints. Every edge is walked, and every
other combination of act, place and person must refuse and change nothing."""

from collections import defaultdict

import pytest
from django.core.files import File
from django.utils import timezone

from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.handelingen import verrichten
from swv.kern.models import Gebeurtenis
from swv.kern.workflow import alle_workflows
from tests.aanvragen.levensloop import momentopname
from tests.toelating.matrix import levens
from tests.toelating.matrix.basis import BUREAU, SYSTEEM, iedereen, tak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

LEVENS = levens()
WORKFLOWS = [w for w in alle_workflows if next(iter(w)).effect.__module__.startswith("toelating.")]
VOLLEDIG = [naam for naam, leven in LEVENS.items() if leven.eigen is None]
# Those who meet every refusal for real, in every place; of all others the answer is compared with the table.
VERTEGENWOORDIGERS = ("coordinator", "bestuur", "bureau", "arts", "lid", "directeur", "vso_coordinator", SYSTEEM)


@pytest.fixture
def mensen(klok, wereld):
    return iedereen(wereld)


# --- The tables themselves -------------------------------------------------------------------------------------


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.naam)
def test_every_workflow_of_the_room_has_a_life(workflow):
    eigen = [leven for leven in LEVENS.values() if leven.workflow is workflow]

    assert eigen, f"Add tests/toelating/matrix/{workflow.naam}.py with LEVENS: who may do each act, and how one lives."
    for leven in eigen:
        assert set(leven.wie) == set(workflow.handelingen)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.naam)
def test_every_state_can_be_reached_from_the_first(workflow):
    bereikt = {next(iter(workflow.statussen.values))}
    for _ in workflow.statussen:
        bereikt |= {rij.target for rij in workflow if rij.target and bereikt & set(rij.source)}

    assert bereikt == set(workflow.statussen.values)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.naam)
def test_acts_lead_to_states_that_exist(workflow):
    bekend = set(workflow.statussen.values)

    assert all({*rij.source, rij.target or rij.source[0]} <= bekend for rij in workflow)


@pytest.mark.parametrize("naam", LEVENS)
def test_the_same_words_for_who_mean_the_same_people(naam):
    """docs/workflow.md says in words who may do an act: two acts with the same words have the same people."""
    leven, groepen = LEVENS[naam], defaultdict(set)
    for handeling in leven.workflow:
        groepen[handeling.wie].add(leven.wie[handeling.naam])

    assert {wie: mensen for wie, mensen in groepen.items() if len(mensen) > 1} == {}


# --- Every place -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", LEVENS)
def test_every_person_in_every_place_can_do_exactly_what_the_table_says(wereld, mensen, naam):
    leven = LEVENS[naam]

    for plek in leven.lopen(wereld):
        kan = {
            (handeling.naam, wie)
            for wie, user in mensen.items()
            for handeling in leven.workflow.available(plek.dossier, user)
        }
        assert kan == leven.verwacht(plek), plek.naam
        namen = [handeling.label for handeling in leven.workflow if leven.bestaat(handeling, plek)]
        assert len(namen) == len(set(namen)), f"Two acts look the same on screen: {plek.naam}"


@pytest.mark.parametrize("naam", VOLLEDIG)
def test_every_non_edge_is_refused_and_changes_no_row(wereld, mensen, naam):
    leven, geweigerd = LEVENS[naam], set()

    for plek in leven.lopen(wereld):
        # What was refused in this state before is not refused again.
        randen = {(*rand, plek.dossier.status): rand for rand in niet_te_lopen(leven, plek)}
        nieuw = [rand for sleutel, rand in randen.items() if sleutel not in geweigerd]
        geweigerd |= randen.keys()
        if nieuw:
            voor = momentopname()
            weiger(plek.dossier, nieuw, mensen)
            assert momentopname() == voor, plek.naam


def weiger(dossier, randen, mensen):
    for handeling, wie, fout in randen:
        with pytest.raises(fout) as weigering:
            handeling(dossier, door=mensen[wie], bevestigd_op=timezone.now())
        assert handeling.label in weigering.value.zin


def niet_te_lopen(leven, plek):
    """The non-edges at a place, with the refusal. An act that does not exist here does not ask who it is."""
    mag = leven.verwacht(plek)
    for handeling in leven.workflow:
        bestaat = leven.bestaat(handeling, plek)
        fout = NietToegestaan if bestaat else VerkeerdeStatus
        for wie in VERTEGENWOORDIGERS if bestaat else ("bureau",):
            if (handeling.naam, wie) not in mag:
                yield handeling, wie, fout


def doe(leven, handeling, dossier, wie, wereld, mensen):
    """An act with what a person types; a signature was confirmed a moment ago. The portal itself types nothing."""
    gegevens = leven.invoer(handeling.naam, wereld, dossier)
    dossier = leven.klaar(handeling.naam, wereld, dossier)
    if wie == SYSTEEM:
        return handeling(dossier, door=None, **gegevens)
    files = {naam: waarde for naam, waarde in gegevens.items() if isinstance(waarde, File)}
    return verrichten(handeling, dossier, door=mensen[wie], data=gegevens, files=files, bevestigd_op=timezone.now())


def te_lopen(leven, plek):
    """The edges at a place, each by one person of every role."""
    mag = leven.verwacht(plek)
    for act, wie in sorted(mag):
        is_dubbel = wie in BUREAU and any((act, collega) in mag for collega in BUREAU if collega < wie)
        is_elders_gelopen = leven.eigen is not None and act not in leven.eigen
        past_niet = leven.overslaan & {(act, wie), (act, plek.naam)}
        if not (is_dubbel or is_elders_gelopen or past_niet):
            yield leven.workflow[act], wie


@pytest.mark.parametrize("naam", LEVENS)
def test_every_edge_leads_where_the_workflow_says_and_is_on_the_timeline(wereld, mensen, naam):
    leven, gelopen, vanzelf = LEVENS[naam], set(), set()

    for plek in leven.lopen(wereld):
        # What the portal did by itself after another act.
        vanzelf |= set(Gebeurtenis.objects.van(plek.dossier).filter(door=None).values_list("handeling", flat=True))
        for handeling, wie in te_lopen(leven, plek):
            act, van = handeling.naam, plek.dossier.status
            if (act, plek.naam) in leven.later:
                assert handeling.belemmering(plek.dossier) is not None, (act, plek.naam)
                continue
            if (act, wie, van) in gelopen:
                continue
            gelopen.add((act, wie, van))
            with tak():
                doe(leven, handeling, plek.dossier, wie, wereld, mensen)
                feit = Gebeurtenis.objects.van(plek.dossier).filter(handeling=act).first()
                assert (feit.van_status, feit.naar_status) == (van, handeling.target or van), (act, plek.naam)
                assert (feit.door, feit.is_intern) == (mensen[wie], handeling.is_intern)

    gedaan = {act for act, _, _ in gelopen} | vanzelf | elders_gelopen(leven)
    assert gedaan >= (leven.eigen or set(leven.workflow.handelingen))


def elders_gelopen(leven):
    """What other lives of this workflow walk, for the one that walks all the rest."""
    anderen = [rij.eigen for rij in LEVENS.values() if rij.workflow is leven.workflow and rij.eigen]
    return frozenset() if leven.eigen else frozenset().union(*anderen)
