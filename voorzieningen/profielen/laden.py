"""Load the checklist from `gegevens/checklist_basisondersteuning.csv`, and the first rule."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from voorzieningen.models import Checklisteditie, Checklistitem, Profielregel

BESTAND = Path(__file__).parent.parent / "gegevens" / "checklist_basisondersteuning.csv"
NAAM, BRON = "Checklist basisondersteuning 2018", "Ondersteuningsplan Passend Onderwijs VO Almere 2018-2021"
VANAF = date(2018, 8, 1)
ZONDER_KOP = "(kop ontbreekt"  # how the file says that its source has no heading there


@transaction.atomic
def checklist_laden() -> int:
    """Make the first edition with its items, and the first rule. Returns how many items are new; a second time none.

    Raises ValueError when a number of the file is not two whole numbers.
    """
    if not Profielregel.objects.exists():
        Profielregel.objects.create(geldig_van=VANAF, toelichting=f"Doel uit het plan: 80%. {BRON}.")
    editie, is_nieuw = Checklisteditie.objects.get_or_create(geldig_van=VANAF, defaults={"naam": NAAM, "bron": BRON})
    if not is_nieuw:
        return 0
    return len(Checklistitem.objects.bulk_create(Checklistitem(editie=editie, **rij) for rij in lees()))


def lees() -> list[dict[str, object]]:
    """The items of the file, each with its number as two whole numbers."""
    with BESTAND.open(encoding="utf-8", newline="") as regels:
        return [_velden(rij) for rij in csv.DictReader(regels)]


def _velden(rij: dict[str, str]) -> dict[str, object]:
    ijkpunt, volgnummer = (int(deel) for deel in rij["nummer"].split("."))
    return {
        "ijkpunt": ijkpunt,
        "volgnummer": volgnummer,
        "tekst": rij["tekst"],
        "ijkpunt_titel": rij["ijkpunt_titel"],
        "domein": "" if rij["domein"].startswith(ZONDER_KOP) else rij["domein"],
    }
