"""Two experts, each with an own advice; and who must stay out of a dossier."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.rekenen import werkdagen_na
from toelating import berichten, forms, rules
from toelating.keuring import beroep_voor, bezwaren
from toelating.models import (
    Adviesbron,
    Agendapunt,
    Deskundigenadvies,
    Oordeel,
    Rang,
    Status,
    Tlvaanvraag,
    Verschoning,
)
from toelating.workflow.basis import (
    BUREAU,
    COMMISSIELID,
    DESKUNDIGE,
    HERINNEREN,
    beide_adviezen_zijn_er,
    met_commissie,
    met_deskundigen,
    workflow,
)
from toelating.workflow.behandelen import advies_vastleggen

Stand = Deskundigenadvies.Stand


@workflow.transition(
    source=[Status.VOLLEDIGHEIDSTOETS],
    target=Status.BIJ_DESKUNDIGEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Compleet: deskundigen aanwijzen",
    geldt=met_deskundigen,
    invoer=forms.DeskundigenForm,
)
def deskundigen_aanwijzen(aanvraag: Tlvaanvraag, *, door: Gebruiker, eerste: Gebruiker, tweede: Gebruiker) -> str:
    """Everything is there: two different people, with the professions of the law and no part in the case, advise."""
    if eerste == tweede:
        raise VoorwaardeNietVervuld("De eerste en de tweede deskundige zijn twee verschillende mensen. Kies een ander.")
    for rang, deskundige in ((Rang.EERSTE, eerste), (Rang.TWEEDE, tweede)):
        _aanwijzen(aanvraag, rang, deskundige, door=door)
    return f"Eerste deskundige: {eerste.naam}. Tweede deskundige: {tweede.naam}."


def _aanwijzen(aanvraag: Tlvaanvraag, rang: str, deskundige: Gebruiker, *, door: Gebruiker) -> None:
    if zinnen := bezwaren(deskundige, rang, aanvraag):
        raise VoorwaardeNietVervuld(" ".join(zinnen))
    vandaag = timezone.localdate()
    uiterlijk = werkdagen_na(vandaag, aanvraag.regeling.advies_werkdagen)
    advies = Deskundigenadvies.objects.create(
        aanvraag=aanvraag,
        rang=rang,
        deskundige=deskundige,
        beroep=beroep_voor(deskundige, rang) or "",
        gevraagd_door=door,
        uiterlijk=uiterlijk,
    )
    termijnen.start(
        bron=advies,
        soort=Klok.DESKUNDIGENADVIES,
        begin=vandaag,
        uiterlijk=uiterlijk,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    berichten.sturen(
        aanvraag,
        "tlv_advies_gevraagd",
        [deskundige],
        sleutel=str(advies.pk),
        uiterlijk=datum(uiterlijk),
        naar=berichten.adviespad(aanvraag),
    )


def _er_is_iemand_te_vervangen(aanvraag: Tlvaanvraag) -> str | None:
    if aanvraag.deskundigenadviezen.filter(stand=Stand.INGEDIEND).count() < len(Rang):
        return None
    return "Beide deskundigen gaven hun advies al. Een gegeven advies kunt u niet vervangen."


@workflow.transition(
    source=[Status.BIJ_DESKUNDIGEN],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Deskundige vervangen",
    voorwaarden=(_er_is_iemand_te_vervangen,),
    invoer=forms.DeskundigeVervangenForm,
    is_intern=True,
)
def deskundige_vervangen(
    aanvraag: Tlvaanvraag, *, door: Gebruiker, rang: str, deskundige: Gebruiker, reden: str
) -> str:
    """Somebody else advises, because the first cannot or withdrew. An advice that was given stays."""
    huidig = aanvraag.deskundigenadviezen.geldend().filter(rang=rang).first()
    if huidig and huidig.is_gegeven:
        raise VoorwaardeNietVervuld(
            f"{huidig.deskundige.naam} gaf het advies al. Een gegeven advies kunt u niet vervangen."
        )
    if huidig:
        _beeindigen(huidig, Stand.VERVANGEN)
    _aanwijzen(aanvraag, rang, deskundige, door=door)
    return f"{Rang(rang).label.capitalize()} is nu {deskundige.naam}. Reden: {reden}"


def _beeindigen(advies: Deskundigenadvies, stand: str) -> None:
    """This person no longer advises. What was a draft is wiped: nobody may read it and it serves nobody any more."""
    rij = Deskundigenadvies.objects.select_for_update().get(pk=advies.pk)
    rij.stand = stand
    rij.toelaatbaar = rij.schooljaren = rij.eerder_betrokken_op = rij.bewaard_op = None
    rij.categorie = rij.tekst = ""
    rij.versie += 1
    rij.save()
    termijnen.alles_afronden(bron=rij, op=timezone.localdate())


def gevraagde_adviezen_vervallen(aanvraag: Tlvaanvraag) -> None:
    """The request ended before the experts advised: their advice is no longer needed."""
    for advies in aanvraag.deskundigenadviezen.filter(stand=Stand.GEVRAAGD):
        _beeindigen(advies, Stand.VERVALLEN)


def _alles_binnen(aanvraag: Tlvaanvraag) -> Handeling | None:
    """With both advices in, the request goes to the committee by itself."""
    if met_commissie(aanvraag) and beide_adviezen_zijn_er(aanvraag) is None:
        return adviezen_binnen
    return None


@workflow.transition(
    source=[Status.BIJ_DESKUNDIGEN],
    target=None,
    allowed=rules.geeft_advies,
    wie=DESKUNDIGE,
    label="Advies geven",
    invoer=forms.DeskundigenadviesForm,
    is_intern=True,
    vervolg=_alles_binnen,
)
def advies_geven(
    aanvraag: Tlvaanvraag,
    *,
    door: Gebruiker,
    toelaatbaar: bool,
    tekst: str,
    categorie: str = "",
    schooljaren: int | None = None,
    eerder_betrokken_op: date | None = None,
) -> str:
    """An expert gives the own advice, with name, profession and date. It never changes afterwards."""
    gevraagd = rules.advies_van(door, aanvraag)
    assert gevraagd is not None
    advies = Deskundigenadvies.objects.select_for_update().get(pk=gevraagd.pk)
    advies.toelaatbaar, advies.tekst = toelaatbaar, tekst
    advies.categorie = categorie if toelaatbaar and not aanvraag.is_pro else ""
    advies.schooljaren = schooljaren if toelaatbaar else None
    advies.eerder_betrokken_op = eerder_betrokken_op
    advies.stand, advies.ingediend_op = Stand.INGEDIEND, timezone.now()
    advies.versie += 1
    advies.save()
    termijnen.alles_afronden(bron=advies, op=timezone.localdate())
    berichten.sturen(aanvraag, "tlv_advies_gegeven", berichten.behandelaars(aanvraag), sleutel=str(advies.pk))
    return f"{advies.get_rang_display().capitalize()}: {door.naam}, {advies.get_beroep_display()}."


@workflow.transition(
    source=[Status.BIJ_DESKUNDIGEN],
    target=Status.BIJ_TAC,
    allowed=rules.is_systeem,
    wie="het portaal zelf, zodra beide adviezen er zijn",
    label="Naar de commissie",
    geldt=met_commissie,
    voorwaarden=(beide_adviezen_zijn_er,),
)
def adviezen_binnen(aanvraag: Tlvaanvraag, *, door: None) -> None:
    """Both experts advised: the request can go on an agenda of the committee."""


def _zonder_commissie(aanvraag: Tlvaanvraag) -> bool:
    return not met_commissie(aanvraag)


@workflow.transition(
    source=[Status.BIJ_DESKUNDIGEN],
    target=Status.ADVIES_GEREED,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Adviezen samenvatten",
    geldt=_zonder_commissie,
    voorwaarden=(beide_adviezen_zijn_er,),
    invoer=forms.AdviesForm,
)
def adviezen_samenvatten(aanvraag: Tlvaanvraag, *, door: Gebruiker, **advies: Any) -> str:
    """A procedure without committee: the bureau brings both advices together in one."""
    advies_vastleggen(aanvraag, bron=Adviesbron.DESKUNDIGEN, **advies)
    return str(advies["redenen"])


@workflow.transition(
    source=[Status.BIJ_DESKUNDIGEN, Status.BIJ_TAC],
    target=None,
    allowed=rules.geeft_advies | rules.zit_in_commissie,
    wie=f"{DESKUNDIGE}, of {COMMISSIELID}",
    label="Mij terugtrekken uit dit dossier",
    invoer=forms.VerschonenForm,
    is_intern=True,
)
def verschonen(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """An expert or member who is too close to the case stays out: from now on the dossier is closed for them."""
    Verschoning.objects.create(aanvraag=aanvraag, gebruiker=door, reden=reden, door=door)
    del aanvraag.verschoonden  # asked before this act; the answer is another one now
    for advies in aanvraag.deskundigenadviezen.filter(deskundige=door, stand=Stand.GEVRAAGD):
        _beeindigen(advies, Stand.VERSCHOOND)
    Oordeel.objects.filter(
        agendapunt__aanvraag=aanvraag, agendapunt__uitkomst=Agendapunt.Uitkomst.OPEN, lid=door
    ).delete()
    berichten.sturen(aanvraag, "tlv_verschoond", berichten.behandelaars(aanvraag), sleutel=str(door.pk))
    return f"{door.naam} trok zich terug: {reden}"
