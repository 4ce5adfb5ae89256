"""The least that django-hordak needs, with a connection that stays open as the portal's does."""

import os

SECRET_KEY = "only-for-measuring"  # noqa: S105 - signs nothing
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "mptt", "hordak"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["HORDAK_DATABASE"],
        "USER": "portal",
        "HOST": os.environ["HORDAK_SOCKET"],
        "CONN_MAX_AGE": 60,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DEFAULT_CURRENCY = "EUR"
HORDAK_CURRENCIES = ["EUR"]
CURRENCIES = ["EUR"]
