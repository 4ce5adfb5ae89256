"""What somebody chooses and proves at the signing desk, and what the bureau writes down about the post."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.kern.deuren import geheel
from swv.kern.formulieren import DatumField, Formulier
from toelating.models import Verzending
from toelating.zitting import NIETS_GEKOZEN

HOOGSTENS_TERUG = 400  # days: older post is not written down any more


class KeuzeField(forms.Field):
    """Chosen decisions, each as "key:version" of what was on the screen."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> dict[UUID, int]:
        keuze = dict(paar for ruw in value or () if (paar := _paar(ruw)))
        if not keuze:
            raise forms.ValidationError(NIETS_GEKOZEN)
        return keuze


def _paar(ruw: str) -> tuple[UUID, int] | None:
    pk, _, versie = ruw.partition(":")
    nummer = geheel(versie)
    try:
        return (UUID(pk), nummer) if nummer is not None else None
    except ValueError:
        return None


class ZittingForm(Formulier):
    """Sign the chosen decisions with one code. `sleutel` makes that sending it twice gives one sitting."""

    in_zin = {"code": "de code van 6 cijfers uit uw authenticator-app"}
    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    keuze = KeuzeField(label="Besluiten")
    code = forms.CharField(
        label="Code van uw authenticator-app",
        help_text="Met deze code ondertekent u alles wat u heeft aangevinkt. Vul de 6 cijfers in die uw app nu toont.",
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class PostForm(Formulier):
    """Which letters went to the post, and when."""

    in_zin = {"op": "de dag waarop u de brieven heeft gepost"}
    brieven = forms.ModelMultipleChoiceField(
        queryset=Verzending.objects.none(),
        error_messages={"required": "Kies ten minste een brief."},
    )
    op = DatumField(label="Gepost op", help_text="De bezwaartermijn begint op de dag daarna.")

    def __init__(self, *args: Any, te_posten: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brieven"].queryset = te_posten  # type: ignore[attr-defined]
        self.fields["op"].initial = timezone.localdate()

    def clean_op(self) -> date:
        return geweest(self.cleaned_data["op"])


class AdresForm(ZonderBsn, Formulier):
    in_zin = {"adres": "het adres"}
    adres = forms.CharField(
        label="Adres",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=200,
        help_text="Straat en huisnummer, postcode en plaats. Elk op een eigen regel.",
    )

    def clean_adres(self) -> str:
        regels = (regel.strip() for regel in self.cleaned_data["adres"].splitlines())
        return "\n".join(regel for regel in regels if regel)


class NietAangekomenForm(AdresForm):
    """A letter came back, or the notification could not be delivered: how it goes now."""

    in_zin = {**AdresForm.in_zin, "reden": "waaraan u dat ziet", "op": "de dag"}
    field_order = ("reden", "kanaal", "adres", "op")

    reden = forms.CharField(
        label="Waaraan ziet u dat de brief niet aankwam?",
        max_length=200,
        help_text="Bijvoorbeeld: retour gekomen, adres onbekend. Schrijf hier niets over de leerling.",
    )
    kanaal = forms.ChoiceField(
        label="Hoe gaat de brief nu?",
        choices=[(Verzending.Kanaal.PAPIER, "Per post"), (Verzending.Kanaal.UITGEREIKT, "Persoonlijk gegeven")],
        widget=forms.RadioSelect,
        initial=Verzending.Kanaal.PAPIER,
    )
    op = DatumField(label="Gegeven op", required=False, help_text="Alleen als u de brief persoonlijk heeft gegeven.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adres"].required = False
        for naam in ("adres", "op"):
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]

    def clean_op(self) -> date | None:
        dag: date | None = self.cleaned_data["op"]
        return geweest(dag) if dag else None

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if gegevens.get("kanaal") == Verzending.Kanaal.PAPIER:
            gegevens["op"] = None
            if not gegevens.get("adres") and "adres" not in self.errors:
                self.add_error("adres", "Vul het adres in waar de brief nu naartoe gaat.")
        elif not gegevens.get("op") and "op" not in self.errors:
            self.add_error("op", "Vul in op welke dag u de brief gaf.")
        return gegevens


def geweest(dag: date) -> date:
    """A day on which something was sent: not ahead, and not long ago."""
    vandaag = timezone.localdate()
    if dag > vandaag:
        raise forms.ValidationError("Deze dag is nog niet geweest. Vul de dag in waarop de brief de deur uit ging.")
    if (vandaag - dag).days > HOOGSTENS_TERUG:
        raise forms.ValidationError("Deze dag is meer dan een jaar geleden. Controleer het jaartal.")
    return dag
