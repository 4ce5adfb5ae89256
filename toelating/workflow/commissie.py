"""The committee: agenda, opinion per member, and one act from its resolution to the concept decision."""

from typing import Any

from django.utils import timezone

from swv.invullen.forms import RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating import forms, rules
from toelating.models import Adviesbron, Agendapunt, Bijeenkomst, Bijeenkomststatus, Oordeel, Status, Tlvaanvraag
from toelating.workflow.basis import BUREAU, COMMISSIELID, beide_adviezen_zijn_er, workflow
from toelating.workflow.behandelen import advies_vastleggen

VASTSTELLER = "een medewerker van het bureau of de voorzitter van de bijeenkomst"


def open_punt(aanvraag: Tlvaanvraag) -> Agendapunt | None:
    """Where the request stands on an agenda now."""
    punten = aanvraag.agendapunten.filter(uitkomst=Agendapunt.Uitkomst.OPEN)
    return punten.select_related("bijeenkomst").first()


def staat_op_agenda(aanvraag: Tlvaanvraag) -> bool:
    return open_punt(aanvraag) is not None


def _staat_niet_op_agenda(aanvraag: Tlvaanvraag) -> bool:
    return open_punt(aanvraag) is None


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Op een agenda zetten",
    geldt=_staat_niet_op_agenda,
    voorwaarden=(beide_adviezen_zijn_er,),
    invoer=forms.AgenderenForm,
)
def agenderen(aanvraag: Tlvaanvraag, *, door: Gebruiker, bijeenkomst: Bijeenkomst) -> str:
    """The request goes on the agenda of a meeting; its members can read it from now on."""
    if bijeenkomst.status != Bijeenkomststatus.GEPLAND:
        raise VoorwaardeNietVervuld("Deze bijeenkomst is al gehouden of afgelast. Kies een andere.")
    eerder = aanvraag.agendapunten.filter(bijeenkomst=bijeenkomst).first()
    volgorde = bijeenkomst.agendapunten.count() + 1
    if eerder:
        eerder.uitkomst, eerder.volgorde, eerder.toelichting = Agendapunt.Uitkomst.OPEN, volgorde, ""
        eerder.save()
    else:
        Agendapunt.objects.create(bijeenkomst=bijeenkomst, aanvraag=aanvraag, volgorde=volgorde)
    return f"Op de agenda van {datum(bijeenkomst.datum)}."


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Van de agenda halen",
    geldt=staat_op_agenda,
    invoer=RedenForm,
    is_intern=True,
)
def van_agenda_halen(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The request does not come up in this meeting after all."""
    return _sluit_punt(aanvraag, Agendapunt.Uitkomst.VERVALLEN, reden)


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.stelt_advies_vast,
    wie=VASTSTELLER,
    label="Aanhouden",
    geldt=staat_op_agenda,
    invoer=RedenForm,
    is_intern=True,
)
def aanhouden(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The committee wants to know more first: the request waits for a next meeting."""
    return _sluit_punt(aanvraag, Agendapunt.Uitkomst.AANGEHOUDEN, reden)


def _sluit_punt(aanvraag: Tlvaanvraag, uitkomst: str, reden: str) -> str:
    punt = open_punt(aanvraag)
    assert punt is not None
    punt.uitkomst, punt.toelichting = uitkomst, reden
    punt.save(update_fields=["uitkomst", "toelichting"])
    return reden


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.zit_in_commissie,
    wie=COMMISSIELID,
    label="Oordeel geven",
    invoer=forms.OordeelForm,
    is_intern=True,
)
def oordeel_geven(
    aanvraag: Tlvaanvraag,
    *,
    door: Gebruiker,
    keuze: str,
    toelichting: str = "",
    categorie: str = "",
    schooljaren: int | None = None,
) -> None:
    """A member says what they think; they may change it until the committee has advised. Others read it only when
    their own opinion is in."""
    punt = rules.agendapunt_voor(door, aanvraag)
    assert punt is not None
    toelaatbaar = keuze == Oordeel.Keuze.TOELAATBAAR
    Oordeel.objects.update_or_create(
        agendapunt=punt,
        lid=door,
        defaults={
            "keuze": keuze,
            "categorie": categorie if toelaatbaar and not aanvraag.is_pro else "",
            "schooljaren": schooljaren if toelaatbaar else None,
            "toelichting": toelichting,
            "op": timezone.now(),
        },
    )


def _bijeenkomst_is_geweest(aanvraag: Tlvaanvraag) -> str | None:
    punt = open_punt(aanvraag)
    if punt is None or punt.bijeenkomst.datum <= timezone.localdate():
        return None
    return f"De bijeenkomst is pas op {datum(punt.bijeenkomst.datum)}. Leg het advies vast op of na die dag."


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=Status.ADVIES_GEREED,
    allowed=rules.stelt_advies_vast,
    wie=VASTSTELLER,
    label="Advies van de commissie vastleggen",
    geldt=staat_op_agenda,
    voorwaarden=(beide_adviezen_zijn_er, _bijeenkomst_is_geweest),
    invoer=forms.AdviesForm,
)
def commissieadvies_vastleggen(aanvraag: Tlvaanvraag, *, door: Gebruiker, **advies: Any) -> str:
    """The resolution of the committee; the concept decision begins with it at once."""
    advies_vastleggen(aanvraag, bron=Adviesbron.COMMISSIE, **advies)
    punt = open_punt(aanvraag)
    assert punt is not None
    punt.uitkomst, punt.toelaatbaar = Agendapunt.Uitkomst.ADVIES, aanvraag.advies_toelaatbaar
    punt.categorie, punt.schooljaren = aanvraag.advies_categorie, aanvraag.advies_schooljaren
    punt.redenen = aanvraag.advies
    punt.save()
    return f"Vergadering van {datum(punt.bijeenkomst.datum)}. {aanvraag.advies}"
