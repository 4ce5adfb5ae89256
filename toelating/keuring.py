"""The gate for experts: two different people, of the right professions, who have nothing to do with the case.

Sources: Inrichtingsbesluit WVO (old) art. 15a (professions); RBNNE 2020:4700 (independence).
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating.models import BEROEPEN, Beroep, Deskundigheid, Rang, Tlvaanvraag


def kandidaten(rang: str) -> "Iterable[Gebruiker]":
    """Experts with a right profession today, by name."""
    vandaag = timezone.localdate()
    met_beroep = Deskundigheid.objects.geldig(vandaag).filter(beroep__in=BEROEPEN[rang]).values("gebruiker_id")
    return Gebruiker.objects.met_rol(Rolsoort.DESKUNDIGE).filter(pk__in=met_beroep).order_by("naam")


def beroep_voor(deskundige: Gebruiker, rang: str) -> str | None:
    """The profession with which somebody can be expert of this rank today; None without one."""
    geldig = Deskundigheid.objects.geldig(timezone.localdate()).filter(gebruiker=deskundige, beroep__in=BEROEPEN[rang])
    return geldig.order_by("beroep").values_list("beroep", flat=True).first()


def bezwaren(deskundige: Gebruiker, rang: str, aanvraag: Tlvaanvraag) -> list[str]:
    """Why this person cannot advise on this request in this rank: a Dutch sentence for each condition that fails."""
    zinnen = []
    if not deskundige.heeft_rol(Rolsoort.DESKUNDIGE):
        zinnen.append(f"{deskundige.naam} is nu geen deskundige in het portaal. Kies iemand anders.")
    if beroep_voor(deskundige, rang) is None:
        zinnen.append(
            f"{deskundige.naam} heeft geen beroep dat past bij de {Rang(rang).label}. Nodig is: {beroepen(rang)}. "
            "Kies iemand anders, of vul eerst de deskundigheid in."
        )
    if deskundige.pk in aanvraag.verschoonden:
        zinnen.append(f"{deskundige.naam} trok zich terug uit dit dossier. Kies iemand anders.")
    if reden := betrokkenheid(deskundige, aanvraag):
        zinnen.append(f"{deskundige.naam} is betrokken bij deze aanvraag: {reden}. Kies iemand anders.")
    return zinnen


# What an expert does as an expert is no other part in the case.
EIGEN_WERK = ("advies_geven", "oordeel_geven", "verschonen")


def betrokkenheid(deskundige: Gebruiker, aanvraag: Tlvaanvraag) -> str | None:
    """What this person has to do with the case in another role, as far as the portal knows: with the request, with
    the boards and schools, or with the decision."""
    eigen = {aanvraag.aangevraagd_door_id, aanvraag.medegetekend_door_id, aanvraag.gast_id}
    if deskundige.pk in eigen:
        return "deed de aanvraag of tekende mee"
    if deskundige.pk in {aanvraag.behandelaar_id, aanvraag.opgesteld_door_id}:
        return "behandelt de aanvraag"
    if Gebeurtenis.objects.van(aanvraag).filter(door=deskundige).exclude(handeling__in=EIGEN_WERK).exists():
        return "deed eerder iets in dit dossier"
    if _werkt_voor_school(deskundige, aanvraag):
        return "werkt voor de school of het bestuur"
    vandaag = timezone.localdate()
    if deskundige.mandaten.geldig(vandaag).filter(soort=aanvraag.soort).exists() or deskundige.heeft_rol(
        Rolsoort.DIRECTEUR
    ):
        return "kan over deze aanvraag besluiten"
    return None


def _werkt_voor_school(deskundige: Gebruiker, aanvraag: Tlvaanvraag) -> bool:
    """A role today at a school of the board that asks, or of the board of the school that is meant."""
    scholen = [school for school in (aanvraag.school, aanvraag.beoogde_school) if school]
    besturen = {school.bestuur_id for school in scholen}
    plek = Q(school__bestuur__in=besturen) | Q(bestuur__in=besturen)
    return deskundige.rollen.geldig(timezone.localdate()).filter(plek).exists()


def beroepen(rang: str) -> str:
    """The professions of a rank in words."""
    namen = [str(Beroep(beroep).label) for beroep in Beroep.values if beroep in BEROEPEN[rang]]
    return f"{', '.join(namen[:-1])} of {namen[-1]}"
