"""Who gets a message about an activity. Messages name the activity, never a colleague: that stands in the portal."""

from typing import Any

from swv.kern.opmaak import datum
from swv.post.services import bericht_klaarzetten
from voorzieningen.activiteiten import selectors
from voorzieningen.activiteiten.forms import sessienaam
from voorzieningen.models import Activiteit, Inschrijving, Sessie


def na_inschrijven(inschrijving: Inschrijving) -> None:
    """A place, or the place in line."""
    if inschrijving.status == Inschrijving.Status.INGESCHREVEN:
        aan_deelnemer(inschrijving, "activiteit_ingeschreven")
    else:
        rij = selectors.plaats_in_de_rij(inschrijving)
        aan_deelnemer(inschrijving, "activiteit_wachtlijst", in_de_rij=rij)


def aan_deelnemer(inschrijving: Inschrijving, soort: str, *, sleutel: str = "", **context: Any) -> None:
    """To the participant, or to who put this colleague on the list; once per version of the place, or per `sleutel`."""
    activiteit = inschrijving.activiteit
    bericht_klaarzetten(
        bron=inschrijving,
        aan=inschrijving.aan,
        soort=soort,
        sleutel=f"{soort}:{inschrijving.pk}:{sleutel or inschrijving.versie}",
        context={
            "titel": activiteit.titel,
            "wie": "u" if inschrijving.persoon_id else "uw collega",
            "pad": inschrijving.get_absolute_url(),
            **_wanneer(activiteit),
            **context,
        },
    )


def aan_iedereen(activiteit: Activiteit, soort: str, **context: Any) -> None:
    """To everybody with a place or in line, about the activity as it now is."""
    actief = activiteit.inschrijvingen.exclude(status=Inschrijving.Status.AFGEMELD)
    for inschrijving in actief.select_related("activiteit", "persoon", "ingeschreven_door"):
        aan_deelnemer(inschrijving, soort, sleutel=f"activiteit-{activiteit.versie}", **context)


def herinneren(sessie: Sessie) -> None:
    """To everybody with a place, once for a meeting on this day."""
    mensen = sessie.activiteit.inschrijvingen.met_plaats()
    for inschrijving in mensen.select_related("activiteit", "persoon", "ingeschreven_door"):
        aan_deelnemer(
            inschrijving,
            "activiteit_herinnering",
            sleutel=f"sessie-{sessie.pk}-{sessie.begint:%Y%m%d}",
            sessie=sessienaam(sessie),
            plaats=sessie.plaats,
        )


def bewijs_klaar(inschrijving: Inschrijving, sleutel: str) -> None:
    aan_deelnemer(inschrijving, "activiteit_bewijs", sleutel=sleutel)


def _wanneer(activiteit: Activiteit) -> dict[str, Any]:
    """When and where, as a message says it: the first meeting, and how many there are."""
    sessies = list(activiteit.sessies.all())
    return {
        "sessie": sessienaam(sessies[0]),
        "plaats": sessies[0].plaats,
        "aantal": len(sessies),
        "tot": datum(activiteit.eindigt),
    }
