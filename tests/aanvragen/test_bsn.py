"""Nowhere a BSN: not in a form, not in a draft, not with an act."""

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.soorten import alle
from swv.invullen import services as invullen
from swv.invullen.bsn import ZIN, ZonderBsn
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from tests.aanvragen.levensloop import SOORTEN, breng, concept, doe, momentopname, typ
from tests.factories.aanvragen import antwoorden

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
BSN = "123456782"


VELDEN = [
    (soort, deel, veld)
    for soort in SOORTEN
    for deel, velden in antwoorden(soort).items()
    for veld in velden
    if veld not in ("van", "tot", "gevraagd_bedrag", "uren_per_week", "uren_totaal", "geboortedatum", "ambitie")
    and veld != "klas_ingelicht"
]


@pytest.mark.parametrize(("soort", "deel", "veld"), VELDEN)
def test_bsn_in_any_text_of_a_form_is_refused(soort, deel, veld):
    regeling = Regeling.objects.get(soort=soort)
    onderdeel = Aanvraag(soort=soort).onderdeel(deel)

    form = onderdeel.form({**antwoorden(soort)[deel], veld: BSN}, regeling=regeling)

    assert form.errors.get(veld) == [ZIN]


def test_bsn_is_not_even_kept_in_a_draft(personas):
    aanvraag = concept(personas, "huisonderwijs")
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        typ(aanvraag, personas.coordinator, "uren", reden=f"BSN {BSN}")

    assert fout.value.velden == {"reden": [ZIN]}
    assert momentopname() == voor


def test_bsn_is_not_kept_in_an_answer_that_is_being_typed(personas):
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)

    with pytest.raises(VoorwaardeNietVervuld):
        invullen.antwoord_op_aanvulling_bewaren(aanvraag, antwoord=BSN, door=personas.coordinator)


def test_bsn_with_an_act_is_refused(personas):
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    voor = momentopname()

    with pytest.raises(Geweigerd) as fout:
        doe(acts.aanvullen, aanvraag, personas.coordinator, antwoord=f"Het is {BSN}.")

    assert fout.value.velden == {"antwoord": [ZIN]}
    assert momentopname() == voor


@pytest.mark.parametrize("handeling", acts.workflow, ids=lambda handeling: handeling.naam)
def test_every_act_with_text_refuses_a_bsn(handeling):
    assert not handeling.invoer.base_fields or issubclass(handeling.invoer, ZonderBsn)


def test_every_part_of_every_kind_refuses_a_bsn():
    assert all(issubclass(deel.form, ZonderBsn) for soort in alle() for deel in soort.onderdelen)
