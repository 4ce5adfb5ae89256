"""The work of the bureau on TLVs in Django's admin, and the registers behind it."""

from toelating.admin import aanvraag as aanvraag
from toelating.admin import bezwaar as bezwaar
from toelating.admin import mensen as mensen
from toelating.admin import regeling as regeling
from toelating.admin import verklaring as verklaring
from toelating.monitors import admin as monitors

__all__ = ["monitors"]
