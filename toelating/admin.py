"""The work of the bureau on TLVs in Django's admin."""

from django.contrib import admin

from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang
from toelating.bezwaar import admin as bezwaar_admin
from toelating.models import Tlvaanvraag

__all__ = ["TlvaanvraagAdmin", "bezwaar_admin"]


@admin.register(Tlvaanvraag)
class TlvaanvraagAdmin(RolToegang, admin.ModelAdmin):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
