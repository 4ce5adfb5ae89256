"""What the bureau reads after an act on a request for a TLV."""

from swv.kern.workflow import Handeling

GELUKT = {
    "in_behandeling_nemen": "De aanvraag is in behandeling genomen. U bent de behandelaar.",
    "toewijzen": "De aanvraag is toegewezen.",
    "leerling_verbeteren": "De gegevens van de leerling zijn verbeterd.",
    "aanvulling_vragen": "Uw vraag is verstuurd. De school krijgt een mail. De beslistermijn staat stil vanaf morgen.",
    "aanvulling_afsluiten": "U gaat verder met wat er is. De school kan deze vraag niet meer beantwoorden.",
    "buiten_behandeling_voorleggen": "Uw voorstel ligt klaar om te ondertekenen.",
    "vasthouden": "Het dossier blijft bewaard tot u het weer vrijgeeft.",
    "vasthouden_opheffen": "Het dossier wordt niet langer vastgehouden. De gewone bewaartermijn geldt weer.",
    "uitstel_melden": "De school krijgt een mail met de nieuwe datum.",
    "naar_commissie": "De aanvraag is klaar voor de commissie. Zet haar nu op een agenda.",
    "adviseren": "Het advies is vastgelegd.",
    "deskundigen_aanwijzen": "Beide deskundigen krijgen een mail en kunnen het dossier nu lezen.",
    "deskundige_vervangen": "De nieuwe deskundige krijgt een mail en kan het dossier nu lezen.",
    "adviezen_samenvatten": "Het advies is vastgelegd.",
    "agenderen": "De aanvraag staat op de agenda. De leden kunnen het dossier nu lezen.",
    "van_agenda_halen": "De aanvraag staat niet meer op de agenda.",
    "aanhouden": "De aanvraag is aangehouden. Zet haar op een volgende agenda als er meer bekend is.",
    "commissieadvies_vastleggen": "Het advies van de commissie is vastgelegd.",
    "commissieadvies_verbeteren": "Het advies van de commissie is verbeterd. Geef de ouders een nieuwe kopie.",
    "advies_aan_ouders": "Vastgelegd dat de ouders een kopie van het advies kregen.",
    "zienswijze_vragen": "De school krijgt een mail met de vraag om een zienswijze.",
    "zienswijze_vastleggen": "De zienswijze is toegevoegd.",
    "zienswijze_afsluiten": "De zienswijzen zijn binnen. U kunt het besluit voorleggen.",
    "voorleggen": "Het besluit ligt klaar om te ondertekenen.",
    "ingebrekestelling_vastleggen": "De ingebrekestelling is vastgelegd. Hier staat wanneer een dwangsom begint.",
    "ingebrekestelling_intrekken": "Vastgelegd dat de ingebrekestelling is ingetrokken.",
    "geen_dwangsom": "Het besluit is genomen. De brief wordt gemaakt.",
    "dwangsom_vaststellen": "De dwangsom is vastgesteld. De brief wordt gemaakt. Betaal binnen zes weken.",
}


def gelukt(handeling: Handeling) -> str:
    """What to say to who did this act; without a sentence of its own what happened."""
    return GELUKT.get(handeling.naam) or f"Gedaan: {handeling.label}."
