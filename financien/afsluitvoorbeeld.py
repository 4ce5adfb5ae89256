"""What closing a year would do: what is still open on each line, where it goes, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from financien.models import Begrotingsjaar, Begrotingspost, Reservering, Verplichting
from swv.kern.opmaak import euro

_OPEN = F("bedrag") - F("betaald") - F("vrijgevallen") - F("verschoven")


@dataclass(frozen=True)
class Openpost:
    """A line with money that is still open, in euros, and the line of the next year that takes it over."""

    post: Begrotingspost
    naar: Begrotingspost | None
    toekenningen: int
    openstaand: Decimal
    aanvragen: int
    gereserveerd: Decimal


@dataclass(frozen=True)
class Afsluitvoorbeeld:
    """A year as it would be closed. With `bezwaren` it cannot."""

    jaar: Begrotingsjaar
    posten: list[Openpost]
    verplichtingen: list[Verplichting]
    bezwaren: list[str]

    @property
    def openstaand(self) -> Decimal:
        return sum((post.openstaand for post in self.posten), Decimal(0))

    @property
    def gereserveerd(self) -> Decimal:
        return sum((post.gereserveerd for post in self.posten), Decimal(0))

    @property
    def zin(self) -> str:
        """One sentence that says what goes along."""
        if not self.posten:
            return f"Er staat niets meer open. Naar {self.jaar.jaar + 1} gaat niets mee."
        return (
            f"Naar {self.jaar.jaar + 1} gaat {euro(self.openstaand)} aan toekenningen mee die nog niet zijn betaald, "
            f"en {euro(self.gereserveerd)} voor aanvragen waarover nog niet is besloten."
        )


def afsluitvoorbeeld(jaar: Begrotingsjaar) -> Afsluitvoorbeeld:
    """Per line what is open and where it goes; five queries. At most 100 commitments are named."""
    volgend = Begrotingsjaar.objects.filter(jaar=jaar.jaar + 1).first()
    verplicht = {rij["post"]: rij for rij in _per_post(_open_verplichtingen(jaar), Sum(_OPEN))}
    gereserveerd = {rij["post"]: rij for rij in _per_post(_open_reserveringen(jaar), Sum("bedrag"))}
    posten = Begrotingspost.objects.filter(
        Q(pk__in=[*verplicht, *gereserveerd]) | Q(jaar__jaar=jaar.jaar + 1, soort=Begrotingspost.Soort.LASTEN)
    ).select_related("jaar")
    straks, nu = {}, []
    for post in posten:
        if post.jaar_id == jaar.pk:
            nu.append(post)
        else:
            straks[post.code] = post
    open_posten = [_openpost(post, straks, verplicht, gereserveerd) for post in nu]
    return Afsluitvoorbeeld(
        jaar=jaar,
        posten=open_posten,
        verplichtingen=list(
            _open_verplichtingen(jaar).select_related("post", "boeking").order_by("-bedrag", "pk")[:100]
        ),
        bezwaren=list(_bezwaren(jaar, volgend, open_posten)),
    )


def _open_verplichtingen(jaar: Begrotingsjaar) -> QuerySet[Verplichting]:
    bezet = F("betaald") + F("vrijgevallen") + F("verschoven")
    return Verplichting.objects.filter(post__jaar=jaar, ingetrokken_met=None, bedrag__gt=bezet)


def _open_reserveringen(jaar: Begrotingsjaar) -> QuerySet[Reservering]:
    return Reservering.objects.filter(post__jaar=jaar, vervallen_met=None)


def _per_post(rijen: QuerySet, som: Sum) -> QuerySet:
    return rijen.order_by().values("post").annotate(aantal=Count("pk"), som=som)


def _openpost(post: Begrotingspost, straks: dict, verplicht: dict, gereserveerd: dict) -> Openpost:
    leeg = {"aantal": 0, "som": Decimal(0)}
    toekenningen, aanvragen = verplicht.get(post.pk, leeg), gereserveerd.get(post.pk, leeg)
    return Openpost(
        post=post,
        naar=straks.get(post.code),
        toekenningen=toekenningen["aantal"],
        openstaand=toekenningen["som"],
        aanvragen=aanvragen["aantal"],
        gereserveerd=aanvragen["som"],
    )


def _bezwaren(jaar: Begrotingsjaar, volgend: Begrotingsjaar | None, posten: list[Openpost]) -> Iterable[str]:
    nieuw = jaar.jaar + 1
    zonder = [post.post.code for post in posten if post.naar is None]
    if posten and volgend is None:
        yield f"Er is nog geen begroting van {nieuw}. Laad die eerst, dan kan het geld dat openstaat daarheen."
    elif zonder:
        yield (
            f"De begroting van {nieuw} heeft geen post met deze code: {', '.join(zonder)}. Maak die posten aan, of "
            "geef vrij wat er openstaat."
        )
    if posten and volgend is not None and volgend.is_gesloten:
        yield f"Begrotingsjaar {nieuw} is al gesloten. Geef vrij wat er nog openstaat."
