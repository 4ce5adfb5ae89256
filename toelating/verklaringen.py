"""One TLV as somebody may see it, and what a line in a list needs."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from swv.documenten.models import Brief
from swv.documenten.selectors import brieven_van
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Gebruiker, School
from toelating.bestanden import brieven_voor_school
from toelating.blik import Blik, blik_van, geldt_tot, is_uit_beeld, naam_voor, overgedaan
from toelating.models import Plaatsing, Verklaring
from toelating.models.verklaring import VerklaringQuerySet
from toelating.teksten_verklaring import Stand, stand

Q = TypeVar("Q", bound="QuerySet[Any, Any]")
LANG_GELEDEN = timedelta(weeks=4)
DUO_DAGEN = 7  # the school registers the number within seven days after the enrolment (DUO, inschrijvingsgegevens)

# What a list of TLVs never shows of their requests.
LANGE_TEKSTEN = ("aanvraag__antwoorden", "aanvraag__advies", "aanvraag__motivering")


def met_alles(verklaringen: VerklaringQuerySet) -> VerklaringQuerySet:
    """What the page of one TLV shows of its surroundings, in the same query."""
    return verklaringen.annotate(is_overgedaan=overgedaan()).select_related(
        "aanvraag__school__bestuur",
        "aanvraag__beoogde_school",
        "aanvraag__regeling",
        "aanvraag__vorige",
        "vervangt",
        "school__bestuur",
        "leerling__school",
    )


def met_regel(verklaringen: Q) -> Q:
    """What a line in a list shows."""
    erbij = ("aanvraag__school", "aanvraag__beoogde_school", "aanvraag__vorige", "vervangt", "school", "leerling")
    rijen = verklaringen.annotate(is_overgedaan=overgedaan()).select_related(*erbij)
    return rijen.defer(*LANGE_TEKSTEN)


@dataclass(frozen=True)
class Regel:
    """One line in a list, for one reader."""

    verklaring: Verklaring
    naam: str
    tot: date
    stand: Stand
    school: str


def regel_voor(gebruiker: Gebruiker, verklaring: Verklaring) -> Regel:
    blik = blik_van(gebruiker, verklaring)
    return Regel(
        verklaring=verklaring,
        naam=naam_voor(blik, verklaring),
        tot=geldt_tot(blik, verklaring),
        stand=stand(verklaring, blik),
        school=_school_voor(blik, verklaring),
    )


def _school_voor(blik: Blik, verklaring: Verklaring) -> str:
    """Where the pupil sits or will sit; for the school that asked the first of them is on the page itself."""
    if verklaring.school is None:
        return f"nu nog {verklaring.aanvraag.school.naam}"
    return "een andere school" if is_uit_beeld(blik, verklaring) else verklaring.school.naam


@dataclass(frozen=True)
class Zorgplicht:
    """Which school has the zorgplicht; `is_over` when it moved from the school that asked for the TLV, on `sinds`.

    `dagen` are calendar days: since the TLV was given, or from then until the first placement.
    """

    school: School
    sinds: date | None
    is_over: bool
    dagen: int


def zorgplicht(verklaring: Verklaring, plaatsingen: list[Plaatsing], *, blik: Blik) -> Zorgplicht | None:
    """The school that asked keeps it until the pupil is placed; it hears where it went first, not what came after.
    None when the pupil stays where it was."""
    aanvrager = verklaring.aanvraag.school
    if not plaatsingen:
        dagen = (timezone.localdate() - verklaring.afgegeven_op).days
        return None if verklaring.voorganger else Zorgplicht(aanvrager, None, False, dagen)
    eerste, laatste = plaatsingen[0], plaatsingen[-1]
    if eerste.vastgelegd_door_id is None or eerste.school_id == aanvrager.pk:
        return None
    nu = eerste if blik is Blik.VERWIJZER else laatste
    return Zorgplicht(nu.school, nu.van, True, max((eerste.van - verklaring.afgegeven_op).days, 0))


@dataclass(frozen=True)
class Verklaringpagina:
    """A TLV for one reader."""

    verklaring: Verklaring
    blik: Blik
    plaatsingen: list[Plaatsing]
    zorgplicht: Zorgplicht | None
    keten: list[Regel]
    verloop: list[Gebeurtenis]
    brieven: list[Brief]

    @property
    def stand(self) -> Stand:
        return stand(self.verklaring, self.blik)

    @property
    def tot(self) -> date:
        return geldt_tot(self.blik, self.verklaring)

    @property
    def is_bureau(self) -> bool:
        return self.blik is Blik.BUREAU

    @property
    def is_houder(self) -> bool:
        return self.blik is Blik.HOUDER

    @property
    def is_beoogd(self) -> bool:
        return self.blik is Blik.BEOOGD

    @property
    def is_verwijzer(self) -> bool:
        return self.blik is Blik.VERWIJZER

    @property
    def toont_duo(self) -> bool:
        """The data for DUO: for who registers them."""
        return self.is_houder and self.verklaring.is_geldend

    @property
    def duo_uiterlijk(self) -> date | None:
        """The last day to register the number; not when that day passed long ago."""
        if not self.toont_duo or self.verklaring.geplaatst_op is None:
            return None
        dag = self.verklaring.geplaatst_op + timedelta(days=DUO_DAGEN)
        return dag if dag >= timezone.localdate() - LANG_GELEDEN else None


def pagina(verklaring: Verklaring, gebruiker: Gebruiker) -> Verklaringpagina:
    """What this person reads about a TLV. The same number of queries for everybody with the same blik."""
    blik = blik_van(gebruiker, verklaring)
    plaatsingen = list(verklaring.plaatsingen.select_related("school"))
    return Verklaringpagina(
        verklaring=verklaring,
        blik=blik,
        plaatsingen=plaatsingen if blik in (Blik.BUREAU, Blik.HOUDER) else [],
        zorgplicht=zorgplicht(verklaring, plaatsingen, blik=blik) if blik is not Blik.BEOOGD else None,
        keten=_keten(verklaring, gebruiker) if blik is not Blik.BEOOGD else [],
        verloop=list(_verloop(verklaring, blik)),
        brieven=_brieven(verklaring, blik),
    )


def _keten(verklaring: Verklaring, gebruiker: Gebruiker) -> list[Regel]:
    """The TLVs of the pupil after each other, as far as this person may see them; nothing when it is the only one."""
    rijen = met_regel(Verklaring.objects.for_user(gebruiker)).filter(leerling=verklaring.leerling_id)
    regels = [regel_voor(gebruiker, rij) for rij in rijen.order_by("ingang", "afgegeven_op", "nummer")]
    return regels if len(regels) > 1 else []


def _verloop(verklaring: Verklaring, blik: Blik) -> QuerySet[Gebeurtenis]:
    """Newest first. A school that asked reads until the placement, one that collected from there on."""
    alles = Gebeurtenis.objects.van(verklaring).select_related("door").order_by("-op", "-id")
    if blik is Blik.BUREAU:
        return alles
    if blik is Blik.HOUDER and verklaring.opgehaald_op:
        return alles.filter(is_intern=False, op__gte=verklaring.opgehaald_op)
    if blik is Blik.VERWIJZER:
        return alles.filter(is_intern=False, handeling__in=VOOR_WIE_AANVROEG)
    return alles.none()


# What the school that asked hears of it: until the pupil has a place, and when the TLV ends without one.
VOOR_WIE_AANVROEG = (
    "ophalen",
    "teruggeven",
    "plaatsen",
    "plaatsing_melden",
    "plaatsing_ongedaan_maken",
    "laten_vervallen",
    "intrekken",
    "herroepen",
)


def _brieven(verklaring: Verklaring, blik: Blik) -> list[Brief]:
    """The letter of this TLV: for who asked and for the school that collected it, never the advice behind it."""
    if blik is Blik.BEOOGD:
        return []
    van = brieven_van if blik is Blik.BUREAU else brieven_voor_school
    return list(van(verklaring.aanvraag).filter(kenmerk=verklaring.nummer))
