"""Loads a MISP event with PyMISP and prints it as PyMISP would send it."""

import logging
import sys

from pymisp import MISPEvent


class Refusing(logging.Handler):
    """PyMISP logs what it does not like and goes on."""

    def emit(self, record):
        raise SystemExit(f"PyMISP says: {record.getMessage()}")


logging.getLogger("pymisp").addHandler(Refusing(logging.WARNING))
event = MISPEvent(strict_validation=True)
event.load_file(sys.argv[1])
print(event.to_json())
