"""Every message of the portal: a closed list of words to fill in, and one that a person can act on."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from swv.post.opmaak import opmaken
from tests.factories.organisaties import GebruikerFactory

SJABLONEN = sorted(Path(settings.BASE_DIR, "templates", "post").glob("*.txt"))
SOORTEN = [pad for pad in SJABLONEN if pad.stem != "basis"]
BEKEND = {
    "kenmerk": "A-2526-00001",
    "soort_naam": "huisonderwijs",
    "aanvraag": "T-2526-00001",
    "school": "De Meergronden",
    "uiterlijk": "30 maart 2026",
    "datum": "2 maart 2026",
    "beslisdatum": "28 april 2026",
    "door": "Sanne de Vries",
    "van": "1 december 2026",
    "tot": "31 maart 2027",
    "weken": 6,
    "tijd": "09:00",
    "plaats": "Bureau",
    "aantal": 8,
    "is_gewijzigd": False,
    "is_voorbij": False,
    "is_wettelijk": False,
    "voorziening": "Kleinschalig ondersteunend vo",
    "titel": "Expertisedag rouw",
    "sessie": "14 oktober 2026, 09:30 tot 12:30 uur",
    "wie": "u",
    "in_de_rij": 2,
    "reden": "De spreker is ziek.",
    "woord": "besluit",
    "wat": "robot",
    "naam": "Robin",
    "dag": "12 maart 2026",
    "geldig_tot": "1 september 2026",
    "nieuwe_school": "Echnaton",
    "schooljaren": "2025-2026 en 2026-2027",
    "is_extra": False,
    "pad": "/aanvragen/1/",
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swv")]


@pytest.mark.parametrize("pad", SOORTEN, ids=lambda pad: pad.stem)
@pytest.mark.parametrize("anders", [False, True])
def test_sjabloon_fills_in_as_a_message_with_reason_and_action(pad, anders):
    woorden = BEKEND | {"is_voorbij": anders, "is_gewijzigd": anders}
    opgemaakt = opmaken(pad.stem, woorden, aan=GebruikerFactory(naam="Sanne"))
    assert opgemaakt.tekst.startswith("Beste Sanne,\n\n")
    assert opgemaakt.tekst.count("https://") == 1
    assert "{" not in opgemaakt.tekst + opgemaakt.onderwerp
    assert "  " not in opgemaakt.tekst
    assert len(opgemaakt.onderwerp) <= 78  # one line in a mail program


@pytest.mark.parametrize("pad", SOORTEN, ids=lambda pad: pad.stem)
def test_sjabloon_uses_known_words_only_and_no_pupil(pad):
    bron = pad.read_text()
    gebruikt = set(re.findall(r"{{ *(\w+)", bron)) | set(re.findall(r"{% *(?:if|elif) (?:not )?(\w+)", bron))
    assert gebruikt <= set(BEKEND)
    assert "leerling" not in bron.lower().replace("zieke leerling", "")
    assert "{% include" not in bron
    assert "{% load" not in bron
    assert bron.startswith("Onderwerp: ")
