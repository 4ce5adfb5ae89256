"""What people fill in with the acts that every room has: a reason, a question of the bureau, the answer to it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.invullen.leerling import LeerlingForm
from swv.invullen.models import Invuldossier
from swv.kern.formulieren import BestandenField, DatumField, Formulier
from swv.kern.invoer import HandelingForm
from swv.termijnen.rekenen import werkdagen_na

LANGE_TEKST = 6000
SOORTEN = ("pdf", "docx", "odt", "jpg", "jpeg", "png")


def tekstveld(label: str, **opties: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=LANGE_TEKST, **opties)


class ZonderBsnHandelingForm(ZonderBsn, HandelingForm):
    """What people type with an act on a dossier; nowhere a BSN."""


class RedenForm(ZonderBsnHandelingForm):
    """An act that needs a reason."""

    in_zin = {"reden": "de reden"}
    reden = tekstveld("Wat is de reden?")


class AanvullingVragenForm(ZonderBsnHandelingForm):
    in_zin = {"vraag": "wat u nodig heeft", "uiterlijk": "de uiterste datum"}

    vraag = tekstveld("Wat moet de school aanvullen?")
    uiterlijk = DatumField(
        label="Uiterlijk op welke dag?",
        help_text="De beslistermijn staat stil vanaf de dag na uw vraag. Zonder datum kan dat niet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uiterlijk"].initial = werkdagen_na(timezone.localdate(), 10)

    def clean_uiterlijk(self) -> date:
        dag: date = self.cleaned_data["uiterlijk"]
        vandaag = timezone.localdate()
        if dag <= vandaag:
            raise forms.ValidationError(
                "Deze dag is al voorbij of is vandaag. Geef de school tijd: kies een latere dag."
            )
        if dag > vandaag + timedelta(weeks=13):
            raise forms.ValidationError("Dit is meer dan drie maanden vooruit. Kies een eerdere dag.")
        return dag


class AanvullenForm(ZonderBsnHandelingForm):
    in_zin = {"antwoord": "uw antwoord"}
    antwoord = tekstveld("Uw antwoord op de vraag")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begins with what was kept while the school was typing."""
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Invuldossier)
        vraag = self.dossier.open_vraag
        self.fields["antwoord"].initial = vraag.antwoord if vraag else ""


class UploadForm(Formulier):
    """One control that takes several files."""

    in_zin = {"bestanden": "een bestand"}
    bestanden = BestandenField(
        label="Bestanden toevoegen", soorten=SOORTEN, max_mb=settings.BIJLAGE_MAX_BYTES // 1024 // 1024
    )


class WeigeringForm(ZonderBsn, Formulier):
    """Why the school cannot give a document."""

    in_zin = {"reden": "de reden"}
    reden = tekstveld(
        "Wat is de reden?", help_text="Schrijf op wie het stuk weigert en waarom. Schrijf hier geen medische gegevens."
    )


class BerichtForm(ZonderBsn, Formulier):
    """A message to the other side; the key makes that a double click sends it once."""

    in_zin = {"tekst": "uw bericht"}
    tekst = tekstveld("Uw bericht")
    sleutel = forms.UUIDField(widget=forms.HiddenInput)


class NotitieForm(ZonderBsn, Formulier):
    """A note of the bureau for itself."""

    in_zin = {"tekst": "uw notitie"}
    tekst = tekstveld("Uw notitie")
    sleutel = forms.UUIDField(widget=forms.HiddenInput)


class LeerlingVerbeterenForm(ZonderBsnHandelingForm):
    """The same fields and checks as when the school filled them in; the number of the pupil stays."""

    in_zin = LeerlingForm.in_zin

    voornaam = LeerlingForm.base_fields["voornaam"]
    tussenvoegsel = LeerlingForm.base_fields["tussenvoegsel"]
    achternaam = LeerlingForm.base_fields["achternaam"]
    geboortedatum = LeerlingForm.base_fields["geboortedatum"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Invuldossier)
        for naam, veld in self.fields.items():
            veld.initial = getattr(self.dossier.leerling, naam, "")  # type: ignore[attr-defined]

    def clean_geboortedatum(self) -> date:
        """Judged by the bounds of the form in which the school filled it in."""
        dossier: Invuldossier = self.dossier  # type: ignore[assignment]
        vormen = (onderdeel.form for onderdeel in dossier.onderdelen if issubclass(onderdeel.form, LeerlingForm))
        vorm = next(vormen, LeerlingForm)
        return vorm.passende_geboortedatum(self.cleaned_data["geboortedatum"], op=dossier.peildatum)
