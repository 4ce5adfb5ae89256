"""Pages that belong to no app: the style guide and the page after a refused form token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from swv.kern.stijlgids import context


def stijlgids(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "stijlgids.html", context())


def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a form has expired or cookies are off: say what to do, in Dutch."""
    return render(request, "403_csrf.html", status=403)
