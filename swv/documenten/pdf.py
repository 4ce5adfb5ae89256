"""From the HTML of a letter to its PDF: archive-proof (PDF/A-3a) and accessible (PDF/UA-1) in one file."""


def render_pdf(html: str) -> bytes:
    """The PDF of a whole HTML document with `lang`, `<title>` and headings; about 60 ms once warm.

    Raises `swv.documenten.zetwerk.BriefFout` when the letter asks for anything outside the packaged letter files,
    is longer than any letter should be, or when the font is missing.
    """
    from swv.documenten.zetwerk import naar_pdf

    return naar_pdf(html)
