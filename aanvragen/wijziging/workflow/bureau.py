"""The bureau prepares: takes, asks, proposes, or lets it rest."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from aanvragen.models import Wijziging, Wijzigingstatus
from aanvragen.wijziging import berichten, forms, rules
from aanvragen.wijziging.workflow.basis import (
    BUREAU,
    HERINNEREN,
    SCHOOL,
    is_van_school,
    op_de_aanvraag,
    workflow,
)
from swv.invullen import services as invullen
from swv.invullen.forms import AanvullenForm, AanvullingVragenForm, RedenForm
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok


@workflow.transition(
    source=[Wijzigingstatus.GEVRAAGD],
    target=Wijzigingstatus.IN_VOORBEREIDING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="In behandeling nemen",
)
def in_behandeling_nemen(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """A colleague of the bureau takes it."""
    wijziging.behandelaar = door


@workflow.transition(
    source=[Wijzigingstatus.IN_VOORBEREIDING],
    target=Wijzigingstatus.AANVULLING_GEVRAAGD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanvulling vragen",
    geldt=is_van_school,
    invoer=AanvullingVragenForm,
)
def aanvulling_vragen(wijziging: Wijziging, *, door: Gebruiker, vraag: str, uiterlijk: date) -> str:
    """Something is missing: the school gets until a date, and the decision term stands still (Awb 4:5, 4:15)."""
    verzoek = invullen.aanvulling_vragen(
        wijziging, vraag=vraag, uiterlijk=uiterlijk, door=door, herinner_opdracht=HERINNEREN
    )
    wijziging.beslisdatum = None
    mensen = berichten.aanvragers(wijziging.aanvraag)
    berichten.sturen(wijziging, "wijziging_vraag", mensen, sleutel=str(verzoek.pk), uiterlijk=datum(uiterlijk))
    return f"{vraag}\n\nGraag uiterlijk {datum(uiterlijk)}."


@workflow.transition(
    source=[Wijzigingstatus.AANVULLING_GEVRAAGD],
    target=Wijzigingstatus.IN_VOORBEREIDING,
    allowed=rules.is_school,
    wie=SCHOOL,
    label="Aanvulling sturen",
    invoer=AanvullenForm,
)
def aanvullen(wijziging: Wijziging, *, door: Gebruiker, antwoord: str) -> str:
    """The school supplements; the decision term runs on from today."""
    wijziging.beslisdatum = invullen.aanvulling_sturen(wijziging, antwoord=antwoord, door=door).uiterlijk
    verzoek = wijziging.aanvullingsverzoeken.latest("gevraagd_op")
    berichten.sturen(wijziging, "wijziging_aangevuld", berichten.behandelaars(wijziging), sleutel=str(verzoek.pk))
    return antwoord


@workflow.transition(
    source=[Wijzigingstatus.GEVRAAGD, Wijzigingstatus.IN_VOORBEREIDING],
    target=Wijzigingstatus.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Advies geven en voorleggen",
    invoer=forms.VoorleggenForm,
    is_intern=True,
)
def voorleggen(
    wijziging: Wijziging,
    *,
    door: Gebruiker,
    voorstel: str,
    advies: str,
    motivering: str = "",
    zienswijze: str = "",
    bedrag: Decimal | None = None,
    uren: Decimal | None = None,
    tot: date | None = None,
    terugvordering: Decimal | None = None,
    betaalt_terug: bool = False,
) -> None:
    """The bureau writes what the award becomes and why, and puts it on the signing desk. Amounts (euros) and hours are
    of the whole award."""
    wijziging.voorstel, wijziging.advies, wijziging.motivering = voorstel, advies, motivering
    wijziging.zienswijze = zienswijze
    wijziging.bedrag, wijziging.uren, wijziging.tot = bedrag, uren, tot
    wijziging.terugvordering, wijziging.betaalt_terug = terugvordering, betaalt_terug
    wijziging.advies_door, wijziging.voorgelegd_op = door, timezone.now()
    wijziging.behandelaar = wijziging.behandelaar or door
    termijnen.start(
        bron=wijziging,
        soort=Klok.ONDERTEKENING,
        begin=timezone.localdate(),
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    mensen = berichten.directeuren()
    berichten.sturen(wijziging, "wijziging_ter_ondertekening", mensen, sleutel=str(wijziging.versie))


@workflow.transition(
    source=[Wijzigingstatus.GEVRAAGD, Wijzigingstatus.IN_VOORBEREIDING, Wijzigingstatus.AANVULLING_GEVRAAGD],
    target=Wijzigingstatus.INGETROKKEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Laten rusten",
    invoer=RedenForm,
)
def laten_rusten(wijziging: Wijziging, *, door: Gebruiker, reden: str) -> str:
    """The school told the bureau that it is not needed any more, or the bureau drops its own proposal. The award stays
    as it is."""
    einde(wijziging, door=door)
    if wijziging.van_school:
        mensen = berichten.aanvragers(wijziging.aanvraag)
        berichten.sturen(wijziging, "wijziging_rust", mensen, sleutel="1")
        op_de_aanvraag(wijziging, "Wijziging gaat niet door", door=door, wat=reden)
    return reden


def einde(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """All clocks stop and no question stays open."""
    invullen.sluit_open_vraag(wijziging, door=door)
    termijnen.alles_afronden(bron=wijziging, op=timezone.localdate())
