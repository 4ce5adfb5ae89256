"""Boards, schools, people and their roles in the admin. Pupils are not here: they are read through a dossier."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.organisaties import services
from swv.organisaties.models import Gebruiker, Rol, Rolsoort, Samenwerkingsverband, School, Schoolbestuur
from swv.organisaties.toegang import RolToegang

BUREAU_EN_LEIDING = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER})
ALLEEN_BEHEERDER = frozenset({Rolsoort.BEHEERDER})


@admin.register(Samenwerkingsverband)
class SamenwerkingsverbandAdmin(RolToegang, admin.ModelAdmin):
    """The letterhead and the contact on every page. There is one row."""

    lezen = BUREAU_EN_LEIDING
    schrijven = ALLEEN_BEHEERDER
    list_display = ["naam", "nummer", "plaats", "contactpersoon"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not Samenwerkingsverband.objects.exists()

    def save_model(self, request: HttpRequest, obj: Samenwerkingsverband, form: forms.ModelForm, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


class LetOpFilter(admin.SimpleListFilter):
    """Rows whose source was odd."""

    title = "let op"
    parameter_name = "letop"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "Met opmerking bij de bron"), ("nee", "Zonder opmerking")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "ja":
            return queryset.exclude(opmerking="")
        return queryset.filter(opmerking="") if self.value() == "nee" else queryset


@admin.register(Schoolbestuur)
class SchoolbestuurAdmin(RolToegang, admin.ModelAdmin):
    lezen = BUREAU_EN_LEIDING
    schrijven = ALLEEN_BEHEERDER
    list_display = ["naam", "nummer", "plaats", "let_op"]
    list_filter = [LetOpFilter]
    search_fields = ["naam", "nummer"]
    show_full_result_count = False

    @admin.display(description="Let op", ordering="opmerking")
    def let_op(self, bestuur: Schoolbestuur) -> str:
        return bestuur.opmerking


@admin.register(School)
class SchoolAdmin(RolToegang, admin.ModelAdmin):
    """What is odd in the source stands in "Let op" until somebody has looked it up and corrected it."""

    lezen = BUREAU_EN_LEIDING
    schrijven = ALLEEN_BEHEERDER
    list_display = ["naam", "code", "soort", "bestuur", "plaats", "is_buiten_regio", "let_op"]
    list_filter = ["soort", "is_buiten_regio", LetOpFilter, "bestuur"]
    list_select_related = ["bestuur"]
    search_fields = ["naam", "code", "bestuur__naam"]
    show_full_result_count = False

    @admin.display(description="Let op", ordering="opmerking")
    def let_op(self, school: School) -> str:
        if school.opmerking or school.is_brin_juist:
            return school.opmerking
        return "De code is geen BRIN met vestiging (twee cijfers, twee letters, twee cijfers)."


class RolFormSet(forms.BaseInlineFormSet):
    """Refuses to change what a role was; it ends and a new one begins."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is not None:
            for naam in ("soort", "school", "bestuur", "geldig_van"):
                form.fields[naam].disabled = True


def _is_zelf(request: HttpRequest, obj: Gebruiker | None) -> bool:
    return obj is not None and obj.pk == request.user.pk


class RolInline(RolToegang, admin.StackedInline):
    """The roles of somebody. A role is not deleted but ended, so it stays known who could do what and when."""

    schrijven = ALLEEN_BEHEERDER
    model = Rol
    formset = RolFormSet
    fields = ["soort", "school", "bestuur", ("geldig_van", "geldig_tot")]

    def get_extra(self, request: HttpRequest, obj: Gebruiker | None = None, **kwargs: Any) -> int:
        """A new person gets a role at once; a known one only when asked."""
        return 1 if obj is None else 0

    def has_add_permission(self, request: HttpRequest, obj: Gebruiker | None = None) -> bool:
        return super().has_add_permission(request, obj) and not _is_zelf(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Gebruiker | None = None) -> bool:
        """Nobody gives the own account a role: that takes two people."""
        return super().has_change_permission(request, obj) and not _is_zelf(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Somebody of another region gets a role by an invitation to one dossier, never a school to work for."""
        if db_field.name == "school":
            kwargs["queryset"] = School.objects.leden()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rol]:
        return super().get_queryset(request).select_related("school", "bestuur").order_by("geldig_van", "pk")


class RolFilter(admin.SimpleListFilter):
    """People by a role they have today, or by having none."""

    title = "rol nu"
    parameter_name = "rol"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((soort.value, soort.label) for soort in Rolsoort), ("geen", "geen rol")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> QuerySet[Gebruiker]:
        nu = Rol.objects.geldig(timezone.localdate())
        if self.value() == "geen":
            return queryset.exclude(pk__in=nu.values("gebruiker_id"))
        if self.value() in Rolsoort.values:
            return queryset.filter(pk__in=nu.filter(soort=self.value()).values("gebruiker_id"))
        return queryset


@admin.register(Gebruiker)
class GebruikerAdmin(RolToegang, admin.ModelAdmin):
    """People and roles, for the functional administrator. A new person gets an invitation by mail."""

    schrijven = ALLEEN_BEHEERDER
    list_display = ["naam", "email", "functie", "rollen_van_nu", "is_active"]
    list_filter = [RolFilter, "is_active"]
    search_fields = ["naam", "email"]
    fields = ["naam", "email", "functie", "telefoon", "is_active", "aangemaakt_op", "last_login"]
    readonly_fields = ["aangemaakt_op", "last_login"]
    inlines = [RolInline]
    actions = ["uitnodigen", "sessies_beeindigen", "tweede_factor_wissen"]
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """A hashed password is no filter: by asking for its beginning one could read it letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Gebruiker]:
        nu = Rol.objects.geldig(timezone.localdate()).select_related("school", "bestuur")
        return super().get_queryset(request).prefetch_related(Prefetch("rollen", queryset=nu, to_attr="geldige_rollen"))

    @admin.display(description="Rollen nu")
    def rollen_van_nu(self, gebruiker: Gebruiker) -> str:
        return "; ".join(str(rol) for rol in gebruiker.geldige_rollen) or "geen"  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Gebruiker | None = None) -> list[str]:
        """Nobody closes the own account by accident."""
        eigen = ["is_active"] if _is_zelf(request, obj) else []
        return [*self.readonly_fields, *eigen]

    def save_model(self, request: HttpRequest, obj: Gebruiker, form: forms.ModelForm, change: bool) -> None:
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        services.email_bijwerken(gebruiker=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            self._uitnodigen(request, form.instance)

    @admin.action(description="Stuur een uitnodiging om een wachtwoord te kiezen", permissions=["change"])
    def uitnodigen(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            self._uitnodigen(request, gebruiker)

    @admin.action(description="Log overal uit", permissions=["change"])
    def sessies_beeindigen(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            aantal = services.sessies_beeindigen(gebruiker=gebruiker)
            messages.success(request, f"{gebruiker}: op {aantal} plekken uitgelogd.")

    @admin.action(description="Wis de tweede stap (na controle van de identiteit)", permissions=["change"])
    def tweede_factor_wissen(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            if gebruiker.pk == request.user.pk:
                messages.error(request, "Uw eigen tweede stap wist u niet hier. Vraag het aan een andere beheerder.")
                continue
            services.tweede_factor_wissen(gebruiker=gebruiker)
            self._uitnodigen(request, gebruiker)
            self.log_change(request, gebruiker, "Tweede stap gewist.")

    def _uitnodigen(self, request: HttpRequest, gebruiker: Gebruiker) -> None:
        try:
            services.gebruiker_uitnodigen(gebruiker=gebruiker, request=request)
        except Geweigerd as weigering:
            messages.error(request, weigering.zin)
        else:
            messages.success(request, f"{gebruiker} krijgt een e-mail om een wachtwoord te kiezen.")
