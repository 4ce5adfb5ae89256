"""The admin of the portal: Django's own, for roles instead of superusers, behind the same login."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class Beheersite(AdminSite):
    site_title = "Bureau"
    site_header = "Bureau"
    index_title = "Werk van het bureau"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One login for the whole portal, with the second factor."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
