"""The demo and the developer's portal: real servers, invented people, mail to a folder."""

from urllib.parse import urlsplit

from swv.settings.base import *
from swv.settings.base import BASE_URL, INSTALLED_APPS, STATE_DIR, STORAGES
from swv.settings.omgeving import env, waarheid

DEBUG = waarheid("DEBUG", standaard=False)
SECRET_KEY = env.str("SECRET_KEY", default="alleen-voor-ontwikkeling-" + "x" * 40)
ALLOWED_HOSTS = ["*"] if DEBUG else ["127.0.0.1", "localhost", "[::1]", str(urlsplit(BASE_URL).hostname)]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [*INSTALLED_APPS, "swv.demo"]
OMGEVING = "Demo"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "post"

# Names with a hash as in production, without the compression: that takes seconds at each start.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
