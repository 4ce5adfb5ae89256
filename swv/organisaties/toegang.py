"""Who works with which table in the admin: by role, written at the top of every admin class."""

from typing import Any, ClassVar

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest

from swv.organisaties.models import Gebruiker

NIEMAND: frozenset[str] = frozenset()


class RolToegang(BaseModelAdmin):
    """Mixin for admin classes and inlines: only these roles, and nobody deletes.

    `lezen` may look, `schrijven` may look, add and change; a role in neither does not see that the table exists.
    `toevoegen` and `verwijderen` are None and nobody by default: adding goes with writing, and rows are ended or
    withdrawn instead of deleted.
    """

    lezen: ClassVar[frozenset[str]] = NIEMAND
    schrijven: ClassVar[frozenset[str]] = NIEMAND
    toevoegen: ClassVar[frozenset[str] | None] = None
    verwijderen: ClassVar[frozenset[str]] = NIEMAND

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _mag(request, self.lezen | self.schrijven)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _mag(request, self.lezen | self.schrijven)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _mag(request, self.schrijven)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _mag(request, self.schrijven if self.toevoegen is None else self.toevoegen)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _mag(request, self.verwijderen)


def _mag(request: HttpRequest, rollen: frozenset[str]) -> bool:
    return isinstance(request.user, Gebruiker) and request.user.is_staff and request.user.heeft_rol(*rollen)
