"""What the bureau fills in around the LBT, and when it drafts the decision."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from swv.invullen.forms import tekstveld
from swv.kern.formulieren import DatumField
from toelating.bezwaar.beslissing import afwijking, bezwaren_tegen, kan_niet_ontvankelijk
from toelating.bezwaar.selectors import geldende_verklaring, mogelijke_gevolgen
from toelating.forms.basis import categorieveld, niet_na_vandaag
from toelating.forms.bezwaar import BezwaarForm, bestandveld
from toelating.models import Bezwaar, Gevolg
from toelating.models.bezwaar import MET_TLV

ALLEEN_MET_TLV = "Alleen nodig als er een TLV komt."
LANG = 30_000  # characters of a verweerschrift


class LbtVragenForm(BezwaarForm):
    in_zin = {"op": "de dag van de vraag", "kenmerk": "het kenmerk"}
    op = DatumField(label="Op welke dag vroeg u advies aan de LBT?")
    kenmerk = forms.CharField(label="Kenmerk van de LBT", max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = timezone.localdate()

    def clean_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["op"])
        if dag < self.bezwaar.ontvangen_op:
            raise forms.ValidationError("Deze dag ligt voor de ontvangst van het bezwaar. Controleer de datum.")
        return dag


class VerweerForm(BezwaarForm):
    in_zin = {"verweer": "het verweerschrift"}
    verweer = forms.CharField(label="Verweerschrift", widget=forms.Textarea(attrs={"rows": 18}), max_length=LANG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["verweer"]
        veld.initial = self.bezwaar.verweer
        veld.help_text = "De LBT en de bezwaarmaker lezen dit. Een lege regel begint een nieuwe alinea."
        if self.bezwaar.van == Bezwaar.Van.ANDER:
            veld.help_text += (
                " De bezwaarmaker is een andere belanghebbende: schrijf hier niets over de gezondheid van de leerling."
            )


class VerweerVersturenForm(BezwaarForm):
    in_zin = {"op": "de dag van versturen", "hoe": "hoe u het verstuurde"}
    op = DatumField(label="Op welke dag stuurde u verweerschrift en stukken naar de LBT en de bezwaarmaker?")
    hoe = forms.CharField(
        label="Hoe?",
        max_length=200,
        help_text="Bijvoorbeeld: via het portaal van de LBT, en per post aan de bezwaarmaker. Niet per gewone mail.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = timezone.localdate()

    def clean_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["op"])
        if self.bezwaar.lbt_gevraagd_op and dag < self.bezwaar.lbt_gevraagd_op:
            raise forms.ValidationError("Deze dag ligt voor de vraag aan de LBT. Controleer de datum.")
        return dag


class HoorzittingForm(BezwaarForm):
    in_zin = {"op": "de dag van de hoorzitting"}
    op = DatumField(label="Op welke dag is de hoorzitting?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = self.bezwaar.hoorzitting_op

    def clean_op(self) -> date:
        dag: date = self.cleaned_data["op"]
        if self.bezwaar.lbt_gevraagd_op and dag < self.bezwaar.lbt_gevraagd_op:
            raise forms.ValidationError("Deze dag ligt voor de vraag aan de LBT. Controleer de datum.")
        return dag


class LbtAdviesForm(BezwaarForm):
    in_zin = {
        "advies": "het advies",
        "op": "de datum van het advies",
        "tekst": "de kern",
        "bestand": "het advies als bestand",
    }
    advies = forms.ChoiceField(
        label="Wat adviseert de LBT?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Bezwaar.Lbtadvies.choices],
        widget=forms.RadioSelect,
    )
    op = DatumField(label="Datum van het advies")
    tekst = tekstveld("De kern van het advies", help_text="Deze tekst staat in de beslissing.")
    bestand = bestandveld("Het advies zelf", help_text="Het advies gaat mee met de beslissing.")

    def clean_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["op"])
        if self.bezwaar.lbt_gevraagd_op and dag < self.bezwaar.lbt_gevraagd_op:
            raise forms.ValidationError("Deze dag ligt voor de vraag aan de LBT. Controleer de datum.")
        return dag


def _tlv_om_mee_te_beginnen(bezwaar: Bezwaar) -> dict[str, Any]:
    """Category and days of the TLV that there is, or that was asked: most of it stays as it is."""
    if tlv := geldende_verklaring(bezwaar.aanvraag):
        return {"categorie": tlv.categorie, "ingang": tlv.ingang, "einde": tlv.einde}
    aanvraag = bezwaar.aanvraag
    gevraagd = (aanvraag.gevraagde_categorie, aanvraag.gevraagde_ingang, aanvraag.gevraagd_tot)
    return dict(zip(("categorie", "ingang", "einde"), gevraagd, strict=True))


class GevolgMixin(BezwaarForm):
    """What the decision does, with the days of a TLV that comes out of it."""

    gevolg = forms.ChoiceField(label="Wat gebeurt er met het besluit?", widget=forms.RadioSelect, required=False)
    categorie = categorieveld("Categorie van de TLV", required=False, help_text=ALLEEN_MET_TLV)
    ingang = DatumField(label="De TLV geldt vanaf", required=False, help_text=ALLEEN_MET_TLV)
    einde = DatumField(label="De TLV geldt tot en met", required=False, help_text=f"Altijd 31 juli. {ALLEEN_MET_TLV}")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bezwaar = self.bezwaar
        mogelijk = [gevolg for gevolg in mogelijke_gevolgen(bezwaar) if self.mag_gevolg(gevolg)]
        veld = self.fields["gevolg"]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = [(str(gevolg), capfirst(str(gevolg.label))) for gevolg in mogelijk]
        veld.widget.choices = veld.choices
        begin = _tlv_om_mee_te_beginnen(bezwaar)
        for naam in ("gevolg", "categorie", "ingang", "einde"):
            self.fields[naam].initial = getattr(bezwaar, naam) or begin.get(naam)
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]
        if not any(gevolg in MET_TLV for gevolg in mogelijk):
            for naam in ("categorie", "ingang", "einde"):
                del self.fields[naam]
        elif bezwaar.aanvraag.is_pro:
            del self.fields["categorie"]

    def mag_gevolg(self, gevolg: Gevolg) -> bool:
        return True

    def controleer_gevolg(self, gegevens: dict[str, Any]) -> None:
        """With a TLV its category and days are there and possible; without one they are gone."""
        if gegevens.get("gevolg") not in MET_TLV:
            gegevens.update(categorie="", ingang=None, einde=None)
            return
        for naam, zin in (
            ("categorie", "Kies de categorie van de TLV."),
            ("ingang", "Vul in vanaf welke dag de TLV geldt."),
            ("einde", "Vul in tot en met welke dag de TLV geldt."),
        ):
            if naam in self.fields and not gegevens.get(naam) and naam not in self.errors:
                self.add_error(naam, zin)
        ingang, einde = gegevens.get("ingang"), gegevens.get("einde")
        if ingang and einde:
            for zin in bezwaren_tegen(self.bezwaar, ingang, einde):
                self.add_error("einde", zin)


class BeslissingForm(GevolgMixin):
    """The decision as the bureau drafts it after the advice of the LBT."""

    in_zin = {
        "voorstel": "het voorstel",
        "gevolg": "wat er met het besluit gebeurt",
        "motivering": "de motivering",
        "reden_afwijking": "waarom u afwijkt van het advies",
        "ingang": "de ingangsdatum",
        "einde": "de einddatum",
    }
    voorstel = forms.ChoiceField(
        label="Wat stelt u voor?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Bezwaar.Lbtadvies.choices],
        widget=forms.RadioSelect,
    )
    motivering = tekstveld("Motivering in de beslissing")
    reden_afwijking = tekstveld(
        "Waarom anders dan het advies van de LBT?",
        required=False,
        help_text="Verplicht als u iets anders voorstelt dan de LBT adviseert. Deze reden staat in de beslissing.",
    )
    field_order = ("voorstel", "gevolg", "categorie", "ingang", "einde", "motivering", "reden_afwijking")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bezwaar = self.bezwaar
        self.fields["voorstel"].initial = bezwaar.voorstel or bezwaar.lbt_advies
        self.fields["motivering"].initial = bezwaar.motivering or bezwaar.lbt_advies_tekst
        self.fields["reden_afwijking"].initial = bezwaar.reden_afwijking
        self.fields["reden_afwijking"].soms_verplicht = True  # type: ignore[attr-defined]
        self.fields["gevolg"].help_text = "Alleen als het bezwaar gegrond is."

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        voorstel = gegevens.get("voorstel")
        if voorstel and (zin := kan_niet_ontvankelijk(self.bezwaar, voorstel)):
            self.add_error("voorstel", zin)
        if voorstel == Bezwaar.Lbtadvies.GEGROND:
            if not gegevens.get("gevolg") and "gevolg" not in self.errors:
                self.add_error("gevolg", "Kies wat er met het besluit gebeurt.")
        elif voorstel:
            gegevens["gevolg"] = str(Gevolg.GEEN)
        self.controleer_gevolg(gegevens)
        if voorstel and (zin := afwijking(self.bezwaar, voorstel)) and not gegevens.get("reden_afwijking"):
            self.add_error("reden_afwijking", f"{zin} Schrijf op waarom u iets anders voorstelt.")
        return gegevens


class TegemoetkomenForm(GevolgMixin):
    """The objection is met in full: without the LBT, so nothing of it may stay open."""

    in_zin = {
        "gevolg": "wat er met het besluit gebeurt",
        "motivering": "de motivering",
        "helemaal": "dat u helemaal aan het bezwaar tegemoetkomt",
        "ingang": "de ingangsdatum",
        "einde": "de einddatum",
    }
    helemaal = forms.BooleanField(label="Wij doen alles wat de bezwaarmaker vraagt")
    motivering = tekstveld("Motivering in de beslissing")
    field_order = ("helemaal", "gevolg", "categorie", "ingang", "einde", "motivering")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gevolg"].required = True
        self.fields["motivering"].initial = self.bezwaar.motivering

    def mag_gevolg(self, gevolg: Gevolg) -> bool:
        return gevolg != Gevolg.GEEN

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        gegevens.pop("helemaal", None)
        self.controleer_gevolg(gegevens)
        return gegevens
