"""A checkout with the real `./portal` and a project of a few files, so that the supervisor is tested in seconds."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FILES = {
    "manage.py": """
import os, sys
from django.core.management import execute_from_command_line
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swv.settings.development")
execute_from_command_line(sys.argv)
""",
    "swv/__init__.py": "",
    "swv/settings/__init__.py": "",
    "swv/settings/development.py": """
import os
from pathlib import Path
from urllib.parse import unquote
import environ
env = environ.Env()
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "swv.urls"
WSGI_APPLICATION = "swv.wsgi.application"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.staticfiles", "swv"]
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATE_DIR")) / "static"
CELERY_BROKER_URL = env.str("REDIS_URL").replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
""",
    "swv/settings/test.py": "from swv.settings.development import *",
    "pyproject.toml": """
[tool.pytest.ini_options]
addopts = "-p no:randomly -p no:cacheprovider"
""",
    "tests/test_klein.py": """
import os
import pytest

@pytest.mark.django_db
def test_telt_in_postgres():
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("off",)

def test_gaat_mis():
    assert os.environ.get("MOET_LUKKEN")
""",
    "swv/urls.py": """
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("gezond/", lambda request: HttpResponse("gezond"))]
""",
    "swv/wsgi.py": """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
""",
    "swv/celery.py": """
import os, time
from pathlib import Path
from celery import Celery
app = Celery("swv")
app.config_from_object("django.conf:settings", namespace="CELERY")

@app.task(name="slaap")
def slaap(seconden):
    Path(os.environ["STATE_DIR"], "slaapt").write_text(str(os.getpid()))
    time.sleep(seconden)
    Path(os.environ["STATE_DIR"], "wakker").touch()
""",
    "swv/management/__init__.py": "",
    "swv/management/commands/__init__.py": "",
    "swv/management/commands/demo_laden.py": """
from django.core.management.base import BaseCommand
from django.db import connection
class Command(BaseCommand):
    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS geladen (keer int)")
            cursor.execute("INSERT INTO geladen VALUES (1)")
""",
    "swv/management/commands/demo_accounts.py": """
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def handle(self, **options):
        self.stdout.write("rol  account")
""",
    "swv/management/commands/demo_code.py": """
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("account")
    def handle(self, account, **options):
        self.stdout.write(f"code van {account}: 123456")
""",
    "swv/management/commands/keren.py": """
from django.core.management.base import BaseCommand
from django.db import connection
class Command(BaseCommand):
    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), current_setting('server_version_num') FROM geladen")
            self.stdout.write("keren=%s versie=%s" % cursor.fetchone())
""",
}


def maak(folder: Path) -> Path:
    """Makes the checkout in `folder`; the virtual environment is that of the real one."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy2(ROOT / "portal", folder / "portal")
    shutil.copytree(
        ROOT / "scripts" / "portaal", folder / "scripts" / "portaal", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in (".venv", ".tools", "requirements.lock", "requirements-tools.lock"):
        (folder / name).symlink_to(ROOT / name)
    return folder
