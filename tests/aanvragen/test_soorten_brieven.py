"""The letter of every outcome of every kind: each end, a part, each change of an award and each judgement about its
money. A new kind is played here without a line of this file."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
import time_machine

from aanvragen import soorten
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Status
from aanvragen.soorten.basis import Weg
from aanvragen.wijziging.grenzen import mogelijke_soorten
from swv.documenten.models import Brief
from tests.aanvragen.brieven import oordelen, wijzigingen
from tests.aanvragen.levensloop import VANDAAG, doe, maak_wereld, stel_regeling
from tests.brieven import is_geschikt, woorden
from tests.factories.aanvragen import breng_verder, eindes, maak_aanvraag, zorg_voor_post
from tests.personas import Personas, maak_personas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

ALLE = soorten.alle()
EINDES = [(soort.code, einde) for soort in ALLE for einde in eindes(soort)]
MET_GELD = [soort.code for soort in ALLE if soort.kent_bedrag]
TE_WIJZIGEN = [soort.code for soort in ALLE if soort.weg != Weg.ANTWOORD and not soort.wijzigt_elders]
VERANTWOORD = [soort.code for soort in ALLE if soort.vraagt_verantwoording]
# What a controller fills in: with it hours and attendance cost money, and have something to account for.
TARIEVEN = {
    "huisonderwijs": {"tarief_per_uur": "72.50"},
    "veiligheidscoordinator": {"tarief_per_uur": "73.45"},
    "ondersteuningscoordinator": {"bedrag_per_schooljaar": "4321.50"},
}


@dataclass(frozen=True)
class Begin:
    """The people, and of each kind a request that the bureau took: every test goes on from there."""

    personas: Personas
    aanvragen: dict[str, Aanvraag]

    def verder(self, code: str, status: str) -> Aanvraag:
        aanvraag = Aanvraag.objects.get(pk=self.aanvragen[code].pk)
        return breng_verder(self.personas, aanvraag, status)


@pytest.fixture(scope="module")
def begin(voor_deze_module: None) -> Begin:
    with time_machine.travel(VANDAAG):
        maak_wereld(ruimte="1000000.00")
        for code, getallen in TARIEVEN.items():
            stel_regeling(code, **getallen)
        personas = maak_personas()
        return Begin(
            personas,
            {s.code: maak_aanvraag(personas, soort=s.code, status=Status.IN_BEHANDELING) for s in ALLE},
        )


@pytest.mark.parametrize(("code", "einde"), EINDES)
def test_every_end_of_every_kind_has_a_letter_fit_for_archive_and_screen_reader(begin, code, einde):
    aanvraag = begin.verder(code, einde)

    brief = Brief.objects.van(aanvraag).get()

    assert aanvraag.kenmerk in brief.html
    assert aanvraag.soort_naam in woorden(brief.html)
    is_geschikt(brief)


@pytest.mark.parametrize("code", MET_GELD)
def test_award_of_a_part_says_what_was_asked_and_what_is_given(begin, code):
    aanvraag = begin.verder(code, Status.TER_ONDERTEKENING)
    zorg_voor_post(aanvraag)
    deel = aanvraag.gevraagd_bedrag - Decimal("0.01")

    aanvraag = doe(acts.toekennen, aanvraag, begin.personas.directeur, bedrag=str(deel), motivering="Een cent minder.")

    brief = Brief.objects.van(aanvraag).get()
    assert "gedeeltelijk toe" in woorden(brief.html)
    is_geschikt(brief)


@pytest.mark.parametrize("code", TE_WIJZIGEN)
def test_every_change_of_an_award_of_every_kind_has_a_letter(begin, code):
    aanvraag = begin.verder(code, Status.TOEGEKEND)

    gewijzigd = list(wijzigingen(begin.personas, aanvraag))

    assert {rij.soort for rij in gewijzigd} >= set(mogelijke_soorten(aanvraag, van_school=False))
    for rij in gewijzigd:
        brief = Brief.objects.van(rij).get()
        assert aanvraag.kenmerk in woorden(brief.html)
        is_geschikt(brief)


@pytest.mark.parametrize("code", VERANTWOORD)
def test_every_judgement_about_the_money_of_every_kind_has_a_letter(begin, code, klok):
    aanvraag = begin.verder(code, Status.TOEGEKEND)

    brieven = oordelen(begin.personas, aanvraag, klok)

    assert {brief.soort for brief in brieven} == {"goedkeuringsbrief", "brief met correctie", "terugvorderingsbrief"}
    for brief in brieven:
        assert aanvraag.soort_naam in woorden(brief.html)
        is_geschikt(brief)
