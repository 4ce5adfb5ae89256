"""The parts of the form per kind of request, and the documents that belong to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from toelating.models.regeling import Eis, Soort, Toelatingsregeling
from toelating.onderdelen.aanvraag import CategorieForm, ProForm, VerlengingForm, VsoForm
from toelating.onderdelen.criteria import CriteriaForm
from toelating.onderdelen.leerling import TlvleerlingForm
from toelating.onderdelen.ondersteuning import MotiveringForm, OndersteuningForm
from toelating.onderdelen.ouders import OudersForm

_LEERLING = Onderdeel("leerling", "Vul in voor welke leerling", TlvleerlingForm)
_OUDERS = Onderdeel("ouders", "Leg vast wat ouders en leerling vinden", OudersForm)

ONDERDELEN: dict[str, tuple[Onderdeel, ...]] = {
    Soort.VSO: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in wat u aanvraagt", VsoForm),
        Onderdeel("ondersteuning", "Beschrijf waarom dit nodig is", OndersteuningForm),
        _OUDERS,
    ),
    Soort.VERLENGING: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in hoe lang en waarvoor", VerlengingForm),
        _OUDERS,
    ),
    Soort.CATEGORIE: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in welke categorie en waarom", CategorieForm),
        _OUDERS,
    ),
    Soort.PRO: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in wat u aanvraagt", ProForm),
        Onderdeel("criteria", "Vul de scores in", CriteriaForm),
        Onderdeel("motivering", "Beschrijf waarom praktijkonderwijs past", MotiveringForm),
        _OUDERS,
    ),
}


def onderdelen_van(soort: str) -> Sequence[Onderdeel]:
    return ONDERDELEN[soort]


def instelbare_vragen(soort: str) -> dict[str, str]:
    """The questions that a regeling of this kind may ask otherwise (Veldeis): name of the field and its label. Empty
    for a kind that does not exist."""
    vragen: dict[str, str] = {}
    for onderdeel in ONDERDELEN.get(soort, ()):
        form = onderdeel.form
        for naam in getattr(form, "instelbaar", ()):
            vragen[naam] = str(form.base_fields[naam].label)
    return vragen


def bewijsstukken_van(regeling: Toelatingsregeling) -> Sequence[Bewijsstuk]:
    """The checklist of this version. One query, none when `stukeisen` was fetched along."""
    return [
        Bewijsstuk(
            eis.stuk,
            str(eis.get_stuk_display()),
            _uitleg(eis.uitleg, eis.hoogstens_maanden),
            verplicht=eis.eis == Eis.VERPLICHT,
            weigerbaar=eis.is_weigerbaar,
        )
        for eis in regeling.stukeisen.all()
    ]


def _uitleg(uitleg: str, hoogstens_maanden: int | None) -> str:
    if not hoogstens_maanden:
        return uitleg
    maanden = "1 maand" if hoogstens_maanden == 1 else f"{hoogstens_maanden} maanden"
    return f"{uitleg} Niet ouder dan {maanden}.".strip()


def controles(aanvraag: Any, gegevens: Mapping[str, Any]) -> Sequence[str]:
    """Checks over more than one part: the pupil must be born before the TLV starts."""
    geboren, ingang = gegevens.get("geboortedatum"), gegevens.get("gevraagde_ingang")
    if geboren and ingang and geboren >= ingang:
        return [
            "De leerling is volgens de geboortedatum na de ingangsdatum van de TLV geboren. "
            "Controleer de geboortedatum en de ingangsdatum."
        ]
    return []
