"""Input of the public verification page."""

from django import forms
from django.conf import settings

from swv.kern.formulieren import BestandField, Formulier


class CodeForm(Formulier):
    """The code from a letter, however it is typed."""

    in_zin = {"code": "de code"}
    code = forms.CharField(
        label="Code van de brief",
        help_text="De code staat bij het zwarte blokje onder de brief, bijvoorbeeld 7K2M-94QX-B0TZ-1HCE.",
        max_length=60,
    )


class VergelijkForm(Formulier):
    """A PDF to compare with the letter that was filed; it is not kept."""

    in_zin = {"bestand": "de brief als pdf"}
    bestand = BestandField(
        label="De brief die u heeft gekregen",
        soorten=["pdf"],
        max_mb=settings.BIJLAGE_MAX_BYTES // 1024 // 1024,
    )
