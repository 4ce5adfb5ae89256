"""The directeur-bestuurder decides, and other endings."""

from decimal import Decimal

from django.utils import timezone

from aanvragen.besluit import besluitnummer
from aanvragen.models import Wijziging, Wijzigingstatus
from aanvragen.wijziging import berichten, documents, forms, gevolg, rules
from aanvragen.wijziging.workflow.basis import DIRECTEUR, SCHOOL, is_van_school, op_de_aanvraag, workflow
from aanvragen.wijziging.workflow.bureau import einde
from swv.invullen.forms import RedenForm
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn


@workflow.transition(
    source=[Wijzigingstatus.TER_ONDERTEKENING],
    target=Wijzigingstatus.IN_VOORBEREIDING,
    allowed=rules.is_directeur,
    wie="de directeur-bestuurder",
    label="Teruggeven aan het bureau",
    invoer=RedenForm,
    is_intern=True,
)
def teruggeven(wijziging: Wijziging, *, door: Gebruiker, reden: str) -> str:
    """Not ready to be signed: back to the bureau with a reason."""
    if termijn := open_termijn(wijziging, Klok.ONDERTEKENING):
        termijnen.afronden(termijn=termijn, op=timezone.localdate())
    mensen = berichten.behandelaars(wijziging)
    berichten.sturen(wijziging, "wijziging_teruggegeven", mensen, sleutel=str(wijziging.versie))
    return reden


@workflow.transition(
    source=[Wijzigingstatus.TER_ONDERTEKENING],
    target=Wijzigingstatus.VASTGESTELD,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Vaststellen en ondertekenen",
    geldt=lambda wijziging: not wijziging.wil_afwijzen,
    voorwaarden=(gevolg.past_nog,),
    invoer=forms.VaststellenForm,
    tweede_factor=True,
)
def vaststellen(
    wijziging: Wijziging,
    *,
    door: Gebruiker,
    motivering: str = "",
    reden_overschrijding: str = "",
    overschrijding: Decimal | None = None,
) -> str:
    """The award becomes what was proposed: number, ledger, what follows and the letter, all or nothing. Beyond the free
    room of its lines only with a reason, and not further than the `overschrijding` (euros) that was on the screen."""
    _besluiten(wijziging, door=door, motivering=motivering)
    regels = gevolg.doorvoeren(wijziging, door=door, reden=reden_overschrijding, hoogstens=overschrijding)
    documents.brief_maken(wijziging, gevolgen=regels, door=door)
    wat = "\n".join([gevolg.in_woorden(wijziging), *regels])
    op_de_aanvraag(wijziging, "Toekenning gewijzigd", door=door, wat=wat)
    return wat


@workflow.transition(
    source=[Wijzigingstatus.TER_ONDERTEKENING],
    target=Wijzigingstatus.AFGEWEZEN,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Afwijzen en ondertekenen",
    geldt=is_van_school,
    invoer=forms.AfwijzenForm,
    tweede_factor=True,
)
def afwijzen(wijziging: Wijziging, *, door: Gebruiker, motivering: str) -> None:
    """The award stays as it is; the letter says why."""
    _besluiten(wijziging, door=door, motivering=motivering)
    documents.brief_maken(wijziging, door=door, is_afwijzing=True)
    op_de_aanvraag(wijziging, "Wijziging afgewezen", door=door)


def _besluiten(wijziging: Wijziging, *, door: Gebruiker, motivering: str) -> None:
    """What every decision shares: a number of the same series as awards, moment, signer, reasons; all clocks stop."""
    nu = timezone.now()
    wijziging.besluitnummer = besluitnummer(timezone.localdate(nu))
    wijziging.besloten_op, wijziging.besloten_door, wijziging.motivering = nu, door, motivering
    einde(wijziging, door=door)


@workflow.transition(
    source=[
        Wijzigingstatus.GEVRAAGD,
        Wijzigingstatus.IN_VOORBEREIDING,
        Wijzigingstatus.AANVULLING_GEVRAAGD,
        Wijzigingstatus.TER_ONDERTEKENING,
    ],
    target=Wijzigingstatus.INGETROKKEN,
    allowed=rules.is_school,
    wie=SCHOOL,
    label="Wijziging intrekken",
    geldt=is_van_school,
    invoer=RedenForm,
)
def intrekken(wijziging: Wijziging, *, door: Gebruiker, reden: str) -> str:
    """The school takes its wish back before there is a decision; the award stays as it is."""
    einde(wijziging, door=door)
    berichten.sturen(wijziging, "wijziging_ingetrokken", berichten.behandelaars(wijziging), sleutel="1")
    op_de_aanvraag(wijziging, "Wijziging ingetrokken", door=door)
    return reden


@workflow.transition(
    source=[Wijzigingstatus.VASTGESTELD, Wijzigingstatus.AFGEWEZEN],
    target=None,
    allowed=rules.is_systeem,
    wie="het portaal zelf, zodra de brief is verzegeld",
    label="Brief bekendmaken",
    geldt=lambda wijziging: wijziging.bekendgemaakt_op is None,
)
def bekendmaken(wijziging: Wijziging, *, door: None) -> None:
    """The letter is filed: school and board are told that it can be read."""
    wijziging.bekendgemaakt_op = timezone.now()
    berichten.sturen(wijziging, "wijziging_brief_klaar", berichten.aanvragers(wijziging.aanvraag), sleutel="1")
