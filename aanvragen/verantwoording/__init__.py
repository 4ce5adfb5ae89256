"""Accounting for an award: per school year what was done with the money and what came of it, and later whether the
effect is still there. A second dossier beside the request, with its own workflow and pages."""
