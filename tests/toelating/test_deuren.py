"""One act, four doors: portal, admin, API and task give the same person in the same place the same answer. Who may do
what stands in tests/toelating/matrix; test_matrix compares it with the acts for everybody."""

import pytest
from django.utils import timezone

from swv.kern.handelingen import formulier
from swv.kern.models import Gebeurtenis
from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.deuren import VAN_INLOGGEN
from tests.factories.toelating import maak_tlv
from tests.toelating.matrix import levens
from tests.toelating.matrix.basis import SYSTEEM, iedereen, tak
from tests.toelating.matrix.toelating import deuren as deuren_van_aanvraag
from toelating.models import Status, Tlvaanvraag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

LEVENS = levens()


@pytest.fixture
def mensen(klok, wereld):
    return iedereen(wereld)


def alleen_inloggen_is_veranderd(voor):
    na = momentopname()
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= VAN_INLOGGEN


def eerste_keer(leven, plek, gezien):
    """The acts that are met here for the first time, each with a person who may do it and is no machine."""
    for act, wie in sorted(leven.verwacht(plek)):
        te_doen = not (leven.overslaan & {(act, wie), (act, plek.naam)}) and (act, plek.naam) not in leven.later
        is_van_dit_leven = leven.eigen is None or act in leven.eigen
        if wie != SYSTEEM and te_doen and is_van_dit_leven and act not in gezien:
            gezien.add(act)
            yield leven.workflow[act], wie


def wie_ziet(leven, plek, mensen, handeling, deuren):
    """Somebody who comes through a door, sees the dossier and may not do this; nobody while it is a draft of the
    school."""
    mag = {wie for act, wie in leven.verwacht(plek) if act == handeling.naam}
    for wie, user in mensen.items():
        if user is None or wie in mag or not deuren.voor(user, handeling.naam, plek.dossier.pk):
            continue
        if type(plek.dossier).objects.for_user(user).filter(pk=plek.dossier.pk).exists():
            return user
    return None


@pytest.mark.parametrize("naam", LEVENS)
def test_every_door_gives_the_same_answer(wereld, mensen, naam):
    leven, gezien = LEVENS[naam], set()
    # At a school that has nothing to do with it; where a school has no door, in the admin without a part in a TLV.
    buiten = [wereld.personas.coordinator_elders, wereld.personas.controller]
    for plek in leven.lopen(wereld):
        deuren = leven.deuren()
        te_doen = [
            (handeling, mensen[wie], wie_ziet(leven, plek, mensen, handeling, deuren))
            for handeling, wie in eerste_keer(leven, plek, gezien)
        ]
        deuren.inloggen(*{persoon for _, door, vreemd in te_doen for persoon in (door, vreemd, *buiten) if persoon})
        for handeling, door, vreemd in te_doen:
            with tak():
                probeer(leven, plek, handeling, wereld, deuren, door=door, vreemd=vreemd, buiten=buiten)
    assert gezien >= {act for act, wie in leven.wie.items() if wie - {SYSTEEM}} - _niet_hier(leven)


def probeer(leven, plek, handeling, wereld, deuren, *, door, vreemd, buiten):
    """One act through every door: by who may, by who sees it and may not, by who does not see it, late and empty."""
    act = handeling.naam
    gegevens = leven.invoer(act, wereld, plek.dossier)
    dossier = leven.klaar(act, wereld, plek.dossier)

    gelukt = deuren.gelukt(dossier, act, door, gegevens)
    if handeling.tweede_factor and "taak" in gelukt:
        assert gelukt.pop("taak") == "bevestiging_nodig"
    assert set(gelukt.values()) == {GEDAAN}, (act, gelukt)
    assert gelukt.keys() - {"api", "taak"}, f"{door} has no page to do this: {act}"

    voor = momentopname()
    if handeling.tweede_factor:
        assert deuren.geweigerd(dossier, act, door, gegevens) == {"bevestiging_nodig"}, act
    if vreemd:
        assert deuren.geweigerd(dossier, act, vreemd, gegevens) == {"niet_toegestaan"}, act
    buitenstaander = next(persoon for persoon in buiten if deuren.voor(persoon, act, dossier.pk))
    assert deuren.geweigerd(dossier, act, buitenstaander, gegevens) == {ONBEKEND}, act
    assert deuren.geweigerd(dossier, act, door, {**gegevens, "versie": dossier.versie - 1}) == {"verouderd"}, act
    if any(veld.required for veld in formulier(handeling, dossier, door=door).fields.values()):
        assert deuren.geweigerd(dossier, act, door, {}) == {"ongeldig"}, act
    alleen_inloggen_is_veranderd(voor)


def _niet_hier(leven):
    """What other lives of this workflow meet; of a life that differs in some acts only those count."""
    alle = set(leven.workflow.handelingen)
    if leven.eigen is not None:
        return alle - leven.eigen
    return frozenset().union(*(rij.eigen for rij in LEVENS.values() if rij.workflow is leven.workflow and rij.eigen))


@pytest.fixture
def afgewezen(klok, wereld):
    """Nobody can do anything here any more but correct a name."""
    return maak_tlv(wereld, status=Status.AFGEWEZEN)


def test_every_door_refuses_an_act_that_does_not_exist_in_this_state(wereld, mensen, afgewezen):
    deuren, bureau = deuren_van_aanvraag(), wereld.personas.bureau
    deuren.inloggen(bureau)
    voor = momentopname()

    een_per_bron = {handeling.source: handeling for handeling in LEVENS["toelating-vso"].workflow}
    for bron, handeling in een_per_bron.items():
        if Status.AFGEWEZEN not in bron:
            assert deuren.geweigerd(afgewezen, handeling.naam, bureau, {}) == {"verkeerde_status"}, handeling.naam

    alleen_inloggen_is_veranderd(voor)


def test_announcing_is_open_to_no_person_at_any_door(wereld, afgewezen):
    deuren = deuren_van_aanvraag()

    for door in (wereld.personas.directeur, wereld.personas.bureau, wereld.personas.coordinator):
        assert deuren.geweigerd(afgewezen, "bekendmaken", door, {}) == {"niet_toegestaan"}


def test_unknown_act_or_dossier_is_missing_at_every_door(wereld, afgewezen):
    deuren, bureau = deuren_van_aanvraag(), wereld.personas.bureau

    assert deuren.geweigerd(afgewezen, "verzinnen", bureau, {}) == {ONBEKEND}
    afgewezen.pk = "00000000-0000-4000-8000-000000000000"
    assert deuren.geweigerd(afgewezen, "toewijzen", bureau, {}) == {ONBEKEND}


def test_who_withdrew_no_longer_sees_the_dossier_at_any_door(wereld, mensen):
    """An expert who stays out: the same answer as for somebody who never had to do with it."""
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    deuren, arts = deuren_van_aanvraag(), wereld.arts
    LEVENS["toelating-vso"].workflow["verschonen"](aanvraag, door=arts, reden="Ik behandel deze leerling.")

    assert deuren.geweigerd(aanvraag, "advies_geven", arts, {}) == {ONBEKEND}


@pytest.mark.parametrize("deur", ["beheer", "api", "taak"])
def test_double_click_is_answered_as_the_first_time_and_does_nothing_more(wereld, mensen, deur):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    deuren, bureau, collega = deuren_van_aanvraag(), wereld.personas.bureau, wereld.personas.bureau_collega
    gezien = {"versie": aanvraag.versie}
    klik = deuren.voor(bureau)[deur]
    assert klik(aanvraag.pk, "in_behandeling_nemen", bureau, gezien) == GEDAAN

    assert klik(aanvraag.pk, "in_behandeling_nemen", bureau, gezien) == GEDAAN

    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="in_behandeling_nemen").count() == 1
    assert klik(aanvraag.pk, "in_behandeling_nemen", collega, gezien) == "verkeerde_status"


def test_task_by_somebody_whose_role_ended_meanwhile_does_nothing(wereld, mensen):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    bureau = wereld.personas.bureau
    bureau.rollen.update(geldig_tot=timezone.localdate())

    assert deuren_van_aanvraag().voor(bureau)["taak"](aanvraag.pk, "in_behandeling_nemen", bureau, {}) == ONBEKEND
    assert Tlvaanvraag.objects.get(pk=aanvraag.pk).status == Status.INGEDIEND
