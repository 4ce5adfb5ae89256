"""The parents hear the advice and answer; the decision is drafted."""

from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone

from swv.invullen.forms import tekstveld
from swv.kern.formulieren import DatumField
from swv.termijnen.rekenen import werkdagen_na
from toelating.besluit import gebreken, neem_voorstel_over, vraagt_reactie
from toelating.criteria import beoordeling, vraagt_weging
from toelating.forms.basis import TlvForm, categorieveld, niet_na_vandaag, niet_voor_morgen
from toelating.forms.tekstblokken import MetTekstblokken
from toelating.models import Tlvaanvraag, Voorstel, Zienswijze
from toelating.onderdelen.basis import jaren_in_woorden
from toelating.onderdelen.ouders import AKKOORD
from toelating.ouders import leerling_beslist_zelf


class AdviesAanOudersForm(TlvForm):
    in_zin = {"op": "de datum", "hoe": "hoe de ouders het advies kregen"}
    op = DatumField(label="Wanneer kregen de ouders een kopie van het advies?")
    hoe = forms.CharField(label="Hoe?", max_length=120, help_text="Bijvoorbeeld: per post, of via de school.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = timezone.localdate()
        if leerling_beslist_zelf(self.aanvraag):
            self.fields["op"].label = "Wanneer kreeg de leerling een kopie van het advies?"
            self.fields["op"].help_text = "Deze leerling is meerderjarig. Geef het advies niet aan de ouders."

    def clean_op(self) -> date:
        return niet_na_vandaag(self.cleaned_data["op"])


class ZienswijzeVragenForm(TlvForm):
    in_zin = {"toelichting": "wat u voorlegt", "uiterlijk": "de uiterste datum"}
    toelichting = tekstveld(
        "Wat legt u voor?", help_text="De school leest dit en bespreekt het met de ouders, tenzij u dat zelf doet."
    )
    uiterlijk = DatumField(label="Uiterlijk op welke dag?", help_text="Zonder datum kan het niet.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dagen = self.aanvraag.regeling.zienswijze_werkdagen
        self.fields["uiterlijk"].initial = werkdagen_na(timezone.localdate(), dagen)

    def clean_uiterlijk(self) -> date:
        return niet_voor_morgen(self.cleaned_data["uiterlijk"])


def _keuzes(soort: type[TextChoices]) -> list[tuple[str, str]]:
    """The choices of a field as buttons, each with a capital."""
    return [(waarde, str(label).capitalize()) for waarde, label in soort.choices]


class ZienswijzeForm(TlvForm):
    in_zin = {
        "van": "van wie de zienswijze is",
        "over": "waarover de zienswijze gaat",
        "datum": "de datum",
        "akkoord": "of diegene het eens is",
        "tekst": "de zienswijze",
    }
    van = forms.ChoiceField(label="Van wie?", choices=_keuzes(Zienswijze.Van), widget=forms.RadioSelect)
    naam = forms.CharField(label="Naam", max_length=120, required=False)
    over = forms.ChoiceField(label="Waarover?", choices=_keuzes(Zienswijze.Over), widget=forms.RadioSelect)
    datum = DatumField(label="Datum van het gesprek of de brief")
    akkoord = forms.ChoiceField(
        label="Eens of niet eens?", choices=_keuzes(Zienswijze.Akkoord), widget=forms.RadioSelect
    )
    tekst = tekstveld("Zienswijze in eigen woorden")

    def clean_datum(self) -> date:
        return niet_na_vandaag(self.cleaned_data["datum"])


class ZienswijzeGevenForm(ZienswijzeForm):
    """What the school passes on about the decision in the making: of a parent, of the pupil, or of itself."""

    over = None  # type: ignore[assignment]
    akkoord = forms.ChoiceField(
        label="Is deze persoon het eens met het besluit dat wij willen nemen?",
        choices=AKKOORD,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        return {**super().clean(), "over": Zienswijze.Over.ADVIES}


class VoorleggenForm(MetTekstblokken, TlvForm):
    """The concept decision; it begins with the advice. Asks reasons only where they are needed."""

    uitkomsten = (Voorstel.AFGEVEN, Voorstel.AFWIJZEN)

    in_zin = {
        "voorstel": "het voorstel",
        "ingang": "de ingangsdatum",
        "einde": "de einddatum",
        "motivering": "de motivering",
        "reden_duur": "waarom langer nodig is",
        "reden_afwijking": "waarom u afwijkt van het advies",
        "reactie_zienswijzen": "wat u met de zienswijzen doet",
        "weging": "hoe u de criteria weegt",
    }
    voorstel = forms.ChoiceField(
        label="Wat stelt u voor?",
        choices=[(Voorstel.AFGEVEN, "TLV afgeven"), (Voorstel.AFWIJZEN, "Afwijzen")],
        widget=forms.RadioSelect,
    )
    categorie = categorieveld("Categorie", required=False)
    ingang = DatumField(label="Geldt vanaf", required=False)
    einde = DatumField(label="Geldt tot en met", required=False, help_text="Altijd 31 juli.")
    motivering = tekstveld("Motivering in de brief")
    reden_duur = tekstveld("Waarom langer dan gewoon?", required=False)
    reden_afwijking = tekstveld("Waarom anders dan het advies?", required=False)
    reactie_zienswijzen = tekstveld("Wat doet u met wat ouders, leerling en school vinden?", required=False)
    weging = tekstveld(
        "Hoe weegt u de criteria die elkaar tegenspreken, of die u niet kunt uitrekenen?", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanvraag = self.aanvraag
        for naam in (
            "voorstel",
            "categorie",
            "ingang",
            "einde",
            "motivering",
            "reden_duur",
            "reden_afwijking",
            "reactie_zienswijzen",
            "weging",
        ):
            self.fields[naam].initial = getattr(aanvraag, naam)
        self.fields["motivering"].initial = aanvraag.motivering or aanvraag.advies
        gewoon = jaren_in_woorden(aanvraag.regeling.gewone_duur)
        self.fields[
            "reden_duur"
        ].help_text = (
            f"Verplicht als de TLV langer geldt dan {gewoon}. De rest van een lopend schooljaar telt niet mee."
        )
        self.fields["reden_afwijking"].help_text = "Verplicht als u iets anders voorstelt dan het advies."
        self.fields["reactie_zienswijzen"].help_text = "Dit staat in de brief, onder wat iedereen vindt."
        self.fields["reactie_zienswijzen"].required = vraagt_reactie(aanvraag)
        for naam in ("categorie", "ingang", "einde", "reden_duur", "reden_afwijking"):
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]
        if aanvraag.is_pro:
            del self.fields["categorie"]
        if vraagt_weging(aanvraag):
            self.fields["weging"].required = True
        elif beoordeling(aanvraag):
            self.fields["weging"].label = "Waarom anders dan de landelijke criteria?"
            self.fields["weging"].help_text = "Verplicht als u iets anders voorstelt dan de criteria zeggen."
            self.fields["weging"].soms_verplicht = True  # type: ignore[attr-defined]
        else:
            del self.fields["weging"]

    def clean(self) -> dict[str, Any]:
        """The whole decision is judged as it would be: on a copy of the request, with what was typed."""
        gegevens = super().clean()
        if "voorstel" not in gegevens:
            return gegevens
        al_fout = set(self.errors)
        for veld, zinnen in gebreken(self.concept()).items():
            for zin in zinnen if veld not in al_fout else ():
                self.add_error(veld, zin)
        return gegevens

    def concept(self) -> Tlvaanvraag:
        """The request with the decision as it was typed; not stored."""
        concept = copy(self.aanvraag)
        neem_voorstel_over(concept, **{"motivering": "", **self.cleaned_data})
        return concept
