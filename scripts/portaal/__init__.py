"""Installs, starts, joins, tests and stops the portal; the code behind `./portal`.

Only the standard library is used here, because this code runs before anything is installed.
`prepare.py` is the exception: it runs inside the virtual environment.
"""
