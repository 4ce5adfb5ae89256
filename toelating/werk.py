"""What a school, its board or a guest has to do for TLVs, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from django.utils import timezone

from swv.invullen.antwoorden import aanwezige_soorten
from swv.invullen.models import Aanvullingsverzoek
from swv.invullen.voortgang import voortgang
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum, datumtijd
from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import met_termijn
from toelating import rules, selectors, teksten
from toelating.blik import leerling_in_het_kort
from toelating.models import Status, Tlvaanvraag, Verklaring, Verklaringstatus
from toelating.models.aanvraag import AFGESLOTEN, BESLOTEN, BIJ_DE_SCHOOL, als_school
from toelating.models.verklaring import klaar_voor

RECENT = 5


def schoolwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """The open requests of the own school, board or invitation, the last decisions, and TLVs to collect or to use."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.GAST):
        return
    eigen = selectors.met_alles(Tlvaanvraag.objects.filter(als_school(gebruiker)))
    yield from _lopend(eigen, gebruiker)
    for aanvraag in eigen.filter(status__in=BESLOTEN).order_by("-besloten_op")[:RECENT]:
        yield _regel(aanvraag, Vak.BESLOTEN, zinnen=(*_stand(aanvraag), _besloten(aanvraag)))
    if gebruiker.heeft_rol(Rolsoort.COORDINATOR):
        yield from _tlvs(gebruiker)


def _lopend(eigen: "selectors.TlvaanvraagQuerySet", gebruiker: Gebruiker) -> Iterator[Werkregel]:
    vragen = Prefetch("aanvullingsverzoeken", queryset=Aanvullingsverzoek.objects.open(), to_attr="open_vragen")
    lopend = met_termijn(eigen.exclude(status__in=AFGESLOTEN), Klok.ZIENSWIJZE).prefetch_related(vragen)[:HOOGSTENS]
    rijen = list(lopend)
    laatste = _laatste_voor_indienen(rijen)
    soorten = aanwezige_soorten([rij for rij in rijen if rij.is_concept])
    for aanvraag in rijen:
        yield _lopende_regel(aanvraag, gebruiker, laatste.get(aanvraag.pk), soorten[aanvraag.pk])


def _laatste_voor_indienen(aanvragen: Sequence[Tlvaanvraag]) -> dict[UUID, Gebeurtenis]:
    """What happened last to each request that still lies at the school or its board. One query."""
    laatste = (
        Gebeurtenis.objects.filter(
            content_type=ContentType.objects.get_for_model(Tlvaanvraag),
            object_id__in=[rij.pk for rij in aanvragen if rij.status in BIJ_DE_SCHOOL],
        )
        .select_related("door")
        .order_by("object_id", "-op", "-id")
        .distinct("object_id")
    )
    return {rij.object_id: rij for rij in laatste}


def _lopende_regel(
    aanvraag: Tlvaanvraag, gebruiker: Gebruiker, laatste: Gebeurtenis | None, soorten: set[str]
) -> Werkregel:
    """What an open request asks of this person; a line to wait for when it asks nothing."""
    if aanvraag.is_concept and rules.is_aanvrager.test(gebruiker, aanvraag):
        return _concept(aanvraag, laatste, soorten)
    if aanvraag.status == Status.TER_MEDETEKENING and rules.is_bestuur.test(gebruiker, aanvraag):
        door = f" {laatste.door.naam} vroeg dat op {datum(laatste.op)}." if laatste and laatste.door else ""
        zin = f"{aanvraag.school.naam} vraagt u om mee te tekenen.{door} De aanvraag is nog niet ingediend."
        return _regel(aanvraag, Vak.TE_DOEN, badge="Meetekenen", zinnen=(zin,))
    if aanvraag.status == Status.AANVULLING_GEVRAAGD and selectors.is_van(aanvraag, gebruiker):
        return _vraag(aanvraag)
    if aanvraag.status == Status.ZIENSWIJZE and selectors.is_van(aanvraag, gebruiker):
        zin = "Het bureau vraagt wat u, de ouders en de leerling vinden van het besluit dat het wil nemen."
        return _regel(
            aanvraag,
            Vak.TE_DOEN,
            badge="Zienswijze gevraagd",
            zinnen=(zin,),
            uiterlijk=aanvraag.uiterlijk,  # type: ignore[attr-defined]
            voor="Graag uiterlijk",
        )
    return _regel(aanvraag, Vak.WACHTEN, zinnen=_stand(aanvraag))


def _concept(aanvraag: Tlvaanvraag, laatste: Gebeurtenis | None, soorten: set[str]) -> Werkregel:
    if laatste and laatste.handeling == "terugsturen":
        zin = "Lees de reden, pas de aanvraag aan en vraag uw bestuur opnieuw om mee te tekenen."
        return _regel(aanvraag, Vak.TE_DOEN, badge="Teruggestuurd door uw bestuur", zinnen=(zin,))
    stand = voortgang(aanvraag, soorten)
    bewaard = f" Opgeslagen op {datumtijd(aanvraag.bewaard_op)}." if aanvraag.bewaard_op else ""
    begonnen = f"Begonnen door {aanvraag.aangevraagd_door.naam} op {datum(aanvraag.aangemaakt_op)}.{bewaard}"
    wat = "Alles is ingevuld. Controleer en verstuur de aanvraag." if stand.is_klaar else "Nog te doen:"
    return _regel(
        aanvraag,
        Vak.TE_DOEN,
        badge="Concept",
        badgesoort="neutraal",
        zinnen=(begonnen, wat),
        punten=tuple(stand.nog_te_doen),
        is_begonnen_werk=True,
    )


def _vraag(aanvraag: Tlvaanvraag) -> Werkregel:
    vragen: list[Aanvullingsverzoek] = getattr(aanvraag, "open_vragen", [])
    vraag = vragen[0] if vragen else None
    return _regel(
        aanvraag,
        Vak.TE_DOEN,
        badge="Vraag van het bureau",
        zinnen=(vraag.vraag,) if vraag else (),
        uiterlijk=vraag.uiterlijk if vraag else None,
        voor="Antwoord uiterlijk",
    )


def _besloten(aanvraag: Tlvaanvraag) -> str:
    assert aanvraag.besloten_op is not None
    return f"Besloten op {datum(aanvraag.besloten_op)}."


def _stand(aanvraag: Tlvaanvraag) -> tuple[str, ...]:
    stand = teksten.stand(aanvraag)
    return tuple(zin for zin in (stand.zin, stand.vervolg) if zin)


def _regel(aanvraag: Tlvaanvraag, vak: Vak, *, badge: str = "", badgesoort: str = "", **meer: object) -> Werkregel:
    """A line about a request, with what tells it from others."""
    over = (aanvraag.kenmerk, selectors.naam_van_leerling(aanvraag))
    return Werkregel(
        titel=aanvraag.soort_naam,
        url=aanvraag.get_absolute_url(),
        vak=vak,
        badge=badge or str(aanvraag.get_status_display()),
        badgesoort=badgesoort or (teksten.BADGES[aanvraag.status] if not badge else "aandacht"),
        over=tuple(deel for deel in over if deel),
        school=aanvraag.school.naam,
        **meer,  # type: ignore[arg-type]
    )


# --- TLVs -----------------------------------------------------------------------------------------------------


def _tlvs(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """TLVs that the own school can collect, or has collected and not used yet; not those that begin by themselves. The
    full name of the pupil only when it was collected."""
    rollen = [rol for rol in gebruiker.rollen_nu if rol.soort == Rolsoort.COORDINATOR]
    scholen = {rol.school_id for rol in rollen if rol.school_id is not None}
    wat = klaar_voor(scholen) | Q(status=Verklaringstatus.OPGEHAALD, school__in=scholen)
    rijen = Verklaring.objects.zonder_plaats(timezone.localdate()).filter(wat)
    rijen = rijen.select_related("leerling", "aanvraag__school").order_by("-aangemaakt_op", "-id")
    for tlv in rijen[:HOOGSTENS]:
        is_nieuw = tlv.status == Verklaringstatus.AFGEGEVEN
        van = f"{tlv.aanvraag.school.naam} vroeg deze TLV aan."
        doen = "Haal de TLV op." if is_nieuw else "Leg vast wanneer de leerling is geplaatst."
        yield Werkregel(
            titel=f"TLV {tlv.soort_naam}",
            url=tlv.get_absolute_url(),
            vak=Vak.TE_DOEN,
            badge="Nieuwe TLV" if is_nieuw else "Nog geen plaats",
            badgesoort="aandacht" if is_nieuw else "info",
            over=(tlv.nummer, leerling_in_het_kort(tlv.leerling) if is_nieuw else tlv.leerling.naam),
            zinnen=(van, doen),
        )
