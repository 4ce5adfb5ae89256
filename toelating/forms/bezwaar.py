"""What people fill in with an objection and its acts."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import SOORTEN, ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import BestandenField, BestandField, DatumField, Formulier
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.rekenen import werkdagen_na
from toelating.bezwaar.mensen import betrokkenen
from toelating.bezwaar.stukken import TOE_TE_VOEGEN
from toelating.bezwaar.tijdig import WEKEN_VERDAGEN
from toelating.forms.basis import JaNeeField, niet_na_vandaag, niet_voor_morgen
from toelating.models import Bezwaar, Tlvaanvraag

HERSTEL_WERKDAGEN = 10
HOOGSTE_UITSTEL = 26  # weeks, with consent
MAX_MB = settings.BIJLAGE_MAX_BYTES // 1024 // 1024
MAX_ADRESREGELS = 4  # with a name they fit behind the window of an envelope


class BezwaarForm(ZonderBsnHandelingForm):
    """What people type with an act on an objection; nowhere a BSN."""

    @property
    def bezwaar(self) -> Bezwaar:
        return self.dossier  # type: ignore[return-value]


def bestandveld(label: str, **opties: Any) -> BestandField:
    return BestandField(label=label, soorten=SOORTEN, max_mb=MAX_MB, **opties)


def niet_betrokken(aanvraag: Tlvaanvraag) -> Any:
    """The people of the bureau who may handle an objection to the decision on this request."""
    buiten = betrokkenen(aanvraag) | aanvraag.verschoonden
    return Gebruiker.objects.met_rol(Rolsoort.BUREAU).exclude(pk__in=buiten)


class GegevensMixin(Formulier):
    """What stands on the paper and how it came."""

    in_zin: ClassVar[Mapping[str, str]] = {
        "naam": "de naam",
        "adres": "het adres",
        "ontvangen_op": "de dag van ontvangst",
        "poststempel": "de dag van het poststempel",
        "dagtekening": "de datum van het bezwaarschrift",
        "wijze": "hoe het binnenkwam",
    }
    naam = forms.CharField(label="Naam van de bezwaarmaker", max_length=120)
    adres = forms.CharField(
        label="Adres van de bezwaarmaker",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=200,
        help_text="Straat, postcode en plaats, elk op een regel.",
    )
    wijze = forms.ChoiceField(
        label="Hoe kwam het bezwaarschrift binnen?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Bezwaar.Wijze.choices],
        widget=forms.RadioSelect,
    )
    ontvangen_op = DatumField(label="Op welke dag kwam het binnen?")
    poststempel = DatumField(
        label="Datum van het poststempel",
        required=False,
        help_text="Alleen als het per post kwam en u de stempel kunt lezen. Bewaar de envelop.",
    )
    dagtekening = DatumField(
        label="Datum op het bezwaarschrift", required=False, help_text="Laat leeg als er geen datum op staat."
    )

    def clean_adres(self) -> str:
        adres = "\n".join(regel.strip() for regel in self.cleaned_data["adres"].splitlines() if regel.strip())
        if len(adres.splitlines()) > MAX_ADRESREGELS:
            raise forms.ValidationError(
                f"Gebruik hoogstens {MAX_ADRESREGELS} regels. Anders past het niet op de envelop."
            )
        return adres

    def clean_naam(self) -> str:
        return " ".join(self.cleaned_data["naam"].split())

    def clean_ontvangen_op(self) -> date:
        return niet_na_vandaag(self.cleaned_data["ontvangen_op"])

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        ontvangen = gegevens.get("ontvangen_op")
        for naam, wat in (("poststempel", "Het poststempel"), ("dagtekening", "De datum op het bezwaarschrift")):
            dag = gegevens.get(naam)
            if ontvangen and dag and dag > ontvangen:
                self.add_error(
                    naam, f"{wat} kan niet na de dag van ontvangst liggen. Controleer het, of laat het leeg."
                )
        if gegevens.get("wijze") != Bezwaar.Wijze.POST:
            gegevens["poststempel"] = None
        return gegevens


class BezwaarRegistrerenForm(ZonderBsn, GegevensMixin):
    """A paper that came in. `sleutel` makes that a double click registers it once."""

    in_zin: ClassVar[Mapping[str, str]] = {
        **GegevensMixin.in_zin,
        "van": "wie bezwaar maakt",
        "bestanden": "het bezwaarschrift zelf",
        "gronden": "de gronden",
    }
    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    van = forms.ChoiceField(
        label="Wie maakt bezwaar?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Bezwaar.Van.choices],
        widget=forms.RadioSelect,
        help_text="Een ouder zonder gezag is een andere belanghebbende. Die krijgt geen gegevens over de gezondheid.",
    )
    gronden = tekstveld(
        "Waarom is de bezwaarmaker het niet eens?",
        required=False,
        help_text="Neem de kern over. Staan er geen gronden in? Laat dit leeg. Daarna kunt u vragen om herstel.",
    )
    is_ondertekend = JaNeeField(label="Is het bezwaarschrift ondertekend?", required=True)
    bestanden = BestandenField(
        label="Het bezwaarschrift zelf",
        soorten=SOORTEN,
        max_mb=MAX_MB,
        help_text="Scan alles wat is meegestuurd, ook de envelop met het poststempel.",
    )
    behandelaar = forms.ModelChoiceField(
        label="Wie behandelt het bezwaar?",
        queryset=Gebruiker.objects.none(),
        required=False,
        empty_label="Later kiezen",
        help_text="Alleen collega’s die niet bij het eerste besluit betrokken waren.",
    )
    field_order = (
        "sleutel",
        "van",
        "naam",
        "adres",
        "wijze",
        "ontvangen_op",
        "poststempel",
        "dagtekening",
        "is_ondertekend",
        "gronden",
        "bestanden",
        "behandelaar",
    )

    def __init__(self, *args: Any, aanvraag: Tlvaanvraag, door: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sleutel"].initial = uuid.uuid4
        self.fields["ontvangen_op"].initial = timezone.localdate()
        self.fields["poststempel"].soms_verplicht = True  # type: ignore[attr-defined]
        veld = self.fields["behandelaar"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = niet_betrokken(aanvraag)
        if veld.queryset.filter(pk=door.pk).exists():
            veld.initial = door


class GegevensVerbeterenForm(BezwaarForm, GegevensMixin):
    """A date or address was typed wrong."""

    gronden = tekstveld("Waarom is de bezwaarmaker het niet eens?", required=False)
    is_ondertekend = JaNeeField(label="Is het bezwaarschrift ondertekend?", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            veld.initial = getattr(self.bezwaar, naam)


class ToewijzenForm(BezwaarForm):
    in_zin = {"behandelaar": "een collega"}
    behandelaar = forms.ModelChoiceField(
        label="Wie behandelt dit bezwaar?",
        queryset=Gebruiker.objects.none(),
        help_text="Alleen collega’s die niet bij het eerste besluit betrokken waren.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behandelaar"].queryset = niet_betrokken(self.bezwaar.aanvraag)  # type: ignore[attr-defined]


class TermijnBeoordelenForm(BezwaarForm):
    in_zin = {"verschoonbaar": "of te laat te verontschuldigen is", "reden": "de reden"}
    verschoonbaar = JaNeeField(
        label="Is het te verontschuldigen dat het bezwaar te laat kwam?",
        ja="Ja, wij behandelen het gewoon",
        nee="Nee, het bezwaar is niet-ontvankelijk",
    )
    reden = tekstveld("Wat is de reden?", help_text="Deze reden staat in de beslissing.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verschoonbaar"].initial = self.bezwaar.verschoonbaar
        self.fields["reden"].initial = self.bezwaar.reden_verschoonbaar


class HerstelVragenForm(BezwaarForm):
    in_zin = {"vraag": "wat er ontbreekt", "uiterlijk": "de uiterste datum"}
    vraag = tekstveld("Wat ontbreekt er?", help_text="Deze tekst staat in de brief aan de bezwaarmaker.")
    uiterlijk = DatumField(
        label="Herstellen tot en met welke dag?",
        help_text="De beslistermijn staat stil vanaf de dag na uw brief. Zonder datum kan dat niet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from toelating.bezwaar.selectors import gebreken

        self.fields["vraag"].initial = "\n".join(f"- {wat}" for wat in gebreken(self.bezwaar))
        self.fields["uiterlijk"].initial = werkdagen_na(timezone.localdate(), HERSTEL_WERKDAGEN)

    def clean_uiterlijk(self) -> date:
        return niet_voor_morgen(self.cleaned_data["uiterlijk"])


class HerstellenForm(BezwaarForm):
    in_zin = {"op": "de dag van ontvangst", "gronden": "de gronden"}
    op = DatumField(label="Op welke dag kwam het herstel binnen?")
    gronden = tekstveld("Waarom is de bezwaarmaker het niet eens?", required=False)
    dagtekening = DatumField(label="Datum op het bezwaarschrift", required=False)
    is_ondertekend = JaNeeField(label="Is het bezwaarschrift nu ondertekend?", required=True)
    bestand = bestandveld("Wat de bezwaarmaker stuurde", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = timezone.localdate()
        for naam in ("gronden", "dagtekening", "is_ondertekend"):
            self.fields[naam].initial = getattr(self.bezwaar, naam)

    def clean_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["op"])
        if dag < self.bezwaar.ontvangen_op:
            raise forms.ValidationError("Deze dag ligt voor de ontvangst van het bezwaar. Controleer de datum.")
        return dag


class StukForm(BezwaarForm):
    in_zin = {"soort": "van wie het stuk is", "bestand": "een bestand"}
    soort = forms.ChoiceField(
        label="Wat voor stuk is het?",
        choices=[(str(soort), str(soort.label)) for soort in TOE_TE_VOEGEN],
        widget=forms.RadioSelect,
    )
    op = DatumField(label="Op welke dag kwam het binnen?")
    bestand = bestandveld("Bestand")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = timezone.localdate()

    def clean_op(self) -> date:
        return niet_na_vandaag(self.cleaned_data["op"])


class VerdagenForm(BezwaarForm):
    in_zin = {"weken": "het aantal weken", "reden": "de reden"}
    weken = forms.IntegerField(
        label="Hoeveel weken later?",
        min_value=1,
        max_value=WEKEN_VERDAGEN,
        initial=WEKEN_VERDAGEN,
        help_text="Dit kan een keer. De bezwaarmaker krijgt een brief met de nieuwe datum.",
    )
    reden = tekstveld("Waarom komt de beslissing later?", help_text="Deze reden staat in de brief.")


class UitstellenForm(BezwaarForm):
    in_zin = {
        "weken": "het aantal weken",
        "akkoord": "wie instemt",
        "akkoord_op": "de dag van de instemming",
        "reden": "de reden",
    }
    weken = forms.IntegerField(label="Hoeveel weken later?", min_value=1, max_value=HOOGSTE_UITSTEL)
    akkoord = forms.CharField(
        label="Wie stemt in?",
        max_length=200,
        help_text="De bezwaarmaker moet instemmen. Is het ook voor een ander nadelig? Dan moet die ook instemmen.",
    )
    akkoord_op = DatumField(label="Op welke dag?")
    reden = tekstveld("Waarom komt de beslissing later?", help_text="Deze reden staat in de brief.")

    def clean_akkoord_op(self) -> date:
        return niet_na_vandaag(self.cleaned_data["akkoord_op"])


class BezwaarIntrekkenForm(BezwaarForm):
    in_zin = {"op": "de dag", "hoe": "hoe de bezwaarmaker introk"}
    op = DatumField(label="Op welke dag trok de bezwaarmaker het bezwaar in?")
    hoe = forms.CharField(
        label="Hoe?", max_length=200, help_text="Bijvoorbeeld: met een brief, of mondeling op de hoorzitting."
    )
    bestand = bestandveld("De brief, als die er is", required=False)
    reden = tekstveld("Waarom trekt u het bezwaar in?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The bureau writes down what the objector did; the objector presses the button itself."""
        super().__init__(*args, **kwargs)
        if self.door is not None and self.door.heeft_rol(Rolsoort.BUREAU):
            del self.fields["reden"]
            self.fields["op"].initial = timezone.localdate()
        else:
            for naam in ("op", "hoe", "bestand"):
                del self.fields[naam]

    def clean_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["op"])
        if dag < self.bezwaar.ontvangen_op:
            raise forms.ValidationError("Deze dag ligt voor de ontvangst van het bezwaar. Controleer de datum.")
        return dag
