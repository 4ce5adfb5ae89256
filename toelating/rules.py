"""Who may do what with a request for a TLV: small questions about a person and a dossier."""

from typing import Any

import rules
from django.utils import timezone

from swv.organisaties.models import Rolsoort
from toelating.models import Agendapunt, Bijeenkomst, Deskundigenadvies, Mandaat, Tlvaanvraag, Uitnodiging


@rules.predicate
def is_systeem(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """The portal itself, in the background."""
    return user is None


@rules.predicate
def is_coordinator(user: Any, aanvraag: Tlvaanvraag) -> bool:
    return user is not None and user.is_active and user.is_coordinator_van(aanvraag.school_id)


@rules.predicate
def is_bestuur(user: Any, aanvraag: Tlvaanvraag) -> bool:
    return user is not None and user.is_active and user.is_bestuur_van(aanvraag.school.bestuur_id)


@rules.predicate
def is_gast(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """Somebody of a school elsewhere, invited for this one dossier as long as the invitation holds."""
    if user is None or aanvraag.gast_id != user.pk or not user.heeft_rol(Rolsoort.GAST):
        return False
    return not Uitnodiging.objects.gesloten(timezone.localdate()).filter(aanvraag=aanvraag).exists()


@rules.predicate
def is_bureau(user: Any, aanvraag: Tlvaanvraag) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU) and not _is_verschoond(user, aanvraag)


@rules.predicate
def is_directeur(user: Any, aanvraag: Tlvaanvraag) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.DIRECTEUR) and not _is_verschoond(user, aanvraag)


@rules.predicate
def heeft_mandaat(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """The mandate register lets this person, who did not withdraw, decide on this kind of request today."""
    if user is None or not user.is_active or _is_verschoond(user, aanvraag):
        return False
    return mandaat_van(user, aanvraag) is not None


@rules.predicate
def is_opsteller(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """Who prepared the decision never signs it."""
    return user is not None and aanvraag.opgesteld_door_id == user.pk


@rules.predicate
def geeft_advies(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """An appointed expert whose advice is still to come."""
    return user is not None and advies_van(user, aanvraag) is not None


@rules.predicate
def zit_in_commissie(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """A member of the meeting on whose agenda it stands, who did not withdraw."""
    return user is not None and agendapunt_voor(user, aanvraag) is not None


@rules.predicate
def is_voorzitter(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """The chair of that meeting."""
    punt = agendapunt_voor(user, aanvraag) if user is not None else None
    return punt is not None and punt.bijeenkomst.voorzitter_id == user.pk


@rules.predicate
def zat_voor(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """The chair of the meeting that advised on it."""
    if user is None or not user.heeft_rol(Rolsoort.COMMISSIELID) or _is_verschoond(user, aanvraag):
        return False
    advies = Agendapunt.Uitkomst.ADVIES
    return aanvraag.agendapunten.filter(uitkomst=advies, bijeenkomst__voorzitter=user).exists()


@rules.predicate
def plant_bijeenkomsten(user: Any, bijeenkomst: Bijeenkomst) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU)


@rules.predicate
def zit_voor(user: Any, bijeenkomst: Bijeenkomst) -> bool:
    """The chair of this meeting."""
    return user is not None and bijeenkomst.voorzitter_id == user.pk and user.heeft_rol(Rolsoort.COMMISSIELID)


is_aanvrager = is_coordinator | is_gast
is_school = is_coordinator | is_bestuur | is_gast
mag_besluiten = (is_directeur | heeft_mandaat) & ~is_opsteller
mag_teruggeven = is_directeur | heeft_mandaat
stelt_advies_vast = is_bureau | is_voorzitter
verbetert_advies = is_bureau | zat_voor
doet_verslag = plant_bijeenkomsten | zit_voor


def mandaat_van(user: Any, aanvraag: Tlvaanvraag) -> Mandaat | None:
    """The mandate with which this person decides on this kind today. No query when `mandaten` was fetched along."""
    vandaag = timezone.localdate()
    mandaten = (rij for rij in user.mandaten.all() if rij.soort == aanvraag.soort and rij.is_geldig(vandaag))
    return next(mandaten, None)


def menu_van_gemandateerde(user: Any) -> list[tuple[str, str]]:
    """The signing desk in the menu of who has a mandate; the directeur-bestuurder has it there by role. Who works for
    a school or only advises has no mandate: no question for them."""
    kan = user.is_active and (user.heeft_rol(Rolsoort.BUREAU) or not user.rolsoorten)
    return [("TLV’s ondertekenen", "toelating:ondertekenen")] if kan and mag_tafel(user) else []


def mandaat_bij_besluit(user: Any, aanvraag: Tlvaanvraag) -> Mandaat | None:
    """In whose name this person decides: None for the directeur-bestuurder, who needs no mandate."""
    return None if is_directeur.test(user, aanvraag) else mandaat_van(user, aanvraag)


def mag_tafel(user: Any) -> bool:
    """Whether the signing desk is there for this person: the directeur-bestuurder, or somebody with a mandate today."""
    if not user.is_active:
        return False
    return user.heeft_rol(Rolsoort.DIRECTEUR) or user.mandaten.geldig(timezone.localdate()).exists()


def advies_van(user: Any, aanvraag: Tlvaanvraag) -> Deskundigenadvies | None:
    """The advice that this expert still has to give on this request."""
    if not user.heeft_rol(Rolsoort.DESKUNDIGE) or _is_verschoond(user, aanvraag):
        return None
    gevraagd = Deskundigenadvies.Stand.GEVRAAGD
    return aanvraag.deskundigenadviezen.filter(deskundige=user, stand=gevraagd).first()


def agendapunt_voor(user: Any, aanvraag: Tlvaanvraag) -> Agendapunt | None:
    """Where this request stands open on the agenda of a meeting of this member."""
    if not user.heeft_rol(Rolsoort.COMMISSIELID) or _is_verschoond(user, aanvraag):
        return None
    open_ = aanvraag.agendapunten.filter(uitkomst=Agendapunt.Uitkomst.OPEN, bijeenkomst__leden=user)
    return open_.select_related("bijeenkomst").first()


def _is_verschoond(user: Any, aanvraag: Tlvaanvraag) -> bool:
    return user.pk in aanvraag.verschoonden


def mag_lezen(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """Whether this person may open the dossier and its files; the same rule as every list."""
    return Tlvaanvraag.objects.for_user(user).filter(pk=aanvraag.pk).exists()


def mag_bijeenkomst_lezen(user: Any, bijeenkomst: Bijeenkomst) -> bool:
    """Whether this person may open the meeting and its resolution list."""
    return Bijeenkomst.objects.for_user(user).filter(pk=bijeenkomst.pk).exists()
