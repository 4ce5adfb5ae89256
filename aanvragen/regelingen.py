"""The first version of the rules per kind, with the source of each. Later versions are made in the admin."""

from datetime import date
from typing import Any

from aanvragen.models import Regeling

GELDIG_VAN = date(2025, 8, 1)

KLACHT = (
    "Bel ons dan eerst. Vaak komen wij er samen uit.\n\n"
    "Lukt dat niet? Dan kunt u binnen zes weken na de datum van deze brief een klacht sturen aan de "
    "directeur-bestuurder van het samenwerkingsverband. Schrijf in uw klacht het kenmerk van deze brief, waar u het "
    "niet mee eens bent en waarom. Iemand die niet bij het besluit betrokken was, bekijkt uw klacht. U krijgt binnen "
    "zes weken antwoord."
)
AANNAMES = (
    "Aanname: het bureau streeft naar een besluit binnen 8 weken; de bronnen noemen geen termijn. "
    "Aanname: de brief is een toekenningsbrief met de eigen klachtenregeling; laat een jurist dit bevestigen."
)

REGELINGEN: tuple[dict[str, Any], ...] = (
    {
        "soort": "frictiefonds",
        "begrotingspost_code": "L.S.02",
        "toelichting": (
            "Bron: brochure van het samenwerkingsverband (het schoolbestuur vraagt aan, de directeur-bestuurder "
            f"besluit) en jaarplan 2025 (ambitie 2, post L.S.02). {AANNAMES}"
        ),
    },
    {
        "soort": "innovatiegelden",
        "begrotingspost_code": "L.S.02",
        "getallen": {"schooljaren": 2},
        "plan": "Ondersteuningsplan 2024-2028",
        "toelichting": (
            "Bron: site van het samenwerkingsverband (het hele jaar aanvragen, feedbackronde, 90% en 10%, hoogstens "
            f"twee schooljaren) en jaarplan 2025 (post L.S.02). {AANNAMES}"
        ),
    },
    {
        "soort": "huisonderwijs",
        "getallen": {"uren_per_week": 4, "uren_per_jaar": 160},
        "toelichting": (
            "Bron: brochure van het samenwerkingsverband (hoogstens 4 uur per week, 160 uur per jaar, een jaar). "
            "De begrotingspost en het tarief per uur staan niet in de bronnen; de controller vult die in. "
            f"{AANNAMES}"
        ),
    },
    {
        "soort": "robot",
        "getallen": {"maanden": 6},
        "toelichting": (
            "Bron: brochure van het samenwerkingsverband. De robot komt uit de eigen voorraad en kost niets op een "
            f"begrotingspost. Aanname: een school leent een robot hoogstens 6 maanden. {AANNAMES}"
        ),
    },
)


def regelingen_laden() -> int:
    """Make the first version of each kind that has none yet. Returns how many were made; a second time none."""
    bekend = set(Regeling.objects.values_list("soort", flat=True))
    nieuw = [
        Regeling(geldig_van=GELDIG_VAN, beslistermijn_weken=8, rechtsmiddel=KLACHT, **regeling)
        for regeling in REGELINGEN
        if regeling["soort"] not in bekend
    ]
    for regeling in nieuw:
        regeling.full_clean()
        regeling.save()
    return len(nieuw)
