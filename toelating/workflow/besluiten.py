"""The decision: by the directeur-bestuurder or who has a mandate, never by who prepared it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from swv.invullen import services as invullen
from swv.invullen.forms import RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from toelating import berichten, documents, rules
from toelating.besluit import bezwaren_tegen_dagen
from toelating.briefinhoud import brieffeiten
from toelating.models import Status, Tlvaanvraag, Verklaring, Voorstel
from toelating.workflow.basis import (
    ONDERTEKENAAR,
    advies_is_er,
    beide_adviezen_zijn_er,
    klok_afronden,
    workflow,
)
from toelating.workflow.behandelen import buiten_behandeling_kan
from toelating.workflow.uitgifte import nieuwe_verklaring, volgend_besluitnummer

DUBBELE_TLV = "een_tlv_tegelijk_per_leerling"  # the constraint of the database


def _stelt_voor(voorstel: str):  # type: ignore[no-untyped-def]
    def geldt(aanvraag: Tlvaanvraag) -> bool:
        return aanvraag.voorstel == voorstel

    return geldt


def _wil_beoordelen(aanvraag: Tlvaanvraag) -> bool:
    return aanvraag.voorstel != Voorstel.BUITEN_BEHANDELING


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.ADVIES_GEREED,
    allowed=rules.mag_teruggeven,
    wie="de directeur-bestuurder of wie een mandaat heeft",
    label="Teruggeven aan het bureau",
    geldt=_wil_beoordelen,
    invoer=RedenForm,
    is_intern=True,
)
def teruggeven(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """Not ready to be signed: back to the bureau, with a reason."""
    return _terug(aanvraag, reden)


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.VOLLEDIGHEIDSTOETS,
    allowed=rules.mag_teruggeven,
    wie="de directeur-bestuurder of wie een mandaat heeft",
    label="Toch laten beoordelen",
    geldt=_stelt_voor(Voorstel.BUITEN_BEHANDELING),
    invoer=RedenForm,
    is_intern=True,
)
def laten_beoordelen(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The file is complete enough: the bureau judges the request after all."""
    invullen.sluit_open_vraag(aanvraag, door=door)
    klok_afronden(aanvraag, Klok.BUITEN_BEHANDELING)
    return _terug(aanvraag, reden)


def _terug(aanvraag: Tlvaanvraag, reden: str) -> str:
    klok_afronden(aanvraag, Klok.ONDERTEKENING)
    berichten.sturen(aanvraag, "teruggegeven", berichten.behandelaars(aanvraag), sleutel=str(aanvraag.versie))
    aanvraag.voorstel, aanvraag.opgesteld_door = "", None
    return reden


def _dagen_kloppen_nog(aanvraag: Tlvaanvraag) -> str | None:
    """Another TLV may have been given since this one was drafted."""
    if aanvraag.ingang is None or aanvraag.einde is None:
        return "De ingangsdatum of de einddatum ontbreekt. Geef de aanvraag terug aan het bureau."
    return " ".join(bezwaren_tegen_dagen(aanvraag, aanvraag.ingang, aanvraag.einde)) or None


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.AFGEGEVEN,
    allowed=rules.mag_besluiten,
    wie=ONDERTEKENAAR,
    label="TLV afgeven en ondertekenen",
    geldt=_stelt_voor(Voorstel.AFGEVEN),
    voorwaarden=(beide_adviezen_zijn_er, advies_is_er, _dagen_kloppen_nog),
    tweede_factor=True,
)
def afgeven(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> str:
    """The pupil is admitted: number, declaration and letter, all or nothing."""
    _afronden(aanvraag, door=door)
    feiten = brieffeiten(aanvraag)
    verklaring = _afgeven(aanvraag)
    _nummeren(aanvraag, door=door)
    documents.besluit_brief(aanvraag, documents.AFGIFTE, feiten, verklaring=verklaring, door=door)
    return f"TLV {verklaring.nummer}: {verklaring.soort_naam}."


def _afgeven(aanvraag: Tlvaanvraag) -> Verklaring:
    """The database has the last word on two TLVs at once."""
    try:
        with transaction.atomic():
            return nieuwe_verklaring(
                aanvraag, categorie=aanvraag.categorie, ingang=aanvraag.ingang, einde=aanvraag.einde
            )
    except IntegrityError as fout:
        if DUBBELE_TLV not in str(fout):
            raise
        raise VoorwaardeNietVervuld(
            "Deze leerling kreeg zojuist een andere TLV voor dezelfde periode. Geef de aanvraag terug aan het bureau."
        ) from fout


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.AFGEWEZEN,
    allowed=rules.mag_besluiten,
    wie=ONDERTEKENAAR,
    label="Afwijzen en ondertekenen",
    geldt=_stelt_voor(Voorstel.AFWIJZEN),
    voorwaarden=(beide_adviezen_zijn_er, advies_is_er),
    tweede_factor=True,
)
def afwijzen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """The pupil is not admitted; the letter says why. This too is open to objection."""
    _zonder_tlv(aanvraag, documents.AFWIJZING, door=door)


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.BUITEN_BEHANDELING,
    allowed=rules.mag_besluiten,
    wie=ONDERTEKENAAR,
    label="Niet verder behandelen en ondertekenen",
    geldt=_stelt_voor(Voorstel.BUITEN_BEHANDELING),
    voorwaarden=(buiten_behandeling_kan,),
    tweede_factor=True,
)
def buiten_behandeling_stellen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """The request stays incomplete and is not judged; this is itself a decision (Awb 4:5)."""
    _zonder_tlv(aanvraag, documents.BUITEN_BEHANDELING, door=door)


def _zonder_tlv(aanvraag: Tlvaanvraag, uitkomst: documents.Uitkomst, *, door: Gebruiker) -> None:
    _afronden(aanvraag, door=door)
    feiten = brieffeiten(aanvraag)
    _nummeren(aanvraag, door=door)
    documents.besluit_brief(aanvraag, uitkomst, feiten, door=door)


def _afronden(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """What every decision shares: the open question is closed and all clocks stop."""
    invullen.sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=timezone.localdate())


def _nummeren(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """Number, moment, signer, and in whose name. Everybody who signs waits for the counter: what takes long comes
    before it."""
    aanvraag.mandaat = rules.mandaat_bij_besluit(door, aanvraag)
    aanvraag.besluitnummer = volgend_besluitnummer(timezone.localdate())
    aanvraag.besloten_op, aanvraag.besloten_door = timezone.now(), door


# The decision that each proposal leads to.
BESLUITEN: dict[str, Handeling] = {
    Voorstel.AFGEVEN: afgeven,
    Voorstel.AFWIJZEN: afwijzen,
    Voorstel.BUITEN_BEHANDELING: buiten_behandeling_stellen,
}
TERUG = (teruggeven, laten_beoordelen)
