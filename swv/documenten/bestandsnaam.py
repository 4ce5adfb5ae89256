"""Names of uploaded files: what people see, and what a browser gets back."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_LENGTE = 120
_VERBODEN = re.compile(r'[<>:"/\\|?*]')

# Endings that a name may not hide before its last one, as in `verslag.exe.pdf`.
UITVOERBAAR = frozenset(
    {"app", "apk", "bat", "cmd", "com", "cpl", "dll", "dmg", "docm", "dotm", "exe", "hta", "htm", "html", "iso"}
    | {"jar", "js", "jse", "lnk", "mjs", "msi", "php", "pif", "ps1", "py", "rb", "scr", "sh", "svg", "svgz"}
    | {"swf", "vbe", "vbs", "wsf", "xhtml", "xlsm", "xml"}
)


def schoon(naam: str) -> str:
    """A name without folders, control marks, text-direction marks or characters that a file system refuses."""
    kaal = unicodedata.normalize("NFC", naam).replace("\\", "/").rsplit("/", 1)[-1]
    kaal = "".join(teken for teken in kaal if unicodedata.category(teken)[0] != "C")
    kaal = " ".join(_VERBODEN.sub("-", kaal).split()).strip(". ")
    stam, punt, extensie = kaal.rpartition(".")
    if not punt:
        return kaal[:MAX_LENGTE] or "bestand"
    return f"{stam[: MAX_LENGTE - len(extensie) - 1].strip() or 'bestand'}.{extensie[:20].lower()}"


def extensies(naam: str) -> list[str]:
    """All endings in lower case, in order: `verslag.pdf.exe` gives `["pdf", "exe"]`."""
    return [deel.strip(". ").lower() for deel in PurePosixPath(naam).name.split(".")[1:]]
