"""A number of people that a passage reports as harmed, arrested or gathered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["killed", "injured", "arrested", "crowd"]

ATTACKER = "attacker"  # head noun of the toll of a suicide attacker


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people harmed, arrested or gathered, as one passage reports it.

    ``cue`` is the token that tells the kind. ``total`` figures take the place of earlier ones; ``background`` tells of
    another event than the one reported, and ``elsewhere`` surely so ("protested the killing of two men"); ``stated`` is
    the coder's own figure in an event note; ``continued`` goes on about those of the sentence before; ``named`` is one
    person by name.
    """

    kind: Kind
    low: int | None
    best: int | None
    high: int | None
    cue: int
    first: int
    last: int
    head: str = ""
    vague: bool = False
    counted: bool = True
    total: bool = False
    added: bool = False
    subset: bool = False
    definite: bool = False
    background: bool = False
    stated: bool = False
    rival: bool = False
    elsewhere: bool = False
    named: bool = False
    split: int = 1
    continued: bool = False
