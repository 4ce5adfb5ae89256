"""docs/workflow.md says what the code does."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from swv.kern.beschrijving import pagina
from swv.kern.workflow import alle_workflows

DOCUMENT = Path(settings.BASE_DIR, "docs", "workflow.md")


def test_document_is_what_the_acts_say():
    assert DOCUMENT.read_text() == pagina(), "Run: ./portal manage workflow_docs"


def test_every_act_stands_in_the_document_with_what_it_means():
    tekst = pagina()

    for handeling in (handeling for workflow in alle_workflows for handeling in workflow):
        regel = next(regel for regel in tekst.splitlines() if regel.startswith(f"| `{handeling.naam}` |"))
        assert len(regel.split("|")[-2].strip()) > 10, f"{handeling.naam} has no docstring"


def test_command_writes_the_document(settings, tmp_path):
    settings.BASE_DIR = tmp_path

    call_command("workflow_docs", verbosity=0)

    assert (tmp_path / "docs" / "workflow.md").read_text() == pagina()
