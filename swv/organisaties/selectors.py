"""Reads about schools that more than one room needs."""

from collections import Counter

from django.core.cache import cache

from swv.organisaties.models import Gebruiker, Rolsoort, School


def eigen_scholen(gebruiker: Gebruiker, *, ook_buiten_regio: bool = False) -> list[School]:
    """The schools that somebody can choose between, by name. One query for a board, none for a coördinator."""
    if gebruiker.heeft_rol(Rolsoort.BESTUUR):
        scholen = set(School.objects.filter(pk__in=gebruiker.school_ids))
    else:
        scholen = {rol.school for rol in gebruiker.rollen_nu if rol.soort == Rolsoort.COORDINATOR and rol.school}
    kiesbaar = [school for school in scholen if ook_buiten_regio or not school.is_buiten_regio]
    return sorted(kiesbaar, key=lambda school: (school.naam, school.code))


def scholen_als_keuze(soort: str) -> list[tuple[str, str]]:
    """The schools of one kind of this samenwerkingsverband, for a choice in a form: key and name, with the code where
    two have the same name. At most a minute old, because a page with many drafts asks it for each of them."""
    naam = f"scholen:{soort}"
    keuzes: list[tuple[str, str]] | None = cache.get(naam)
    if keuzes is None:
        scholen = School.objects.leden().filter(soort=soort).order_by("naam", "code")
        dubbel = {naam for naam, aantal in Counter(school.naam for school in scholen).items() if aantal > 1}
        keuzes = [(str(school.pk), str(school) if school.naam in dubbel else school.naam) for school in scholen]
        cache.set(naam, keuzes, 60)
    return keuzes
