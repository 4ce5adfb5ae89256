"""The acts on what follows an award: on the whole, on its evaluation and on its appointments."""

from aanvragen.uitvoering.workflow.uitvoering import uitvoeringen  # isort: skip
from aanvragen.uitvoering.workflow.evaluatie import evaluaties  # isort: skip
from aanvragen.uitvoering.workflow.afspraak import afspraken  # isort: skip

__all__ = ["afspraken", "evaluaties", "uitvoeringen"]
