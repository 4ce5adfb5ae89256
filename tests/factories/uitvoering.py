"""What follows an award, reached through the real acts.

uitvoering = maak_uitvoering(personas)                       huisonderwijs, awarded and announced
uitvoering = maak_uitvoering(personas, soort="visitatie")
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from aanvragen import workflow
from aanvragen.models import Afspraak, Evaluatie, Status, Uitvoering
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.workflow import uitvoeringen
from swv.organisaties.models import Gebruiker
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import Personas


def maak_uitvoering(
    personas: Personas,
    *,
    soort: str = "huisonderwijs",
    begonnen: int = 14,
    partner: Gebruiker | None = None,
    **waar: Any,
) -> Uitvoering:
    """An award whose first day was `begonnen` days ago, as if time passed since; with a partner when one is given."""
    aanvraag = maak_aanvraag(personas, soort=soort, status=Status.TOEGEKEND, **waar)
    aanvraag = workflow.bekendmaken(aanvraag, door=None)
    duur = aanvraag.tot - aanvraag.van
    aanvraag.van = timezone.localdate() - timedelta(days=begonnen)
    aanvraag.tot = aanvraag.van + duur
    aanvraag.save(update_fields=["van", "tot"])
    uitvoering = bijwerken.openen_voor(aanvraag)
    assert uitvoering is not None
    if partner:
        uitvoering = uitvoeringen["partners_kiezen"](uitvoering, door=personas.bureau, partners=[partner])
    return uitvoering


def maak_evaluatie(uitvoering: Uitvoering) -> Evaluatie:
    """The evaluation, asked today."""
    bijwerken._evaluatie_openen(uitvoering, timezone.localdate())
    return Evaluatie.objects.get(uitvoering=uitvoering)


AFSPRAAK = {"titel": "Bezoek aan de school", "van": "9:30", "tot": "11:00", "plaats": "Aula", "wie": "Anna de Boer"}


def over(dagen: int) -> date:
    return timezone.localdate() + timedelta(days=dagen)


def maak_afspraak(personas: Personas, uitvoering: Uitvoering, *, dagen: int = 14) -> Afspraak:
    """A proposed appointment, so many days from now."""
    from datetime import time

    gegevens = {**AFSPRAAK, "van": time(9, 30), "tot": time(11), "datum": over(dagen)}
    uitvoeringen["afspraak_voorstellen"](uitvoering, door=personas.bureau, **gegevens)
    return Afspraak.objects.filter(uitvoering=uitvoering).latest("aangemaakt_op")
