"""Booking by the controller: a change of the budget, budget to another line, costs, and taking a booking back.

Each is looked at first and booked with a second press; the key in the form makes that press count once.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from financien.forms.boeken import BoekForm, KostenForm, OmkerenForm, OverboekenForm, WijzigingForm
from financien.models import Begrotingspost, Boeking
from financien.selectors import Stand, stand
from financien.services import kosten_boeken, omkeren, overboeken, wijziging
from financien.services.omkeren import waarom_niet
from financien.toekenning import verplichting_bij
from financien.views.wie import AlleenMetRecht, gebruiker
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro


@dataclass(frozen=True)
class Gevolg:
    """A line before and after the booking, in euros."""

    post: Begrotingspost
    voor: Stand
    budget: Decimal = Decimal(0)
    vrij: Decimal = Decimal(0)

    @property
    def naam(self) -> str:
        """The line with its year: an award can move to the line with the same code in another year."""
        return f"{self.post}, begroting {self.post.jaar}"

    @property
    def budget_na(self) -> Decimal:
        return self.voor.budget + self.budget

    @property
    def vrij_na(self) -> Decimal:
        return self.voor.vrij + self.vrij

    @property
    def past(self) -> bool:
        """More room always fits; less room only as long as some is left. Income has no room to run out of."""
        return self.vrij >= 0 or self.vrij_na >= 0 or self.post.soort == Begrotingspost.Soort.BATEN


class Boekpagina(AlleenMetRecht, View):
    """One kind of booking on one line. Subclasses name the form, what it does and how it is booked."""

    permission_required = "financien.begroting_bijwerken"
    titel: ClassVar[str]
    knop: ClassVar[str]
    form_class: ClassVar[type[BoekForm]]
    alleen_lasten: ClassVar[bool] = False
    slotzin: ClassVar[str] = "U kunt het later alleen nog terugdraaien met een tegenboeking."
    raad: ClassVar[str] = "Vul een lager bedrag in, of geef eerst toegekend geld vrij."

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        raise NotImplementedError

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        """Book it; gives the sentence that tells so. Raises Geweigerd."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **waar: Any) -> HttpResponse:
        post = self.vind_post()
        return self._toon(post, self.formulier(post))

    def post(self, request: HttpRequest, **waar: Any) -> HttpResponse:
        post = self.vind_post()
        form = self.formulier(post, request.POST)
        goed, vastleggen = form.is_valid(), request.POST.get("doe") == "vastleggen"
        sleutel = f"controller:{form.cleaned_data.get('sleutel')}"
        was_geboekt = vastleggen and Boeking.objects.filter(sleutel=sleutel).exists()
        if not goed and not was_geboekt:
            return self._toon(post, form, status=422)
        if not vastleggen:
            return self._toon(post, form, gevolgen=self.gevolgen(post, form))
        try:
            gedaan = self.boek(post, form, sleutel) if goed else ""
        except Geweigerd as fout:
            return self._toon(post, form, gevolgen=self.gevolgen(post, form), weigering=fout)
        if was_geboekt:  # pressed twice, or once more after Back: what was booked may leave no room for these fields
            messages.info(request, "Dit was al vastgelegd. Er is niets dubbel geboekt.")
        else:
            messages.success(request, gedaan)
        return redirect(self.terug(post)[1])

    def vind_post(self) -> Begrotingspost:
        posten = Begrotingspost.objects.select_related("jaar")
        if self.alleen_lasten:
            posten = posten.filter(soort=Begrotingspost.Soort.LASTEN)
        return get_object_or_404(posten, pk=self.kwargs["post_id"], jaar__jaar=self.kwargs["jaar"])

    def formulier(self, post: Begrotingspost, gegevens: QueryDict | None = None) -> BoekForm:
        return self.form_class(gegevens, post=post)

    def terug(self, post: Begrotingspost) -> tuple[str, str]:
        """What one comes from and goes back to: its name and its address."""
        return post.code, reverse("financien:post", args=[post.jaar.jaar, post.pk])

    def is_dicht(self, post: Begrotingspost) -> bool:
        return post.jaar.is_gesloten

    def bezwaar(self, post: Begrotingspost) -> str:
        """Why there is nothing to fill in now, and what to do; empty when there is."""
        return ""

    def _toon(
        self,
        post: Begrotingspost,
        form: BoekForm,
        *,
        gevolgen: list[Gevolg] | None = None,
        weigering: Geweigerd | None = None,
        status: int = 200,
    ) -> HttpResponse:
        terug_naam, terug_url = self.terug(post)
        bezwaar = self.bezwaar(post)
        context = {
            "titel": self.titel,
            "knoptekst": self.knop,
            "slotzin": self.slotzin,
            "post": post,
            "terug_naam": terug_naam,
            "terug_url": terug_url,
            "raad": self.raad,
            "is_dicht": self.is_dicht(post),
            "bezwaar": bezwaar,
            "form": form,
            "gevolgen": gevolgen,
            "past": not bezwaar and all(gevolg.past for gevolg in gevolgen or ()),
            "weigering": weigering,
            "heeft_fouten": weigering is not None,
        }
        status = http_status(weigering) if weigering else status
        return render(self.request, "financien/boeken.html", context, status=status)


class Wijzigen(Boekpagina):
    """More or less budget for a line."""

    titel, knop, form_class = "Begroting wijzigen", "Leg de wijziging vast", WijzigingForm

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        return [Gevolg(post, stand(post), form.verschil, form.verschil)]

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        wijziging(
            post=post,
            bedrag=form.verschil,
            besluit=form.besluit_met_datum,
            sleutel=sleutel,
            door=gebruiker(self.request),
            ingangsdatum=form.ingangsdatum,
        )
        meer_of_minder = "meer" if form.verschil > 0 else "minder"
        return f"Post {post} heeft {euro(abs(form.verschil))} {meer_of_minder} budget."


class Overboeken(Boekpagina):
    """Budget from this line to another."""

    titel, knop, form_class = "Budget overboeken", "Boek over", OverboekenForm

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        bedrag, naar = form.cleaned_data["bedrag"], form.cleaned_data["naar"]
        return [Gevolg(post, stand(post), -bedrag, -bedrag), Gevolg(naar, stand(naar), bedrag, bedrag)]

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        bedrag, naar = form.cleaned_data["bedrag"], form.cleaned_data["naar"]
        overboeken(
            van=post,
            naar=naar,
            bedrag=bedrag,
            besluit=form.besluit_met_datum,
            sleutel=sleutel,
            door=gebruiker(self.request),
            ingangsdatum=form.ingangsdatum,
        )
        return f"{euro(bedrag)} budget is overgeboekt van {post} naar {naar}."


class KostenBoeken(Boekpagina):
    """Costs without an award."""

    titel, knop, form_class, alleen_lasten = "Kosten boeken", "Boek de kosten", KostenForm, True
    raad = "Vul een lager bedrag in, of geef deze post eerst meer budget met een begrotingswijziging."

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        return [Gevolg(post, stand(post), vrij=-form.cleaned_data["bedrag"])]

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        gegevens: Mapping[str, Any] = form.cleaned_data
        kosten_boeken(
            post=post,
            bedrag=gegevens["bedrag"],
            omschrijving=gegevens["omschrijving"],
            sleutel=sleutel,
            door=gebruiker(self.request),
            ingangsdatum=gegevens["dag"],
        )
        return f"{euro(gegevens['bedrag'])} kosten zijn geboekt op {post}."


class Omkeren(AlleenMetRecht, View):
    """Take one booking back, with a reason. Who books may look; `omkeren` decides which and by whom."""

    def has_permission(self) -> bool:
        wie = gebruiker(self.request)
        return wie.has_perm("financien.begroting_bijwerken") or wie.has_perm(
            "financien.boeking_omkeren", self._boeking()
        )

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        boeking = self._boeking()
        weigering = waarom_niet(boeking, door=gebruiker(request))
        return self._toon(boeking, None if weigering else OmkerenForm(initial={"sleutel": uuid.uuid4()}), weigering)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        boeking, form = self._boeking(), OmkerenForm(request.POST)
        if not form.is_valid():
            return self._toon(boeking, form, status=422)
        try:
            tegen = omkeren(
                boeking=boeking,
                sleutel=f"controller:{form.cleaned_data['sleutel']}",
                door=gebruiker(request),
                reden=form.cleaned_data["reden"],
            )
        except Geweigerd as fout:
            nog_kan = waarom_niet(boeking, door=gebruiker(request)) is None
            return self._toon(boeking, form if nog_kan else None, fout)
        messages.success(request, "De boeking is omgekeerd. Hieronder ziet u de tegenboeking.")
        return redirect("financien:boeking", pk=tegen.pk)

    def _boeking(self) -> Boeking:
        return get_object_or_404(Boeking.objects.select_related("door", "keert_om"), pk=self.kwargs["pk"])

    def _toon(
        self, boeking: Boeking, form: OmkerenForm | None, weigering: Geweigerd | None = None, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "boeking": boeking,
            "regels": list(boeking.regels.select_related("rekening__post__jaar").order_by("id")),
            "form": form,
            "weigering": weigering,
            "heeft_fouten": weigering is not None,
            "terug_url": reverse("financien:boeking", args=[boeking.pk]),
            "verplichting": verplichting_bij(boeking),
        }
        return render(
            self.request, "financien/omkeren.html", context, status=http_status(weigering) if weigering else status
        )
