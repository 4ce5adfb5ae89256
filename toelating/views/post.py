"""The paper road: letters that lie ready to be printed and posted, and what became of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from swv.documenten.inzage import inzage_noteren
from swv.kern.deuren import geheel, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating import verzenden
from toelating.afdrukken import HOOGSTENS as HOOGSTENS_AFDRUKKEN
from toelating.afdrukken import afdruk
from toelating.documents import bestuursadres
from toelating.forms.ondertekenen import AdresForm, NietAangekomenForm, PostForm
from toelating.models import Tlvaanvraag, Verzending
from toelating.models.verzending import VerzendingQuerySet
from toelating.verzendoverzicht import verzendregels

LAATSTE = 20  # sendings of one letter: more there never are


def _bureau(request: HttpRequest) -> Gebruiker:
    """Who asks, when that is somebody of the bureau. Raises PermissionDenied."""
    if not isinstance(request.user, Gebruiker) or not request.user.heeft_rol(Rolsoort.BUREAU):
        raise PermissionDenied
    return request.user


def _post(user: Gebruiker) -> VerzendingQuerySet:
    return Verzending.objects.for_user(user).select_related("brief", "verzonden_door").defer("brief__html")


@require_http_methods(["GET", "HEAD", "POST"])
def lijst(request: HttpRequest) -> HttpResponse:
    """What lies ready, the oldest first. Sending it marks the chosen letters as posted."""
    user = _bureau(request)
    te_posten = _post(user).te_posten()
    if request.method != "POST":
        return _toon(request, user, PostForm(te_posten=te_posten))
    form = PostForm(request.POST, te_posten=te_posten)
    if not form.is_valid():
        return _toon(request, user, form, status=422)
    try:
        aantal = verzenden.gepost(verzendingen=form.cleaned_data["brieven"], op=form.cleaned_data["op"], door=user)
    except Geweigerd as fout:
        form.add_error(None, fout.zin)
        return _toon(request, user, form, status=http_status(fout))
    wat = "1 brief is" if aantal == 1 else f"{aantal} brieven zijn"
    messages.success(request, f"{wat} gepost op {datum(form.cleaned_data['op'])}. De bezwaartermijn loopt.")
    return redirect("toelating:post")


def _toon(request: HttpRequest, user: Gebruiker, form: PostForm, *, status: int = 200) -> HttpResponse:
    te_posten = list(_post(user).te_posten()[: verzenden.TEGELIJK])
    vandaag = _post(user).filter(vastgelegd_op__date=timezone.localdate()).order_by("-vastgelegd_op")
    kenmerk = request.GET.get("kenmerk", "").strip()
    gezocht = _post(user).geldend().filter(brief__kenmerk__iexact=kenmerk, verzonden_op__isnull=False)
    context = {
        "form": form,
        "te_posten": te_posten,
        "niet_bezorgd": list(_post(user).niet_bezorgd()[: verzenden.TEGELIJK]),
        "vandaag": verzendregels(list(vandaag[: verzenden.TEGELIJK])),
        "gekozen": _gekozen(request, te_posten),
        "kenmerk": kenmerk,
        "gezocht": list(gezocht[:LAATSTE]) if kenmerk else [],
    }
    return render(request, "toelating/post/lijst.html", context, status=status)


def _gekozen(request: HttpRequest, te_posten: list[Verzending]) -> set[str]:
    if "alles" in request.GET:
        return {str(rij.pk) for rij in te_posten if rij.adres}
    return set(request.POST.getlist("brieven"))


@require_POST
def afdrukken(request: HttpRequest) -> HttpResponse:
    """The chosen letters as one PDF, each with its page of address. Who prints them is written down."""
    user = _bureau(request)
    try:
        pdf = afdruk(_om_af_te_drukken(request, user))
    except Geweigerd as fout:
        messages.warning(request, fout.zin)
        return _toon(request, user, PostForm(te_posten=_post(user).te_posten()), status=http_status(fout))
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = 'inline; filename="brieven.pdf"'
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


def _om_af_te_drukken(request: HttpRequest, user: Gebruiker) -> list[Verzending]:
    """The chosen letters, each written down as seen. Raises Geweigerd for none or too many."""
    gekozen = [pk for ruw in request.POST.getlist("brieven") if (pk := geheel(ruw)) is not None]
    rijen = list(_post(user).filter(pk__in=gekozen, kanaal=Verzending.Kanaal.PAPIER).exclude(adres=""))
    if not rijen or len(rijen) > HOOGSTENS_AFDRUKKEN:
        raise Geweigerd(f"Kies 1 tot {HOOGSTENS_AFDRUKKEN} brieven met een adres om af te drukken.")
    for rij in rijen:
        if not inzage_noteren(request, rij.brief, omschrijving=f"{rij.brief} (afgedrukt)").is_toegestaan:
            raise Http404
    return rijen


def _een(request: HttpRequest, user: Gebruiker, pk: int) -> Verzending:
    return get_object_or_404(_post(user).select_related("bericht", "vervangt"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def verzending(request: HttpRequest, pk: int) -> HttpResponse:
    """One sending: its address while it was not posted; afterwards, that it did not arrive and how it goes now."""
    user = _bureau(request)
    rij = _een(request, user, pk)
    if rij.is_mislukt:
        raise Http404
    soort: Any = NietAangekomenForm if rij.verzonden_op else AdresForm
    form = soort(request.POST or None, initial={"adres": rij.adres or _bekend_adres(rij)})
    if request.method == "POST" and form.is_valid():
        try:
            zin = _verwerk(rij, form, user)
        except Geweigerd as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, zin)
            return redirect("toelating:post")
    context = {"verzending": rij, "form": form, "regel": verzendregels([rij])[0]}
    return render(request, "toelating/post/verzending.html", context, status=422 if form.errors else 200)


def _bekend_adres(rij: Verzending) -> str:
    """Where the board is, for a letter that it did not get in the portal."""
    aanvraag = rij.brief.bron
    if rij.aan != Verzending.Aan.AANVRAGER or not isinstance(aanvraag, Tlvaanvraag):
        return ""
    return "\n".join(bestuursadres(aanvraag)[1:])


def _verwerk(rij: Verzending, form: AdresForm, user: Gebruiker) -> str:
    if isinstance(form, NietAangekomenForm):
        nieuw = verzenden.niet_aangekomen(verzending=rij, door=user, **form.cleaned_data)
        return (
            "De brief ligt klaar om opnieuw te posten."
            if nieuw.is_papier
            else "Vastgelegd. De bezwaartermijn loopt vanaf de dag na het overhandigen."
        )
    verzenden.adres_verbeteren(verzending=rij, adres=form.cleaned_data["adres"], door=user)
    return "Het adres is verbeterd."


@require_POST
def terug(request: HttpRequest, pk: int) -> HttpResponse:
    """Not posted after all: back to the pile, on the same day only."""
    user = _bureau(request)
    try:
        verzenden.toch_niet_gepost(verzending=_een(request, user, pk), door=user)
    except Geweigerd as fout:
        messages.warning(request, fout.zin)
    else:
        messages.success(request, "De brief ligt weer bij ‘Te posten’.")
    return redirect("toelating:post")
