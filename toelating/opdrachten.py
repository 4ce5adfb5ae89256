"""Background work on TLVs. Each piece first looks whether it was already done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.organisaties.models import School
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from toelating import (
    berichten,
    berichten_verklaring,
    besluitenlijst,
    documents,
    nachtwerk,
    radar,
    verzenden,
    zitting,
)
from toelating.bezwaar import opdrachten as bezwaaropdrachten
from toelating.documents import BEKENDMAKEN
from toelating.dwangsom import nachtwerk as dwangsomnacht
from toelating.models import Bezwaar, Bijeenkomst, Deskundigenadvies, Tlvaanvraag, Verklaring, Verzending
from toelating.monitors import opdrachten as monitors
from toelating.workflow import HERINNEREN, bekendmaken

__all__ = ["monitors"]


@opdracht(BEKENDMAKEN)
def brief_bekendmaken(brief_id: str) -> None:
    """The letter is sealed and filed: tell the applicant, once, and lay it ready for the parents."""
    brief = Brief.objects.get(pk=brief_id)
    aanvraag = brief.bron
    assert isinstance(aanvraag, Tlvaanvraag)
    if brief.soort == documents.UITSTEL.soort:
        verzenden.uitstel_versturen(brief, aanvraag)
    elif brief.soort in documents.OVER_DWANGSOM:
        verzenden.dwangsom_versturen(brief, aanvraag)
    elif brief.soort == documents.TLV_INGETROKKEN.soort:
        verzenden.intrekking_versturen(brief, documents.ingetrokken_verklaring(brief))
    elif not _is_verstuurd(brief):
        try:
            bekendmaken(aanvraag, door=None)
        except VerkeerdeStatus:
            if not _is_verstuurd(brief):  # otherwise somebody told it since this began
                raise


def _is_verstuurd(brief: Brief) -> bool:
    return Verzending.objects.filter(brief=brief).exists()


@opdracht(besluitenlijst.KLAAR)
def besluitenlijst_klaar(brief_id: str) -> None:
    """The resolution list is sealed and filed: tell the members, once per version."""
    brief = Brief.objects.defer("html").get(pk=brief_id)
    bijeenkomst = brief.bron
    assert isinstance(bijeenkomst, Bijeenkomst)
    if brief.is_ingetrokken:  # replaced before it was filed
        return
    berichten.bijeenkomst_sturen(
        bijeenkomst,
        "tlv_besluitenlijst",
        bijeenkomst.leden.all(),
        sleutel=str(brief.pk),
        is_gewijzigd=Brief.objects.van(bijeenkomst).filter(gemaakt_op__lt=brief.gemaakt_op).exists(),
    )


@opdracht(HERINNEREN)
def herinneren(herinnering_id: str) -> None:
    """Deliver one reminder to who is at bat: school, expert, bureau or who signs."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        bron = termijn.bron
        if isinstance(bron, Bezwaar):
            bezwaaropdrachten.herinneren(bron, herinnering)
            return
        aanvraag = bron.aanvraag if isinstance(bron, Deskundigenadvies) else bron
        assert isinstance(aanvraag, Tlvaanvraag)
        soort, mensen = _aan_wie(aanvraag, bron, Klok(termijn.soort))
        berichten.sturen(
            aanvraag,
            soort,
            mensen,
            sleutel=f"herinnering-{herinnering.pk}",
            naar=berichten.adviespad(aanvraag) if isinstance(bron, Deskundigenadvies) else "",
            uiterlijk=datum(termijn.uiterlijk) if termijn.uiterlijk else "",
            is_voorbij=bool(termijn.uiterlijk and termijn.uiterlijk < timezone.localdate()),
        )
        herinnering_verzonden(herinnering.pk)


def _aan_wie(aanvraag: Tlvaanvraag, bron: object, klok: Klok):  # type: ignore[no-untyped-def]
    """The kind of message and the people, per clock."""
    if isinstance(bron, Deskundigenadvies):
        return "tlv_herinnering_advies", [bron.deskundige]
    return {
        Klok.TOELATING: ("herinnering_beslissing", berichten.behandelaars(aanvraag)),
        Klok.AANVULLING: ("herinnering_aanvulling", berichten.aanvragers(aanvraag)),
        Klok.ONDERTEKENING: ("herinnering_ondertekening", berichten.ondertekenaars(aanvraag)),
        Klok.ZIENSWIJZE: ("tlv_herinnering_zienswijze", berichten.behandelaars(aanvraag)),
        Klok.BUITEN_BEHANDELING: ("herinnering_beslissing", berichten.behandelaars(aanvraag)),
    }[klok]


@opdracht(zitting.TEKENEN)
def tekenen(regel_id: str) -> None:
    """Sign one decision of a sitting, once."""
    zitting.regel_tekenen(int(regel_id))


# --- TLVs that were given ------------------------------------------------------------------------------------------


@opdracht(nachtwerk.TLV_HERINNEREN)
def tlv_herinneren(wat: str) -> None:
    """One reminder about a TLV that nobody uses; when somebody does meanwhile, there is nothing to say."""
    pk, soort, weken = wat.split(":")
    vandaag = timezone.localdate()
    rijen = Verklaring.objects.zonder_plaats(vandaag).select_related("aanvraag__school__bestuur")
    verklaring = rijen.filter(pk=pk).first()
    if verklaring is not None and nachtwerk.wachttijd(verklaring, soort, vandaag) >= int(weken):
        berichten_verklaring.herinneren(verklaring, soort, weken=int(weken))


@opdracht(dwangsomnacht.HERINNEREN)
def dwangsom_herinneren(wat: str) -> None:
    """One message about a notice of default; when it stands otherwise meanwhile, there is nothing to say."""
    dwangsomnacht.herinneren(wat)


@opdracht(radar.RADAR)
def radar_verdelen(dag: str) -> None:
    """The TLVs that end this school year: one mail for each school."""
    radar.radar_verdelen(date.fromisoformat(dag))


@opdracht(radar.RADAR_SCHOOL)
def radar_school(wat: str) -> None:
    """The mail to one school, with how it stands now."""
    dag, school_pk = wat.split(":")
    berichten_verklaring.radar(date.fromisoformat(dag), School.objects.get(pk=school_pk))
