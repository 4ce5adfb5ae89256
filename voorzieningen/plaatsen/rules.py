"""Who may do what with a place. Who sees which place stands in `Plaatsing.objects.for_user`."""

import rules

from voorzieningen.rules import is_bureau, is_eigen_school, is_portaal, is_schoolmens, mag_voorraad_zien

BUREAU, SCHOOL, BEIDE = "het bureau", "de school zelf", "de school of het bureau"

bureau_of_portaal = is_bureau | is_portaal
school_of_bureau = is_bureau | is_eigen_school
iedereen_die_meedoet = is_bureau | is_eigen_school | is_portaal


rules.add_perm("voorzieningen.plaatsen_overzien", mag_voorraad_zien)
rules.add_perm("voorzieningen.eigen_plaatsen", is_schoolmens)
rules.add_perm("voorzieningen.plaatsen_laden", is_bureau)
rules.add_perm("voorzieningen.view_plaatsing", mag_voorraad_zien)
rules.add_perm("voorzieningen.view_capaciteit", mag_voorraad_zien)
for _recht in ("add", "change", "delete"):
    rules.add_perm(f"voorzieningen.{_recht}_capaciteit", is_bureau)
