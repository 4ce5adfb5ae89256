"""The checklist beside what came in: one word for each document, and what the bureau does about it."""

from datetime import date

import pytest

from swv.documenten.models import Bijlage
from swv.invullen.models import GeweigerdStuk
from toelating.models import Eis, Stuk, Stukeis
from toelating.stukken import Stand, Stukregel

ONTVANGEN = date(2026, 10, 13)
BESTAND, WEIGERING = Bijlage(soort="opp"), GeweigerdStuk(soort="opp", reden="Privacy")


def regel(*, eis=Eis.VERPLICHT, maanden=None, van=None, bestanden=(), weigering=None):
    stukeis = Stukeis(stuk=Stuk.OPP, eis=eis, hoogstens_maanden=maanden, is_weigerbaar=True, gevolg="Minder zeker.")
    return Stukregel(stukeis, ONTVANGEN, bestanden, weigering, van)


@pytest.mark.parametrize(
    ("velden", "stand"),
    [
        ({}, Stand.ONTBREEKT),
        ({"eis": Eis.GEVRAAGD}, Stand.NIET_TOEGEVOEGD),
        ({"weigering": WEIGERING}, Stand.GEWEIGERD),
        ({"bestanden": [BESTAND]}, Stand.AANWEZIG),
        ({"bestanden": [BESTAND], "weigering": WEIGERING}, Stand.AANWEZIG),
        ({"bestanden": [BESTAND], "maanden": 3}, Stand.KIJK_DATUM_NA),
        ({"bestanden": [BESTAND], "maanden": 3, "van": date(2026, 7, 13)}, Stand.AANWEZIG),
        ({"bestanden": [BESTAND], "maanden": 3, "van": date(2026, 7, 12)}, Stand.TE_OUD),
        ({"maanden": 3, "van": date(2020, 1, 1)}, Stand.ONTBREEKT),
    ],
)
def test_each_document_has_one_word(velden, stand):
    assert regel(**velden).stand == stand


@pytest.mark.parametrize(
    ("velden", "zin", "vraag"),
    [
        ({}, "", True),
        ({"eis": Eis.GEVRAAGD}, "", False),
        ({"weigering": WEIGERING}, "Minder zeker.", False),
        ({"bestanden": [BESTAND], "maanden": 1, "van": date(2026, 1, 1)}, "hoogstens 1 maand oud", True),
        ({"bestanden": [BESTAND], "maanden": 2}, "hoogstens 2 maanden oud", False),
    ],
)
def test_sentence_says_what_follows_and_only_what_is_wrong_is_asked_for(velden, zin, vraag):
    rij = regel(**velden)

    assert zin in rij.zin
    assert bool(rij.vraag) is vraag
    assert rij.badge in {"succes", "aandacht", "fout", "neutraal"}
