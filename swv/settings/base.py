"""What every environment shares. Each environment variable is read here or in its sister files, typed."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from swv.settings.omgeving import env, geheel, webadres

BASE_DIR = Path(__file__).resolve().parent.parent.parent
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / ".portal"))).resolve()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
BASE_URL = webadres("BASE_URL", standaard="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "swv.kern",
    "swv.organisaties.apps.OrganisatiesConfig",
    "swv.termijnen",
    "swv.documenten",
    "swv.post",
    "swv.invullen",
    "voorzieningen",
    "financien",
    "aanvragen",
    "toelating",
    "swv.organisaties.apps.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "pgtrigger",
    "rest_framework",
    "rest_framework.authtoken",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "swv.organisaties.middleware.Sessieduur",
    "swv.organisaties.middleware.TweedeFactorVerplicht",
    "swv.kern.middleware.NietBewaren",
]

ROOT_URLCONF = "swv.urls"
WSGI_APPLICATION = "swv.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "swv.organisaties.context.portaal",
            ],
            "builtins": ["swv.kern.templatetags.componenten"],
        },
    }
]
FORM_RENDERER = "swv.kern.formulieren.FormulierRenderer"

# --- Data -------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://portal@127.0.0.1:5432/portal")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL moet naar PostgreSQL wijzen (postgres://...).")
# The host of a unix socket is its folder, written %2Fpath%2Fto in the URL as libpq does.
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
DATABASES["default"]["CONN_MAX_AGE"] = geheel("DATABASE_CONN_MAX_AGE", standaard=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=5s -c statement_timeout=30s"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "swv",
    }
}

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(STATE_DIR / "media")))
BIJLAGE_MAX_BYTES = geheel("BIJLAGE_MAX_BYTES", standaard=20 * 1024 * 1024, minimum=1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(STATE_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Celery: the broker is a hint, kern.Opdracht is the truth ----------------------------------------------


def broker(url: str) -> str:
    """Celery writes a unix socket as redis+socket://PATH?virtual_host=N; redis-py as unix://PATH?db=N."""
    if url.startswith("unix://"):
        return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    return url


CELERY_BROKER_URL = broker(REDIS_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_TASK_PUBLISH_RETRY = False
# The worker logs as the web does: without the text of exceptions, which can hold personal data.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    # A hint that does not go out at once is given up: nobody waits for the broker.
    "max_retries": 1,
    "interval_start": 0,
}
# Longer than the hard limit of a task: while a worker lives, nobody else takes its work.
OPDRACHT_LEASE = timedelta(seconds=geheel("OPDRACHT_LEASE_SECONDS", standaard=130, minimum=1))
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "opdrachten-vegen": {"task": "kern.opdrachten_vegen", "schedule": timedelta(seconds=15)},
    # Office hours: nobody gets a reminder in the middle of the night. Copying the dates comes after the reminders.
    "herinneren": {"task": "termijnen.herinneren", "schedule": crontab(minute="*/10", hour="7-19")},
    "beslisdatums": {"task": "aanvragen.beslisdatums_bijwerken", "schedule": crontab(minute="5-59/10", hour="7-19")},
    "tlv-beslisdatums": {
        "task": "toelating.beslisdatums_bijwerken",
        "schedule": crontab(minute="6-59/10", hour="7-19"),
    },
    "reserveringen": {"task": "aanvragen.reserveringen_bijwerken", "schedule": crontab(minute="40", hour="5")},
    "uitvoering": {"task": "aanvragen.uitvoering_bijwerken", "schedule": crontab(minute="50", hour="7-17/2")},
    "verantwoordingen": {"task": "verantwoording.bijwerken", "schedule": crontab(minute="15", hour="7,12")},
    "verantwoording-beslisdatums": {
        "task": "verantwoording.beslisdatums_bijwerken",
        "schedule": crontab(minute="7-59/10", hour="7-19"),
    },
    "wachtlijst": {"task": "voorzieningen.wachtlijst_bedienen", "schedule": crontab(minute="20", hour="6")},
    "leningen": {"task": "voorzieningen.leningen_herinneren", "schedule": crontab(minute="25", hour="7")},
    "activiteiten": {"task": "voorzieningen.activiteiten_herinneren", "schedule": crontab(minute="25", hour="8-17")},
    "plaatsen": {"task": "voorzieningen.plaatsen_bedienen", "schedule": crontab(minute="10", hour="7")},
    "registraties": {"task": "voorzieningen.registraties_herinneren", "schedule": crontab(minute="15", hour="7")},
    # Often: what one run did not do, such as on 1 August, the next one does.
    "tlvs-bijwerken": {"task": "toelating.tlvs_bijwerken", "schedule": crontab(minute="*/5", hour="0-5")},
    "tlv-berichten": {"task": "toelating.tlv_berichten", "schedule": crontab(minute="30", hour="8,13")},
    "monitors": {"task": "toelating.monitors_bijwerken", "schedule": crontab(minute="45", hour="7,13")},
    "aanwezigheid-opruimen": {"task": "invullen.aanwezigheid_opruimen", "schedule": crontab(minute="10", hour="4")},
    "documenten-opruimen": {"task": "documenten.opruimen", "schedule": timedelta(hours=1)},
    "ladingen-opruimen": {"task": "financien.ladingen_opruimen", "schedule": timedelta(hours=1)},
}

# --- Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- Login: allauth; a second factor is always required (swv.organisaties.middleware) ----------------------

AUTH_USER_MODEL = "organisaties.Gebruiker"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "swv.organisaties.wachtwoorden.NietUwNaam"},
    {"NAME": "swv.organisaties.wachtwoorden.LangGenoeg", "OPTIONS": {"min_length": 12}},
    {"NAME": "swv.organisaties.wachtwoorden.NietVeelGebruikt"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "swv.organisaties.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "swv.organisaties.forms.LoginForm",
    "reauthenticate": "swv.organisaties.forms.ReauthenticateForm",
    "change_password": "swv.organisaties.forms.ChangePasswordForm",
    "reset_password": "swv.organisaties.forms.ResetPasswordForm",
    "reset_password_from_key": "swv.organisaties.forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "swv.organisaties.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "swv.organisaties.forms.AuthenticateForm",
    "reauthenticate": "swv.organisaties.forms.MFAReauthenticateForm",
    "activate_totp": "swv.organisaties.forms.ActivateTOTPForm",
    "add_webauthn": "swv.organisaties.forms.AddWebAuthnForm",
    "edit_webauthn": "swv.organisaties.forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "SWV-portaal"
MFA_TOTP_TOLERANCE = 1
# A session ends after twelve hours, or sooner after an hour without a click (swv.organisaties.middleware).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSIE_RUST = timedelta(minutes=geheel("SESSIE_RUST_MINUTEN", standaard=60, minimum=1))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Safety -----------------------------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "swv.kern.views.csrf_mislukt"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    naam: [] for naam in ("camera", "geolocation", "microphone", "payment", "usb", "accelerometer", "gyroscope")
}

# --- Mail -------------------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portaal@swv.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- The seal under decisions (swv.documenten.zegel) -------------------------------------------------------

ZEGEL_KEY_FILE = env.str("ZEGEL_KEY_FILE", default=str(STATE_DIR / "zegel" / "zegel.key"))
ZEGEL_CERT_FILE = env.str("ZEGEL_CERT_FILE", default=str(STATE_DIR / "zegel" / "zegel.crt"))
ZEGEL_CHAIN_FILE = env.str("ZEGEL_CHAIN_FILE", default=str(STATE_DIR / "zegel" / "ca.crt"))
ZEGEL_KEY_PASSPHRASE = env.str("ZEGEL_KEY_PASSPHRASE", default="")
ZEGEL_PKCS11_LIB = env.str("ZEGEL_PKCS11_LIB", default="")
ZEGEL_PKCS11_TOKEN = env.str("ZEGEL_PKCS11_TOKEN", default="")
ZEGEL_PKCS11_PIN = env.str("ZEGEL_PKCS11_PIN", default="")
ZEGEL_PKCS11_LABEL = env.str("ZEGEL_PKCS11_LABEL", default="")
ZEGEL_TSA_URL = env.str("ZEGEL_TSA_URL", default="")

# --- API --------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.AnonRateThrottle",
    ],
    "NUM_PROXIES": 0,
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "anon": "60/min"},
    "EXCEPTION_HANDLER": "swv.kern.api.uitzondering",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SWV-portaal",
    "DESCRIPTION": "Aanvragen, TLV’s en voorzieningen van een samenwerkingsverband passend onderwijs.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "aanvragen.models.Status",
        "WijzigingStatusEnum": "aanvragen.models.Wijzigingstatus",
        "SoortEnum": "toelating.models.Soort",
        "WijzigsoortEnum": "aanvragen.models.Wijzigsoort",
        "TlvaanvraagStatusEnum": "toelating.models.Status",
        "VerklaringStatusEnum": "toelating.models.Verklaringstatus",
        "PlaatsingStatusEnum": "voorzieningen.models.Plaatsingstatus",
        "ActiviteitStatusEnum": "voorzieningen.models.Activiteitstatus",
        "ActiviteitsoortEnum": "voorzieningen.models.Activiteitsoort",
        "InschrijvingStatusEnum": "voorzieningen.models.Inschrijvingstatus",
        "ProfielStatusEnum": "voorzieningen.models.Profielstatus",
        "ChecklistStatusEnum": "voorzieningen.models.Checkliststatus",
        "SchoolwisselStatusEnum": "voorzieningen.models.schoolwissel.Schoolwisselstatus",
        "WisselrondeStatusEnum": "voorzieningen.models.wisselronde.Wisselrondestatus",
        "RegistratieStatusEnum": "voorzieningen.models.registratie.Registratiestatus",
        "UitvoeringStatusEnum": "aanvragen.models.Uitvoeringstatus",
        "VerantwoordingStatusEnum": "aanvragen.models.Verantwoordingstatus",
        "CategorieEnum": "toelating.models.Categorie",
    },
}

OMGEVING = ""  # label in the header of anything that is not the real portal

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "kort": {
            "()": "swv.kern.logboek.ZonderInhoud",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "kort"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # These tell every step of a letter.
    "loggers": {naam: {"level": "WARNING"} for naam in ("weasyprint", "fontTools", "pyhanko", "pikepdf")},
}
