"""What the page of a dossier shows of the place that it asked for: `templates/voorzieningen/_plaats.html`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from swv.kern.woorden import Stand
from swv.kern.workflow import Handeling
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen import teksten
from voorzieningen.plaatsen.selectors import plaats_in_de_rij
from voorzieningen.plaatsen.workflow import workflow


@dataclass(frozen=True)
class Plaatskaart:
    """The place, where it stands in words, and the acts that this person can do with how their buttons look."""

    plaatsing: Plaatsing
    stand: Stand
    knoppen: Sequence[tuple[Handeling, str]]


def plaatskaart(bron: Model, user: Any) -> Plaatskaart | None:
    """The place of this dossier, the newest when it asked more often; None when it has none or this person may not see
    it. At most two queries."""
    plaatsing = Plaatsing.objects.for_user(user).van(bron).select_related("voorziening", "school").first()
    if plaatsing is None:
        return None
    knoppen = [(rij, teksten.knopsoort(rij)) for rij in workflow.available(plaatsing, user)]
    return Plaatskaart(plaatsing, teksten.stand(plaatsing, plaats_in_de_rij(plaatsing)), knoppen)
