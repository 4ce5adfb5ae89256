"""What the bureau and the school fill in while a request is handled."""

from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.forms import AanvullingVragenForm, tekstveld
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.rekenen import werkdagen_na
from toelating.forms.basis import JaNeeField, OordeelMixin, TlvForm, categorieveld, jarenveld, mensenveld
from toelating.forms.tekstblokken import MetTekstblokken
from toelating.models import Voorstel
from toelating.stukken import nog_te_vragen

HOOGSTENS_UITSTEL = 8  # weeks: no longer than the term itself


class IndienenAlsGastForm(TlvForm):
    """A school of another region has no board here: who submits says in whose name."""

    in_zin = {"namens": "de naam van uw schoolbestuur", "akkoord": "dat u dit namens het bestuur mag doen"}
    namens = forms.CharField(label="Namens welk schoolbestuur?", max_length=120)
    akkoord = forms.BooleanField(label="Ik mag deze aanvraag namens het schoolbestuur indienen")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        gegevens.pop("akkoord", None)
        return gegevens


class ToewijzenForm(TlvForm):
    in_zin = {"behandelaar": "een collega"}
    behandelaar = mensenveld("Wie behandelt deze aanvraag?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanvraag = self.aanvraag
        adviseren = aanvraag.deskundigenadviezen.geldend().values("deskundige_id")
        collegas = Gebruiker.objects.met_rol(Rolsoort.BUREAU).exclude(pk__in=aanvraag.verschoonden)
        collegas = collegas.exclude(pk__in=adviseren)
        self.fields["behandelaar"].queryset = collegas  # type: ignore[attr-defined]


class TlvAanvullingVragenForm(TlvForm, AanvullingVragenForm):
    """Begins with what the checklist misses, and the working days of this procedure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dagen = self.aanvraag.regeling.aanvulling_werkdagen
        self.fields["uiterlijk"].initial = werkdagen_na(timezone.localdate(), dagen)
        if ontbreekt := nog_te_vragen(self.aanvraag):
            self.fields["vraag"].initial = "\n".join(["Wij missen nog:", *(f"- {regel}" for regel in ontbreekt)])


class BuitenBehandelingForm(MetTekstblokken, TlvForm):
    uitkomsten = (Voorstel.BUITEN_BEHANDELING,)
    in_zin = {"motivering": "de motivering"}
    motivering = tekstveld(
        "Wat ontbreekt er, en waarom kunt u de aanvraag niet beoordelen?", help_text="Deze tekst staat in de brief."
    )


class UitstelForm(TlvForm):
    in_zin = {"weken": "het aantal weken", "reden": "de reden"}
    weken = forms.IntegerField(
        label="Hoeveel weken later?",
        min_value=1,
        max_value=HOOGSTENS_UITSTEL,
        help_text="De school krijgt bericht met de nieuwe datum. Dat moet voor het einde van de termijn.",
    )
    reden = tekstveld("Waarom komt het besluit later?", help_text="Deze reden staat in de brief.")


class IntrekkenForm(TlvForm):
    reden = tekstveld("Waarom trekt u de aanvraag in?", required=False)


class AdviesForm(OordeelMixin, TlvForm):
    """An advice as a whole: of the committee, of the bureau in the short route, or of both experts together."""

    in_zin = {
        "toelaatbaar": "of de leerling toelaatbaar is",
        "schooljaren": "het aantal schooljaren",
        "redenen": "de redenen",
    }
    toelaatbaar = JaNeeField(label="Is de leerling toelaatbaar?")
    categorie = categorieveld("In welke categorie?", required=False)
    schooljaren = jarenveld(
        "Voor hoeveel hele schooljaren?",
        required=False,
        help_text="De rest van een lopend schooljaar komt daar vanzelf bij.",
    )
    redenen = tekstveld("Met welke redenen?", help_text="Deze redenen staan in de brief.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schooljaren"].initial = self.aanvraag.regeling.gewone_duur
        if "categorie" in self.fields:
            self.fields["categorie"].initial = self.aanvraag.gevraagde_categorie


class AdviesVerbeterenForm(AdviesForm):
    """What was recorded wrongly, as it stands now, and what was wrong with it."""

    in_zin = {**AdviesForm.in_zin, "wat_klopte_niet": "wat er niet klopte"}
    wat_klopte_niet = tekstveld("Wat klopte er niet?", help_text="De school leest dit bij het verloop.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = {
            "toelaatbaar": self.aanvraag.advies_toelaatbaar,
            "categorie": self.aanvraag.advies_categorie,
            "schooljaren": self.aanvraag.advies_schooljaren,
            "redenen": self.aanvraag.advies,
        }
        for naam in self.fields.keys() & nu.keys():
            self.fields[naam].initial = nu[naam]
