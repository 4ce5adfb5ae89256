"""The demo and the developer's portal: real servers, invented people, mail to a folder."""

from swv.settings.base import *
from swv.settings.base import BASE_URL, INSTALLED_APPS, STATE_DIR
from swv.settings.omgeving import env, waarheid

DEBUG = waarheid("DEBUG", standaard=False)
SECRET_KEY = env.str("SECRET_KEY", default="alleen-voor-ontwikkeling-" + "x" * 40)
ALLOWED_HOSTS = ["*"] if DEBUG else ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [*INSTALLED_APPS, "swv.demo"]
OMGEVING = "Demo"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "post"
