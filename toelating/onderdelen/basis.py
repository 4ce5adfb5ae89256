"""What the parts of a TLV request share: a samenwerkingsverband can leave out a question, or ask it more or less
strictly, in its regeling."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from swv.invullen.onderdelen import OnderdeelForm
from swv.organisaties.selectors import scholen_als_keuze
from toelating.geldigheid import einddatum
from toelating.models.regeling import Stuk, Toelatingsregeling, Veldeis
from toelating.onderdelen.regels import Invulregels

LANGE_TEKST = 4000
ANDERE_SCHOOL = "anders"


def tekst(label: str, *, regels: int = 6, **opties: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": regels}), max_length=LANGE_TEKST, **opties)


class InstelbaarForm(OnderdeelForm):
    """A part of which the questions in `instelbaar` follow the regeling (Veldeis); without a row they are asked as
    declared here. `regels` knows the whole request."""

    instelbaar: ClassVar[tuple[str, ...]] = ()
    regeling: Toelatingsregeling

    def __init__(self, *args: Any, regeling: Invulregels, **kwargs: Any) -> None:
        self.regels = regeling
        super().__init__(*args, regeling=regeling.regeling, **kwargs)
        for eis in self.regeling.veldeisen.all():
            if eis.veld in self.instelbaar and eis.veld in self.fields:
                self._stel_in(eis)

    def _stel_in(self, eis: Veldeis) -> None:
        if eis.wijze == Veldeis.Wijze.NIET:
            del self.fields[eis.veld]
        else:
            self.fields[eis.veld].required = eis.wijze == Veldeis.Wijze.VERPLICHT

    def soms_verplicht(self, *namen: str) -> None:
        """Other answers decide whether these are required: no mark behind the label."""
        for naam in namen:
            if naam in self.fields:
                self.fields[naam].required = False
                self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]

    def zet_koppen(self, koppen: Mapping[str, str]) -> None:
        """Headings above these questions, as far as they are asked."""
        for naam, kop in koppen.items():
            if naam in self.fields:
                self.fields[naam].kop = kop  # type: ignore[attr-defined]

    def volgt_stuk(self, stuk: Stuk, namen: Iterable[str]) -> None:
        """These questions are about what a document says: when it is refused, they may stay empty."""
        is_geweigerd = stuk in self.regels.geweigerd
        for naam in namen:
            veld = self.fields.get(naam)
            if veld is None:
                continue
            if is_geweigerd:
                self.soms_verplicht(naam)
            elif veld.required:
                zin = f"Is ‘{stuk.label}’ geweigerd? Meld dat dan eerst bij ‘Voeg bijlagen toe’."
                veld.error_messages["required"] = f"Vul {self.in_zin[naam]} in. {zin}"


class DuurMixin:
    """From when and for how many whole school years; longer than usual asks a reason."""

    cleaned_data: dict[str, Any]
    regeling: Toelatingsregeling

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
    veld.choices = [("", "Maak een keuze"), *scholen_als_keuze(soort), (ANDERE_SCHOOL, anders)]
