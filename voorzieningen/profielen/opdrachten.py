"""Background work on profiles: reminding before one is too old, and once after."""

from django.db import transaction
from django.utils import timezone

from swv.kern.opdrachten import opdracht
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from voorzieningen.models import Profiel
from voorzieningen.profielen import berichten
from voorzieningen.profielen.workflow import HERINNEREN


@opdracht(HERINNEREN)
def profiel_herinneren(herinnering_id: str) -> None:
    """Before the last day school and board are reminded; after it the school once more, and the bureau."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        profiel = termijn.bron
        assert isinstance(profiel, Profiel)
        sleutel = f"herinnering-{herinnering.pk}"
        if termijn.uiterlijk and termijn.uiterlijk < timezone.localdate():
            berichten.aan_school(profiel, "profiel_te_oud", sleutel=sleutel)
            berichten.aan_bureau(profiel, "profiel_te_oud_bureau", sleutel=sleutel)
        else:
            berichten.aan_school(profiel, "profiel_herinnering", sleutel=sleutel)
            berichten.aan_bestuur(profiel, "profiel_herinnering", sleutel=sleutel)
        herinnering_verzonden(herinnering.pk)
