"""What people fill in with a notice of default and the dwangsom."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import DatumField
from swv.kern.opmaak import datum
from toelating.forms.bezwaar import bestandveld
from toelating.models import Bezwaar, Ingebrekestelling, Tlvaanvraag

Grond = Ingebrekestelling.Grond


class IngebrekestellingForm(ZonderBsnHandelingForm):
    in_zin = {
        "ontvangen_op": "de dag van ontvangst",
        "kanaal": "hoe de ingebrekestelling binnenkwam",
        "gemachtigde": "de naam van de gemachtigde",
        "notitie": "wat erin staat",
    }
    ontvangen_op = DatumField(
        label="Op welke dag kwam de ingebrekestelling binnen?",
        help_text="Leg alleen vast wat de aanvrager, de bezwaarmaker of een gemachtigde stuurde. Schreef een ander? "
        "Antwoord diegene met een brief.",
    )
    kanaal = forms.ChoiceField(
        label="Hoe kwam de ingebrekestelling binnen?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Ingebrekestelling.Kanaal.choices],
        widget=forms.RadioSelect,
        help_text="Kwam zij digitaal? Dan sturen wij een bevestiging van de ontvangst.",
    )
    bestand = bestandveld("De ingebrekestelling zelf", required=False)
    gemachtigde = forms.CharField(
        label="Stuurde een gemachtigde haar? Wie?",
        max_length=120,
        required=False,
        help_text="Laat leeg als de aanvrager of bezwaarmaker zelf schreef. Onze brieven gaan naar diegene; stuur de "
        "gemachtigde een kopie.",
    )
    machtiging = bestandveld("De machtiging", required=False)
    notitie = tekstveld(
        "Wat staat erin?", required=False, help_text="Dit is alleen nodig als u het stuk zelf niet kunt toevoegen."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ontvangen_op"].initial = timezone.localdate()
        for naam in ("notitie", "machtiging"):
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]
        self.fields[
            "machtiging"
        ].help_text += " Alleen nodig bij een gemachtigde. Schreef een advocaat? Voeg dan diens brief toe."

    def clean_ontvangen_op(self) -> date:
        dag: date = self.cleaned_data["ontvangen_op"]
        if dag > timezone.localdate():
            raise forms.ValidationError(
                "Deze dag is nog niet geweest. Vul de dag in waarop de ingebrekestelling binnenkwam."
            )
        if dag < (begin := _ontvangst(self.dossier)):
            raise forms.ValidationError(
                f"Deze dag ligt voor {datum(begin)}, de dag waarop wij kregen waar het over gaat. Controleer de datum."
            )
        return dag

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        if "bestand" not in self.errors and not gegevens.get("bestand") and not gegevens.get("notitie"):
            self.add_error("notitie", "Voeg het stuk toe, of schrijf op wat erin staat.")
        self._controleer_machtiging(gegevens)
        return gegevens

    def _controleer_machtiging(self, gegevens: Mapping[str, Any]) -> None:
        """Name and paper belong together (Awb 2:1 (2))."""
        wie, stuk = gegevens.get("gemachtigde"), gegevens.get("machtiging")
        if wie and not stuk and "machtiging" not in self.errors:
            self.add_error("machtiging", "Voeg de machtiging toe. Ontbreekt die? Vraag haar dan eerst op.")
        if stuk and not wie and "gemachtigde" not in self.errors:
            self.add_error("gemachtigde", "Vul in wie de gemachtigde is, of haal de machtiging weg.")


def _ontvangst(dossier: Any) -> date:
    """The day on which what is waited for came in."""
    if isinstance(dossier, Bezwaar):
        return dossier.ontvangen_op
    assert isinstance(dossier, Tlvaanvraag)
    assert dossier.ingediend_op is not None
    return timezone.localdate(dossier.ingediend_op)


class IngebrekestellingIntrekkenForm(ZonderBsnHandelingForm):
    in_zin = {"op": "de dag", "hoe": "hoe de aanvrager introk"}
    op = DatumField(label="Op welke dag is de ingebrekestelling ingetrokken?")
    hoe = forms.CharField(label="Hoe?", max_length=200, help_text="Bijvoorbeeld: met een mail, of aan de telefoon.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = timezone.localdate()

    def clean_op(self) -> date:
        dag: date = self.cleaned_data["op"]
        if dag > timezone.localdate():
            raise forms.ValidationError("Deze dag is nog niet geweest. Vul de dag in waarop het gebeurde.")
        rij = self.dossier.open_ingebrekestelling  # type: ignore[attr-defined]
        if rij and dag < rij.ontvangen_op:
            raise forms.ValidationError(
                f"Deze dag ligt voor de ontvangst op {datum(rij.ontvangen_op)}. Controleer de datum."
            )
        return dag


class GeenDwangsomForm(ZonderBsnHandelingForm):
    in_zin = {"grond": "de reden", "toelichting": "de toelichting"}
    grond = forms.ChoiceField(label="Waarom is er geen dwangsom?", choices=(), widget=forms.RadioSelect)
    toelichting = tekstveld("Leg dit uit", help_text="Deze tekst staat in de brief.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """That it came too early can only be the reason when it did."""
        super().__init__(*args, **kwargs)
        rij = self.dossier.open_ingebrekestelling  # type: ignore[attr-defined]
        kan = [grond for grond in Grond if grond != Grond.TE_VROEG or (rij and rij.is_te_vroeg)]
        veld = self.fields["grond"]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = [(str(grond), _hoofdletter(str(grond.label))) for grond in kan]


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]
