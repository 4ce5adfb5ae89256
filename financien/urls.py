from django.urls import path

from financien.views import afsluiten, begroting, betalen, boeken, jaarplan, laden, post, prognose, rapporten, verdelen

app_name = "financien"
urlpatterns = [
    path("begroting/", begroting.begroting_nu, name="begroting_nu"),
    path("begroting/laden/", laden.laden, name="laden"),
    path("begroting/laden/<uuid:pk>/", laden.laden_voorbeeld, name="laden_voorbeeld"),
    path("begroting/boeking/<uuid:pk>/", post.boeking, name="boeking"),
    path("begroting/boeking/<uuid:pk>/omkeren/", boeken.Omkeren.as_view(), name="boeking_omkeren"),
    path("begroting/<int:jaar>/", begroting.begroting, name="begroting"),
    path("begroting/<int:jaar>/afsluiten/", afsluiten.afsluiten, name="afsluiten"),
    path("begroting/<int:jaar>/<int:post_id>/", post.post, name="post"),
    path("begroting/<int:jaar>/<int:post_id>/wijzigen/", boeken.Wijzigen.as_view(), name="post_wijzigen"),
    path("begroting/<int:jaar>/<int:post_id>/overboeken/", boeken.Overboeken.as_view(), name="post_overboeken"),
    path("begroting/<int:jaar>/<int:post_id>/kosten/", boeken.KostenBoeken.as_view(), name="post_kosten"),
    path("verdelen/", verdelen.verdelingen, name="verdelingen"),
    path("verdelen/nieuw/", verdelen.verdeling_nieuw, name="verdeling_nieuw"),
    path("verdelen/<uuid:verdeling_id>/", verdelen.verdeling, name="verdeling"),
    path("verdelen/<uuid:verdeling_id>/gegevens/", verdelen.verdeling_gegevens, name="verdeling_gegevens"),
    path("verdelen/<uuid:verdeling_id>/aandelen/", verdelen.verdeling_aandelen, name="verdeling_aandelen"),
    path("verdelen/<uuid:verdeling_id>/vastleggen/", verdelen.vastleggen, name="verdeling_vastleggen"),
    path("verdelen/<uuid:verdeling_id>/weggooien/", verdelen.weggooien, name="verdeling_weggooien"),
    path("prognose/", prognose.prognose_nu, name="prognose_nu"),
    path("prognose/scenario/", prognose.scenario, name="scenario"),
    path("prognose/<int:jaar>/", prognose.prognose, name="prognose"),
    path("prognose/<int:jaar>/leerlingen/", prognose.prognose_leerlingen, name="prognose_leerlingen"),
    path("prognose/<int:jaar>/bedragen/", prognose.prognose_bedragen, name="prognose_bedragen"),
    path("jaarplan/", jaarplan.jaarplan_nu, name="jaarplan_nu"),
    path("jaarplan/<int:jaar>/", jaarplan.jaarplan, name="jaarplan"),
    path("betalen/", betalen.betalen, name="betalen"),
    path("betalen/nieuw/", betalen.betaalbatch_nieuw, name="betaalbatch_nieuw"),
    path("betalen/rekeningen/", betalen.bankrekeningen, name="bankrekeningen"),
    path("betalen/rekeningen/nieuw/", betalen.bankrekening_nieuw, name="bankrekening_nieuw"),
    path("betalen/rekeningen/<uuid:pk>/", betalen.bankrekening, name="bankrekening"),
    path(
        "betalen/rekeningen/<uuid:pk>/doen/<str:naam>/", betalen.RekeningHandeling.as_view(), name="bankrekening_doen"
    ),
    path("betalen/<uuid:pk>/", betalen.betaalbatch, name="betaalbatch"),
    path("betalen/<uuid:pk>/bestand/", betalen.betaalbestand, name="betaalbestand"),
    path("betalen/<uuid:pk>/doen/<str:naam>/", betalen.BatchHandeling.as_view(), name="betaalbatch_doen"),
    path("rapporten/", rapporten.rapporten, name="rapporten"),
    path("rapporten/bestand/<str:formaat>/", rapporten.rapport_bestand, name="rapport_bestand"),
    path("rapporten/boekingen/", rapporten.rapport_boekingen, name="rapport_boekingen"),
    path(
        "rapporten/boekingen/<str:formaat>/", rapporten.rapport_boekingen_bestand, name="rapport_boekingen_bestand"
    ),
    path("rapporten/beeld/<int:jaar>/", rapporten.rapport_beeld, name="rapport_beeld"),
    path("rapporten/boekhouding/<int:jaar>/", rapporten.rapport_boekhouding, name="rapport_boekhouding"),
    path("rapporten/boekhouding/<int:jaar>/xaf/", rapporten.rapport_xaf, name="rapport_xaf"),
]
