"""Looks inside an uploaded PDF, in a process of its own with little memory and time.

Run as a script: the PDF comes on standard input, one line of findings goes out. A hostile file can make a parser
loop or eat memory; here that ends this process and not the portal. No Django in this file.
"""

import io
import re
import resource
import sys

GEHEUGEN = 1024**3  # bytes of address space
SECONDEN = 10  # of processor time
MAX_OBJECTEN = 200_000

# Names as qpdf writes them out: escapes such as /J#61vaScript are already undone.
GEVAARLIJK = (
    ("script", re.compile(rb"/(?:JavaScript|JS|XFA)(?![A-Za-z0-9])")),
    ("start", re.compile(rb"/(?:Launch|ImportData|GoToE|RichMedia)(?![A-Za-z0-9])")),
    ("ingesloten", re.compile(rb"/(?:EmbeddedFiles|EmbeddedFile|EF)(?![A-Za-z0-9])")),
)


def onderzoek(inhoud: bytes) -> set[str]:
    """Findings: wachtwoord, beveiligd, script, start, ingesloten, leeg, kapot, te groot; empty when all is well."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(inhoud)) as pdf:
            if pdf.is_encrypted:
                return {"beveiligd"}
            if len(pdf.objects) > MAX_OBJECTEN:
                return {"te groot"}
            gevonden = set() if len(pdf.pages) else {"leeg"}
            for voorwerp in pdf.objects:
                tekst = _als_tekst(voorwerp)
                gevonden |= {naam for naam, patroon in GEVAARLIJK if patroon.search(tekst)}
            return gevonden
    except pikepdf.PasswordError:
        return {"wachtwoord"}
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, MemoryError, RecursionError):
        return {"kapot"}


def _als_tekst(voorwerp: object) -> bytes:
    import pikepdf

    if isinstance(voorwerp, pikepdf.Stream):
        return b" ".join(
            f"{naam} ".encode() + (waarde.unparse() if isinstance(waarde, pikepdf.Object) else b"")
            for naam, waarde in voorwerp.items()
        )
    return voorwerp.unparse(resolved=True) if isinstance(voorwerp, pikepdf.Object) else b""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDEN, SECONDEN))
    resource.setrlimit(resource.RLIMIT_AS, (GEHEUGEN, GEHEUGEN))
    sys.stdout.write(",".join(sorted(onderzoek(sys.stdin.buffer.read()))) + "\n")


if __name__ == "__main__":
    main()
