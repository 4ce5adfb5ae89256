"""The jaarplan in the admin: written by the bureau, the controller and the directeur-bestuurder."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse

from financien import models as m
from financien.rules import werkt_aan_jaarplan
from swv.organisaties.models import Gebruiker


class Jaarplanwerk:
    """Who works on the jaarplan reads, adds and changes."""

    def _mag(self, user: Gebruiker | AnonymousUser) -> bool:
        return bool(werkt_aan_jaarplan(user))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._mag(request.user)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._mag(request.user)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._mag(request.user)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._mag(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._mag(request.user)


class AlleenErbij(Jaarplanwerk):
    """Notes and measurements are only added; a correction is a new row."""

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def posten_van(jaar: int | None) -> QuerySet[m.Begrotingspost]:
    """The lines of costs to choose from: of this year, or of every year while it is not known yet."""
    lasten = m.Begrotingspost.objects.filter(soort=m.Begrotingspost.Soort.LASTEN).select_related("jaar")
    return (lasten if jaar is None else lasten.filter(jaar__jaar=jaar)).order_by("-jaar__jaar", "volgorde", "code")


class PostMetJaar(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.jaar.jaar}: {obj}"


class PostenMetJaar(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.jaar.jaar}: {obj}"


class AmbitieForm(forms.ModelForm):
    """An ambition takes its money from lines of its own year."""

    posten = PostenMetJaar(
        queryset=posten_van(None),
        required=False,
        label="Begrotingsposten",
        help_text="De posten van hetzelfde jaar waaruit deze ambitie wordt betaald.",
    )

    class Meta:
        model = m.Ambitie
        fields = ("jaar", "plan", "code", "naam", "doel", "posten", "volgorde")

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        jaar = schoon.get("jaar")
        anders = [post for post in schoon.get("posten", []) if jaar is not None and post.jaar.jaar != jaar]
        if anders:
            zin = f"{anders[0]} hoort bij {anders[0].jaar}. Kies posten uit de begroting van {jaar}."
            self.add_error("posten", ValidationError(zin))
        return schoon


class PrioriteitForm(forms.ModelForm):
    post = PostMetJaar(queryset=posten_van(None), required=False, label="Begrotingspost")

    class Meta:
        model = m.Prioriteit
        fields = (
            "soort",
            "tekst",
            "wie",
            "eerste_tertiaal",
            "tweede_tertiaal",
            "derde_tertiaal",
            "post",
            "volgorde",
        )

    def clean_post(self) -> m.Begrotingspost | None:
        """The line is one of the year of the ambition."""
        post, jaar = self.cleaned_data["post"], self.instance.ambitie.jaar if self.instance.ambitie_id else None
        if post and jaar and post.jaar.jaar != jaar:
            raise ValidationError(f"{post} hoort bij {post.jaar}. Kies een post uit de begroting van {jaar}.")
        return post


class PrioriteitInline(Jaarplanwerk, admin.StackedInline):
    model = m.Prioriteit
    form = PrioriteitForm
    extra = 0
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["post"].queryset = posten_van(obj.jaar if obj else None)  # type: ignore[attr-defined]
        return formset


class IndicatorInline(Jaarplanwerk, admin.StackedInline):
    model = m.Indicator
    fields = ("naam", "eenheid", "richting", "streefwaarde", "volgorde")
    extra = 0
    show_change_link = True


@admin.register(m.Ambitie)
class AmbitieAdmin(Jaarplanwerk, admin.ModelAdmin):
    form = AmbitieForm
    list_display = ("code", "naam", "jaar", "plan")
    list_filter = ("jaar",)
    search_fields = ("code", "naam")
    inlines = (PrioriteitInline, IndicatorInline)
    show_full_result_count = False

    def view_on_site(self, obj: m.Ambitie) -> str:
        return reverse("financien:jaarplan", args=[obj.jaar])


class DoorWieHetInvult(admin.ModelAdmin):
    """A new row of an inline belongs to who filled it in."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for rij in formset.save(commit=False):
            rij.door = request.user
            rij.save()
        formset.save_m2m()


class VoortgangInline(AlleenErbij, admin.StackedInline):
    model = m.Voortgang
    fields = ("datum", "stand", "tekst")
    extra = 1


@admin.register(m.Prioriteit)
class PrioriteitAdmin(Jaarplanwerk, DoorWieHetInvult):
    form = PrioriteitForm
    list_display = ("tekst", "soort", "wie", "ambitie")
    list_filter = ("ambitie__jaar", "soort")
    list_select_related = ("ambitie",)
    search_fields = ("tekst", "wie")
    inlines = (VoortgangInline,)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False  # a priority begins at its ambition


class MetingInline(AlleenErbij, admin.StackedInline):
    model = m.Meting
    fields = ("datum", "waarde", "bron")
    extra = 1


@admin.register(m.Indicator)
class IndicatorAdmin(Jaarplanwerk, DoorWieHetInvult):
    list_display = ("naam", "streefwaarde", "eenheid", "ambitie")
    list_filter = ("ambitie__jaar",)
    list_select_related = ("ambitie",)
    search_fields = ("naam",)
    fields = ("naam", "eenheid", "richting", "streefwaarde", "volgorde")
    inlines = (MetingInline,)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False  # an indicator begins at its ambition
