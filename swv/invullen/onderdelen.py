"""What a dossier asks of the school: pages with questions, and documents."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.kern.formulieren import Formulier


class OnderdeelForm(ZonderBsn, Formulier):
    """One page of the form of a dossier. `regeling` holds the limits that count for this dossier, as its room knows
    them; `peildatum` is the day against which its dates are judged (today when it is not given); `dossier` is there
    for a form that shows what the portal knows itself."""

    def __init__(
        self, *args: Any, regeling: Any, peildatum: date | None = None, dossier: Any = None, **kwargs: Any
    ) -> None:
        self.regeling = regeling
        self.dossier = dossier
        self.peildatum = peildatum or timezone.localdate()
        super().__init__(*args, **kwargs)


@dataclass(frozen=True)
class Onderdeel:
    """One task of the list that the school works through, in any order, over several sittings."""

    code: str
    titel: str
    form: type[OnderdeelForm]


@dataclass(frozen=True)
class Bewijsstuk:
    """A kind of document that belongs to the dossier. A `weigerbaar` document may be refused by the parents or the
    pupil (Awb 4:3); the school marks that, and it is then missing no longer. `gevolg` is what follows then."""

    code: str
    label: str
    uitleg: str
    verplicht: bool = True
    weigerbaar: bool = False
    gevolg: str = ""


# Beside what a dossier asks for: files with the answer to a question of the bureau, and files of a kind that is gone.
AANVULLING = Bewijsstuk("aanvulling", "Bij uw aanvulling", "Waar het bureau om vroeg.", verplicht=False)
OVERIG = Bewijsstuk("overig", "Andere bestanden", "", verplicht=False)
