"""The first versions of the rules of every kind, as its file declares them. Later versions are made in the admin."""

from aanvragen.models import Regeling
from aanvragen.soorten import alle
from aanvragen.soorten.basis import Eersteregeling, Soort

KLACHT = (
    "Bel ons dan eerst. Vaak komen wij er samen uit.\n\n"
    "Lukt dat niet? Dan kunt u binnen zes weken na de datum van deze brief een klacht sturen aan de "
    "directeur-bestuurder van het samenwerkingsverband. Schrijf in uw klacht het kenmerk van deze brief, waar u het "
    "niet mee eens bent en waarom. Iemand die niet bij het besluit betrokken was, bekijkt uw klacht. U krijgt binnen "
    "zes weken antwoord."
)
AANNAMES = (
    "Aanname: het bureau streeft naar een besluit binnen {weken} weken; de bronnen noemen geen termijn. "
    "Aanname: de brief is een toekenningsbrief met de eigen klachtenregeling; laat een jurist dit bevestigen."
)


def regelingen_laden() -> int:
    """Make the first versions of each kind that has none yet. Returns how many were made; a second time none."""
    bekend = set(Regeling.objects.values_list("soort", flat=True))
    nieuw = [_regeling(soort, rij) for soort in alle() if soort.code not in bekend for rij in soort.regelingen]
    for regeling in nieuw:
        regeling.full_clean()
        regeling.save()
    return len(nieuw)


def _regeling(soort: Soort, rij: Eersteregeling) -> Regeling:
    return Regeling(
        soort=soort.code,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
        beslistermijn_weken=rij.beslistermijn_weken,
        begrotingspost_code=rij.begrotingspost_code,
        getallen=dict(rij.getallen),
        plan=rij.plan,
        rechtsmiddel=KLACHT,
        toelichting=f"{rij.toelichting} {AANNAMES.format(weken=rij.beslistermijn_weken)}",
    )
