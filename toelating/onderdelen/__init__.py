"""The parts of the form per kind of request, and the documents that belong to it."""

from collections.abc import Sequence

from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import Soort, Toelatingsregeling
from toelating.onderdelen.aanvraag import CategorieForm, ProForm, VerlengingForm, VsoForm
from toelating.onderdelen.criteria import CriteriaForm
from toelating.onderdelen.leerling import ProleerlingForm, TlvleerlingForm
from toelating.onderdelen.ondersteuning import MotiveringForm, OndersteuningForm
from toelating.onderdelen.ouders import OudersForm
from toelating.onderdelen.regels import Invulregels
from toelating.onderdelen.stukken import StukkenForm, maanden_in_woorden

_LEERLING = Onderdeel("leerling", "Vul in voor welke leerling", TlvleerlingForm)
_OUDERS = Onderdeel("ouders", "Leg vast wat ouders en leerling vinden", OudersForm)
_STUKKEN = Onderdeel("stukken", "Vul in van wanneer de stukken zijn", StukkenForm)

ONDERDELEN: dict[str, tuple[Onderdeel, ...]] = {
    Soort.VSO: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in wat u aanvraagt", VsoForm),
        Onderdeel("ondersteuning", "Beschrijf waarom dit nodig is", OndersteuningForm),
        _OUDERS,
        _STUKKEN,
    ),
    Soort.VERLENGING: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in hoe lang en waarvoor", VerlengingForm),
        _OUDERS,
        _STUKKEN,
    ),
    Soort.CATEGORIE: (
        _LEERLING,
        Onderdeel("aanvraag", "Vul in welke categorie en waarom", CategorieForm),
        _OUDERS,
        _STUKKEN,
    ),
    Soort.PRO: (
        Onderdeel("leerling", _LEERLING.titel, ProleerlingForm),
        Onderdeel("aanvraag", "Vul in wat u aanvraagt", ProForm),
        Onderdeel("criteria", "Vul de scores in", CriteriaForm),
        Onderdeel("motivering", "Beschrijf waarom praktijkonderwijs past", MotiveringForm),
        _OUDERS,
        _STUKKEN,
    ),
}


def onderdelen_van(aanvraag: Tlvaanvraag) -> Sequence[Onderdeel]:
    """The parts of this request; the dates of documents only where its checklist asks one."""
    alle = ONDERDELEN[aanvraag.soort]
    return alle if Invulregels(aanvraag).met_datum else [deel for deel in alle if deel is not _STUKKEN]


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
            verplicht=eis.is_verplicht,
            weigerbaar=eis.is_weigerbaar,
            gevolg=eis.gevolg,
        )
        for eis in regeling.stukeisen.all()
    ]


def _uitleg(uitleg: str, hoogstens_maanden: int | None) -> str:
    if not hoogstens_maanden:
        return uitleg
    return f"{uitleg} Niet ouder dan {maanden_in_woorden(hoogstens_maanden)}.".strip()
