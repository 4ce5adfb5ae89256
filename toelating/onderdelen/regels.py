"""What the parts of one request look at beside what is typed: its version of the rules, and what is refused."""

from dataclasses import dataclass
from functools import cached_property

from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import Soort, Stuk, Stukeis, Toelatingsregeling

# The date of these is always asked: it says whether the plan and the tests still tell how the pupil is (form of DUO).
MET_DATUM = (Stuk.OPP,)


@dataclass(frozen=True)
class Invulregels:
    """Given to each part as `regeling`. No query when `stukeisen`, `veldeisen` and `geweigerde_stukken` were fetched
    along."""

    aanvraag: Tlvaanvraag

    @property
    def regeling(self) -> Toelatingsregeling:
        return self.aanvraag.regeling

    @property
    def is_pro(self) -> bool:
        return self.aanvraag.soort == Soort.PRO

    @cached_property
    def geweigerd(self) -> frozenset[str]:
        """The kinds of documents that the parents or the pupil refuse to give."""
        return frozenset(rij.soort for rij in self.aanvraag.geweigerde_stukken.all())

    @cached_property
    def met_datum(self) -> list[Stukeis]:
        """The documents of the checklist of which the date is asked, in its order."""
        return [eis for eis in self.regeling.stukeisen.all() if eis.hoogstens_maanden or eis.stuk in MET_DATUM]

    def is_nodig(self, eis: Stukeis) -> bool:
        """Whether the request cannot be sent without this document."""
        return eis.is_verplicht and eis.stuk not in self.geweigerd
