"""What a person fills in with an act on a place."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm
from swv.invullen.leerling import niet_te_ver
from swv.kern.formulieren import DatumField, UrenField
from swv.kern.opmaak import datum
from voorzieningen.models import Plaatsing
from voorzieningen.models.plaatsen import GEEN_GEZONDHEID
from voorzieningen.plaatsen import selectors

LATER = timedelta(weeks=4)
LANGSTE_REDEN = 300


def _tekstvak(regels: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": regels})


class PlaatsForm(ZonderBsnHandelingForm):
    """Input of an act on a place."""

    @property
    def plaatsing(self) -> Plaatsing:
        assert isinstance(self.dossier, Plaatsing)
        return self.dossier


class RedenForm(PlaatsForm):
    reden = forms.CharField(label="Reden", widget=_tekstvak(), max_length=LANGSTE_REDEN, help_text=GEEN_GEZONDHEID)
    in_zin = {"reden": "de reden"}


class AanbiedenForm(PlaatsForm):
    """From when until when, and until when the school can answer. Filled in as the portal would offer it."""

    in_zin = {"van": "de eerste dag", "tot": "de laatste dag", "antwoord_uiterlijk": "de laatste dag om te antwoorden"}

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")
    antwoord_uiterlijk = DatumField(label="Tot en met welke dag kan de school antwoorden?")
    reden = forms.CharField(
        label="Waarom gaat deze leerling voor?",
        help_text=f"Alleen nodig als er iemand eerder op de wachtlijst staat. {GEEN_GEZONDHEID}",
        widget=_tekstvak(),
        max_length=LANGSTE_REDEN,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].soms_verplicht = True  # type: ignore[attr-defined]
        if not self.is_bound:
            self._voorstel()

    def _voorstel(self) -> None:
        vandaag, plaatsing = timezone.localdate(), self.plaatsing
        antwoord = selectors.antwoorddag(plaatsing.voorziening_id, vandaag)
        begin = max(plaatsing.gevraagd_van, vandaag)
        vrij = selectors.vrij_vanaf(plaatsing.voorziening_id, begin, plaatsing.gevraagd_tot)
        self.initial.update(
            {
                "van": vrij or begin,
                "tot": plaatsing.gevraagd_tot,
                "antwoord_uiterlijk": min(antwoord, plaatsing.gevraagd_tot),
            }
        )

    def clean_tot(self) -> date:
        return niet_te_ver(self.cleaned_data["tot"], "laatste dag", op=timezone.localdate())

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        vandaag = timezone.localdate()
        van, tot, uiterlijk = (gegevens.get(naam) for naam in ("van", "tot", "antwoord_uiterlijk"))
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag. Verander een van beide datums.")
        if tot and tot < vandaag:
            self.add_error("tot", "Deze periode is al voorbij. Kies een laatste dag in de toekomst.")
        if uiterlijk and uiterlijk <= vandaag:
            self.add_error("antwoord_uiterlijk", "Geef de school tijd om te antwoorden. Kies een dag na vandaag.")
        elif uiterlijk and tot and uiterlijk > tot > vandaag:
            self.add_error("antwoord_uiterlijk", f"Dan is de periode al voorbij. Kies een dag tot en met {datum(tot)}.")
        return gegevens


class LaterForm(RedenForm):
    """Not this place; when may the next one be offered?"""

    in_zin = {**RedenForm.in_zin, "wacht_tot": "vanaf welke dag een nieuw aanbod mag komen"}

    wacht_tot = DatumField(label="Vanaf welke dag mag er weer een aanbod komen?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wacht_tot"].initial = timezone.localdate() + LATER

    def clean_wacht_tot(self) -> Any:
        dag = self.cleaned_data["wacht_tot"]
        if dag <= timezone.localdate():
            raise forms.ValidationError("Kies een dag na vandaag. Anders komt hetzelfde aanbod meteen terug.")
        if dag > self.plaatsing.gevraagd_tot:
            tot = datum(self.plaatsing.gevraagd_tot)
            raise forms.ValidationError(f"De gevraagde periode eindigt op {tot}. Kies een eerdere dag.")
        return dag


class AfsprakenForm(PlaatsForm):
    """Hours and goal of a placement."""

    in_zin = {"uren_per_week": "het aantal uren per week", "doel": "het doel", "doel_toelichting": "de toelichting"}

    uren_per_week = UrenField(label="Hoeveel uur per week?", min_value=1, max_value=40, decimal_places=1)
    doel = forms.ChoiceField(label="Wat is het doel?", choices=Plaatsing.Doel.choices, widget=forms.RadioSelect)
    doel_toelichting = forms.CharField(
        label="Toelichting",
        help_text=GEEN_GEZONDHEID,
        widget=_tekstvak(),
        max_length=LANGSTE_REDEN,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({naam: getattr(self.plaatsing, naam) for naam in self.fields})


class EffectForm(PlaatsForm):
    """What the place brought."""

    in_zin = {"effect": "wat de plaats heeft opgeleverd", "effect_toelichting": "de toelichting"}

    effect = forms.ChoiceField(
        label="Wat heeft de plaats opgeleverd?", choices=Plaatsing.Effect.choices, widget=forms.RadioSelect
    )
    effect_toelichting = forms.CharField(
        label="Toelichting", help_text=GEEN_GEZONDHEID, widget=_tekstvak(), max_length=1000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({naam: getattr(self.plaatsing, naam) for naam in ("effect", "effect_toelichting")})


class BeeindigenForm(EffectForm):
    """The last day and what the place brought; a reason when it ends earlier than planned."""

    in_zin = {**EffectForm.in_zin, "op": "de laatste dag", "reden": "waarom de plaatsing eerder stopt"}

    op = DatumField(label="Wat was de laatste dag?")
    reden = forms.CharField(
        label="Waarom stopt het eerder?",
        widget=_tekstvak(),
        max_length=LANGSTE_REDEN,
        required=False,
    )
    field_order = ["op", "reden", "effect", "effect_toelichting"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].soms_verplicht = True  # type: ignore[attr-defined]
        self.fields["reden"].help_text = f"Alleen nodig voor {datum(self.plaatsing.tot)}. {GEEN_GEZONDHEID}"
        self.initial["op"] = min(self.plaatsing.tot, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        op, plaatsing = gegevens.get("op"), self.plaatsing
        if op and op < plaatsing.van:
            self.add_error("op", f"De plaatsing begon op {datum(plaatsing.van)}. Kies die dag of een latere.")
        elif op and op > timezone.localdate():
            self.add_error("op", "Deze dag moet nog komen. Verander de einddatum, of wacht tot de laatste dag er is.")
        elif op and op > plaatsing.tot:
            self.add_error("op", f"De plaatsing liep tot en met {datum(plaatsing.tot)}. Kies die dag of een eerdere.")
        elif op and op < plaatsing.tot and not gegevens.get("reden"):
            self.add_error("reden", "Schrijf op waarom de plaatsing eerder stopt.")
        return gegevens


class EinddatumForm(RedenForm):
    in_zin = {**RedenForm.in_zin, "tot": "de nieuwe laatste dag"}

    tot = DatumField(label="Tot en met welke dag?")
    field_order = ["tot", "reden"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tot"] = self.plaatsing.tot

    def clean_tot(self) -> Any:
        tot, plaatsing = self.cleaned_data["tot"], self.plaatsing
        if tot < plaatsing.van:
            raise forms.ValidationError(f"De plaatsing begint op {datum(plaatsing.van)}. Kies die dag of een latere.")
        if tot == plaatsing.tot:
            raise forms.ValidationError("Dit is de datum die er al stond. Kies een andere dag.")
        return niet_te_ver(tot, "laatste dag", op=timezone.localdate())
