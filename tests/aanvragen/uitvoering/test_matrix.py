"""Who may do what from where, for what follows an award. The table is written by hand in `leven`; every edge is walked,
and every other combination of act, place and person must refuse and change nothing."""

import pytest
from django.core.files import File

from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.handelingen import verrichten
from swv.kern.models import Gebeurtenis
from tests.aanvragen.levensloop import momentopname
from tests.aanvragen.uitvoering.leven import LATER, PLEKKEN, iedereen, invoer
from tests.toelating.matrix.basis import tak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

WORKFLOWS = (uitvoeringen, evaluaties, afspraken)
VERTEGENWOORDIGERS = (
    "coordinator",
    "coordinator_elders",
    "bureau",
    "directeur",
    "partner",
    "partner_elders",
    "systeem",
)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.naam)
def test_table_names_every_act_and_no_other(workflow):
    namen = {naam for plek in PLEKKEN.values() if plek.workflow is workflow for naam in plek.wie}

    assert namen == set(workflow.handelingen)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.naam)
def test_every_state_can_be_reached_from_the_first(workflow):
    bereikt = {next(iter(workflow.statussen.values))}
    for _ in workflow.statussen:
        bereikt |= {rij.target for rij in workflow if rij.target and bereikt & set(rij.source)}

    assert bereikt == set(workflow.statussen.values)


@pytest.mark.parametrize("naam", PLEKKEN)
def test_every_person_in_every_place_can_do_exactly_what_the_table_says(personas, naam):
    plek = PLEKKEN[naam]
    dossier = plek.maak(personas)

    kan = {
        (handeling.naam, wie)
        for wie, user in iedereen(personas).items()
        for handeling in plek.workflow.available(dossier, user)
    }

    assert kan == plek.verwacht()


@pytest.mark.parametrize("naam", PLEKKEN)
def test_every_non_edge_is_refused_and_changes_no_row(personas, naam):
    plek = PLEKKEN[naam]
    dossier, mensen, mag = plek.maak(personas), iedereen(personas), plek.verwacht()
    voor = momentopname()

    for handeling in plek.workflow:
        fout = NietToegestaan if handeling.naam in plek.wie else VerkeerdeStatus
        for wie in VERTEGENWOORDIGERS:
            if (handeling.naam, wie) not in mag:
                with pytest.raises(fout) as weigering:
                    handeling(dossier, door=mensen[wie])
                assert handeling.label in weigering.value.zin

    assert momentopname() == voor


@pytest.mark.parametrize("naam", PLEKKEN)
def test_every_edge_leads_where_the_workflow_says_and_is_on_the_timeline(personas, naam):
    plek = PLEKKEN[naam]
    dossier, mensen = plek.maak(personas), iedereen(personas)

    for act, wie in sorted(plek.verwacht()):
        handeling = plek.workflow[act]
        if (act, naam) in LATER:
            assert handeling.belemmering(dossier) is not None
            continue
        with tak():
            _doe(handeling, dossier, mensen[wie], invoer(act, personas))
            feit = Gebeurtenis.objects.van(dossier).filter(handeling=act).first()
            assert (feit.van_status, feit.naar_status) == (dossier.status, handeling.target or dossier.status)
            assert feit.door == mensen[wie]


def _doe(handeling, dossier, door, gegevens):
    """The portal itself types nothing."""
    if door is None:
        return handeling(dossier, door=None, **gegevens)
    files = {naam: waarde for naam, waarde in gegevens.items() if isinstance(waarde, File)}
    return verrichten(handeling, dossier, door=door, data=gegevens, files=files)
