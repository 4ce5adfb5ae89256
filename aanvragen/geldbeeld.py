"""The money of one aanvraag for those who judge it: what is reserved, what an award would do, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aanvragen.jaarverdeling import Bedragen, in_jaren, jaarverdeling
from aanvragen.models import Aanvraag
from aanvragen.reserveringen import kosten, reserveringen_van, verwachte_kosten
from financien.models import Begrotingspost, Reservering, Verplichting
from financien.selectors import Stand, stand
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro

NUL = Decimal("0.00")


@dataclass(frozen=True)
class Jaareffect:
    """What an award does to one budget line, in euros."""

    post: Begrotingspost
    stand: Stand
    bedrag: Decimal

    @property
    def titel(self) -> str:
        return _titel(self.post)

    @property
    def vrij_daarna(self) -> Decimal:
        return self.stand.vrij - self.bedrag

    @property
    def tekort(self) -> Decimal:
        """How far the award goes beyond what is free now."""
        return self.stand.tekort_bij(self.bedrag)


@dataclass(frozen=True)
class Geldeffect:
    """What an award does to its budget lines, before it is signed. `bezwaar` says why no line can bear it."""

    delen: Sequence[Jaareffect]
    toelichting: Sequence[str] = ()
    bezwaar: str = ""

    @property
    def bedrag(self) -> Decimal:
        """What the award costs in all its years."""
        return sum((deel.bedrag for deel in self.delen), NUL)

    @property
    def verdeling(self) -> str:
        return in_jaren({deel.post.jaar.jaar: deel.bedrag for deel in self.delen})

    @property
    def is_over_jaren(self) -> bool:
        return len(self.delen) > 1

    @property
    def past(self) -> bool:
        return not self.tekort

    @property
    def tekort(self) -> Decimal:
        """The shortages of the years together: what the directeur-bestuurder would approve."""
        return sum((deel.tekort for deel in self.delen), NUL)


def geldeffect(aanvraag: Aanvraag, bedrag: Decimal | None, *, voorstel: Bedragen | None = None) -> Geldeffect | None:
    """The effect of awarding `bedrag` euros, with `voorstel` (euros per year) as the split; None when this kind costs
    no money. One query, and one per year."""
    geld = kosten(aanvraag, bedrag)
    return None if geld is None else _effect(aanvraag, geld, voorstel)


def _effect(aanvraag: Aanvraag, geld: Decimal, voorstel: Bedragen | None = None) -> Geldeffect:
    try:
        verdeling = jaarverdeling(aanvraag, geld, voorstel=voorstel)
    except Geweigerd as fout:
        return Geldeffect((), bezwaar=fout.zin)
    delen = [Jaareffect(deel.post, stand(deel.post), deel.bedrag) for deel in verdeling.delen]
    return Geldeffect(delen, verdeling.toelichting)


@dataclass(frozen=True)
class Dossiergeld:
    """What the bureau reads about the money: what is reserved per year, the effect of an award while the request is
    open, what was awarded per year, and what asks attention."""

    reserveringen: Sequence[Reservering]
    effect: Geldeffect | None
    toegekend: Sequence["Toegekend"]
    let_op: Sequence[str]


@dataclass(frozen=True)
class Toegekend:
    """An award on the line of one year, in euros."""

    verplichting: Verplichting

    @property
    def titel(self) -> str:
        return _titel(self.verplichting.post)

    @property
    def bedrag(self) -> Decimal:
        """What this year bears: without what was taken back or moved to another year."""
        return self.verplichting.jaardeel

    @property
    def betaald(self) -> Decimal:
        """Paid, less what is claimed back."""
        return self.verplichting.betaald - self.verplichting.teruggevorderd

    @property
    def opmerking(self) -> str:
        """What else happened to it, in words."""
        rij = self.verplichting
        if rij.ingetrokken_met_id:
            return f"De toekenning van {euro(rij.bedrag)} is teruggedraaid."
        delen = {
            "vrijgegeven": rij.vrijgevallen,
            "naar een ander jaar verplaatst": rij.verschoven,
            "teruggevorderd": rij.teruggevorderd,
        }
        return " ".join(f"{euro(bedrag)} is {wat}." for wat, bedrag in delen.items() if bedrag)


def dossiergeld(aanvraag: Aanvraag) -> Dossiergeld:
    """The money of a dossier in a fixed number of queries, and one per year that an award would fall in."""
    verplichtingen = Verplichting.objects.van(aanvraag).select_related("post__jaar").order_by("post__jaar__jaar", "id")
    reserveringen = reserveringen_van(aanvraag)
    verwacht = verwachte_kosten(aanvraag) if aanvraag.is_open else None
    effect = None if verwacht is None else _effect(aanvraag, verwacht)
    return Dossiergeld(
        reserveringen=reserveringen,
        effect=effect,
        toegekend=[Toegekend(rij) for rij in verplichtingen],
        let_op=_let_op(effect, reserveringen) if effect else [],
    )


def _let_op(effect: Geldeffect, reserveringen: Sequence[Reservering]) -> list[str]:
    """What stands in the way of an award, or will when other open requests are awarded first."""
    zinnen = [effect.bezwaar] if effect.bezwaar else []
    if not reserveringen:
        zinnen.append("Voor deze aanvraag is nog niets gereserveerd. Dat gebeurt zodra er een open begrotingspost is.")
    return zinnen + [zin for deel in effect.delen if (zin := _krap(deel))]


def _krap(deel: Jaareffect) -> str:
    post, vrij = f"post {deel.post.code} ({deel.post.jaar})", euro(max(deel.stand.vrij, NUL))
    if deel.tekort:
        return f"Er is te weinig ruimte. Op {post} is {vrij} vrij en deze aanvraag kost daar {euro(deel.bedrag)}."
    if deel.stand.gereserveerd > deel.stand.vrij:
        return (
            f"Alle open aanvragen op {post} vragen samen {euro(deel.stand.gereserveerd)}. "
            f"Dat is meer dan de {vrij} die daar vrij is."
        )
    return ""


def _titel(post: Begrotingspost) -> str:
    return f"Begroting van {post.jaar}: {post}"
