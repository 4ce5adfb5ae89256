"""The environment in which Django runs under the supervisor."""

import os
from collections.abc import Mapping

from scripts.portaal.config import Config
from scripts.portaal.state import State

DEMO = "swv.settings.development"
TEST = "swv.settings.test"


def for_django(config: Config, state: State, *, settings: str, servers: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment with the servers, folders and address of this portal."""
    return {
        **os.environ,
        **servers,
        "DJANGO_SETTINGS_MODULE": settings,
        "STATE_DIR": str(state.folder),
        "BASE_URL": config.base_url,
        "SECRET_KEY": state.secret_key(),
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{config.venv_python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }
