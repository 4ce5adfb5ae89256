"""The one way in which `./portal` says no."""


class Refused(Exception):
    """A request that cannot be met: a sentence that says what is wrong and what to do."""
