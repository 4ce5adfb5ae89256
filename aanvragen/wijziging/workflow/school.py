"""The school asks, where needed with the signature of its board; and the bureau begins by itself."""

from django.utils import timezone

from aanvragen.models import Wijziging, Wijzigingstatus
from aanvragen.wijziging import berichten, forms, rules
from aanvragen.wijziging.workflow.basis import (
    BESTUUR,
    BUREAU,
    COORDINATOR,
    HERINNEREN,
    is_compleet,
    is_van_bureau,
    is_van_school,
    op_de_aanvraag,
    workflow,
)
from swv.invullen.antwoorden import gegevens_van
from swv.invullen.forms import RedenForm
from swv.invullen.services import nieuwe_versie
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok


def _tekent_mee(wijziging: Wijziging) -> bool:
    return wijziging.van_school and wijziging.aanvraag.declaratie.medetekening


def _tekent_niet_mee(wijziging: Wijziging) -> bool:
    return wijziging.van_school and not wijziging.aanvraag.declaratie.medetekening


@workflow.transition(
    source=[Wijzigingstatus.CONCEPT],
    target=Wijzigingstatus.TER_MEDETEKENING,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Bestuur vragen mee te tekenen",
    geldt=_tekent_mee,
    voorwaarden=(is_compleet,),
)
def medetekening_vragen(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """The board co-signed the request, so it co-signs the change. Nothing is asked yet."""
    mensen = berichten.bestuur(wijziging.aanvraag)
    berichten.sturen(wijziging, "wijziging_medetekening", mensen, sleutel=str(wijziging.versie), door=door.naam)


@workflow.transition(
    source=[Wijzigingstatus.TER_MEDETEKENING],
    target=Wijzigingstatus.CONCEPT,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Terugsturen naar de school",
    invoer=RedenForm,
)
def terugsturen(wijziging: Wijziging, *, door: Gebruiker, reden: str) -> str:
    """The board wants something changed before it co-signs."""
    mensen = berichten.school(wijziging.aanvraag)
    berichten.sturen(wijziging, "wijziging_teruggestuurd", mensen, sleutel=str(wijziging.versie))
    return reden


@workflow.transition(
    source=[Wijzigingstatus.TER_MEDETEKENING],
    target=Wijzigingstatus.CONCEPT,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Terughalen om te wijzigen",
)
def terughalen(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """The school takes it back from its board to change something."""


@workflow.transition(
    source=[Wijzigingstatus.TER_MEDETEKENING],
    target=Wijzigingstatus.GEVRAAGD,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Medetekenen en versturen",
    geldt=is_van_school,
    voorwaarden=(is_compleet,),
)
def medetekenen(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """The board co-signs and sends; the decision term starts on the day after."""
    wijziging.medegetekend_door = door
    _ontvangen(wijziging, door=door)


@workflow.transition(
    source=[Wijzigingstatus.CONCEPT],
    target=Wijzigingstatus.GEVRAAGD,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Wijziging vragen",
    geldt=_tekent_niet_mee,
    voorwaarden=(is_compleet,),
)
def vragen(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """The school asks; the decision term starts on the day after."""
    _ontvangen(wijziging, door=door)


def _ontvangen(wijziging: Wijziging, *, door: Gebruiker) -> None:
    """Receipt: what was asked in columns, the version that was sent, the clock, and who has to know."""
    nu = timezone.now()
    gegevens, regeling = gegevens_van(wijziging), wijziging.aanvraag.regeling
    wijziging.gevraagd_bedrag, wijziging.gevraagde_uren = gegevens.get("bedrag"), gegevens.get("uren")
    wijziging.gevraagd_tot, wijziging.ingediend_op = gegevens.get("tot"), nu
    wijziging.behandelaar = wijziging.aanvraag.behandelaar
    nieuwe_versie(wijziging, door=door)
    termijn = termijnen.start(
        bron=wijziging,
        soort=Klok.BESLISSING,
        begin=timezone.localdate(nu),
        weken=regeling.beslistermijn_weken,
        is_wettelijk=regeling.is_beschikking,
        herinner_opdracht=HERINNEREN,
    )
    wijziging.beslisdatum = termijn.uiterlijk
    assert wijziging.beslisdatum is not None
    berichten.sturen(
        wijziging,
        "wijziging_ontvangst",
        berichten.aanvragers(wijziging.aanvraag),
        sleutel="1",
        datum=datum(nu),
        beslisdatum=datum(wijziging.beslisdatum),
        is_wettelijk=termijn.is_wettelijk,
    )
    berichten.sturen(wijziging, "wijziging_gevraagd", berichten.behandelaars(wijziging), sleutel="1")
    op_de_aanvraag(wijziging, "Wijziging gevraagd", door=door, wat=wijziging.get_soort_display())


@workflow.transition(
    source=[Wijzigingstatus.CONCEPT],
    target=Wijzigingstatus.IN_VOORBEREIDING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Wijziging voorbereiden",
    geldt=is_van_bureau,
    invoer=forms.VoorstellenForm,
    is_intern=True,
)
def voorstellen(wijziging: Wijziging, *, door: Gebruiker, aanleiding: str) -> str:
    """The bureau begins a change by itself: at once in preparation, and nothing the school sees."""
    wijziging.aanleiding, wijziging.behandelaar, wijziging.ingediend_op = aanleiding, door, timezone.now()
    return aanleiding
