"""What running text leaves in doubt of the parties of an event: who they are, of which country, and in which office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import vocabulary
from exporter.coding.narration import reporting_words
from exporter.coding.officials import people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading
    from exporter.events import Participant

_YEARS = 3  # after which nobody is spoken of by a former office
_STATE = 3  # letters of a CAMEO code that is a country's alone
_AID = "07"  # CAMEO's root of aid
# CAMEO roles of those who belong to no country.
_OF_ALL = ("IGO", "NGO", "INT", "IMG", "MNC", "UNO")
# CAMEO roles of those who act for a state.
_OFFICES = ("GOV", "MIL", "COP", "LEG", "JUD", "SPY")
_WORDS = frozenset(("ACCUSE", "REJECT", "SUPPORT", "AGREE", "THREATEN", "COOPERATE"))
# CAMEO roles of those whom every country has, armed or not.
_ANYBODY = frozenset(("CVL", "MIL", "OPP", "REB", "UAF"))
_HEARD = frozenset(("CONSULT", "REQUEST"))
_UNOFFICIAL = ("MED", "EDU", "BUS", "LAB", "HLH", "REF", "CVL", "AGR", "ELI")
_GOVERNING = ("GOV", "LEG", "JUD")
# PLOVER types that only words addressed to somebody make.
_ADDRESSED = frozenset(("ACCUSE", "THREATEN"))
# PLOVER types of what those in power settle with their own forces.
_SETTLED = frozenset(("REQUEST", "THREATEN", "REJECT", "SANCTION", "COERCE", "CONCEDE", "AGREE"))


@dataclass(frozen=True, slots=True)
class _Deed:
    """An event with its main parties."""

    day: str
    analysis: Analysis
    event: ClauseEvent
    source: Participant | None
    target: Participant | None


def doubt_in_parties(
    reading: Reading,
    analysis: Analysis,
    event: ClauseEvent,
    sources: Sequence[Participant],
    targets: Sequence[Participant],
) -> str:
    """Return why running text leaves the parties of an event in doubt, or an empty string."""
    if not reading.running:
        return ""
    day = (reading.document.published or "")[:10]
    deed = _Deed(day, analysis, event, next(iter(sources), None), next(iter(targets), None))
    return next((reason for holds, reason in _DOUBTS if holds(deed)), "")


def _acts_unseen(deed: _Deed) -> bool:
    """Tell whether an active verb of force has a subject that is no party, nor a weapon or deed that does harm."""
    event, analysis = deed.event, deed.analysis
    if deed.source is not None or event.plover not in ("ASSAULT", "COERCE") or event.trigger.verb < 0:
        return False
    verb = analysis.verbs[event.trigger.verb]
    undergoes = "subject" in event.trigger.entry.target  # came under attack
    if event.trigger.passive or verb.passive or undergoes or "clause.means" in event.rules:
        return False
    return reporting_words().causes.isdisjoint(analysis.words[analysis.groups[index].head] for index in verb.subject)


def _is_unknown(deed: _Deed) -> bool:
    """Tell whether nobody known acts: a name that no list holds."""
    return deed.source is not None and not deed.source.codes


def _is_of_nowhere(deed: _Deed) -> bool:
    """Tell whether all parties are known by their roles alone: "a court freed men", but not "a court freed Kenyans".

    Armed people and ordinary ones of no country who do something may be anybody's, unless they speak to who is known.
    """
    parties = [one for one in (deed.source, deed.target) if one is not None]
    if any(one.codes and not _has_no_country(one) for one in parties):
        source = deed.source
        anybody = source is not None and _has_no_country(source) and _role(source) in _ANYBODY
        return anybody and deed.event.plover not in _HEARD
    return any(map(_has_no_country, parties))


def _has_no_country(party: Participant) -> bool:
    code = party.code("cameo") or ""
    people = party.code("acled") == "Identity militia"  # a people is known by its own name
    return bool(code) and not party.country and not people and not code.startswith(_OF_ALL)


def _speaks_to_nobody(deed: _Deed) -> bool:
    """Tell whether a charge or threat names nobody.

    Blame for what is no party ("criticised the decision") and charges that a clause spells out are made all the same.
    """
    event, analysis = deed.event, deed.analysis
    if event.plover not in _ADDRESSED or deed.target is not None or event.trigger.entry.combine == "threaten":
        return False
    if (event.cameo or "").startswith("111") and event.targets:
        return False
    clauses = (one for one in analysis.verbs if one.governor == event.trigger.verb >= 0 and one.link == "complement")
    charge = next(clauses, None)
    if event.plover != "ACCUSE" or charge is None or not charge.subject:
        return True
    return analysis.tags[analysis.groups[charge.subject[0]].start] in "OE"


def _has_left(deed: _Deed) -> bool:
    """Tell whether a party left its last office years ago: what it did is history."""
    if not deed.day:
        return False
    since = f"{int(deed.day[:4]) - _YEARS:04d}{deed.day[4:]}"
    parties = (people().get(party.name or "") for party in (deed.source, deed.target) if party is not None)
    return any(person is not None and "" < person.left() < since for person in parties)


def _is_figure(deed: _Deed) -> bool:
    """Tell whether a deed is none: a minister clashed with a president, somebody dismissed a country's worth."""
    code = deed.event.cameo or ""
    if deed.source is not None and code[:2] in ("18", "19", "20") and _is_unarmed(deed.source):
        return True
    if deed.source is None or deed.target is None:
        return False
    if code.startswith("083") and deed.event.trigger.verb >= 0 and _role(deed.target) == "":
        return True
    lemma = deed.event.trigger.lemma.split()
    fights = code.startswith("190") and (lemma[0] in reporting_words().quarrels or "back" in lemma)
    return fights and _role(deed.source) in _GOVERNING and _role(deed.target) in (*_GOVERNING, "")


def _is_unarmed(party: Participant) -> bool:
    """Tell whether a party bears no arms at all: a body of the world or a charity."""
    code = party.code("cameo") or ""
    return code.startswith(("IGOUNO", "NGO", "INT")) and "PKO" not in code


def _asks_unknown(deed: _Deed) -> bool:
    """Tell whether those who are asked are named but not known: "urged European countries"."""
    event = deed.event
    if event.plover != "REQUEST" or deed.target is not None or event.trigger.verb < 0 or event.inner is None:
        return False
    verb = deed.analysis.verbs[event.trigger.verb]
    return verb.lemma in vocabulary().object_control and bool(verb.object)


def _speaks_in_private(deed: _Deed) -> bool:
    """Tell whether one who holds no office only says what he thinks: a pupil, a nurse."""
    source = deed.source
    if source is None or deed.event.plover not in _WORDS or not _is_unofficial(source):
        return False
    return not (source.text or "").lower().rstrip(".").endswith("s")


def _is_own_affair(deed: _Deed) -> bool:
    """Tell whether those in power only deal with their own forces: "will not allow US troops to leave"."""
    source, target = deed.source, deed.target
    if source is None or target is None or source.country is None or source.country != target.country:
        return False
    ruled = _role(source) in ("", *_GOVERNING) and _role(target) in ("MIL", "COP")
    return ruled and deed.event.plover in _SETTLED


def _is_advice(deed: _Deed) -> bool:
    """Tell whether police or officials only tell people what is best: "warned motorists to stay away"."""
    source, target = deed.source, deed.target
    if source is None or target is None or source.country != target.country or _role(target) != "CVL":
        return False
    warned = deed.event.plover == "THREATEN" and deed.event.trigger.lemma.split()[0] in ("warn", "caution", "advise")
    asked = deed.event.plover == "REQUEST" and _role(source) == "COP"
    return asked or (warned and _role(source) in ("COP", *_GOVERNING))


def _asks_another(deed: _Deed) -> bool:
    """Tell whether what somebody says must be done is to be done by nobody known: "suggested action must be taken"."""
    if "modal.demand" not in deed.event.rules or deed.target is None:
        return False
    analysis = deed.analysis
    first = (deed.target.text or "").split()[:1]
    told = (*analysis.verbs[deed.event.trigger.verb].subject, *analysis.verbs[deed.event.verb].object)
    asked = (one for index in told for one in analysis.coordinated(index))
    return not any([analysis.tokens[one.start].text] == first for one in asked)


def _mobilizes_unarmed(deed: _Deed) -> bool:
    return deed.source is not None and deed.event.plover == "MOBILIZE" and _role(deed.source) == "CVL"


def _visits_in_private(deed: _Deed) -> bool:
    """Tell whether somebody travels or talks on no public business: a correspondent, a scholar, a firm."""
    return deed.source is not None and deed.event.plover == "CONSULT" and _is_unofficial(deed.source)


def _is_unofficial(party: Participant) -> bool:
    """Tell whether a party holds no office and is nobody known by name: who lately left one still makes news."""
    return _role(party) in _UNOFFICIAL and (party.name or "") not in people()


def _role(party: Participant) -> str:
    """Return the CAMEO code of a party without its country, or an empty string for a country itself."""
    code = party.code("cameo") or ""
    return code[_STATE:][:3] if party.country and code.startswith(party.country) else code[:3]


_DOUBTS: tuple[tuple[Callable[[_Deed], bool], str], ...] = (
    (_acts_unseen, "an unclear subject"),
    (_is_unknown, "no party that is known"),
    (_is_of_nowhere, "a party of an unknown country"),
    (_speaks_to_nobody, "one party of two"),
    (_has_left, "a party that has left its office"),
    (_is_figure, "a figure of speech"),
    (_is_own_affair, "a word to one's own staff"),
    (_is_advice, "advice, no threat"),
    (_asks_another, "one party of two"),
    (_mobilizes_unarmed, "private persons"),
    (_visits_in_private, "private persons"),
    (_speaks_in_private, "private persons"),
    (_asks_unknown, "one party of two"),
)
