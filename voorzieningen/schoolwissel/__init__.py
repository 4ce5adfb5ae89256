"""Pupils who seek another school: what they need, where there is place, a proposal with reasons, and the answer."""
