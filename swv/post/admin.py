"""The outbox for the bureau: read, and let an uncertain or failed message go out again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Gebruiker
from swv.post.models import Bericht
from swv.post.services import opnieuw_versturen


@admin.register(Bericht)
class BerichtAdmin(admin.ModelAdmin):
    list_display = ["onderwerp", "aan", "adres", "staat", "klaargezet_op", "verzonden_op", "fout"]
    list_filter = ["staat", "soort"]
    list_select_related = ["aan"]
    search_fields = ["onderwerp", "adres"]
    show_full_result_count = False
    list_per_page = 50
    ordering = ["-klaargezet_op", "-id"]
    fields = [
        *("onderwerp", "aan", "adres", "soort", "staat", "fout", "tekst"),
        *("klaargezet_op", "geclaimd_op", "verzonden_op", "ronde", "message_id"),
    ]
    actions = ["opnieuw"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Opnieuw versturen", permissions=["view"])
    def opnieuw(self, request: HttpRequest, queryset: "QuerySet[Bericht]") -> None:
        """Each message on its own: one refusal does not stop the others."""
        assert isinstance(request.user, Gebruiker)
        gelukt = 0
        for bericht in queryset:
            try:
                opnieuw_versturen(bericht=bericht, door=request.user)
                gelukt += 1
            except Geweigerd as fout:
                self.message_user(request, f"{bericht.onderwerp}: {fout.zin}", messages.ERROR)
        if gelukt:
            woord = "bericht wordt" if gelukt == 1 else "berichten worden"
            self.message_user(request, f"{gelukt} {woord} opnieuw verstuurd.", messages.SUCCESS)
