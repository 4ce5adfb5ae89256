"""The first versions of the rules of every kind, as its file declares them. Later versions are made in the admin."""

from aanvragen.models import Regeling
from aanvragen.rechtsmiddelen import BESCHIKKING, GEWOON
from aanvragen.soorten import alle
from aanvragen.soorten.basis import Eersteregeling, Soort

FAMILIE = {True: "beschikking met het recht op bezwaar", False: "toekenningsbrief met de eigen klachtenregeling"}
AANNAMES = (
    "Aanname: het bureau streeft naar een besluit binnen {weken} weken; de bronnen noemen geen termijn. "
    "Aanname: de brief is een {brief}; laat een jurist dit bevestigen."
)


def regelingen_laden() -> int:
    """Make the first versions of each kind that has none yet. Returns how many were made; a second time none."""
    bekend = set(Regeling.objects.values_list("soort", flat=True))
    nieuw = [_regeling(soort, rij) for soort in alle() if soort.code not in bekend for rij in soort.regelingen]
    return len(Regeling.objects.bulk_create(nieuw))


def _regeling(soort: Soort, rij: Eersteregeling) -> Regeling:
    familie = FAMILIE[rij.briefsoort == BESCHIKKING]
    return Regeling(
        soort=soort.code,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
        beslistermijn_weken=rij.beslistermijn_weken,
        begrotingspost_code=rij.begrotingspost_code,
        getallen=dict(rij.getallen),
        betaalschema=[deel.als_rij() for deel in rij.betaalschema],
        vraagt_verantwoording=soort.kost_geld,
        plan=rij.plan,
        ambities="\n".join(rij.ambities),
        briefsoort=rij.briefsoort,
        rechtsmiddel=rij.rechtsmiddel or GEWOON[rij.briefsoort],
        toelichting=f"{rij.toelichting} {AANNAMES.format(weken=rij.beslistermijn_weken, brief=familie)}",
    )
