"""A worker process that files one letter and is killed (SIGKILL) at a given moment."""

import os
import signal
import sys
from pathlib import Path

import django
from django.conf import settings

settings.MEDIA_ROOT = Path(os.environ["PROEF_MEDIA"])
zegelmap = Path(os.environ["PROEF_ZEGEL"])
settings.ZEGEL_KEY_FILE = str(zegelmap / "zegel.key")
settings.ZEGEL_CERT_FILE = str(zegelmap / "zegel.crt")
settings.ZEGEL_CHAIN_FILE = str(zegelmap / "ca.crt")
settings.DATABASES["default"]["NAME"] = os.environ["PROEF_DATABASE"]
django.setup()

from swv.documenten import opslag, services, zegel  # noqa: E402
from swv.documenten.models import Brief  # noqa: E402
from swv.kern import opdrachten  # noqa: E402

opdrachten._uitvoerders["proef.brief_klaar"] = opdrachten.Uitvoerder(lambda object_id: None, 1)


def sterf_na(functie):
    def omhulsel(*args, **kwargs):
        functie(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return omhulsel


moment, brief_id = sys.argv[1:]
match moment:
    case "na zetten":
        services.render_pdf = sterf_na(services.render_pdf)
    case "na zegel":
        zegel.verzegel = sterf_na(zegel.verzegel)
    case "na bestand":
        opslag.PriveOpslag._save = sterf_na(opslag.PriveOpslag._save)
    case "voor commit":
        Brief.save = sterf_na(Brief.save)
    case "na commit":
        services.brief_vastleggen = sterf_na(services.brief_vastleggen)
services.brief_vastleggen(brief_id=brief_id)
