"""Tests: real PostgreSQL and Valkey; only hashing is made quick and mail stays in memory or in a folder.

A worker process that tests start reads the same settings: TEST_STATE_DIR gives it their state folder.
"""

from pathlib import Path
from tempfile import mkdtemp

from swv.settings.base import *
from swv.settings.base import CACHES, INSTALLED_APPS, REDIS_URL, broker
from swv.settings.omgeving import env

SECRET_KEY = "alleen-voor-de-tests-" + "y" * 40
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
INSTALLED_APPS = [*INSTALLED_APPS, "swv.demo", "tests.invullen.kamer"]
OMGEVING = "Test"

# Side by side (pytest-xdist) each process has a Valkey database of its own, as it has one in PostgreSQL.
_PROCES = env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
REDIS_URL = f"{REDIS_URL.removesuffix('0')}{_PROCES}" if REDIS_URL.endswith(("/0", "db=0")) else REDIS_URL
CACHES["default"]["LOCATION"] = REDIS_URL
CELERY_BROKER_URL = broker(REDIS_URL)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATE_DIR = Path(env.str("TEST_STATE_DIR", default="") or mkdtemp(prefix="swv-test-"))
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # pytest-django keeps its own mail in memory
EMAIL_FILE_PATH = STATE_DIR / "post"
MEDIA_ROOT = STATE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ZEGEL_KEY_FILE = str(STATE_DIR / "zegel" / "zegel.key")
ZEGEL_CERT_FILE = str(STATE_DIR / "zegel" / "zegel.crt")
ZEGEL_CHAIN_FILE = str(STATE_DIR / "zegel" / "ca.crt")
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = STATE_DIR / "static"
WHITENOISE_USE_FINDERS = True
