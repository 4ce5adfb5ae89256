"""The one form renderer of the portal, Dutch error sentences, and the fields that every app shares.

A page says `{{ form }}`. Forms derive from `Formulier` or `ModelFormulier`: every error says what to do.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList, pretty_name

from swv.kern.opmaak import MAANDEN, euro, getal, kort_getal

# --- Reading what people type ----------------------------------------------------------------------------

BEDRAG_FOUT = "Vul een bedrag in euro's in, bijvoorbeeld 12.500,00."
DATUM_FOUT = "Vul een datum in als dag, maand en jaar, bijvoorbeeld 1-9-2026."
TIJD_FOUT = "Vul een tijd in als uur en minuten, bijvoorbeeld 9:30."
UREN_FOUT = "Vul een aantal uren in, bijvoorbeeld 4 of 2,5."

_MUNT = re.compile(r"^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$", re.IGNORECASE)
_BEDRAG = re.compile(
    r"""(?P<heel>[0-9]+ | [1-9][0-9]{0,2}(?:\.[0-9]{3})+ | [1-9][0-9]{0,2}(?:\ [0-9]{3})+)
        (?:,(?P<cent>[0-9]{1,2}|-{1,2}))?
      | (?P<heel_punt>[0-9]+)\.(?P<cent_punt>[0-9]{1,2})""",
    re.VERBOSE,
)
_UREN = re.compile(r"([0-9]{1,5})(?:[.,]([0-9]{1,2}))?(?:\s*(?:u|uur|uren))?", re.IGNORECASE)
_DATUM_CIJFERS = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_DATUM_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DATUM_WOORD = re.compile(r"([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})")


class OnbestaandeDatum(ValueError):
    """A date in a readable form that is not on the calendar, such as 31 February."""


def _strak(tekst: str) -> str:
    """Remove what copying and pasting leaves behind: outer space, runs of space, non-breaking space."""
    return " ".join(tekst.split())


def lees_bedrag(tekst: str) -> Decimal:
    """Read an amount in euros (two decimals) as Dutch people type it; ValueError when it is not clear.

    A comma is always the decimal sign. A point followed by three digits groups thousands (`12.500` is twelve
    thousand five hundred); a point followed by one or two digits is a decimal sign (`12.5` is 12,50). Both
    signs in one amount mean `12.500,50`. A space may group thousands too. A euro sign and `,-` are ignored.
    """
    kaal = _MUNT.sub("", _strak(tekst)).strip()
    gevonden = _BEDRAG.fullmatch(kaal)
    if gevonden is None:
        raise ValueError(f"no amount: {tekst!r}")
    heel = gevonden["heel"] or gevonden["heel_punt"]
    cent = (gevonden["cent"] or gevonden["cent_punt"] or "0").strip("-") or "0"
    return Decimal(f"{re.sub('[. ]', '', heel)}.{cent.ljust(2, '0')}")


def lees_datum(tekst: str) -> date:
    """Read a day: `1-9-2026`, `01/09/2026`, `2026-09-01`, `1 september 2026`, `1 sept. 2026`.

    ValueError when it is no date, OnbestaandeDatum when it looks like one but is not on the calendar.
    """
    kaal = _strak(tekst).lower()
    if cijfers := _DATUM_CIJFERS.fullmatch(kaal):
        dag, maand, jaar = (int(deel) for deel in cijfers.groups())
    elif iso := _DATUM_ISO.fullmatch(kaal):
        jaar, maand, dag = (int(deel) for deel in iso.groups())
    elif woord := _DATUM_WOORD.fullmatch(kaal):
        dag, maand, jaar = int(woord[1]), _maandnummer(woord[2]), int(woord[3])
    else:
        raise ValueError(f"no date: {tekst!r}")
    if not 1900 <= jaar <= 2199:
        raise ValueError(f"no date: {tekst!r}")
    try:
        return date(jaar, maand, dag)
    except ValueError:
        raise OnbestaandeDatum(tekst) from None


def _maandnummer(woord: str) -> int:
    """The number of a month written in full or short (`mrt`, `sept`); ValueError when it is no month."""
    if woord == "mrt":
        return 3
    passend = [nummer for nummer, naam in enumerate(MAANDEN, start=1) if len(woord) >= 3 and naam.startswith(woord)]
    if len(passend) != 1:
        raise ValueError(f"no date: {woord!r} is no month")
    return passend[0]


def lees_uren(tekst: str) -> Decimal:
    """Read hours with at most two decimals, comma or point: `4`, `2,5`, `2.5 uur`; ValueError otherwise."""
    gevonden = _UREN.fullmatch(_strak(tekst))
    if gevonden is None:
        raise ValueError(f"no hours: {tekst!r}")
    return Decimal(f"{gevonden[1]}.{gevonden[2] or '0'}")


# --- The renderer ----------------------------------------------------------------------------------------


class Veld(BoundField):
    """A field on the page: tells what is required without the browser's own bubbles, knows its width."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if isinstance(self.form, DutchErrors) and getattr(self.field, "max_length", None):
            attrs["maxlength"] = False  # the browser would cut off in silence what our sentence can refuse
        if self.is_keuzegroep:
            attrs.pop("aria-invalid", None)
        elif self.is_verplicht and not widget.is_hidden and not self.is_bestand:
            attrs["aria-required"] = "true"
        return attrs

    @property
    def is_verplicht(self) -> bool:
        """Whether people must fill this in; `field.optioneel` overrules when a draft may be incomplete."""
        optioneel = getattr(self.field, "optioneel", None)
        return self.field.required if optioneel is None else not optioneel

    @property
    def is_gemarkeerd_optioneel(self) -> bool:
        """Whether "(niet verplicht)" stands behind the label; a single checkbox is a choice by itself.

        `field.soms_verplicht` says that other answers decide; then the hint tells when, and no mark contradicts it.
        """
        soms = getattr(self.field, "soms_verplicht", False)
        return not (self.is_verplicht or soms or self.is_vinkje or self.is_hidden or self.field.disabled)

    @property
    def is_vinkje(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_bestand(self) -> bool:
        return isinstance(self.field.widget, forms.FileInput)

    @property
    def is_keuzegroep(self) -> bool:
        """A group of radio buttons: the group, not each button, is required or wrong."""
        widget = self.field.widget
        return isinstance(widget, forms.RadioSelect) and not isinstance(widget, forms.CheckboxSelectMultiple)

    @property
    def anker(self) -> str:
        """The id of the control that the error summary jumps to."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def breedte(self) -> str:
        """The width that fits the expected input: kort, midden or lang; `field.breedte` overrules."""
        veld = self.field
        if eigen := getattr(veld, "breedte", ""):
            return str(eigen)
        if isinstance(veld, forms.DateField | forms.TimeField | forms.IntegerField):
            return "kort"
        max_length = getattr(veld, "max_length", None)
        if isinstance(veld, forms.EmailField) or (max_length and max_length <= 60):
            return "kort" if max_length and max_length <= 12 else "midden"
        return "lang"

    @property
    def kop(self) -> str:
        """Heading above this field, where a long form turns to something else."""
        return str(getattr(self.field, "kop", ""))

    @property
    def voorvoegsel(self) -> str:
        """Sign in front of the input, such as the euro sign."""
        return str(getattr(self.field, "voorvoegsel", ""))

    @property
    def achtervoegsel(self) -> str:
        """Word behind the input, such as "uur"."""
        return str(getattr(self.field, "achtervoegsel", ""))


class FormulierRenderer(TemplatesSetting):
    """Every form of the portal: error summary on top, then label, hint, error and control per field."""

    form_template_name = "django/forms/formulier.html"
    formset_template_name = "django/forms/formulieren.html"
    field_template_name = "django/forms/veld.html"
    bound_field_class = Veld


# --- Sentences -------------------------------------------------------------------------------------------

LEGE_KEUZE = "Maak een keuze"
_STANDAARD_LEEG = "---------"


_LIDWOORDEN = ("de ", "het ", "een ", "uw ")


def _is_naam(in_zin: str) -> bool:
    """Whether these words name a thing ("de reden"), not a clause ("waarom u vraagt"): only a thing fits anywhere."""
    return in_zin.startswith(_LIDWOORDEN)


def _wat(label: str, in_zin: str) -> str:
    """What a sentence calls this field: its name, or the label in quotes."""
    return in_zin if _is_naam(in_zin) else f"‘{label.rstrip(':')}’"


def _tekst(label: str, in_zin: str) -> str:
    """What a sentence calls the text that somebody typed in this field."""
    wat = _wat(label, in_zin)
    return f"uw antwoord op {wat}" if wat.endswith("?’") else wat


def _verplicht_zin(field: forms.Field, label: str, in_zin: str) -> str:
    """What to do when a required field is empty."""
    wat = _wat(label, in_zin)
    if in_zin and not _is_naam(in_zin):
        return f"Vul in {in_zin}."
    if label.endswith("?") and not in_zin:
        return f"Geef antwoord op de vraag {wat}."
    match field:
        case forms.FileField():
            return f"Voeg een bestand toe bij {wat}." if not in_zin else f"Voeg {wat} toe."
        case forms.BooleanField():
            return f"Vink {wat} aan."
        case forms.MultipleChoiceField() | forms.ModelMultipleChoiceField():
            return f"Kies bij {wat} ten minste één mogelijkheid."
        case forms.ChoiceField() | forms.ModelChoiceField():
            return f"Kies {wat}." if in_zin else f"Maak een keuze bij {wat}."
        case _:
            return f"Vul {wat} in."


def _grens(field: forms.Field, waarde: Any) -> str:
    """A limit written as the field shows it."""
    if callable(waarde):
        waarde = waarde()
    if isinstance(field, BedragField):
        return euro(waarde)
    return kort_getal(waarde) if isinstance(waarde, Decimal) else str(waarde)


def _onleesbaar(field: forms.Field, label: str, in_zin: str) -> dict[str, str]:
    """What to do when typed text cannot be read; each names the field, for a summary of more than one error."""
    wat = _wat(label, in_zin)
    match field:
        case BedragField():
            return {"invalid": f"Vul {wat} in euro's in, bijvoorbeeld 12.500,00."}
        case UrenField():
            return {"invalid": f"Vul {wat} in als getal, bijvoorbeeld 4 of 2,5."}
        case DatumField():
            bestaat = f"{wat[0].upper()}{wat[1:]}" if _is_naam(in_zin) else f"De datum bij {wat}"
            return {
                "invalid": f"Vul {wat} in als dag, maand en jaar, bijvoorbeeld 1-9-2026.",
                "onbestaand": f"{bestaat} bestaat niet. Controleer de dag en de maand.",
            }
        case forms.EmailField():
            return {"invalid": "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."}
        case forms.DecimalField():
            return {"invalid": f"Vul {wat} in als getal, bijvoorbeeld 2,5."}
        case forms.IntegerField():
            return {"invalid": f"Vul {wat} in als heel getal, bijvoorbeeld 12."}
        case _:
            return {}


def _zinnen(field: forms.Field, label: str, in_zin: str) -> dict[str, str]:
    """The Dutch sentence per error code for one field."""
    # Django fills in parameters in all but "required" and what cannot be read.
    wat, tekst = (woorden(label, in_zin).replace("%", "%%") for woorden in (_wat, _tekst))
    zinnen = {
        "required": _verplicht_zin(field, label, in_zin),
        **_onleesbaar(field, label, in_zin),
        "invalid_choice": f"Kies bij {wat} een van de mogelijkheden uit de lijst.",
        "invalid_list": "Kies een of meer mogelijkheden uit de lijst.",
        "max_length": f"Maak {tekst} korter: maximaal %(limit_value)s tekens. U heeft er nu %(show_value)s.",
        "min_length": f"Maak {tekst} langer: minstens %(limit_value)s tekens. U heeft er nu %(show_value)s.",
    }
    if isinstance(field, forms.IntegerField):
        zinnen |= _grenzen(field, wat)
    return zinnen


def _grenzen(field: forms.IntegerField, wat: str) -> dict[str, str]:
    """The sentence per limit of a number; too many digits is too large a number."""
    eenheid = getattr(field, "achtervoegsel", "")
    achter = f" {eenheid}".replace("%", "%%") if eenheid else ""
    zinnen = {}
    if isinstance(field, forms.DecimalField) and field.max_digits is not None:
        decimalen = field.decimal_places or 0
        past = Decimal(10) ** (field.max_digits - decimalen) - Decimal(10) ** -decimalen
        hoogstens = past if field.max_value is None else field.max_value
        zin = f"Vul bij {wat} maximaal {_grens(field, hoogstens)}{achter} in."
        cijfers = "1 cijfer" if decimalen == 1 else f"{decimalen} cijfers"
        zinnen = {
            "max_digits": zin,
            "max_whole_digits": zin,
            "max_decimal_places": f"Rond {wat} af op {cijfers} achter de komma.",
        }
    if field.max_value is not None:
        zinnen["max_value"] = f"Vul bij {wat} maximaal {_grens(field, field.max_value)}{achter} in."
    if field.min_value is not None:
        zinnen["min_value"] = f"Vul bij {wat} minstens {_grens(field, field.min_value)}{achter} in."
    return zinnen


def _is_eigen(field: forms.Field, code: str) -> bool:
    """Whether the form gave this message itself; then it stays."""
    huidig = field.error_messages.get(code)
    if huidig is None:
        return False
    standaard = [klas.__dict__.get("default_error_messages", {}).get(code) for klas in type(field).__mro__]
    return not any(huidig is bericht for bericht in standaard)


def _zonder_dubbele(lijst: ErrorList) -> None:
    """Say each sentence once: two limits that are both passed can give the same one."""
    lijst.data = list({tuple(fout.messages): fout for fout in lijst.as_data()}.values())


class DutchErrors:
    """Mixin for forms: errors name the field and say what to do ("Vul het gevraagde bedrag in.").

    `in_zin` gives per field the words that fit inside a sentence, a name with its article ("de reden") or a clause
    ("waarom u vraagt", gives "Vul in waarom u vraagt."); without it the label is quoted.
    Messages that a field brings itself through `error_messages` are kept.
    """

    in_zin: ClassVar[Mapping[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self._lege_keuze(field)

    @staticmethod
    def _lege_keuze(field: forms.Field) -> None:
        """Replace the row of dashes in a select list by words."""
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label == _STANDAARD_LEEG:
                field.empty_label = LEGE_KEUZE
        elif isinstance(field, forms.ChoiceField) and not callable(field.choices):
            keuzes = [(w, LEGE_KEUZE if w in ("", None) and t == _STANDAARD_LEEG else t) for w, t in field.choices]
            field.choices = keuzes

    def full_clean(self) -> None:
        for naam, field in self.fields.items():
            label = str(field.label if field.label is not None else pretty_name(naam))
            for code, zin in _zinnen(field, label, self.in_zin.get(naam, "")).items():
                if not _is_eigen(field, code):
                    field.error_messages[code] = zin
        super().full_clean()  # type: ignore[misc]
        for lijst in self.errors.values():  # type: ignore[attr-defined]
            _zonder_dubbele(lijst)


class Formulier(DutchErrors, forms.Form):
    """A form of the portal."""


class ModelFormulier(DutchErrors, forms.ModelForm):
    """A form of the portal on a model."""


# --- Shared fields ---------------------------------------------------------------------------------------


class BedragField(forms.DecimalField):
    """An amount in euros, as Decimal with two decimals; reads what `lees_bedrag` reads, never negative.

    Up to € 9.999.999.999,99 unless `max_value` says less. What was typed stays on the screen after an error.
    """

    widget = forms.TextInput
    voorvoegsel = "€"
    default_error_messages = {"invalid": BEDRAG_FOUT}

    def __init__(self, *, min_value: Decimal | int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(min_value=min_value, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, Decimal | int) or value in self.empty_values:
            return super().to_python(value)
        try:
            return lees_bedrag(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount as `12.500,00`; typed text stays as it was typed."""
        return getal(value, decimalen=2) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class UrenField(forms.DecimalField):
    """A number of hours as Decimal; `2,5` and `2.5` are both two and a half hours."""

    widget = forms.TextInput
    achtervoegsel = "uur"
    default_error_messages = {"invalid": UREN_FOUT}

    def __init__(self, *, min_value: Decimal | int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 7)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(min_value=min_value, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, Decimal | int) or value in self.empty_values:
            return super().to_python(value)
        try:
            return lees_uren(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show stored hours as `2,5`; typed text stays as it was typed."""
        return kort_getal(value).replace(".", "") if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class DatumField(forms.DateField):
    """A day, typed as text: a text field with an example works the same in every browser.

    Reads what `lees_datum` reads; shows a stored day as `1-9-2026`.
    """

    widget = forms.TextInput
    breedte = "kort"
    default_error_messages = {
        "invalid": DATUM_FOUT,
        "onbestaand": "Deze datum bestaat niet. Controleer de dag en de maand.",
    }

    def __init__(self, *, help_text: str = "Bijvoorbeeld 1-9-2026", **kwargs: Any) -> None:
        super().__init__(help_text=help_text, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return lees_datum(str(value))
        except ValueError as fout:
            code = "onbestaand" if isinstance(fout, OnbestaandeDatum) else "invalid"
            raise ValidationError(self.error_messages[code], code=code) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "text", "autocomplete": "off"}


class TijdField(forms.TimeField):
    """A time of day, typed as text: `9:30`, `9.30` or `9`."""

    widget = forms.TextInput
    breedte = "kort"
    default_error_messages = {"invalid": TIJD_FOUT}

    def __init__(self, **opties: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], **opties)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}:{value.minute:02d}" if isinstance(value, time) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off"}


# Extension to the words people use for it.
_SOORTNAMEN = {
    "pdf": "pdf",
    "docx": "Word",
    "odt": "OpenDocument",
    "xlsx": "Excel",
    "jpg": "foto (jpg)",
    "jpeg": "foto (jpg)",
    "png": "afbeelding (png)",
}


def bestandshint(soorten: Sequence[str], max_mb: int, *, meerdere: bool) -> str:
    """The sentence under a file field: which kinds, how large, how many."""
    namen = list(dict.fromkeys(_SOORTNAMEN.get(soort, soort) for soort in soorten))
    opsomming = namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} of {namen[-1]}"
    if meerdere:
        return f"Kies een of meer bestanden: {opsomming}. Elk bestand mag maximaal {max_mb} MB zijn."
    return f"Kies een bestand: {opsomming}. Maximaal {max_mb} MB."


class BestandenInput(forms.ClearableFileInput):
    """A file control that takes several files at once."""

    allow_multiple_selected = True


class BestandField(forms.FileField):
    """One file. Says in words what is accepted; `swv.documenten` checks size and content, in one place."""

    widget = forms.FileInput
    default_error_messages = {
        "invalid": "Het bestand is niet goed aangekomen. Kies het nog een keer.",
        "missing": "Er is geen bestand aangekomen. Kies het nog een keer.",
        "empty": "Het bestand is leeg. Kies een ander bestand.",
    }

    def __init__(self, *, soorten: Sequence[str], max_mb: int, meerdere: bool = False, **kwargs: Any) -> None:
        self.soorten = tuple(soorten)
        hint = bestandshint(self.soorten, max_mb, meerdere=meerdere)
        eigen = kwargs.pop("help_text", "")
        super().__init__(help_text=f"{eigen} {hint}".strip(), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(f".{soort}" for soort in self.soorten)}


class BestandenField(BestandField):
    """Several files at once; the cleaned value is a list. Empty files are left to the check per file."""

    widget = BestandenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_empty_file", True)
        super().__init__(meerdere=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        bestanden = data if isinstance(data, list | tuple) and data else [data or None]
        return [bestand for stuk in bestanden if (bestand := super(BestandenField, self).clean(stuk, initial))]
