"""The pages of the bureau and the beheerder about TLVs in the admin."""

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg

T = "/bureau/toelating/"
A = f"{T}tlvaanvraag/"
WIE = "bureau"

PAGINAS = (
    Pagina("tlv-werkvoorraad", A, WIE),
    Pagina("tlv-werkvoorraad-niets", f"{A}?q=bestaat-niet", WIE),
    Pagina("tlv-dossier-afgegeven", A + "{tlv:afgegeven}/change/", WIE, doe=open_uitleg),
    Pagina(
        "tlv-deskundigen-leeg",
        A + "{vso:volledigheidstoets}/doen/deskundigen_aanwijzen/",
        WIE,
        doe=knop("Compleet: deskundigen aanwijzen"),
    ),
    Pagina("tlv-voorleggen", A + "{tlv:advies_gereed}/doen/voorleggen/", WIE),
    Pagina("tlv-in-gebreke", A + "{in-gebreke}/change/", WIE, doe=open_uitleg),
    Pagina("tlv-geen-dwangsom", A + "{in-gebreke}/doen/geen_dwangsom/", "directeur"),
    Pagina(
        "tlv-ingebrekestelling-leeg",
        A + "{vso:volledigheidstoets}/doen/ingebrekestelling_vastleggen/",
        WIE,
        doe=knop("Ingebrekestelling vastleggen"),
    ),
    Pagina("dwangsomtarief", "/bureau/termijnen/dwangsomtarief/add/", "beheerder"),
    Pagina("tlv-kan-niet", A + "{tlv:ingediend}/doen/voorleggen/", WIE, status=409),
    Pagina("tlv-leerling-zoeken", f"{A}leerling/", WIE),
    Pagina("tlv-mandaatregister", f"{T}mandaat/register/", "directeur"),
    Pagina("tlv-deskundigheid-nieuw", f"{T}deskundigheid/add/", "beheerder"),
    Pagina("tlv-regeling", T + "toelatingsregeling/{toelatingsregeling}/change/", "beheerder"),
    Pagina("tlv-tekstblokken", f"{T}tekstblok/", "beheerder"),
)
