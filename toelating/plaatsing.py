"""Where a pupil sits on a TLV, and from when until when."""

from datetime import date

from django.utils import timezone

from swv.invullen.antwoorden import gegevens_van
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.leerlingen import leerling_verhuizen
from swv.organisaties.models import Gebruiker, School
from swv.termijnen.rekenen import DAG
from toelating.models import Plaatsing, Verklaring
from toelating.models.verklaring import TOT_HET_EINDE


def bezwaar_tegen_dag(verklaring: Verklaring, dag: date) -> str | None:
    """Why a pupil cannot have begun on this day with this TLV.

    A first day before the TLV was given is right when the decision itself lets it start earlier.
    """
    if dag > timezone.localdate():
        return "Deze dag is nog niet geweest. Leg de plaatsing vast als de leerling is begonnen."
    if verklaring.ingang <= dag <= verklaring.geldig_tot:
        return None
    return (
        f"De TLV geldt van {datum(verklaring.ingang)} tot en met {datum(verklaring.geldig_tot)}. "
        "Kies een dag in die periode."
    )


def open_plaatsing(verklaring: Verklaring) -> Plaatsing | None:
    return verklaring.plaatsingen.filter(tot__isnull=True).select_related("school").first()


def bezwaar_tegen_vertrek(verklaring: Verklaring, dag: date) -> str | None:
    """Why the pupil cannot have left the school of now by this day."""
    nu = open_plaatsing(verklaring)
    if nu is None or dag > nu.van:
        return None
    return f"De leerling zit pas sinds {datum(nu.van)} op {nu.school.naam}. Kies een latere dag."


def plaats(verklaring: Verklaring, school: School, *, van: date, leerlingnummer: str, door: Gebruiker) -> None:
    """The pupil begins at this school, which knows it by this number; without a number it is not in the portal of
    that school, and the pupil stays with the one before. Raises VoorwaardeNietVervuld."""
    if bezwaar := bezwaar_tegen_dag(verklaring, van) or bezwaar_tegen_vertrek(verklaring, van):
        raise VoorwaardeNietVervuld(bezwaar)
    sluit(verklaring, van)
    verklaring.school, verklaring.geplaatst_op = school, van
    Plaatsing.objects.create(verklaring=verklaring, school=school, van=van, vastgelegd_door=door)
    if leerlingnummer:
        verklaring.leerling = leerling_verhuizen(
            leerling=verklaring.leerling, school=school, leerlingnummer=leerlingnummer
        )


def _vorige(verklaring: Verklaring, nu: Plaatsing) -> Plaatsing | None:
    return verklaring.plaatsingen.filter(van__lt=nu.van).order_by("-van").first()


def bezwaar_tegen_verbetering(verklaring: Verklaring, dag: date) -> str | None:
    """Why this cannot have been the first day at the school of now."""
    nu = open_plaatsing(verklaring)
    eerder = _vorige(verklaring, nu) if nu else None
    if eerder and dag <= eerder.van:
        return f"De leerling begon op {datum(eerder.van)} op de school daarvoor. Kies een latere dag."
    return bezwaar_tegen_dag(verklaring, dag)


def verbeter_eerste_dag(verklaring: Verklaring, dag: date) -> date:
    """The placement of now began on another day; the one before ends there. Gives the day it was."""
    if bezwaar := bezwaar_tegen_verbetering(verklaring, dag):
        raise VoorwaardeNietVervuld(bezwaar)
    nu = open_plaatsing(verklaring)
    assert nu is not None
    eerder, was = _vorige(verklaring, nu), nu.van
    nu.van = verklaring.geplaatst_op = dag
    rijen = [nu]
    if eerder:
        eerder.tot = dag
        # Two placements never overlap, not even for a moment: first what gets shorter.
        rijen = [nu, eerder] if dag > was else [eerder, nu]
    for rij in rijen:
        rij.save(update_fields=["van", "tot"])
    return was


def maak_ongedaan(verklaring: Verklaring) -> None:
    """Take back the only placement, and let the pupil belong to the school that asked for the TLV.

    Raises VoorwaardeNietVervuld when the pupil went on to another school, or stayed where it was.
    """
    plaatsingen = list(verklaring.plaatsingen.all())
    if len(plaatsingen) > 1 or plaatsingen[0].vastgelegd_door_id is None:
        raise VoorwaardeNietVervuld(
            "De leerling zat al eerder of zit daarna op een school met deze TLV. Verbeter de eerste schooldag, of leg "
            "een overstap vast."
        )
    plaatsingen[0].delete()
    verklaring.geplaatst_op = None
    aanvraag = verklaring.aanvraag
    versie = aanvraag.versies.first()
    nummer = gegevens_van(aanvraag, versie.antwoorden if versie else None).get("leerlingnummer")
    if nummer and verklaring.leerling.school_id != aanvraag.school_id:
        verklaring.leerling = leerling_verhuizen(
            leerling=verklaring.leerling, school=aanvraag.school, leerlingnummer=nummer
        )


def sluit(verklaring: Verklaring, tot: date) -> None:
    """The pupil sits there no longer from this day on; at the earliest the day after the first one."""
    if nu := open_plaatsing(verklaring):
        nu.tot = max(tot, nu.van + DAG)
        nu.save(update_fields=["tot"])


def zat_er_nog(verklaring: Verklaring, dag: date) -> Plaatsing | None:
    """The placement that still ran on the day before `dag`; None when the pupil had left, or never came."""
    if verklaring.status not in TOT_HET_EINDE:
        return None
    laatste = verklaring.plaatsingen.select_related("school").order_by("-van", "-id").first()
    return laatste if laatste and (laatste.tot is None or laatste.tot >= dag) else None


def neem_over(verklaring: Verklaring, eerder: Plaatsing) -> date:
    """The pupil stays at the school on this TLV; gives the first day. No person records that, so nobody is named."""
    van = max(verklaring.ingang, eerder.van)
    if eerder.tot is None:
        sluit(eerder.verklaring, van)
    verklaring.school, verklaring.geplaatst_op = eerder.school, van
    Plaatsing.objects.create(verklaring=verklaring, school=eerder.school, van=van)
    return van
