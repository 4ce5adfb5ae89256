"""The pages of TLVs, a file per part of the work."""

from toelating.urls import adviseren, bezwaar, commissie, monitors, ondertekenen, school, verklaringen

app_name = "toelating"
# The parts of a form come last: no part may be named like a page above.
urlpatterns = [
    *ondertekenen.urlpatterns,
    *adviseren.urlpatterns,
    *commissie.urlpatterns,
    *bezwaar.urlpatterns,
    *verklaringen.urlpatterns,
    *monitors.urlpatterns,
    *school.urlpatterns,
]
