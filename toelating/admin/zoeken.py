"""Finding requests by the name of a pupil. The name is sent in the body of the request: an address ends up in the
history of the browser, in logs and in links that people pass on."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from swv.kern.beheer import Dossierbeheer
from swv.kern.formulieren import DatumField, Formulier
from toelating.models import Tlvaanvraag

HOOGSTENS = 50


class LeerlingZoekenForm(Formulier):
    in_zin = {"achternaam": "de achternaam"}
    achternaam = forms.CharField(
        label="Achternaam, of het begin daarvan",
        min_length=2,
        max_length=80,
        help_text="Zonder tussenvoegsel.",
        error_messages={"min_length": "Vul ten minste twee letters van de achternaam in."},
    )
    geboortedatum = DatumField(label="Geboortedatum", required=False)


class LeerlingZoekenView(View):
    """A page of its own, and nothing of it in its address. Finds only dossiers that this person may open anyway."""

    beheer: ClassVar[Dossierbeheer] = None  # type: ignore[assignment]  # as_view gives it
    template_name = "admin/toelating/tlvaanvraag/leerling.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.beheer.has_view_permission(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._toon(request, LeerlingZoekenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LeerlingZoekenForm(request.POST)
        if not form.is_valid():
            return self._toon(request, form, status=422)
        return self._toon(request, form, gevonden=self._zoek(request, **form.cleaned_data))

    def _zoek(self, request: HttpRequest, *, achternaam: str, geboortedatum: Any) -> list[Tlvaanvraag]:
        rijen = self.beheer.get_queryset(request).filter(leerling__achternaam__istartswith=achternaam.strip())
        if geboortedatum:
            rijen = rijen.filter(leerling__geboortedatum=geboortedatum)
        return list(rijen.select_related("school", "leerling").order_by("-ingediend_op", "-id")[: HOOGSTENS + 1])

    def _toon(
        self,
        request: HttpRequest,
        form: LeerlingZoekenForm,
        *,
        gevonden: list[Tlvaanvraag] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.beheer.admin_site.each_context(request),
            "title": "Zoeken op leerling",
            "opts": self.beheer.opts,
            "form": form,
            "gevonden": gevonden[:HOOGSTENS] if gevonden is not None else None,
            "is_afgekapt": gevonden is not None and len(gevonden) > HOOGSTENS,
            "hoogstens": HOOGSTENS,
        }
        return render(request, self.template_name, context, status=status)
