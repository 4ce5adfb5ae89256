"""What the parts of a TLV request share: a samenwerkingsverband can leave out a question, or ask it more or less
strictly, in its regeling."""

from typing import Any, ClassVar

from django import forms

from swv.invullen.onderdelen import OnderdeelForm
from swv.organisaties.models import School
from toelating.geldigheid import einddatum
from toelating.models.regeling import Veldeis

LANGE_TEKST = 4000


def tekst(label: str, **opties: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=LANGE_TEKST, **opties)


class InstelbaarForm(OnderdeelForm):
    """A part of which the questions in `instelbaar` follow the regeling (Veldeis); without a row they are asked as
    declared here."""

    instelbaar: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for eis in self.regeling.veldeisen.all():
            if eis.veld in self.instelbaar and eis.veld in self.fields:
                self._stel_in(eis)

    def _stel_in(self, eis: Veldeis) -> None:
        if eis.wijze == Veldeis.Wijze.NIET:
            del self.fields[eis.veld]
        else:
            self.fields[eis.veld].required = eis.wijze == Veldeis.Wijze.VERPLICHT


class DuurMixin:
    """From when and for how many whole school years; longer than usual asks a reason."""

    cleaned_data: dict[str, Any]
    regeling: Any

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        ingang, jaren = gegevens.get("gevraagde_ingang"), gegevens.get("gevraagde_schooljaren")
        if ingang and jaren:
            gegevens["gevraagd_tot"] = einddatum(ingang, schooljaren=jaren)
        if jaren and jaren > self.regeling.gewone_duur and not gegevens.get("reden_duur"):
            self.add_error(  # type: ignore[attr-defined]
                "reden_duur",
                f"U vraagt langer dan {jaren_in_woorden(self.regeling.gewone_duur)}. Schrijf op waarom dat nodig is.",
            )
        return gegevens


def jaren_in_woorden(aantal: int) -> str:
    return "een schooljaar" if aantal == 1 else f"{aantal} schooljaren"


def keuze_uit_scholen(veld: forms.ChoiceField, soort: str, *, anders: str) -> None:
    """Fill a choice with the schools of one kind; `anders` is the last choice, for a school that is not listed."""
    scholen = School.objects.filter(soort=soort).order_by("naam", "code")
    veld.choices = [
        ("", "Maak een keuze"),
        *((str(school.pk), school.naam) for school in scholen),
        (ANDERE_SCHOOL, anders),
    ]


ANDERE_SCHOOL = "anders"
