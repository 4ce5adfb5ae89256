"""The bureau handles: takes, checks whether everything is there, asks, and brings the request to those who advise."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.invullen import services as invullen
from swv.invullen.forms import AanvullenForm, RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.rekenen import laatste_dag
from swv.termijnen.selectors import extra_feestdagen, open_termijn
from toelating import berichten, documents, forms, rules
from toelating.models import Adviesbron, Status, Tlvaanvraag, Voorstel
from toelating.models.aanvraag import BIJ_DE_SCHOOL, OPEN_BIJ_BUREAU
from toelating.workflow.basis import (
    BUREAU,
    HERINNEREN,
    SCHOOL_OF_BESTUUR,
    met_commissie,
    met_deskundigen,
    voorleggen_ter_ondertekening,
    workflow,
)

WEKEN_BUITEN_BEHANDELING = 4  # Awb 4:5 (4)


@workflow.transition(
    source=[Status.INGEDIEND],
    target=Status.VOLLEDIGHEIDSTOETS,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="In behandeling nemen",
)
def in_behandeling_nemen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """A colleague of the bureau takes the request and looks whether everything is there."""
    aanvraag.behandelaar = door


@workflow.transition(
    source=OPEN_BIJ_BUREAU,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Toewijzen aan een collega",
    invoer=forms.ToewijzenForm,
    is_intern=True,
)
def toewijzen(aanvraag: Tlvaanvraag, *, door: Gebruiker, behandelaar: Gebruiker) -> str:
    """Another colleague of the bureau becomes responsible."""
    aanvraag.behandelaar = behandelaar
    return f"Behandelaar: {behandelaar.naam}"


@workflow.transition(
    source=[status for status in Status if status not in BIJ_DE_SCHOOL],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Gegevens van de leerling verbeteren",
    invoer=forms.LeerlingVerbeterenForm,
)
def leerling_verbeteren(aanvraag: Tlvaanvraag, *, door: Gebruiker, **gegevens: Any) -> str:
    """A name or date of birth was wrong: it is corrected for every dossier of this pupil (AVG art. 16). Letters that
    were sent stay as they were."""
    return invullen.leerling_verbeteren(aanvraag.leerling, gegevens)


def termijn_kan_stilstaan(aanvraag: Tlvaanvraag) -> str | None:
    """A question stops the term on the day after (Awb 4:15): on its last day that is too late."""
    termijn = open_termijn(aanvraag, aanvraag.klok)
    if termijn is None or termijn.uiterlijk is None or timezone.localdate() < termijn.uiterlijk:
        return None
    return (
        f"De beslistermijn loopt tot en met {datum(termijn.uiterlijk)}. Een vraag zet hem pas de dag erna stil, en dat "
        "is te laat. Laat de school weten wanneer u wel beslist, of beoordeel de aanvraag met wat er is."
    )


@workflow.transition(
    source=[Status.VOLLEDIGHEIDSTOETS],
    target=Status.AANVULLING_GEVRAAGD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanvulling vragen",
    voorwaarden=(termijn_kan_stilstaan,),
    invoer=forms.TlvAanvullingVragenForm,
)
def aanvulling_vragen(aanvraag: Tlvaanvraag, *, door: Gebruiker, vraag: str, uiterlijk: date) -> str:
    """Something is missing: the school gets until a date, and the decision term stands still (Awb 4:5, 4:15)."""
    verzoek = invullen.aanvulling_vragen(
        aanvraag, vraag=vraag, uiterlijk=uiterlijk, door=door, herinner_opdracht=HERINNEREN
    )
    aanvraag.beslisdatum = None
    mensen = berichten.aanvragers(aanvraag)
    berichten.sturen(aanvraag, "aanvulling_gevraagd", mensen, sleutel=str(verzoek.pk), uiterlijk=datum(uiterlijk))
    return f"{vraag}\n\nGraag uiterlijk {datum(uiterlijk)}."


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.VOLLEDIGHEIDSTOETS,
    allowed=rules.is_school,
    wie=SCHOOL_OF_BESTUUR,
    label="Aanvulling sturen",
    invoer=AanvullenForm,
)
def aanvullen(aanvraag: Tlvaanvraag, *, door: Gebruiker, antwoord: str) -> str:
    """The school supplements; the decision term runs on from today."""
    termijn = invullen.aanvulling_sturen(aanvraag, antwoord=antwoord, door=door)
    aanvraag.beslisdatum = termijn.uiterlijk
    berichten.sturen(aanvraag, "aangevuld", berichten.behandelaars(aanvraag), sleutel=str(aanvraag.versie))
    return antwoord


def vraag_is_verstreken(aanvraag: Tlvaanvraag) -> str | None:
    """The school still has time."""
    vraag = aanvraag.open_vraag
    if vraag is None or vraag.is_verstreken:
        return None
    return f"De school heeft nog tot en met {datum(vraag.uiterlijk)} om aan te vullen. Dit kan pas daarna."


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.VOLLEDIGHEIDSTOETS,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Verder zonder aanvulling",
    voorwaarden=(vraag_is_verstreken,),
    invoer=RedenForm,
)
def aanvulling_afsluiten(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The school did not answer in time and the bureau can judge the request all the same; the term already runs on."""
    invullen.sluit_open_vraag(aanvraag, door=door)
    aanvraag.beslisdatum = invullen.beslistermijn(aanvraag).uiterlijk
    return reden


def _begin_buiten_behandeling(aanvraag: Tlvaanvraag) -> date | None:
    """The day of the supplement, or the given day when that passed unused; None when nothing was ever asked."""
    vraag = next(iter(aanvraag.aanvullingsverzoeken.all()), None)
    if vraag is None:
        return None
    beantwoord = timezone.localdate(vraag.beantwoord_op) if vraag.beantwoord_op else vraag.uiterlijk
    return min(beantwoord, vraag.uiterlijk)


def buiten_behandeling_kan(aanvraag: Tlvaanvraag) -> str | None:
    """Only after a question with a date, and told within four weeks after that (Awb 4:5 (4))."""
    begin = _begin_buiten_behandeling(aanvraag)
    if begin is None:
        return (
            "U heeft de school nog niet om een aanvulling gevraagd. Doe dat eerst, met een datum. Pas daarna kunt u "
            "voorstellen om de aanvraag niet verder te behandelen."
        )
    uiterlijk = laatste_dag(begin, weken=WEKEN_BUITEN_BEHANDELING, extra=extra_feestdagen())
    if timezone.localdate() > uiterlijk:
        return (
            f"Niet verder behandelen kon tot en met {datum(uiterlijk)}: vier weken na de aanvulling of na de gestelde "
            "datum. Nu moet u de aanvraag beoordelen met wat er is."
        )
    return None


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD, Status.VOLLEDIGHEIDSTOETS],
    target=Status.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorleggen: niet verder behandelen",
    voorwaarden=(vraag_is_verstreken, buiten_behandeling_kan),
    invoer=forms.BuitenBehandelingForm,
)
def buiten_behandeling_voorleggen(aanvraag: Tlvaanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The file stays incomplete: the bureau proposes to end without judging the request (Awb 4:5)."""
    aanvraag.motivering = motivering
    begin = _begin_buiten_behandeling(aanvraag)
    assert begin is not None
    termijnen.start(
        bron=aanvraag,
        soort=Klok.BUITEN_BEHANDELING,
        begin=begin,
        weken=WEKEN_BUITEN_BEHANDELING,
        is_wettelijk=True,
        herinner_opdracht=HERINNEREN,
    )
    voorleggen_ter_ondertekening(aanvraag, door=door, voorstel=Voorstel.BUITEN_BEHANDELING)


def uitstel_is_op_tijd(aanvraag: Tlvaanvraag) -> str | None:
    """The applicant hears it within the term (Awb 4:14 (3)); while the term stands still there is nothing to move."""
    termijn = open_termijn(aanvraag, aanvraag.klok)
    if termijn is None or termijn.uiterlijk is None:
        return "De beslistermijn staat nu stil. Wacht op de school; daarna kunt u laten weten dat het later wordt."
    if timezone.localdate() > termijn.uiterlijk:
        return (
            f"De beslistermijn liep tot en met {datum(termijn.uiterlijk)}. Uitstel melden kon tot en met die dag. "
            "Neem nu zo snel mogelijk een besluit."
        )
    return None


@workflow.transition(
    source=OPEN_BIJ_BUREAU,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Laten weten dat het besluit later komt",
    voorwaarden=(uitstel_is_op_tijd,),
    invoer=forms.UitstelForm,
)
def uitstel_melden(aanvraag: Tlvaanvraag, *, door: Gebruiker, weken: int, reden: str) -> str:
    """The decision cannot come in time: the applicant hears so within the term, with a new last day (Awb 4:14)."""
    termijn = termijnen.verlengen(termijn=invullen.beslistermijn(aanvraag), weken=weken, op=timezone.localdate())
    aanvraag.beslisdatum = termijn.uiterlijk
    assert aanvraag.beslisdatum is not None
    documents.uitstel_brief(aanvraag, reden=reden, uiterlijk=aanvraag.beslisdatum)
    berichten.sturen(
        aanvraag,
        "tlv_uitstel",
        berichten.aanvragers(aanvraag),
        sleutel=str(aanvraag.versie),
        uiterlijk=datum(aanvraag.beslisdatum),
    )
    return f"{reden}\n\nHet besluit komt uiterlijk {datum(aanvraag.beslisdatum)}."


def _alleen_met_commissie(aanvraag: Tlvaanvraag) -> bool:
    return met_commissie(aanvraag) and not met_deskundigen(aanvraag)


def _korte_route(aanvraag: Tlvaanvraag) -> bool:
    return not met_commissie(aanvraag) and not met_deskundigen(aanvraag)


@workflow.transition(
    source=[Status.VOLLEDIGHEIDSTOETS],
    target=Status.BIJ_TAC,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Compleet: naar de commissie",
    geldt=_alleen_met_commissie,
)
def naar_commissie(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """Everything is there, and this procedure asks no experts: the committee advises."""


@workflow.transition(
    source=[Status.VOLLEDIGHEIDSTOETS],
    target=Status.ADVIES_GEREED,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Compleet: zelf adviseren",
    geldt=_korte_route,
    invoer=forms.AdviesForm,
)
def adviseren(
    aanvraag: Tlvaanvraag,
    *,
    door: Gebruiker,
    toelaatbaar: bool,
    redenen: str,
    categorie: str = "",
    schooljaren: int | None = None,
) -> str:
    """The short route of a renewal: the bureau advises, on goals, time and the way back."""
    advies_vastleggen(
        aanvraag,
        bron=Adviesbron.BUREAU,
        toelaatbaar=toelaatbaar,
        categorie=categorie,
        schooljaren=schooljaren,
        redenen=redenen,
    )
    return redenen


def advies_vastleggen(
    aanvraag: Tlvaanvraag,
    *,
    bron: str,
    toelaatbaar: bool,
    redenen: str,
    categorie: str = "",
    schooljaren: int | None = None,
) -> None:
    """Keep the advice, and begin the decision with it: what the bureau then proposes starts from here."""
    from toelating.besluit import begin_besluit

    if toelaatbaar and not schooljaren:
        raise VoorwaardeNietVervuld("Vul in voor hoeveel schooljaren u adviseert.")
    aanvraag.adviesbron, aanvraag.advies_op = bron, timezone.now()
    aanvraag.advies_toelaatbaar, aanvraag.advies = toelaatbaar, redenen
    aanvraag.advies_categorie = categorie if toelaatbaar and not aanvraag.is_pro else ""
    aanvraag.advies_schooljaren = schooljaren if toelaatbaar else None
    begin_besluit(aanvraag)
