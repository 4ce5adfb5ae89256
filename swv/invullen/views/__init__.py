"""The pages with which a school fills in a dossier. A room makes thin subclasses that say which dossier it is, and
what its pages show beside it; see `Invulpagina`."""

from swv.invullen.views.basis import Invulpagina, gebruiker_van
from swv.invullen.views.bijlagen import BijlagenView, BijlageWeghalenView
from swv.invullen.views.gesprek import BerichtenView
from swv.invullen.views.onderdelen import EIGEN_NAMEN, BewarenView, OnderdeelView
from swv.invullen.views.samen import OpenNuView
from swv.invullen.views.versturen import AntwoordBewarenView, ControlerenView, Verzending, WeggooienView
from swv.invullen.views.weigeren import StukWeigerenView, WeigeringTerugnemenView

__all__ = [
    "EIGEN_NAMEN",
    "AntwoordBewarenView",
    "BerichtenView",
    "BewarenView",
    "BijlageWeghalenView",
    "BijlagenView",
    "ControlerenView",
    "Invulpagina",
    "OnderdeelView",
    "OpenNuView",
    "StukWeigerenView",
    "Verzending",
    "WeggooienView",
    "WeigeringTerugnemenView",
    "gebruiker_van",
]
