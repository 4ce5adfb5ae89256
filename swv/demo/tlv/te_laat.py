"""Decisions of the demo that are late, and the notices of default about them."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from swv.demo.tijd import op
from swv.demo.tlv.mensen import account
from swv.demo.tlv.verhalen import VERHALEN
from swv.demo.verteller import document
from swv.kern.handelingen import verrichten
from toelating.models import Ingebrekestelling, Tlvaanvraag
from toelating.workflow import workflow


def in_gebreke_stellen(nu: datetime) -> None:
    """Record every notice that is not there yet, on the day on which it came."""
    bekend = set(Ingebrekestelling.objects.values_list("aanvraag__sleutel", flat=True))
    for verhaal in VERHALEN:
        if verhaal.in_gebreke and verhaal.sleutel not in bekend:
            with op(nu - timedelta(days=verhaal.in_gebreke)):
                verrichten(
                    workflow["ingebrekestelling_vastleggen"],
                    Tlvaanvraag.objects.get(sleutel=verhaal.sleutel),
                    door=account("bureau"),
                    data={"ontvangen_op": timezone.localdate().isoformat(), "kanaal": "digitaal"},
                    files={"bestand": _stuk()},
                )


def _stuk() -> SimpleUploadedFile:
    return SimpleUploadedFile("ingebrekestelling.pdf", document("Ingebrekestelling"), "application/pdf")
