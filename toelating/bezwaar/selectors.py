"""Reads about objections."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery

from swv.documenten.models import Brief
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.models import Termijn
from toelating.documents import MET_BEZWAAR
from toelating.models import Bezwaar, Bezwaarstatus, Bundel, Gevolg, Status, Tlvaanvraag, Verklaring


def besluitbrief(aanvraag: Tlvaanvraag) -> Brief | None:
    """The letter of the newest decision on this request: the one that somebody objects to. One after an objection is
    none of these: against that one appeals."""
    return Brief.objects.van(aanvraag).filter(soort__in=MET_BEZWAAR).order_by("-gemaakt_op", "-id").first()


def te_ondertekenen_bezwaren(user: Gebruiker) -> "QuerySet[Bezwaar]":
    """The objections that wait for a decision of this person, the oldest first; with what a list shows of them."""
    if not user.heeft_rol(Rolsoort.DIRECTEUR):
        return Bezwaar.objects.none()
    wacht = Bezwaar.objects.for_user(user).filter(status=Bezwaarstatus.TER_ONDERTEKENING)
    wacht = wacht.exclude(opgesteld_door=user).exclude(aanvraag__besloten_door=user, aanvraag__mandaat__isnull=False)
    return met_klok(wacht).select_related("aanvraag__school", "opgesteld_door").order_by("voorgelegd_op", "pk")


def met_klok(bezwaren: "QuerySet[Bezwaar]") -> "QuerySet[Bezwaar]":
    """Add the clock that runs out first (`klok`, `uiterlijk`), and the last day to decide (`beslis_uiterlijk`, None
    while that term stands still), in the same query."""
    termijnen = Termijn.objects.lopend().filter(
        content_type=ContentType.objects.get_for_model(Bezwaar), object_id=OuterRef("pk")
    )
    eerst = termijnen.order_by("uiterlijk", "pk")
    return bezwaren.annotate(
        klok=Subquery(eerst.values("soort")[:1]),
        uiterlijk=Subquery(eerst.values("uiterlijk")[:1]),
        beslis_uiterlijk=Subquery(termijnen.filter(soort="bezwaar").values("uiterlijk")[:1]),
    )


def geldende_verklaring(aanvraag: Tlvaanvraag) -> Verklaring | None:
    """The TLV of this request that counts, or will: what an objection can undo or change."""
    return Verklaring.objects.geldend().filter(aanvraag=aanvraag).order_by("-afgegeven_op", "-nummer").first()


def mogelijke_gevolgen(bezwaar: Bezwaar) -> list[Gevolg]:
    """What a decision on this objection can do now: it depends on what there is to undo."""
    aanvraag = bezwaar.aanvraag
    if geldende_verklaring(aanvraag):
        return [Gevolg.HERROEPEN, Gevolg.WIJZIGEN, Gevolg.GEEN]
    if aanvraag.status == Status.BUITEN_BEHANDELING:
        return [Gevolg.BEHANDELEN, Gevolg.GEEN]
    return [Gevolg.AFGEVEN, Gevolg.GEEN]


def gebreken(bezwaar: Bezwaar) -> list[str]:
    """What the paper lacks of what the law asks (Awb 6:5), so that the objector gets time to repair it."""
    zinnen = [
        (not bezwaar.is_ondertekend, "de handtekening"),
        (bezwaar.dagtekening is None, "de datum"),
        (not bezwaar.gronden.strip(), "de gronden: waarom de bezwaarmaker het niet eens is"),
    ]
    return [wat for ontbreekt, wat in zinnen if ontbreekt]


def nieuwste_bundels(bezwaar: Bezwaar) -> list[Bundel]:
    """The bundle for each reader as it was last asked for: first that for the LBT. One query."""
    rijen = Bundel.objects.filter(bezwaar=bezwaar).select_related("bijlage", "gevraagd_door")
    nieuwst: dict[str, Bundel] = {}
    for bundel in rijen.order_by("-gevraagd_op"):
        nieuwst.setdefault(bundel.voor, bundel)
    return [nieuwst[voor] for voor in Bundel.Voor.values if voor in nieuwst]
