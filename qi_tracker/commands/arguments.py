"""What the commands read from their command line alike."""

import argparse


def at_least_one(text: str) -> int:
    """How many; refused in words when it is none.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is not a whole number from 1.
    """
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)
