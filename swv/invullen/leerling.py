"""The part of a form about a pupil, shared by everything that is for one pupil, and the pupil that it names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone

from swv.invullen.onderdelen import OnderdeelForm
from swv.kern.formulieren import DatumField, Formulier
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Leerling, School


def jaren_oud(geboren: date, op: date) -> int:
    return op.year - geboren.year - ((op.month, op.day) < (geboren.month, geboren.day))


class MetLeerling(Formulier):
    """Which pupil, in any form. The BSN is not asked and not accepted. Other ages are a subclass with other bounds."""

    jongste, oudste = 10, 21  # years; pupils of secondary education with a margin
    in_zin = {
        "voornaam": "de voornaam",
        "achternaam": "de achternaam",
        "geboortedatum": "de geboortedatum",
        "leerlingnummer": "het leerlingnummer",
    }

    voornaam = forms.CharField(label="Voornaam", max_length=60)
    tussenvoegsel = forms.CharField(label="Tussenvoegsel", max_length=20, required=False)
    achternaam = forms.CharField(label="Achternaam", max_length=80)
    geboortedatum = DatumField(label="Geboortedatum", help_text="Bijvoorbeeld 14-3-2012")
    leerlingnummer = forms.CharField(
        label="Leerlingnummer van uw school",
        max_length=20,
        help_text="Het nummer uit uw eigen administratie. Geen BSN.",
    )

    @classmethod
    def passende_geboortedatum(cls, geboren: date, *, op: date) -> date:
        """The date of birth when a pupil can be that old. Raises ValidationError."""
        if not cls.jongste <= jaren_oud(geboren, op) <= cls.oudste:
            raise forms.ValidationError(
                f"Met deze datum is de leerling jonger dan {cls.jongste} of ouder dan {cls.oudste} jaar. "
                "Controleer de geboortedatum."
            )
        return geboren

    def leeftijd_op(self) -> date:
        """The day on which the age counts."""
        return timezone.localdate()

    def clean_geboortedatum(self) -> date:
        return self.passende_geboortedatum(self.cleaned_data["geboortedatum"], op=self.leeftijd_op())


class LeerlingForm(MetLeerling, OnderdeelForm):
    """Who the request is for, as a part of it."""

    def leeftijd_op(self) -> date:
        return self.peildatum


LEERLINGVELDEN = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "leerlingnummer")


def leerlinggegevens(gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """What these answers say about the pupil."""
    return {naam: gegevens[naam] for naam in LEERLINGVELDEN}


def leerling_van(school: School, gegevens: Mapping[str, Any]) -> Leerling:
    """The pupil of this school whom `leerlinggegevens` name, made when the number is new.

    Raises Geweigerd when that number is somebody else.
    """
    velden = leerlinggegevens(gegevens)
    nummer = velden.pop("leerlingnummer")
    leerling, _ = Leerling.objects.get_or_create(school=school, leerlingnummer=nummer, defaults=velden)
    if any(getattr(leerling, naam) != waarde for naam, waarde in velden.items()):
        raise Geweigerd(
            f"Bij leerlingnummer {nummer} hoort op uw school een leerling met een andere naam of geboortedatum. "
            "Controleer het leerlingnummer, de naam en de geboortedatum. Staat de leerling verkeerd bij ons? "
            "Vraag het bureau om dat te verbeteren."
        )
    return leerling


# Wide enough for every real request: a school may ask for what just began, and no kind runs longer than three school
# years (innovatiegelden). What lies outside is a slip of the finger (2062 for 2026).
HOOGSTENS_TERUG = relativedelta(years=1)
HOOGSTENS_VOORUIT = relativedelta(years=5)


def niet_te_ver(dag: date, wat: str, *, op: date) -> date:
    """`dag`, when it is in a year that somebody can mean on the day `op`; `wat` names it. Raises ValidationError."""
    if dag > op + HOOGSTENS_VOORUIT:
        raise forms.ValidationError(f"De {wat} ligt meer dan vijf jaar vooruit. Vul een eerdere {wat} in.")
    return dag


class PeriodeMixin:
    """`van` and `tot` in the right order, and in a year that somebody can mean."""

    cleaned_data: dict[str, Any]
    peildatum: date

    def clean_van(self) -> date:
        van: date = self.cleaned_data["van"]
        if van < self.peildatum - HOOGSTENS_TERUG:
            raise forms.ValidationError("De begindatum ligt meer dan een jaar terug. Vul een latere begindatum in.")
        return niet_te_ver(van, "begindatum", op=self.peildatum)

    def clean_tot(self) -> date:
        return niet_te_ver(self.cleaned_data["tot"], "einddatum", op=self.peildatum)

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and tot < van:
            self.add_error(  # type: ignore[attr-defined]
                "tot", "De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan."
            )
        return gegevens
