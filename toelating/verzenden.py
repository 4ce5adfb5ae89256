"""How a letter reaches those it is for: in the portal, by post, or handed over (Awb 2:13, 3:41).

A board reads it in the portal; without an account there it gets it by post, and so do parents. What did not arrive goes
another way.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen.rekenen import laatste_dag
from swv.termijnen.selectors import extra_feestdagen
from toelating import berichten, berichten_verklaring, documents
from toelating.bezwaartermijn import WEKEN
from toelating.models import Tlvaanvraag, Verklaring, Verzending
from toelating.ouders import geadresseerden

Aan, Kanaal = Verzending.Aan, Verzending.Kanaal
TEGELIJK = 200  # letters marked as posted in one go


# --- When the letter is sealed -------------------------------------------------------------------------------


def aan_aanvrager(
    brief: Brief, aanvraag: Tlvaanvraag, *, soort: str = "brief_klaar", sleutel: str = "", **context: Any
) -> Verzending:
    """The board, the legal applicant, and the school read it in the portal from this moment on, and get a
    notification. That of a decision says until when the board can object to it (Wmebv). A board without an account
    there gets it by post."""
    mensen = berichten.aanvragers(aanvraag)
    bestuur = set(berichten.bestuur(aanvraag).values_list("pk", flat=True))
    if bestuur and brief.soort in documents.MET_BEZWAAR:
        tot = laatste_dag(timezone.localdate(), weken=WEKEN, extra=extra_feestdagen())
        soort, context = "tlv_besluit", {"uiterlijk": datum(tot)}
    verstuurd = berichten.sturen(aanvraag, soort, mensen, sleutel=sleutel or str(brief.pk), **context)
    if bestuur:
        velden = {
            "kanaal": Kanaal.DIGITAAL,
            "verzonden_op": timezone.now(),
            "bericht": next(bericht for bericht in verstuurd if bericht.aan_id in bestuur),
        }
    else:
        velden = {"kanaal": Kanaal.PAPIER, "adres": "\n".join(documents.bestuursadres(aanvraag)[1:])}
    return _klaarzetten(brief, Aan.AANVRAGER, aanvraag.school.bestuur.naam, velden)


def aan_ouders(brief: Brief, aanvraag: Tlvaanvraag) -> None:
    """For the parents at each address a letter lies ready to be printed and posted; without an address too, so that
    the bureau sees that it is missing."""
    for naam, adres in geadresseerden(aanvraag):
        _klaarzetten(brief, Aan.OUDERS, naam, {"kanaal": Kanaal.PAPIER, "adres": adres})


def _klaarzetten(brief: Brief, aan: str, naam: str, velden: dict[str, object]) -> Verzending:
    """Once per letter and addressee."""
    verzending, _ = Verzending.objects.get_or_create(brief=brief, aan=aan, naam=naam, vervangt=None, defaults=velden)
    return verzending


def uitstel_versturen(brief: Brief, aanvraag: Tlvaanvraag) -> None:
    """Only the applicant is told that the decision comes later (Awb 4:14); the notification went with the act."""
    with transaction.atomic():
        versie = brief.sleutel.rpartition(":")[2]
        uiterlijk = datum(aanvraag.beslisdatum) if aanvraag.beslisdatum else ""
        aan_aanvrager(brief, aanvraag, soort="tlv_uitstel", sleutel=versie, uiterlijk=uiterlijk)


def dwangsom_versturen(brief: Brief, aanvraag: Tlvaanvraag) -> None:
    """About a notice of default, to who sent it: the applicant."""
    with transaction.atomic():
        aan_aanvrager(brief, aanvraag)


def intrekking_versturen(brief: Brief, verklaring: Verklaring) -> None:
    """A withdrawn TLV: besides applicant and parents, the school that has it is told."""
    aanvraag = verklaring.aanvraag
    with transaction.atomic():
        aan_aanvrager(brief, aanvraag)
        aan_ouders(brief, aanvraag)
        berichten_verklaring.ingetrokken(verklaring)


# --- By post -------------------------------------------------------------------------------------------------


@transaction.atomic
def gepost(*, verzendingen: Iterable[Verzending], op: date, door: Gebruiker) -> int:
    """Somebody of the bureau posted these on this day: the term to object of each addressee starts the day after.
    Returns how many.

    Raises Geweigerd for a day that cannot be, when one was posted before or has no address; then none is marked.
    """
    rijen = _vergrendeld(verzendingen)
    _controleer_dag(rijen, op)
    nu = timezone.now()
    moment = nu if op == timezone.localdate(nu) else _om_twaalf_uur(op)
    for rij in rijen:
        if rij.verzonden_op or not rij.is_papier:
            raise VerkeerdeStatus("Een van deze brieven is al gepost. Ververs de pagina en kies opnieuw.")
        if not rij.adres:
            raise VoorwaardeNietVervuld(f"Het adres van {rij.naam} ontbreekt. Vul dat eerst in.")
        rij.verzonden_op, rij.verzonden_door, rij.vastgelegd_op = moment, door, nu
        rij.save(update_fields=["verzonden_op", "verzonden_door", "vastgelegd_op"])
        _bekendgemaakt(rij, moment)
        _noteer(rij, "brief_gepost", f"Brief gepost aan {rij.get_aan_display()}", door, f"Gepost op {datum(op)}.")
    return len(rijen)


@transaction.atomic
def toch_niet_gepost(*, verzending: Verzending, door: Gebruiker) -> Verzending:
    """A mistake, undone on the same day. Raises VerkeerdeStatus afterwards: the term to object counts from it."""
    (rij,) = _vergrendeld([verzending])
    if not rij.kan_terug:
        raise VerkeerdeStatus(
            "Dit kan alleen op de dag waarop u het vastlegde. Kwam de brief niet aan? Leg dat dan vast: dan kan de "
            "brief opnieuw worden verstuurd."
        )
    _bekendgemaakt(rij, None)
    rij.verzonden_op = rij.verzonden_door = rij.vastgelegd_op = None
    rij.save(update_fields=["verzonden_op", "verzonden_door", "vastgelegd_op"])
    _noteer(rij, "brief_toch_niet_gepost", f"Toch niet gepost aan {rij.get_aan_display()}", door, "")
    return rij


@transaction.atomic
def adres_verbeteren(*, verzending: Verzending, adres: str, door: Gebruiker) -> Verzending:
    """Another address for a letter that was not posted yet. Raises VerkeerdeStatus when it was."""
    (rij,) = _vergrendeld([verzending])
    if rij.verzonden_op or not rij.is_papier:
        raise VerkeerdeStatus("Deze brief is al verstuurd. Kwam hij niet aan? Leg dat dan vast.")
    rij.adres = adres
    rij.save(update_fields=["adres"])
    _noteer(rij, "adres_verbeterd", f"Adres verbeterd van {rij.get_aan_display()}", door, "")
    return rij


@transaction.atomic
def niet_aangekomen(
    *, verzending: Verzending, reden: str, kanaal: str, adres: str = "", op: date | None = None, door: Gebruiker
) -> Verzending:
    """It did not arrive: it goes by post to another address, or was handed over on a day. Gives the new sending.

    The term to object then counts from the new one. Raises VerkeerdeStatus when it was never sent, or replaced already.
    """
    (rij,) = _vergrendeld([verzending])
    if rij.verzonden_op is None or rij.is_mislukt:
        raise VerkeerdeStatus("Deze brief is nog niet verstuurd, of al opnieuw. Ververs de pagina.")
    nu = timezone.now()
    rij.mislukt_op, rij.mislukt_reden = nu, reden
    rij.save(update_fields=["mislukt_op", "mislukt_reden"])
    nieuw = Verzending(
        brief=rij.brief, aan=rij.aan, naam=rij.naam, adres=adres or rij.adres, kanaal=kanaal, vervangt=rij
    )
    if kanaal == Kanaal.UITGEREIKT:
        assert op is not None
        _controleer_dag([rij], op)
        nieuw.verzonden_op = nu if op == timezone.localdate(nu) else _om_twaalf_uur(op)
        nieuw.verzonden_door, nieuw.vastgelegd_op = door, nu
        _bekendgemaakt(nieuw, nieuw.verzonden_op)
    nieuw.save()
    _noteer(rij, "brief_niet_aangekomen", f"Brief kwam niet aan bij {rij.get_aan_display()}", door, reden)
    return nieuw


def _vergrendeld(verzendingen: Iterable[Verzending]) -> Sequence[Verzending]:
    """The rows as they are now, always locked in the same order."""
    pks = {rij.pk for rij in verzendingen}
    if not pks:
        raise Geweigerd("Kies ten minste een brief.")
    if len(pks) > TEGELIJK:
        raise Geweigerd(f"Kies hoogstens {TEGELIJK} brieven tegelijk.")
    rijen = Verzending.objects.filter(pk__in=pks).order_by("pk").select_related("brief")
    return list(rijen.select_for_update(of=("self",)))


def _controleer_dag(rijen: Iterable[Verzending], op: date) -> None:
    """Posted today or earlier, but not before the letter was there."""
    if op > timezone.localdate():
        raise Geweigerd("Deze dag is nog niet geweest. Vul de dag in waarop de brief de deur uit ging.")
    if any(op < timezone.localdate(rij.klaargezet_op) for rij in rijen):
        raise Geweigerd("Op deze dag was een van de brieven nog niet klaar. Kies een latere dag.")


def _om_twaalf_uur(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(12)))


def _bekendgemaakt(verzending: Verzending, moment: datetime | None) -> None:
    """A board that reads on paper: the decision is announced when it was posted (Awb 3:41)."""
    aanvraag = verzending.brief.bron
    if verzending.aan != Aan.AANVRAGER or not isinstance(aanvraag, Tlvaanvraag):
        return
    if aanvraag.is_besloten and documents.besluitbrief_van(aanvraag) == verzending.brief:
        Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(bekendgemaakt_op=moment)
        if moment:
            berichten_verklaring.klaar_om_op_te_halen(aanvraag)


def _noteer(verzending: Verzending, handeling: str, label: str, door: Gebruiker, toelichting: str) -> None:
    """A line on the timeline of the dossier, without name or address."""
    bron = verzending.brief.bron
    assert isinstance(bron, Dossier)
    Gebeurtenis.objects.create(
        bron=bron,
        handeling=handeling,
        label=label,
        door=door,
        van_status=bron.status,
        naar_status=bron.status,
        toelichting=toelichting,
    )
