"""What every request has in common, taken over from the answers at submission: columns, pupil, and the views."""

from collections.abc import Iterator, Mapping
from typing import Any

from swv.invullen.antwoorden import gegevens_van
from swv.invullen.leerling import leerling_van, leerlinggegevens
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker, Leerling, School
from toelating.geldigheid import einddatum
from toelating.models import Soort, Tlvaanvraag, Verklaring, Zienswijze

VAN = (Zienswijze.Van.OUDER_1, Zienswijze.Van.OUDER_2, Zienswijze.Van.LEERLING)


def neem_kerngegevens_over(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """Fill the shared columns from what was typed, find or make the pupil, and record the views of parents and pupil.

    Raises Geweigerd when the pupil number is somebody else, or when this pupil already has an open request.
    """
    gegevens = gegevens_van(aanvraag)
    aanvraag.gevraagde_categorie = gegevens.get("gevraagde_categorie") or _categorie_van_vorige(aanvraag)
    aanvraag.gevraagde_ingang = gegevens["gevraagde_ingang"]
    aanvraag.gevraagd_tot = einddatum(gegevens["gevraagde_ingang"], schooljaren=gegevens["gevraagde_schooljaren"])
    aanvraag.beoogde_school = _beoogde_school(aanvraag, gegevens)
    aanvraag.leerling = _leerling(aanvraag, leerlinggegevens(gegevens))
    # Two requests for one pupil that are sent at once: the second waits here, and then finds the first.
    Leerling.objects.select_for_update().get(pk=aanvraag.leerling.pk)
    if bezwaar := al_in_behandeling(aanvraag, aanvraag.leerling):
        raise VoorwaardeNietVervuld(bezwaar)
    Zienswijze.objects.bulk_create(_zienswijzen(aanvraag, gegevens, door))


def _leerling(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Leerling:
    """The pupil; a request that goes on from a TLV is for the pupil of that TLV and nobody else."""
    if aanvraag.vorige is None:
        return leerling_van(aanvraag.school, gegevens)
    if bezwaar := anders_dan_bij_tlv(aanvraag.vorige, gegevens):
        raise VoorwaardeNietVervuld(bezwaar)
    return aanvraag.vorige.leerling


def anders_dan_bij_tlv(vorige: Verklaring, gegevens: Mapping[str, Any]) -> str | None:
    """What to say when these answers name another pupil than the TLV does."""
    if all(getattr(vorige.leerling, naam) == waarde for naam, waarde in gegevens.items()):
        return None
    return (
        f"Deze aanvraag gaat verder op TLV {vorige.nummer}. De gegevens van de leerling zijn anders dan bij die TLV. "
        "Zet ze terug. Staat de leerling verkeerd bij ons? Vraag het bureau om dat te verbeteren."
    )


def _categorie_van_vorige(aanvraag: Tlvaanvraag) -> str:
    return aanvraag.vorige.categorie if aanvraag.vorige and aanvraag.soort != Soort.PRO else ""


def _beoogde_school(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> School | None:
    """The school that the pupil is meant for; a renewal stays where the pupil is."""
    gekozen = str(gegevens.get("beoogde_school") or "")
    if gekozen.isdecimal():
        return School.objects.filter(pk=gekozen).first()
    return aanvraag.school if aanvraag.is_vervolg else None


def al_in_behandeling(aanvraag: Tlvaanvraag, leerling: Leerling) -> str | None:
    """Another open request for the same pupil: one at a time."""
    ander = Tlvaanvraag.objects.open().filter(leerling=leerling).exclude(pk=aanvraag.pk).first()
    if ander is None:
        return None
    return f"Voor deze leerling loopt al aanvraag {ander.kenmerk}. Wacht op dat besluit, of trek die aanvraag eerst in."


def _zienswijzen(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any], door: Gebruiker) -> Iterator[Zienswijze]:
    for van in VAN:
        datum, akkoord = gegevens.get(f"{van}_datum"), gegevens.get(f"{van}_akkoord")
        if datum and akkoord:
            yield Zienswijze(
                aanvraag=aanvraag,
                van=van,
                naam=gegevens.get(f"{van}_naam", ""),
                datum=datum,
                akkoord=akkoord,
                tekst=gegevens.get(f"{van}_zienswijze", ""),
                vastgelegd_door=door,
            )
