"""Programs for developers and for the start of the portal; no part of the portal itself."""
