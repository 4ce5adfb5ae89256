"""The partnership of the demo: invented, in the region of Almere."""

from swv.organisaties.models import Samenwerkingsverband


def samenwerkingsverband_laden() -> bool:
    """Make the one row of the letterhead, unless it is there. Gives whether it is new.

    VO2401 is the number of the Almere region, of which the demo borrows boards and schools; the rest is invented.
    """
    _, is_nieuw = Samenwerkingsverband.objects.get_or_create(
        pk=1,
        defaults={
            "naam": "Samenwerkingsverband VO Demo Almere",
            "nummer": "VO2401",
            "adres": "Voorbeeldplein 12",
            "postcode": "1315 AA",
            "plaats": "Almere",
            "telefoon": "036 123 45 10",
            "email": "bureau@demo.example",
            "website": "https://demo.example",
            "contactpersoon": "Noor Bakker",
            "rsin": "000000012",
        },
    )
    return is_nieuw
