"""What the menu shows of profiles."""

from collections.abc import Iterator

from swv.organisaties.models import Gebruiker


def profielmenu(gebruiker: Gebruiker) -> Iterator[tuple[str, str]]:
    """The own profile for school and board, every school for bureau and directeur-bestuurder. No query."""
    if gebruiker.has_perm("voorzieningen.profielen_overzien"):
        yield "Schoolprofielen", "profielen:overzicht"
    if gebruiker.has_perm("voorzieningen.eigen_profiel"):
        yield "Ons profiel", "profielen:ons"
