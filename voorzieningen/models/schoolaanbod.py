"""What a school can offer a pupil, in the words in which a pupil needs it. Never why: no diagnosis stands here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from swv.organisaties.models import Gebruiker, School


class Ondersteuning(models.TextChoices):
    """What a school can have and a pupil can need, in the words of what is done, not of what somebody has."""

    KLEINE_GROEP = "kleine_groep", "lessen in een kleine groep"
    RUSTPLEK = "rustplek", "een rustige plek in de school"
    BEGELEIDER = "begeleider", "een vaste begeleider"
    ROOSTER = "rooster", "een aangepast rooster"
    LWOO = "lwoo", "leerwegondersteuning (lwoo)"
    LEZEN = "lezen", "hulp bij lezen en schrijven"
    REKENEN = "rekenen", "hulp bij rekenen"
    NEDERLANDS = "nederlands", "extra lessen Nederlands"
    DREMPELVRIJ = "drempelvrij", "een gebouw zonder drempels"
    VERZORGING = "verzorging", "hulp bij verzorging"


class Profiel(models.TextChoices):
    ECONOMIE = "economie", "sector economie en ondernemen"
    TECHNIEK = "techniek", "sector techniek"
    ZORG = "zorg", "sector zorg en welzijn"
    GROEN = "groen", "sector groen"
    CM = "cm", "profiel cultuur en maatschappij"
    EM = "em", "profiel economie en maatschappij"
    NG = "ng", "profiel natuur en gezondheid"
    NT = "nt", "profiel natuur en techniek"

    @property
    def is_vmbo(self) -> bool:
        return self in (Profiel.ECONOMIE, Profiel.TECHNIEK, Profiel.ZORG, Profiel.GROEN)


class Schoolaanbod(models.Model):
    """Which support and profiles a school says it has; no row means that it did not say."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+")
    ondersteuning = ArrayField(
        models.CharField(max_length=20, choices=Ondersteuning), verbose_name="ondersteuning", default=list, blank=True
    )
    profielen = ArrayField(
        models.CharField(max_length=20, choices=Profiel), verbose_name="profielen", default=list, blank=True
    )
    bijgewerkt_op = models.DateTimeField("bijgewerkt op", default=timezone.now)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "aanbod van een school"
        verbose_name_plural = "aanbod van scholen"

    def __str__(self) -> str:
        return f"Aanbod van {self.school}"
