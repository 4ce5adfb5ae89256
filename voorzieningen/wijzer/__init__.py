"""The wijzer: from a situation in plain words, in at most three questions, to the facilities that fit."""
