"""Who may do what with a registration. Who sees which stands in `Registratie.objects.for_user`."""

import rules

from voorzieningen.plaatsen.rules import is_schoolmens
from voorzieningen.rules import is_bureau, is_eigen_school, mag_voorraad_zien

BEIDE = "de school zelf of het bureau"

school_of_bureau = is_bureau | is_eigen_school

rules.add_perm("voorzieningen.registraties_zien", is_schoolmens | mag_voorraad_zien)
rules.add_perm("voorzieningen.registreren", is_schoolmens)
rules.add_perm("voorzieningen.registratierapport", mag_voorraad_zien)
