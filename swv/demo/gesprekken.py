"""What school and bureau of the demo write to each other, a note of the bureau, and a colleague who helps."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from aanvragen.models import Aanvraag, Status
from swv.demo.tijd import op
from swv.demo.tlv.mensen import account
from swv.invullen import gesprekken, services
from swv.invullen.models import Gespreksbericht, Kant, Notitie, Standaardtekst
from toelating.models import Status as Tlvstatus
from toelating.models import Tlvaanvraag

TEKSTEN: tuple[tuple[str, str, list[str]], ...] = (
    (
        "Begroting ontbreekt",
        "Wij missen de begroting. Wilt u een begroting sturen met per post het aantal uren en het bedrag?",
        ["aanvragen:frictiefonds", "aanvragen:innovatiegelden"],
    ),
    (
        "Hoe lang duurt het?",
        "Op de pagina van uw aanvraag ziet u wanneer u uiterlijk een besluit krijgt. Ontbreekt er iets, dan laten wij "
        "u dat weten.",
        [],
    ),
    (
        "Verslag is te oud",
        "Het verslag van [datum] is ouder dan twee jaar. Heeft u een nieuwer verslag? Stuur dat dan mee.",
        ["toelating:vso", "toelating:pro", "toelating:verlenging"],
    ),
)


def samenwerken() -> str:
    """Everything that is not there yet. Gives how many messages are new."""
    voor = Gespreksbericht.objects.count()
    for titel, tekst, soorten in TEKSTEN:
        Standaardtekst.objects.get_or_create(titel=titel, defaults={"tekst": tekst, "soorten": soorten})
    nu = timezone.now()
    _gesprek_over_aanvraag(nu)
    _vraag_bij_concept(nu)
    _gesprek_over_tlv(nu)
    return f"{Gespreksbericht.objects.count() - voor} berichten nieuw"


def _sleutel(naam: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:gesprek:{naam}")


def _eenmaal(naam: str, model: type[Any], moment: datetime, doe: Callable[[UUID], object]) -> None:
    sleutel = _sleutel(naam)
    if not model.objects.filter(sleutel=sleutel).exists():
        with op(moment):
            doe(sleutel)


def _schrijf(dossier: Any, naam: str, kant: Kant, wie: str, tekst: str, moment: datetime) -> None:
    def stuur(sleutel: UUID) -> None:
        door = account(wie)
        gesprekken.bericht_sturen(dossier, kant=kant, tekst=tekst, door=door, sleutel=sleutel)
        if gesprek := gesprekken.gesprek_over(dossier):
            gesprekken.lezen(gesprek, gesprekken.berichten(gesprek), kant=kant, door=door)

    _eenmaal(naam, Gespreksbericht, moment, stuur)


def _gesprek_over_aanvraag(nu: datetime) -> None:
    """A question, an answer that the school has not read yet, and a note."""
    aanvraag = _eerste(Aanvraag.objects.for_user(account("coordinator")).open())
    if aanvraag is None:
        return
    vraag = "Wij willen drie weken later beginnen. Moeten wij dan opnieuw aanvragen?"
    antwoord = "Nee, dat hoeft niet. Ik noteer de nieuwe begindatum bij de aanvraag."
    _schrijf(aanvraag, "aanvraag/vraag", Kant.SCHOOL, "coordinator", vraag, nu - timedelta(hours=30))
    _schrijf(aanvraag, "aanvraag/antwoord", Kant.BUREAU, "bureau", antwoord, nu - timedelta(hours=5))
    notitie = "De school belde ook. De begindatum wordt drie weken later; het bedrag blijft gelijk."

    def noteer(sleutel: UUID) -> None:
        gesprekken.notitie_maken(aanvraag, tekst=notitie, door=account("bureau"), sleutel=sleutel)

    _eenmaal("aanvraag/notitie", Notitie, nu - timedelta(hours=4), noteer)


def _vraag_bij_concept(nu: datetime) -> None:
    """A colleague worked on a draft and asked something about it, which the bureau has not read yet."""
    concept = _eerste(Aanvraag.objects.for_user(account("coordinator")).filter(status=Status.CONCEPT))
    if concept is None:
        return
    vraag = "Mogen wij een aanvraag doen voor twee klassen samen?"
    if not Gespreksbericht.objects.filter(sleutel=_sleutel("concept/vraag")).exists():
        _help_mee(concept, nu - timedelta(hours=3))
    _schrijf(concept, "concept/vraag", Kant.SCHOOL, "coordinator-collega", vraag, nu - timedelta(hours=2))


def _help_mee(concept: Aanvraag, moment: datetime) -> None:
    """The colleague changes a word in the first part that was begun."""
    for deel in concept.onderdelen:
        if getypt := concept.antwoorden.get(deel.code):
            veld = next((naam for naam, waarde in getypt.items() if isinstance(waarde, str) and " " in waarde), None)
            if veld is None:
                continue
            anders = {**getypt, veld: f"{getypt[veld]} "}
            with op(moment):
                services.antwoorden_bewaren(
                    concept,
                    onderdeel=deel.code,
                    antwoorden=anders,
                    versie=concept.versie,
                    door=account("coordinator-collega"),
                )
            return


def _gesprek_over_tlv(nu: datetime) -> None:
    """A question that the bureau has not read yet."""
    tlv = _eerste(Tlvaanvraag.objects.for_user(account("coordinator")).filter(status=Tlvstatus.AANVULLING_GEVRAAGD))
    if tlv is not None:
        vraag = "De ouders geven het verslag volgende week. Is dat op tijd?"
        _schrijf(tlv, "tlv/vraag", Kant.SCHOOL, "coordinator", vraag, nu - timedelta(hours=6))


def _eerste(dossiers: Any) -> Any:
    return dossiers.order_by("aangemaakt_op", "pk").first()
