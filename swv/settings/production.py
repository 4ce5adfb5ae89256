"""The real portal. Insecure values are refused at the start, not found out later."""

from django.core.exceptions import ImproperlyConfigured

from swv.settings.base import *
from swv.settings.base import BASE_URL, REST_FRAMEWORK
from swv.settings.omgeving import env, geheel, geheim

SECRET_KEY = geheim("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 8:
    raise ImproperlyConfigured("SECRET_KEY is te zwak: gebruik minstens 50 willekeurige tekens.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS moet de namen van het portaal noemen, zonder *.")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL moet in productie met https:// beginnen.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = geheel("SECURE_HSTS_SECONDS", standaard=31_536_000, minimum=3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessie"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
ALLAUTH_TRUSTED_PROXY_COUNT = geheel("TRUSTED_PROXY_COUNT", standaard=1)
REST_FRAMEWORK = {**REST_FRAMEWORK, "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT}
