"""What the portal registered of who was at Expertisedagen, overleggen and kenniskringen, beside what a school writes.

Registered attendance counts; a school may have been there more often than the portal knows, and then it is for the
bureau to look at the difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from swv.kern.schooljaar import in_woorden
from voorzieningen.models import Activiteit
from voorzieningen.selectors import Aanwezigheidsstand, aanwezigheid_van_school, dagen_gehouden, van_persoon

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag

Soort = Activiteit.Soort
Standen = Mapping[int, Sequence[Aanwezigheidsstand]]
VELDEN: Mapping[str, tuple[Soort, str, str]] = {
    "expertisedagen": (Soort.EXPERTISEDAG, "Expertisedag", "Expertisedagen"),
    "overleggen": (Soort.OVERLEG, "overleg", "overleggen"),
    "kenniskringen": (Soort.KENNISKRING, "kenniskring", "kenniskringen"),
}
"""The questions of a school, with the kind of activity that answers each, for one and for more."""


def als_antwoorden(stand: Aanwezigheidsstand) -> dict[str, int]:
    """The registered days by the name of the question, where there are any."""
    return {veld: aantal for veld, (soort, _, _) in VELDEN.items() if (aantal := stand.bij(soort))}


def per_jaar(school_id: int, jaren: Iterable[int]) -> Standen:
    """Who of this school was there, the last year first. One query for each year."""
    return {jaar: aanwezigheid_van_school(school_id, jaar) for jaar in sorted(jaren, reverse=True)}


def in_zinnen(standen: Standen) -> str:
    """What stands in the portal: for a hint at a form."""
    zinnen = []
    for jaar, mensen in standen.items():
        if mensen:
            wie = "; ".join(f"{stand.naam}: {_opsomming(stand)}" for stand in mensen)
            zinnen.append(f"In het portaal staat voor {in_woorden(jaar)}: {wie}.")
    return " ".join(zinnen)


def _opsomming(stand: Aanwezigheidsstand) -> str:
    return ", ".join(_aantal(veld, aantal) for veld, aantal in als_antwoorden(stand).items())


def _aantal(veld: str, aantal: int) -> str:
    _, een, meer = VELDEN[veld]
    return f"{aantal} {een if aantal == 1 else meer}"


def voorstel(standen: Standen) -> Mapping[str, Any]:
    """How a form can begin: with the last year in which one person was there. Empty with none or more than one."""
    for jaar, mensen in standen.items():
        if len(mensen) == 1:
            return {"schooljaar": str(jaar), "coordinator": mensen[0].naam, **als_antwoorden(mensen[0])}
    return {}


def bekend(aanvraag: "Aanvraag", gegevens: Mapping[str, Any]) -> dict[str, int]:
    """The answers with which the rule is checked, where the portal knows more than the school wrote."""
    if not gegevens.get("coordinator") or "schooljaar" not in gegevens:
        return {}
    jaar = gegevens["schooljaar"]
    stand = van_persoon(aanwezigheid_van_school(aanvraag.school_id, jaar), gegevens["coordinator"])
    if stand is None:
        return {}
    antwoorden = {veld: max(aantal, gegevens.get(veld) or 0) for veld, aantal in als_antwoorden(stand).items()}
    if "overleggen" in antwoorden and gegevens.get("overleggen_gehouden") is None:
        antwoorden["overleggen_gehouden"] = dagen_gehouden(Soort.OVERLEG, jaar)
    return antwoorden


def verschillen(aanvraag: "Aanvraag", gegevens: Mapping[str, Any]) -> list[str]:
    """Where a school writes something else than the portal registered: a sentence for the bureau for each. Nothing
    about a kind of activity that the portal did not register at all in that year."""
    if not gegevens.get("coordinator") or "schooljaar" not in gegevens:
        return []
    jaar, naam = gegevens["schooljaar"], gegevens["coordinator"]
    stand = van_persoon(aanwezigheid_van_school(aanvraag.school_id, jaar), naam)
    zinnen = []
    for veld, (soort, _, meer) in VELDEN.items():
        geschreven, geteld = gegevens.get(veld), stand.bij(soort) if stand else 0
        if geschreven is None or geschreven == geteld or not (geteld or dagen_gehouden(soort, jaar)):
            continue
        er_staan = f"staan er {geteld}" if geteld > 1 else "staat er 1" if geteld else "staan er geen"
        zinnen.append(
            f"De school schrijft {_aantal(veld, geschreven)} voor {naam}. In het portaal {er_staan} "
            f"voor {in_woorden(jaar)}. Kijk op de presentielijsten van de {meer}."
        )
    return zinnen
