"""Toelating: de toelaatbaarheidsverklaring (TLV). The room is reserved; its workflow comes with its own issue."""
