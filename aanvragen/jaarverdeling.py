"""Which budget year bears which part of an award: by the months of its period, or as the bureau proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from aanvragen.models import Aanvraag
from financien.fouten import JaarGesloten, OnbekendePost
from financien.models import Begrotingsjaar, Begrotingspost
from financien.services import naar_rato, over_jaren
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro

Bedragen = Mapping[int, Decimal]


@dataclass(frozen=True)
class Jaardeel:
    """What one budget year bears, in euros, on the line of that year."""

    post: Begrotingspost
    bedrag: Decimal

    @property
    def jaar(self) -> int:
        return self.post.jaar.jaar


@dataclass(frozen=True)
class Jaarverdeling:
    """An award over its budget years, oldest first, each year once. `toelichting` says in sentences why a part of the
    period stands in another year."""

    delen: Sequence[Jaardeel]
    toelichting: Sequence[str] = ()

    @property
    def zin(self) -> str:
        return in_jaren({deel.jaar: deel.bedrag for deel in self.delen})

    @property
    def bedragen(self) -> dict[int, Decimal]:
        return {deel.jaar: deel.bedrag for deel in self.delen}


def in_jaren(bedragen: Bedragen) -> str:
    """€ 4.166,67 in 2026, € 5.833,33 in 2027."""
    return ", ".join(f"{euro(bedrag)} in {jaar}" for jaar, bedrag in sorted(bedragen.items()))


def jaarverdeling(aanvraag: Aanvraag, bedrag: Decimal, *, voorstel: Bedragen | None = None) -> Jaarverdeling:
    """The lines that bear an award of `bedrag` euros that is decided today; one query when all is well.

    `voorstel` (euros per year) goes before the months of the period; without it counts what the bureau proposed. When
    another amount is awarded the proportion stays. A year before this one counts in this year, and the part of a year
    without an open line in the last year before it that has one. Raises Geweigerd when nothing can bear it.
    """
    posten = open_posten(aanvraag)
    gewenst = aanvraag.verdeling if voorstel is None else voorstel
    periode = _naar_periode(aanvraag, bedrag)
    bedragen: dict[int, Decimal] = {}
    for jaar, deel in _passend(bedrag, gewenst or periode).items():
        plek = _plek(aanvraag, jaar, posten)
        bedragen[plek] = bedragen.get(plek, Decimal(0)) + deel
    delen = [Jaardeel(posten[jaar], deel) for jaar, deel in sorted(bedragen.items())]
    zinnen = [_waarom(aanvraag, jaar, posten, bedragen) for jaar in periode if jaar not in bedragen]
    return Jaarverdeling(delen, zinnen)


def te_verdelen_jaren(aanvraag: Aanvraag) -> list[int]:
    """The years over which the bureau can divide an award: this one and those of the period, as far as they have an
    open line. Empty when nothing can bear it."""
    laatste = max(aanvraag.tot.year if aanvraag.tot else 0, timezone.localdate().year)
    try:
        return [jaar for jaar in open_posten(aanvraag) if jaar <= laatste]
    except Geweigerd:
        return []


def open_posten(aanvraag: Aanvraag) -> dict[int, Begrotingspost]:
    """The lines of this kind in this and later years that are not closed. Raises Geweigerd when the kind has none."""
    code = aanvraag.regeling.begrotingspost_code
    if not code:
        raise Geweigerd(
            f"Voor {aanvraag.soort_naam} is nog geen begrotingspost gekozen. Vraag de functioneel beheerder."
        )
    posten = Begrotingspost.objects.filter(
        code=code, jaar__jaar__gte=timezone.localdate().year, jaar__gesloten_op__isnull=True
    )
    return {post.jaar.jaar: post for post in posten.select_related("jaar").order_by("jaar__jaar")}


def _naar_periode(aanvraag: Aanvraag, bedrag: Decimal) -> dict[int, Decimal]:
    """By the months of the period; without a period it is all of this year."""
    if aanvraag.van is None or aanvraag.tot is None:
        return {timezone.localdate().year: bedrag}
    return dict(over_jaren(bedrag, aanvraag.van, aanvraag.tot))


def _passend(bedrag: Decimal, verdeling: Bedragen) -> dict[int, Decimal]:
    """The same proportion for `bedrag`, without years that get nothing."""
    if sum(verdeling.values()) == bedrag:
        return {jaar: deel for jaar, deel in verdeling.items() if deel}
    gewichten = {jaar: Fraction(deel) for jaar, deel in verdeling.items() if deel}
    return {jaar: deel for jaar, deel in naar_rato(bedrag, gewichten).items() if deel}


def _plek(aanvraag: Aanvraag, jaar: int, posten: Mapping[int, Begrotingspost]) -> int:
    """The year that bears a part of `jaar`. Raises OnbekendePost or JaarGesloten when there is none."""
    nu = timezone.localdate().year
    mogelijk = [ander for ander in posten if ander <= max(jaar, nu)]
    if mogelijk:
        return max(mogelijk)
    if not Begrotingsjaar.objects.filter(jaar=nu, gesloten_op__isnull=False).exists():
        raise OnbekendePost(code=aanvraag.regeling.begrotingspost_code, jaar=nu)
    if not posten:
        raise JaarGesloten(
            f"Begrotingsjaar {nu} is gesloten en de begroting van {nu + 1} heeft nog geen post "
            f"{aanvraag.regeling.begrotingspost_code}. Vraag de controller die aan te maken."
        )
    return min(posten)


def _waarom(aanvraag: Aanvraag, jaar: int, posten: Mapping[int, Begrotingspost], bedragen: Bedragen) -> str:
    """Why nothing stands in a year of the period."""
    nu = timezone.localdate().year
    plek = _plek(aanvraag, jaar, posten)
    code = aanvraag.regeling.begrotingspost_code
    if jaar in posten:
        return f"De periode loopt ook in {jaar}. Volgens de verdeling van het bureau komt er niets uit {jaar}."
    if jaar < nu:
        return f"Het deel over {jaar} komt uit {plek}: het besluit valt in {nu}."
    if plek > jaar:
        return f"Begrotingsjaar {jaar} is gesloten. Het deel over {jaar} komt uit {plek}."
    alles = "Het hele bedrag" if len(bedragen) == 1 else f"Het deel over {jaar}"
    return (
        f"De periode loopt door in {jaar}. De begroting van {jaar} heeft nog geen open post {code}. "
        f"{alles} komt uit {plek}."
    )
