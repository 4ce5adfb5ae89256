"""Choosing a kind and beginning: twice the same button gives one aanvraag."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from aanvragen import services
from aanvragen.models import Aanvraag, Regeling
from aanvragen.soorten import alle, soort_van
from aanvragen.soorten.basis import Soort
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import http_status
from swv.kern.formulieren import Formulier
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Gebruiker, Rolsoort, School

ALLEEN_SCHOOL = (
    "Alleen een ondersteuningscoördinator van een school begint een aanvraag. "
    "Vraag de coördinator van de school om de aanvraag te beginnen."
)


class StartForm(Formulier):
    """For which school; the key makes that a double click begins one aanvraag."""

    in_zin = {"school": "een school"}

    school = forms.ChoiceField(label="Voor welke school vraagt u aan?")
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scholen: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["school"]
        assert isinstance(keuze, forms.ChoiceField)
        keuze.choices = [(str(school.pk), school.naam) for school in scholen]
        if len(scholen) == 1:
            keuze.widget = forms.HiddenInput()
            keuze.initial = str(scholen[0].pk)
        else:
            keuze.widget.choices = [("", "Maak een keuze"), *keuze.choices]


def scholen_van(gebruiker: Gebruiker) -> list[School]:
    """The schools for which this person may begin. Raises PermissionDenied when there are none."""
    scholen = [rol.school for rol in gebruiker.rollen_nu if rol.soort == Rolsoort.COORDINATOR and rol.school]
    if not gebruiker.is_active or not scholen:
        raise PermissionDenied(ALLEEN_SCHOOL)
    return sorted(scholen, key=lambda school: (school.naam, school.code))


@require_safe
@login_required
def nieuw(request: HttpRequest) -> HttpResponse:
    """Which kinds there are: what it is, for whom, who decides."""
    scholen_van(gebruiker_van(request))
    open_ = set(Regeling.objects.geldig(timezone.localdate()).values_list("soort", flat=True))
    soorten = [
        (soort, reverse("aanvragen:starten", args=[soort.code]) if soort.code in open_ else "") for soort in alle()
    ]
    return render(request, "aanvragen/nieuw.html", {"soorten": soorten})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def starten(request: HttpRequest, soort: str) -> HttpResponse:
    """What one kind is and what you need at hand; the button begins."""
    scholen = scholen_van(gebruiker_van(request))
    declaratie = _soort(soort)
    weigering: Geweigerd | None = None
    form = StartForm(request.POST or None, scholen=scholen, initial={"sleutel": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_begin(declaratie, form, scholen, gebruiker_van(request)))
        except Geweigerd as fout:
            weigering = fout
    regeling = Regeling.objects.geldig(timezone.localdate()).filter(soort=declaratie.code).first()
    status = http_status(weigering) if weigering else 422 if form.errors else 200
    context = {"soort": declaratie, "form": form, "weigering": weigering, "regeling": regeling}
    return render(request, "aanvragen/starten.html", context, status=status)


def _soort(code: str) -> Soort:
    try:
        return soort_van(code)
    except KeyError:
        raise Http404(f"Geen soort {code}") from None


def _begin(soort: Soort, form: StartForm, scholen: list[School], door: Gebruiker) -> Aanvraag:
    school = next(school for school in scholen if str(school.pk) == form.cleaned_data["school"])
    sleutel: UUID = form.cleaned_data["sleutel"]
    return services.starten(soort=soort.code, school=school, door=door, sleutel=sleutel)
