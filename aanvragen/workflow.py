"""Every act on an aanvraag, in the order in which a dossier lives."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from aanvragen import berichten, documents, forms, rules
from aanvragen.antwoorden import bezwaren, gegevens_van
from aanvragen.documents import Besluitinhoud
from aanvragen.models import Aanvraag, Aanvullingsverzoek, Status, Versie
from aanvragen.schooljaar import kort, schooljaar
from financien.models import Begrotingspost
from financien.services import verplichten
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum, euro
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker, Leerling
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.selectors import open_termijn

workflow = Workflow("aanvragen", Status, wat="deze aanvraag")

HERINNEREN = "aanvragen.herinneren"
COORDINATOR = "de ondersteuningscoördinator van de school"
BESTUUR = "het schoolbestuur"
BUREAU = "een medewerker van het bureau"
DIRECTEUR = "de directeur-bestuurder, als die niet zelf het advies schreef"


def _is_compleet(aanvraag: Aanvraag) -> str | None:
    return " ".join(bezwaren(aanvraag)) or None


def _tekent_mee(aanvraag: Aanvraag) -> bool:
    return aanvraag.declaratie.medetekening


def _tekent_niet_mee(aanvraag: Aanvraag) -> bool:
    return not aanvraag.declaratie.medetekening


def _kent_feedbackronde(aanvraag: Aanvraag) -> bool:
    return aanvraag.declaratie.feedbackronde


# --- The school writes and sends ----------------------------------------------------------------------------


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.TER_MEDETEKENING,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Bestuur vragen mee te tekenen",
    geldt=_tekent_mee,
    voorwaarden=(_is_compleet,),
)
def medetekening_vragen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The school is ready and asks its board, the legal applicant, to co-sign. Nothing is submitted yet."""
    berichten.sturen(
        aanvraag, "medetekening_gevraagd", berichten.bestuur(aanvraag), sleutel=str(aanvraag.versie), door=door.naam
    )


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.CONCEPT,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Terugsturen naar de school",
    invoer=forms.RedenForm,
)
def terugsturen(aanvraag: Aanvraag, *, door: Gebruiker, reden: str) -> str:
    """The board wants something changed before it co-signs."""
    berichten.sturen(aanvraag, "teruggestuurd", berichten.school(aanvraag), sleutel=str(aanvraag.versie))
    return reden


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.CONCEPT,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Terughalen om te wijzigen",
)
def terughalen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The school takes the request back from its board to change something."""


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.INGEDIEND,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Medetekenen en indienen",
    geldt=_tekent_mee,
    voorwaarden=(_is_compleet,),
)
def medetekenen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The board co-signs and submits; the decision term starts on the day after."""
    aanvraag.medegetekend_door = door
    _ontvangen(aanvraag, door=door)


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.INGEDIEND,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Indienen",
    geldt=_tekent_niet_mee,
    voorwaarden=(_is_compleet,),
)
def indienen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The school submits; the decision term starts on the day after."""
    _ontvangen(aanvraag, door=door)


def _ontvangen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """Receipt: number, shared columns, first version, the clock of the decision and a confirmation (Awb 4:3a)."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    _neem_kerngegevens_over(aanvraag)
    aanvraag.kenmerk = f"A-{kort(vandaag)}-{volgend_nummer('aanvraag', schooljaar(vandaag)):05d}"
    aanvraag.ingediend_op = nu
    Versie.objects.create(aanvraag=aanvraag, nummer=1, antwoorden=aanvraag.antwoorden, door=door)
    termijn = termijnen.start(
        bron=aanvraag,
        soort=Klok.BESLISSING,
        begin=vandaag,
        weken=aanvraag.regeling.beslistermijn_weken,
        is_wettelijk=aanvraag.regeling.briefsoort == aanvraag.regeling.Briefsoort.BESCHIKKING,
        herinner_opdracht=HERINNEREN,
    )
    aanvraag.beslisdatum = termijn.uiterlijk
    assert aanvraag.beslisdatum is not None
    berichten.sturen(
        aanvraag,
        "ontvangst",
        berichten.aanvragers(aanvraag),
        sleutel="1",
        datum=datum(vandaag),
        beslisdatum=datum(aanvraag.beslisdatum),
    )


def _neem_kerngegevens_over(aanvraag: Aanvraag) -> None:
    kern = aanvraag.declaratie.kerngegevens(gegevens_van(aanvraag), aanvraag.regeling)
    aanvraag.gevraagd_bedrag, aanvraag.van, aanvraag.tot = kern.gevraagd_bedrag, kern.van, kern.tot
    if kern.leerling:
        aanvraag.leerling = _leerling(aanvraag, dict(kern.leerling))


def _leerling(aanvraag: Aanvraag, gegevens: dict[str, Any]) -> Leerling:
    """The pupil of this school with this number. Raises Geweigerd when that number is somebody else."""
    nummer = gegevens.pop("leerlingnummer")
    leerling, _ = Leerling.objects.get_or_create(school=aanvraag.school, leerlingnummer=nummer, defaults=gegevens)
    if any(getattr(leerling, naam) != waarde for naam, waarde in gegevens.items()):
        raise Geweigerd(
            f"Bij leerlingnummer {nummer} hoort op uw school een leerling met een andere naam of geboortedatum. "
            "Controleer het leerlingnummer, de naam en de geboortedatum."
        )
    return leerling


# --- The bureau handles -------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.INGEDIEND],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="In behandeling nemen",
)
def in_behandeling_nemen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """A colleague of the bureau takes the aanvraag."""
    aanvraag.behandelaar = door


@workflow.transition(
    source=[
        Status.INGEDIEND,
        Status.IN_BEHANDELING,
        Status.AANVULLING_GEVRAAGD,
        Status.FEEDBACK_GEGEVEN,
        Status.TER_ONDERTEKENING,
    ],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Toewijzen aan een collega",
    invoer=forms.ToewijzenForm,
    is_intern=True,
)
def toewijzen(aanvraag: Aanvraag, *, door: Gebruiker, behandelaar: Gebruiker) -> str:
    """Another colleague of the bureau becomes responsible."""
    aanvraag.behandelaar = behandelaar
    return f"Behandelaar: {behandelaar.naam}"


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Deskundige betrekken",
    invoer=forms.DeskundigeBetrekkenForm,
    is_intern=True,
)
def deskundige_betrekken(aanvraag: Aanvraag, *, door: Gebruiker, deskundige: Gebruiker) -> str:
    """An expert may read this one dossier from now on."""
    aanvraag.deskundigen.add(deskundige)
    return f"Leest mee: {deskundige.naam}"


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.AANVULLING_GEVRAAGD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanvulling vragen",
    invoer=forms.AanvullingVragenForm,
)
def aanvulling_vragen(aanvraag: Aanvraag, *, door: Gebruiker, vraag: str, uiterlijk: Any) -> str:
    """Something is missing: the school gets until a date, and the decision term stands still (Awb 4:5, 4:15)."""
    verzoek = Aanvullingsverzoek.objects.create(aanvraag=aanvraag, vraag=vraag, uiterlijk=uiterlijk, gevraagd_door=door)
    termijnen.opschorten(
        termijn=_beslistermijn(aanvraag),
        uitgenodigd_op=timezone.localdate(),
        hersteltermijn_tot=uiterlijk,
        herinner_opdracht=HERINNEREN,
    )
    aanvraag.beslisdatum = None
    berichten.sturen(
        aanvraag,
        "aanvulling_gevraagd",
        berichten.aanvragers(aanvraag),
        sleutel=str(verzoek.pk),
        uiterlijk=datum(uiterlijk),
    )
    return f"{vraag}\n\nGraag uiterlijk {datum(uiterlijk)}."


def _beslistermijn(aanvraag: Aanvraag) -> Termijn:
    termijn = open_termijn(aanvraag, Klok.BESLISSING)
    if termijn is None:
        raise Geweigerd("Voor deze aanvraag loopt geen beslistermijn meer. Ververs de pagina.")
    return termijn


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_school,
    wie="de school of haar bestuur",
    label="Aanvulling sturen",
    invoer=forms.AanvullenForm,
)
def aanvullen(aanvraag: Aanvraag, *, door: Gebruiker, antwoord: str) -> str:
    """The school supplements; the decision term runs on from today."""
    nu = timezone.now()
    verzoek = aanvraag.aanvullingsverzoeken.get(beantwoord_op__isnull=True)
    verzoek.antwoord, verzoek.beantwoord_op, verzoek.beantwoord_door = antwoord, nu, door
    verzoek.save()
    termijn = termijnen.hervatten(termijn=_beslistermijn(aanvraag), aangevuld_op=timezone.localdate(nu))
    aanvraag.beslisdatum = termijn.uiterlijk
    berichten.sturen(aanvraag, "aangevuld", berichten.behandelaars(aanvraag), sleutel=str(verzoek.pk))
    return antwoord


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.FEEDBACK_GEGEVEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Feedback geven",
    geldt=_kent_feedbackronde,
    invoer=forms.FeedbackForm,
)
def feedback_geven(aanvraag: Aanvraag, *, door: Gebruiker, feedback: str) -> str:
    """The bureau says what would make the plan better; the school may change its plan."""
    berichten.sturen(aanvraag, "feedback_gegeven", berichten.aanvragers(aanvraag), sleutel=str(aanvraag.versie))
    return feedback


@workflow.transition(
    source=[Status.FEEDBACK_GEGEVEN],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Definitief plan sturen",
    geldt=_kent_feedbackronde,
    voorwaarden=(_is_compleet,),
)
def plan_bijstellen(aanvraag: Aanvraag, *, door: Gebruiker) -> str:
    """The school sends its final plan: a new version next to the first."""
    _neem_kerngegevens_over(aanvraag)
    nummer = aanvraag.versies.count() + 1
    Versie.objects.create(aanvraag=aanvraag, nummer=nummer, antwoorden=aanvraag.antwoorden, door=door)
    berichten.sturen(aanvraag, "plan_bijgesteld", berichten.behandelaars(aanvraag), sleutel=str(nummer))
    return f"Versie {nummer} van het plan"


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Advies geven en voorleggen",
    invoer=forms.AdviserenForm,
)
def adviseren(
    aanvraag: Aanvraag, *, door: Gebruiker, voorstel: str, advies: str, bedrag: Decimal | None = None
) -> None:
    """The bureau writes its advice and puts the aanvraag on the signing desk."""
    if voorstel == forms.AdviserenForm.TOEKENNEN and _kent_feedbackronde(aanvraag) and aanvraag.versies.count() < 2:
        raise VoorwaardeNietVervuld(
            "De school heeft nog geen definitief plan gestuurd. Geef eerst feedback; daarna stuurt de school het plan."
        )
    _voorleggen(aanvraag, door=door, voorstel=voorstel, advies=advies, bedrag=bedrag)


def _verzoek_is_verstreken(aanvraag: Aanvraag) -> str | None:
    verzoek = aanvraag.aanvullingsverzoeken.filter(beantwoord_op__isnull=True).first()
    if verzoek is None or verzoek.is_verstreken:
        return None
    return (
        f"De school heeft nog tot en met {datum(verzoek.uiterlijk)} om aan te vullen. "
        "U kunt de aanvraag pas daarna buiten behandeling laten stellen."
    )


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorleggen: buiten behandeling",
    voorwaarden=(_verzoek_is_verstreken,),
    invoer=forms.BuitenBehandelingVoorleggenForm,
)
def buiten_behandeling_voorleggen(aanvraag: Aanvraag, *, door: Gebruiker, advies: str) -> None:
    """The school did not supplement in time: the bureau proposes to end without judging the request (Awb 4:5)."""
    _voorleggen(aanvraag, door=door, voorstel=Status.BUITEN_BEHANDELING, advies=advies, bedrag=None)


def _voorleggen(aanvraag: Aanvraag, *, door: Gebruiker, voorstel: str, advies: str, bedrag: Decimal | None) -> None:
    aanvraag.voorstel, aanvraag.advies, aanvraag.voorgesteld_bedrag = voorstel, advies, bedrag
    aanvraag.advies_door, aanvraag.voorgelegd_op = door, timezone.now()
    termijnen.start(
        bron=aanvraag,
        soort=Klok.ONDERTEKENING,
        begin=timezone.localdate(),
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    berichten.sturen(aanvraag, "ter_ondertekening", berichten.directeuren(), sleutel=str(aanvraag.versie))


# --- The directeur-bestuurder decides -----------------------------------------------------------------------


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_directeur,
    wie="de directeur-bestuurder",
    label="Teruggeven aan het bureau",
    invoer=forms.RedenForm,
    is_intern=True,
)
def teruggeven(aanvraag: Aanvraag, *, door: Gebruiker, reden: str) -> str:
    """Not ready to be signed: back to the bureau with a reason."""
    if termijn := open_termijn(aanvraag, Klok.ONDERTEKENING):
        termijnen.afronden(termijn=termijn, op=timezone.localdate())
    _sluit_open_vraag(aanvraag, door=door)
    berichten.sturen(aanvraag, "teruggegeven", berichten.behandelaars(aanvraag), sleutel=str(aanvraag.versie))
    return reden


def _sluit_open_vraag(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """A question that nobody answered in time ends, with its clock, by what follows on it; what the school was still
    typing was never sent and goes."""
    aanvraag.aanvullingsverzoeken.filter(beantwoord_op__isnull=True).update(
        antwoord="", beantwoord_op=timezone.now(), beantwoord_door=door
    )
    if vraag := open_termijn(aanvraag, Klok.AANVULLING):
        termijnen.afronden(termijn=vraag, op=timezone.localdate())


def _wil_beoordelen(aanvraag: Aanvraag) -> bool:
    return aanvraag.voorstel != Status.BUITEN_BEHANDELING


def _wil_niet_beoordelen(aanvraag: Aanvraag) -> bool:
    return aanvraag.voorstel == Status.BUITEN_BEHANDELING


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.TOEGEKEND,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Toekennen en ondertekenen",
    geldt=_wil_beoordelen,
    invoer=forms.ToekennenForm,
    tweede_factor=True,
)
def toekennen(aanvraag: Aanvraag, *, door: Gebruiker, bedrag: Decimal | None = None, motivering: str = "") -> str:
    """The award: number, money and what follows, and the letter, all or nothing."""
    soort = aanvraag.declaratie
    _besluiten(aanvraag, door=door, motivering=motivering)
    aanvraag.toegekend_bedrag = bedrag
    gevolgen = soort.gevolgen(aanvraag, door=door)
    kosten = soort.verplichting(aanvraag, bedrag)
    delen = soort.betaaltermijnen(kosten) if kosten else ()
    inhoud = Besluitinhoud(aanvraag, gevolgen=gevolgen, termijnen=delen if bedrag else ())
    uitkomst = documents.GEDEELTELIJK if inhoud.is_gedeeltelijk else documents.TOEKENNING
    documents.brief_maken(aanvraag, uitkomst, inhoud, door=door)
    if kosten:
        verplichten(
            bron=aanvraag,
            post=begrotingspost(aanvraag),
            bedrag=kosten,
            omschrijving=f"{soort.naam} {aanvraag.kenmerk}",
            sleutel=f"aanvraag:{aanvraag.pk}:toekenning",
            door=door,
            termijnen=delen,
        )
    regels = [f"Toegekend: {euro(bedrag)}"] if bedrag is not None else []
    return "\n".join([*regels, *gevolgen])


def begrotingspost(aanvraag: Aanvraag) -> Begrotingspost:
    """The budget line of this year that an award of this kind draws on. Raises Geweigerd when there is none."""
    code = aanvraag.regeling.begrotingspost_code
    if not code:
        raise Geweigerd(
            f"Voor {aanvraag.soort_naam} is nog geen begrotingspost gekozen. Vraag de functioneel beheerder."
        )
    return Begrotingspost.objects.voor(code=code, jaar=timezone.localdate().year)


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.AFGEWEZEN,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Afwijzen en ondertekenen",
    geldt=_wil_beoordelen,
    invoer=forms.AfwijzenForm,
    tweede_factor=True,
)
def afwijzen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The refusal, with the reasons."""
    _besluiten(aanvraag, door=door, motivering=motivering)
    documents.brief_maken(aanvraag, documents.AFWIJZING, Besluitinhoud(aanvraag), door=door)


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.BUITEN_BEHANDELING,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Buiten behandeling stellen en ondertekenen",
    geldt=_wil_niet_beoordelen,
    invoer=forms.AfwijzenForm,
    tweede_factor=True,
)
def buiten_behandeling_stellen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The request stays incomplete and is not judged; this is itself a decision (Awb 4:5)."""
    verzoek = aanvraag.aanvullingsverzoeken.first()
    _besluiten(aanvraag, door=door, motivering=motivering)
    documents.brief_maken(
        aanvraag,
        documents.BUITEN_BEHANDELING,
        Besluitinhoud(aanvraag, verzoek=verzoek),
        door=door,
    )


def _besluiten(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """What every decision shares: number, moment, signer, reasons; all clocks stop."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    aanvraag.besluitnummer = f"B-{kort(vandaag)}-{volgend_nummer('besluit', schooljaar(vandaag)):05d}"
    aanvraag.besloten_op, aanvraag.besloten_door, aanvraag.motivering = nu, door, motivering
    _sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=vandaag)


# --- Other endings ------------------------------------------------------------------------------------------


@workflow.transition(
    source=[
        Status.INGEDIEND,
        Status.IN_BEHANDELING,
        Status.AANVULLING_GEVRAAGD,
        Status.FEEDBACK_GEGEVEN,
        Status.TER_ONDERTEKENING,
    ],
    target=Status.INGETROKKEN,
    allowed=rules.is_school,
    wie="de school of haar bestuur",
    label="Intrekken",
    invoer=forms.IntrekkenForm,
)
def intrekken(aanvraag: Aanvraag, *, door: Gebruiker, reden: str = "") -> str:
    """The school withdraws before there is a decision; it gets a confirmation."""
    _sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=timezone.localdate())
    documents.brief_maken(aanvraag, documents.INTREKKING, Besluitinhoud(aanvraag), door=door)
    berichten.sturen(aanvraag, "ingetrokken", berichten.behandelaars(aanvraag), sleutel="1")
    return reden


@workflow.transition(
    source=[Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING, Status.INGETROKKEN],
    target=None,
    allowed=rules.is_systeem,
    wie="het portaal zelf, zodra de brief is verzegeld",
    label="Brief bekendmaken",
    geldt=lambda aanvraag: aanvraag.bekendgemaakt_op is None,
)
def bekendmaken(aanvraag: Aanvraag, *, door: None) -> None:
    """The letter is filed: the school is told that it can be read. From this moment a term to object runs."""
    aanvraag.bekendgemaakt_op = timezone.now()
    berichten.sturen(aanvraag, "brief_klaar", berichten.aanvragers(aanvraag), sleutel="1")
