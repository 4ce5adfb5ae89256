"""The one page that exists only in the demo: the mails that would have been sent."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from swv.demo.omgeving import is_demo
from swv.demo.post import mails


@require_safe
def post(request: HttpRequest) -> HttpResponse:
    """Every mail of the demo, for anybody: the people in it are invented."""
    if not is_demo():
        raise Http404
    return render(request, "demo/post.html", {"mails": mails(Path(settings.EMAIL_FILE_PATH))})
