"""TLVs in the demo: the people, requests in every state, and what became of them, all through the acts of real life."""

from swv.demo.tlv.laden import toelating

__all__ = ["toelating"]
