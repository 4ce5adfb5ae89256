"""The conversation between school and bureau about a dossier, and the notes that the bureau keeps for itself.

Who speaks for which side, the room of the dossier says (`swv.invullen.kamers`). A mail says that there is a message
and never what it says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from swv.invullen import bsn
from swv.invullen.kamers import Kamer, alle, heeft_kamer, kamer_van
from swv.invullen.models import Gesprek, Gespreksbericht, Invuldossier, Kant, Notitie
from swv.invullen.models.gesprek import ongelezen_voor
from swv.invullen.services import zonder_nul
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.opmaak import datumtijd
from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.kern.werkvoorraad import Waar
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten

D = TypeVar("D", bound="QuerySet[Any]")

ALLEEN_SCHOOL = "Alleen de school die aanvraagt stuurt hier berichten. Vraag het de ondersteuningscoördinator."
ALLEEN_BUREAU = "Alleen een medewerker van het bureau stuurt hier berichten. Vraag het een collega van het bureau."
WEGGEGOOID = "De school heeft dit concept weggegooid. Hier antwoorden kan niet meer. Bel de school als dat nodig is."
LEEG = "Er staat nog niets in het vak. Schrijf eerst uw tekst."

# --- Writing -------------------------------------------------------------------------------------------------


@transaction.atomic
def bericht_sturen(dossier: Invuldossier, *, kant: Kant, tekst: str, door: Gebruiker, sleutel: UUID) -> Gespreksbericht:
    """Send a message to the other side; the same `sleutel` sends it once. The other side gets a mail without its text.

    Raises NietToegestaan for who does not speak for this side, VerkeerdeStatus when the draft is gone,
    VoorwaardeNietVervuld when it is empty or holds a BSN.
    """
    rij = type(dossier)._base_manager.select_for_update().filter(pk=dossier.pk).first()
    if rij is None:
        raise VerkeerdeStatus(WEGGEGOOID)
    if not mag_schrijven(rij, kant, door):
        raise NietToegestaan(ALLEEN_SCHOOL if kant is Kant.SCHOOL else ALLEEN_BUREAU)
    tekst = _gekeurd(tekst)
    gesprek, _ = Gesprek.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(rij),
        object_id=rij.pk,
        defaults={"soort_naam": rij.soort_naam, "school": rij.school},  # type: ignore[attr-defined]
    )
    velden = {"gesprek": gesprek, "kant": kant, "tekst": tekst, "door": door}
    bericht, is_nieuw = Gespreksbericht.objects.get_or_create(sleutel=sleutel, defaults=velden)
    if is_nieuw:
        gesprek.laatste_op = bericht.op
        gesprek.save(update_fields=["laatste_op"])
        _mail(rij, gesprek, bericht)
    return bericht


def mag_schrijven(dossier: Invuldossier, kant: Kant, user: Gebruiker) -> bool:
    if not heeft_kamer(dossier):
        return False
    kamer = kamer_van(dossier)
    return kamer.is_school(user, dossier) if kant is Kant.SCHOOL else kamer.is_bureau(user, dossier)


def _gekeurd(tekst: str) -> str:
    """The text as it is kept. Raises VoorwaardeNietVervuld when it is empty or holds a BSN."""
    schoon: str = zonder_nul(tekst).strip()
    if zin := LEEG if not schoon else bsn.ZIN if bsn.heeft_bsn(schoon) else "":
        raise VoorwaardeNietVervuld(zin, velden={"tekst": [zin]})
    return schoon


def _mail(dossier: Invuldossier, gesprek: Gesprek, bericht: Gespreksbericht) -> None:
    kenmerk = dossier.kenmerk or ""  # type: ignore[attr-defined]
    naar_school = bericht.kant == Kant.BUREAU
    mensen = _school(dossier, gesprek) if naar_school else kamer_van(dossier).mensen_bureau(dossier)
    pad = dossier.adres("berichten") if naar_school else reverse("admin:invullen_gesprek_change", args=[gesprek.pk])
    for persoon in mensen:
        bericht_klaarzetten(
            bron=dossier,
            aan=persoon,
            soort="gesprek_van_bureau" if naar_school else "gesprek_van_school",
            sleutel=f"gesprek:{bericht.pk}:{persoon.pk}",
            context={
                "kenmerk": kenmerk,
                "soort_naam": dossier.soort_naam,
                "school": gesprek.school.naam,
                "pad": pad,
            },
        )


def _school(dossier: Invuldossier, gesprek: Gesprek) -> list[Gebruiker]:
    """Whom the room names, and who wrote in this conversation for the school and still speaks for it."""
    kamer = kamer_van(dossier)
    schreven = Gespreksbericht.objects.filter(gesprek=gesprek, kant=Kant.SCHOOL).values("door_id")
    schrijvers = [persoon for persoon in Gebruiker.objects.filter(pk__in=schreven) if kamer.is_school(persoon, dossier)]
    return list({persoon.pk: persoon for persoon in [*kamer.mensen_school(dossier), *schrijvers]}.values())


def lezen(gesprek: Gesprek, berichten: Iterable[Gespreksbericht], *, kant: Kant, door: Gebruiker) -> None:
    """Somebody of this side has these messages on the screen: those of the other side are read now, for all of this
    side. No query when none of them is new."""
    nieuw = [rij.pk for rij in berichten if rij.kant == kant.ander and rij.gelezen_op is None]
    if nieuw:
        gesprek.berichten.filter(ongelezen_voor(kant), pk__in=nieuw).update(
            gelezen_op=timezone.now(), gelezen_door=door
        )


@transaction.atomic
def notitie_maken(dossier: Invuldossier, *, tekst: str, door: Gebruiker, sleutel: UUID) -> Notitie:
    """Keep a note for bureau and directeur-bestuurder; the same `sleutel` keeps it once.

    Raises NietToegestaan for anybody else, VoorwaardeNietVervuld when it is empty or holds a BSN.
    """
    if not door.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        raise NietToegestaan("Alleen het bureau en de directeur-bestuurder maken een interne notitie.")
    velden = {
        "content_type": ContentType.objects.get_for_model(dossier),
        "object_id": dossier.pk,
        "tekst": _gekeurd(tekst),
        "door": door,
    }
    return Notitie.objects.get_or_create(sleutel=sleutel, defaults=velden)[0]


# --- Reading -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gespreksstand:
    """How the conversation about a dossier stands for one side: how many messages, how many of them new."""

    aantal: int = 0
    nieuw: int = 0


def stand(dossier: Invuldossier, kant: Kant) -> Gespreksstand:
    """One query."""
    berichten = Gespreksbericht.objects.filter(
        gesprek__content_type=ContentType.objects.get_for_model(dossier), gesprek__object_id=dossier.pk
    )
    nieuw = Count("pk", filter=ongelezen_voor(kant))
    return Gespreksstand(**berichten.aggregate(aantal=Count("pk"), nieuw=nieuw))


def stand_voor_school(dossier: Invuldossier, user: Gebruiker) -> Gespreksstand | None:
    """The same for the page of the school; None for who does not speak for it, without a query."""
    return stand(dossier, Kant.SCHOOL) if mag_schrijven(dossier, Kant.SCHOOL, user) else None


def berichten(gesprek: Gesprek | None) -> Sequence[Gespreksbericht]:
    """All messages, the oldest first."""
    return list(gesprek.berichten.select_related("door", "gelezen_door")) if gesprek else []


def gesprek_over(dossier: Invuldossier) -> Gesprek | None:
    """The conversation about a dossier; None before the first message."""
    return Gesprek.objects.van(dossier).select_related("school").first()


def heeft_nieuws(model: type[Invuldossier], voor: Kant) -> Exists:
    """Whether a dossier in a query has a message that this side has not read."""
    over = {"gesprek__content_type": ContentType.objects.get_for_model(model), "gesprek__object_id": OuterRef("pk")}
    return Exists(Gespreksbericht.objects.filter(ongelezen_voor(voor), **over))


def met_nieuws_voor_school(dossiers: D, user: Gebruiker) -> D:
    """Dossiers with `heeft_nieuws`: a message of the bureau that this person's school has not read. False for who
    does not read for the school. No query of its own."""
    eigen = kamer_van(dossiers.model).voor_school(user)
    nieuws = Q(heeft_nieuws(dossiers.model, Kant.SCHOOL)) & Q(pk__in=eigen.values("pk"))
    return dossiers.annotate(heeft_nieuws=ExpressionWrapper(nieuws, output_field=BooleanField()))


def met_nieuw_bericht(model: type[Invuldossier]) -> Waar:
    """The pile of dossiers with a message of the school that nobody of the bureau has read."""
    return lambda user, vandaag: Q(heeft_nieuws(model, Kant.BUREAU))


def notities(dossier: Invuldossier, user: Gebruiker) -> Sequence[Notitie]:
    """The notes on a dossier, newest first; none for who is not of bureau or directie."""
    return list(Notitie.objects.for_user(user).van(dossier).select_related("door"))


def aantal_nieuw_voor_bureau(user: Gebruiker) -> int:
    """How many conversations hold something that the bureau has not read."""
    return Gesprek.objects.for_user(user).met_nieuws(Kant.BUREAU).count()


# --- The home page -------------------------------------------------------------------------------------------


def gesprekswerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """New messages of the bureau for the own school or invitation (see `swv.kern.werk`). One query, and one for each
    room that has some."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.GAST):
        return
    eigen = Q(pk__in=[])
    for kamer in alle():
        eigen |= Q(content_type=kamer.content_type, object_id__in=kamer.voor_school(gebruiker).values("pk"))
    nieuws = Gesprek.objects.filter(eigen).met_nieuws(Kant.SCHOOL).select_related("school")
    yield from _regels(nieuws.prefetch_related("bron")[:HOOGSTENS])


def _regels(gesprekken: Iterable[Gesprek]) -> Iterator[Werkregel]:
    for gesprek in gesprekken:
        dossier: Any = gesprek.bron
        yield Werkregel(
            titel=f"Bericht over {gesprek.soort_naam}",
            url=dossier.adres("berichten"),
            vak=Vak.TE_DOEN,
            badge="Nieuw bericht",
            badgesoort="aandacht",
            over=(dossier.kenmerk,) if dossier.kenmerk else (),
            school=gesprek.school.naam,
            zinnen=(f"Het bureau schreef u op {datumtijd(gesprek.laatste_op)}. Lees het bericht.",),
        )


def kamer_van_gesprek(gesprek: Gesprek) -> Kamer:
    """The room of the dossier that it is about."""
    model = gesprek.content_type.model_class()
    assert model is not None
    return kamer_van(model)  # type: ignore[arg-type]
