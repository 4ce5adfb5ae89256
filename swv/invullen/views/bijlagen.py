"""Adding files per kind of document: a refused file never takes the good ones with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from swv.invullen import services
from swv.invullen.antwoorden import bijlagen
from swv.invullen.forms import UploadForm
from swv.invullen.models import Invuldossier
from swv.invullen.samen import BIJLAGEN
from swv.invullen.views.basis import Invulpagina
from swv.invullen.views.samen import samencontext
from swv.invullen.voortgang import bijlagenblokken
from swv.kern.fouten import Geweigerd

NIET_NU = "U kunt nu geen bestanden toevoegen. Hier ziet u wat wel kan."


class BijlagenView(Invulpagina):
    """Every kind of document with its files, and one control to add more."""

    template_name = "invullen/bijlagen.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        if not dossier.mag_bijlagen(self.gebruiker):
            return self.kan_niet(dossier, NIET_NU)
        return self._toon(dossier)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        if not dossier.mag_bijlagen(self.gebruiker):
            return self.kan_niet(dossier, NIET_NU)
        soort = request.POST.get("soort", "")
        form = UploadForm(request.POST, request.FILES, prefix=soort)
        if not form.is_valid():
            return self._toon(dossier, soort=soort, form=form)
        goed, fouten = self._voeg_toe(dossier, soort, form.cleaned_data["bestanden"])
        if goed:
            messages.success(request, f"Toegevoegd: {', '.join(goed)}.")
        if fouten:
            return self._toon(dossier, soort=soort, fouten=fouten)
        return redirect(f"{request.path}#{soort}")

    def _voeg_toe(self, dossier: Invuldossier, soort: str, uploads: list[Any]) -> tuple[list[str], list[str]]:
        """Add each file by itself. Gives the names that were added and a sentence for each that was not."""
        goed, fouten = [], []
        for upload in uploads:
            try:
                bijlage = services.bijlage_bijvoegen(dossier, upload=upload, soort=soort, door=self.gebruiker)
                goed.append(bijlage.bestandsnaam)
            except Geweigerd as fout:
                fouten.append(fout.zin)
        return goed, fouten

    def _toon(
        self, dossier: Invuldossier, *, soort: str = "", form: UploadForm | None = None, fouten: list[str] | None = None
    ) -> HttpResponse:
        """The page; with what went wrong beside the kind of document `soort`, above all when that is unknown."""
        fouten, grens, blokken = fouten or [], dossier.verstuurd_tot, bijlagenblokken(dossier)
        is_bekend = soort in {blok.stuk.code for blok in blokken}
        heeft_fouten = form is not None or bool(fouten)
        return self.toon(
            dossier,
            status=422 if heeft_fouten else 200,
            blokken=[
                {
                    "blok": blok,
                    "bijlagen": [(bijlage, grens is None or bijlage.op >= grens) for bijlage in blok.bijlagen],
                    "form": form if form and soort == blok.stuk.code else UploadForm(prefix=blok.stuk.code),
                    "fouten": fouten if soort == blok.stuk.code else [],
                }
                for blok in blokken
            ],
            losse_fouten=[] if is_bekend else fouten,
            heeft_fouten=heeft_fouten,
            **samencontext(dossier, self.gebruiker, BIJLAGEN),
        )


class BijlageWeghalenView(Invulpagina):
    """The button beside one file."""

    def post(self, request: HttpRequest, *args: Any, pk: UUID, bijlage: UUID) -> HttpResponse:
        dossier = self.get_dossier()
        rij = get_object_or_404(bijlagen(dossier), pk=bijlage)
        try:
            services.bijlage_weghalen(dossier, bijlage=rij, door=self.gebruiker)
            messages.success(request, f"‘{rij.bestandsnaam}’ is verwijderd.")
        except Geweigerd as fout:
            messages.error(request, fout.zin)
        return redirect(dossier.adres("bijlagen"))
