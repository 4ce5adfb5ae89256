"""As whom somebody looks at a TLV, and so what they may know of it: who needs to know what.

| Blik | Who | Sees |
|---|---|---|
| bureau | bureau, directeur-bestuurder | everything |
| houder | the school that collected it and its board | pupil, data for DUO, letter, placements, what it did |
| verwijzer | the school that asked, its board, a guest | pupil, letter, who has the zorgplicht until the placement |
| beoogd | the school that is meant to collect it | number, first name and initial, who asks |
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from swv.organisaties.models import Gebruiker, Leerling, Rolsoort
from toelating.models import Verklaring, Verklaringstatus


class Blik(StrEnum):
    BUREAU = "bureau"
    HOUDER = "houder"
    VERWIJZER = "verwijzer"
    BEOOGD = "beoogd"


def blik_van(gebruiker: Gebruiker, verklaring: Verklaring) -> Blik:
    """As whom this person looks at a TLV that `for_user` gave; the widest that fits."""
    if gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return Blik.BUREAU
    if verklaring.school_id in gebruiker.school_ids:
        return Blik.HOUDER
    if verklaring.aanvraag.school_id in gebruiker.school_ids or verklaring.aanvraag.gast_id == gebruiker.pk:
        return Blik.VERWIJZER
    return Blik.BEOOGD


def leerling_in_het_kort(leerling: Leerling) -> str:
    """First name and initial: enough for a school that knows the pupil, little for one that does not."""
    return f"{leerling.voornaam} {leerling.achternaam[:1]}."


def naam_voor(blik: Blik, verklaring: Verklaring) -> str:
    """How a list names the pupil: the bureau reads pupils in a dossier, never in a list."""
    if blik is Blik.BUREAU:
        return ""
    return leerling_in_het_kort(verklaring.leerling) if blik is Blik.BEOOGD else verklaring.leerling.naam


ONGEDAAN = (Verklaringstatus.INGETROKKEN, Verklaringstatus.HERROEPEN)


def overgedaan() -> Exists:
    """Whether a decision on an objection gave another TLV on the same request in its place."""
    return Exists(Verklaring.objects.filter(vervangt=OuterRef("pk"), aanvraag=OuterRef("aanvraag")))


def is_uit_beeld(blik: Blik, verklaring: Verklaring) -> bool:
    """The pupil has a place: what comes after that is no matter of the school that asked, unless the decision itself
    is undone or made again after an objection."""
    is_ongedaan = verklaring.status in ONGEDAAN
    is_overgedaan = getattr(verklaring, "is_overgedaan", False)  # added by met_regel and met_alles
    return blik is Blik.VERWIJZER and verklaring.geplaatst_op is not None and not (is_ongedaan or is_overgedaan)


def uit_beeld(gebruiker: Gebruiker) -> Q:
    """The same in a query, of what `for_user` gave: a filter tells no more than the row does."""
    if gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return Q(pk__in=[])
    van_anderen = Q(geplaatst_op__isnull=False) & ~Q(school__in=gebruiker.school_ids)
    return van_anderen & ~Q(status__in=ONGEDAAN) & ~Q(overgedaan())


def in_status(gebruiker: Gebruiker, statussen: Collection[str]) -> Q:
    """Those that this person reads as one of these states."""
    weg = uit_beeld(gebruiker)
    zoals_het_is = Q(status__in=statussen) & ~weg
    return zoals_het_is | weg if Verklaringstatus.VERZILVERD in statussen else zoals_het_is


def geldt_tot(blik: Blik, verklaring: Verklaring) -> date:
    """The last day, as far as this reader may know it."""
    return verklaring.einde if is_uit_beeld(blik, verklaring) else verklaring.geldig_tot
