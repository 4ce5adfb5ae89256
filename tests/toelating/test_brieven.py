"""Every letter about a TLV: what it says, how it reads aloud, and whether an archive takes it."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from swv.documenten.pdf import render_pdf
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.factories.toelating import maak_verklaring, maak_wereld
from tests.toelating.brieven import brieven
from toelating.models import Soort
from toelating.models.regeling import VERVOLGSOORTEN
from toelating.workflow import verklaring as na

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("soort", Soort)
def test_dump(soort):
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) as klok:
        SamenwerkingsverbandFactory()
        wereld = maak_wereld()
        geplaatst = None
        if soort in VERVOLGSOORTEN:
            verklaring = maak_verklaring(wereld)
            klok.move_to(datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
            verklaring = na.ophalen(verklaring, door=wereld.vso_coordinator, school=wereld.vso_school)
            geplaatst = na.plaatsen(
                verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 8, 24), leerlingnummer="700001"
            )
        alle = brieven(wereld, soort, geplaatst=geplaatst)
    for naam, brief in alle.items():
        pad = Path(os.environ.get("DUMP", "/tmp/brieven"), f"{soort}-{naam}.pdf")
        pad.parent.mkdir(exist_ok=True)
        pad.write_bytes(render_pdf(brief.html))
