"""A pupil goes to another school: one pupil stays one row, whichever school has it."""

from django.db import IntegrityError, transaction

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Leerling, School


@transaction.atomic
def leerling_verhuizen(*, leerling: Leerling, school: School, leerlingnummer: str) -> Leerling:
    """Let the pupil belong to this school from now on, under its own number.

    Dossiers of the school before keep pointing at the same pupil; who may see them is a matter of the dossier. When
    the new school already knows the pupil under that number, because it asked something before, both become one.

    Raises VoorwaardeNietVervuld when the number is somebody else's.
    """
    bezet = Leerling.objects.filter(school=school, leerlingnummer=leerlingnummer).values_list("pk", flat=True)
    rijen = {
        rij.pk: rij for rij in Leerling.objects.select_for_update().filter(pk__in=[leerling.pk, *bezet]).order_by("pk")
    }
    eigen = rijen.pop(leerling.pk)
    for dubbel in rijen.values():
        _samenvoegen(eigen, dubbel)
    eigen.school, eigen.leerlingnummer = school, leerlingnummer
    eigen.save(update_fields=["school", "leerlingnummer"])
    return eigen


def _samenvoegen(blijft: Leerling, dubbel: Leerling) -> None:
    if _kenmerken(blijft) != _kenmerken(dubbel):
        raise VoorwaardeNietVervuld(
            "Dit leerlingnummer hoort op deze school al bij een leerling met een andere naam of geboortedatum. "
            "Controleer het nummer. Klopt het wel? Vraag het bureau dan om de gegevens te verbeteren."
        )
    try:
        with transaction.atomic():
            for relatie in Leerling._meta.related_objects:
                veld = relatie.field.name
                relatie.related_model._base_manager.filter(**{veld: dubbel}).update(**{veld: blijft})
            dubbel.delete()
    except IntegrityError as fout:
        raise VoorwaardeNietVervuld(
            "Deze leerling staat twee keer in het portaal, en beide keren met een TLV voor dezelfde tijd. Bel het "
            "bureau: dat kijkt welke TLV geldt."
        ) from fout


def _kenmerken(leerling: Leerling) -> tuple[object, ...]:
    namen = (leerling.voornaam, leerling.tussenvoegsel, leerling.achternaam)
    return (*(" ".join(naam.split()).casefold() for naam in namen), leerling.geboortedatum)
