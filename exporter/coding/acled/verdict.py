"""Which sub-event type the evidence of a passage makes: ACLED's distinctions and its hierarchy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.acled.signs import Tally, Weights

# ACLED's hierarchy; between equal scores the earlier one is taken.
HIERARCHY = (
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Armed clash",
    "Excessive force against protesters",
    "Protest with intervention",
    "Peaceful protest",
    "Violent demonstration",
    "Mob violence",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
)
REMOTE = HIERARCHY[8:14]
STRATEGIC = frozenset(HIERARCHY[17:])
_LABELS = tuple((name, "label:" + name) for name in HIERARCHY)
KILLED = 1.8  # evidence of an attack that goes beyond the taking of a captive
RAMMED = 3.4  # what a vehicle full of explosives weighs that is driven into something
UNREST = 1.2  # what unrest weighs of which nothing more is told
MISHAP = 1.5  # evidence that what happened was an accident
_ACCIDENTAL = (*REMOTE, "Attack", "Armed clash", "Disrupted weapons use", "Looting/property destruction")
DIED = 1.4  # what a death weighs where a protest is dispersed
ARMED_DEED = 0.8  # evidence that whoever used sticks or blades is an armed party
CARRIED = 4.0  # the most that poison weighs that weapons or attackers bring
CHEMICAL = 2.0  # evidence of a chemical weapon that outweighs what carried it
TAKEN = 2.4  # evidence that a place changed hands
FALLEN = 0.5  # the sign that a death is one of a force
CALM = 0.5  # the signs of people who came together in peace
GATHERED = 2.0  # what these weigh as a protest
THRESHOLD = 1.4  # evidence below this makes no incident


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sub-event type with the weight of its evidence and the names of what made it."""

    sub_event_type: str
    score: float
    evidence: tuple[str, ...]


def scores(t: Weights) -> dict[str, float]:
    """Return the score of every sub-event type that has any evidence."""
    out: dict[str, float] = {}
    _demonstrations(t, out)
    _violence(t, out)
    _remote(t, out)
    _territory(t, out)
    _strategic(t, out)
    for name, label in _LABELS:
        if label in t:
            out[name] = out.get(name, 0.0) + t[label]
    return out


_LEAST = 0.6  # no sum of signs that are all weaker than this reaches a threshold
RELAXED = 1.1  # the same, for a short text that says nothing louder


def decide(tally: Tally, threshold: float = THRESHOLD, *, contentious: bool = False) -> Verdict | None:
    """Return the sub-event type of a passage, or None where nothing speaks loudly enough.

    Where only contentious events are asked for, ACLED's strategic developments are left out.
    """
    if max(tally.best.values(), default=0.0) < _LEAST:
        return None
    found = scores(tally.weights())
    if contentious:
        found = {name: score for name, score in found.items() if name not in STRATEGIC}
    best = max(found.values(), default=0.0)
    if best < threshold:
        return None
    name = min((name for name, score in found.items() if score == best), key=HIERARCHY.index)
    return Verdict(name, best, tuple(sorted(name for name, weight in tally.best.items() if weight >= 1)))


def _crowd_violence(t: Weights, demo: float) -> float:
    """Return how violent a crowd is; some signs count only where a demonstration is told of."""
    return max(
        t["riot"],
        t["stoning"],
        t["storming"],
        t["violent"] if demo >= 1.5 else 0.0,
        t["street"],
        t["breakage"] if demo >= 2 else 0.0,
        t["wrecking"],
        t["tyre"] * 2.0,
        t["barricade"] * 1.6,
        t["burn"] * (1.2 if demo >= 2 else 0.4),
        t["missile"] * 1.8,
        t["rioter"] * (1.6 if demo >= 2 else 0.8),
        t["loot"] * (0.8 if demo >= 2.5 else 0),
    )


def _demonstration(t: Weights) -> float:
    """Return how surely a crowd demonstrates."""
    protest = max(t["protest"], t["strike"] and t["strike"] + 0.3 * t["group"])
    protest = max(protest, t["gather"] + 0.8 * max(t["crowd"], t["throng"], t["group"] * 0.5))
    if min(t["gather"], t["calm"]) >= CALM:
        protest = max(protest, GATHERED)
    demo = max(protest + 0.5 * t["crowd"], t["crowd"] * 2.0)
    return max(demo, 1.25 if t["demand"] >= 1 else 0.0)


def _is_spoken(t: Weights) -> bool:
    """Tell whether people of whom nothing else is told only demand something: in news they may just say so."""
    return bool(t["spoken"]) and max(t["protest"], t["strike"], t["gather"], t["crowd"]) < _LEAST


def _demonstrations(t: Weights, out: dict[str, float]) -> None:
    demo = _demonstration(t)
    many = max(t["mobbing"], t["brawl"], t["rioter"], t["crowd"], t["throng"], t["mob"], t["group"], t["unknown"])
    mob = max(t["mob"], t["mobbing"], t["brawl"], t["crude"] if many and t["armed-deed"] < ARMED_DEED else 0.0)
    if mob:
        out["Mob violence"] = mob + 0.4 * t["rioter"] - 0.35 * t["protest"]
    violence = _crowd_violence(t, demo) * (0.6 if t["calm"] and demo >= 1.5 else 1.0)
    if demo < 1.2 and violence < 1.5 and t["force"] < 1.4 and t["disperse"] < 2.0:
        if t["violent"] >= 1.5:
            out["Violent demonstration"] = UNREST
        return
    base = max(demo, violence * 0.9)
    tyre = t["tyre"] * 2.0 if t["mob"] < 2.0 else 0.0
    unrest = max(t["riot"], tyre, t["barricade"] * 1.6, t["violent"] if t["rioter"] else 0.0)
    if violence >= (0.85 if demo >= 2 else 1.5):
        if demo < 1.0 and unrest < 1.5:  # a crowd that does not demonstrate is a mob
            out["Mob violence"] = max(out.get("Mob violence", 0.0), violence)
        else:
            out["Violent demonstration"] = base + 0.5 * min(violence, 3.0)
    else:
        _peaceful(t, out, demo, base)


def _peaceful(t: Weights, out: dict[str, float], demo: float, base: float) -> None:
    """Tell by what meets a crowd that is not violent: excessive force, an intervention, or nothing."""
    met = t["disperse"] >= 1.5 or t["state-violence"] >= 0.9
    met = met or (t["calm"] >= 0.5 and t["slain"] >= 0.9)
    died = DIED if met and demo >= 1.4 and max(t["dead"], t["slain"], t["harm"]) >= 0.9 else 0.0
    force = max(died, t["lethal"], t["force"], t["state-violence"] * (2.0 if demo >= 2 else 0))
    intervention = max(t["disperse"], t["arrest-crowd"] * 0.9 if demo >= 1.5 else 0.0)
    if (force >= 1.0 and demo >= 2) or (force >= 1.4 and (demo >= 1.2 or t["force"] >= 1.4)):
        out["Excessive force against protesters"] = max(base, t["attack"]) + 0.5 * force
    elif intervention >= 1.0 and demo >= 1.2:
        out["Protest with intervention"] = base + 0.3 * intervention
    elif demo >= 1.2 and not _is_spoken(t):
        out["Peaceful protest"] = base
    elif t["disperse"] >= 2.0:
        out["Protest with intervention"] = 0.8 * t["disperse"]


def _violence(t: Weights, out: dict[str, float]) -> None:
    out["Armed clash"] = max(t["clash"], t["battle"])
    out["Attack"] = max(t["attack"], t["dead"])
    fought = t["clash"] >= 1.5 or (max(t["clash"], t["battle"]) >= 1.0 and out["Attack"] < 3.2)
    if fought and not t["mob"] and not t["crude"]:
        out["Armed clash"] = max(out["Armed clash"], out["Attack"] + 0.1)  # who fights back makes it a battle
    if t["fallen"] >= FALLEN and t["slain"] < FALLEN and t["attack"] >= UNREST:
        out["Armed clash"] = max(out["Armed clash"], out["Attack"] + 0.1)  # an attack that cost soldiers their lives
    if max(t["mob"], t["crude"]) >= 1.5 and t["armed-deed"] < ARMED_DEED:
        out["Attack"] *= 0.6
    vanished = max(t["vanish"], t["arrest"] + 0.2 if t["vanish"] >= 1 else 0.0)
    out["Abduction/forced disappearance"] = max(t["abduct"], vanished) * (0.4 if t["freed"] else 1.0)
    if max(t["battle"], t["gov-takes"], t["non-takes"]) >= 2.4:  # those whom a fight leaves in the winner's hands
        out["Abduction/forced disappearance"] *= 0.6
    if out["Attack"] >= KILLED:  # who is taken and then killed was attacked
        out["Abduction/forced disappearance"] = min(out["Abduction/forced disappearance"], out["Attack"] - 0.1)
    out["Sexual violence"] = t["sexual"]


def _remote(t: Weights, out: dict[str, float]) -> None:
    out["Chemical weapon"] = t["chem"]
    if t["toxin"] >= 1.0 and max(t["mob"], t["mobbing"], t["mishap"]) < 1.5:
        # who chokes or is poisoned met a chemical weapon where the text tells of a weapon or an attacker
        carried = max(t["shell"], t["air"], t["ied"], t["grenade"], t["attack"], 3.0 * t["armed"], 2.0 * t["weapon"])
        out["Chemical weapon"] = max(t["chem"], min(carried + 0.3, CARRIED) if carried >= 1.5 else 0.0)
    out["Air/drone strike"] = t["air"]
    if t["aircraft"] >= 0.9 and t["mishap"] < 1.0 and not t["suicide"]:
        out["Air/drone strike"] = max(t["air"], t["ied"] and t["ied"] + 0.3)  # what blows up under jets was bombed
    out["Shelling/artillery/missile attack"] = t["shell"] * (0.8 if t["air"] else 1.0)
    if t["aloft"] >= 0.9 and t["mishap"] < 1.0:
        # what comes from the sky, whatever the words say that it does
        struck = max(t["ied"], t["shell"], t["attack"], t["loot"], t["battle"], t["dead"], t["burn"])
        out["Air/drone strike"] = max(out["Air/drone strike"], struck + 0.3 if struck >= 1.0 else 0.0)
        out["Shelling/artillery/missile attack"] = 0.0
    out["Suicide bomb"] = max(t["suicide"], RAMMED if min(t["laden"], t["ram"]) >= 0.8 else 0.0)
    out["Remote explosive/landmine/IED"] = t["ied"] * (0.6 if t["air"] or t["shell"] or t["grenade"] else 1.0)
    out["Grenade"] = t["grenade"]
    if t["razing"] and t["vacant"]:  # to blow up an empty house is to destroy it
        out["Remote explosive/landmine/IED"] = min(out["Remote explosive/landmine/IED"], t["razing"] - 0.4)
    remote = max(out[name] for name in REMOTE)
    if out["Chemical weapon"] >= CHEMICAL:
        out["Chemical weapon"] = max(out["Chemical weapon"], remote + 0.1)  # whatever carried it
    if remote >= 1.5 and t["clash"] < 1.5:
        out["Armed clash"] = min(out["Armed clash"], remote - 0.2)
        out["Attack"] = min(out["Attack"], remote - 0.1)
    elif t["clash"] >= 2.0:
        for name in REMOTE:
            out[name] *= 0.8


def _territory(t: Weights, out: dict[str, float]) -> None:
    gov, non, other = t["gov-takes"], t["non-takes"], t["takes"]
    if max(t["left"], t["nofight"]) >= 0.8:
        other = max(other, t["entered"])
    if not (gov or non or other):
        return
    if other and not gov and not non:
        if t["recapture"]:
            gov = other
        else:
            non = other * 0.9
    taken = max(gov, non)
    battle = max(t["clash"], t["battle"])
    fought = battle >= 1.2 or t["fought"] >= 0.9
    if t["nofight"] >= 0.5 or (t["left"] >= 0.8 and not fought):
        out["Non-violent transfer of territory"] = taken + 1.2
        return
    if taken >= 1.2 and battle:
        taken = max(taken, battle + 0.4)  # the hierarchy: a fight that moves territory is coded by the territory
    name = "Government regains territory" if gov >= non else "Non-state actor overtakes territory"
    out[name] = taken + 0.2


def _strategic(t: Weights, out: dict[str, float]) -> None:
    violence = max(t["battle"], t["clash"], t["attack"], t["air"], t["shell"])
    out["Agreement"] = t["agree"]
    met = t["disperse"] >= 2 or (t["disperse"] >= 1 and t["protest"] + t["crowd"] >= 1)
    handed = max(t["mob"], t["mobbing"]) >= 1.5  # people beat a suspect and hand him to the police
    out["Arrests"] = t["arrest"] * (0.6 if met or handed else 1.0)
    out["Change to group/activity"] = t["change"]
    weapons = max(t["ied"], t["shell"], t["air"], t["suicide"], t["grenade"], t["weapon"])
    disrupted = max(t["seizure"], t["premature"] + 0.6 * weapons if t["premature"] else 0)
    if t["defuse"] and weapons:
        disrupted = max(disrupted, t["defuse"] + 0.8 * weapons)
    if max(t["clash"], t["battle"]) >= 1.2 and not t["premature"]:
        disrupted *= 0.5  # what is seized after a fight belongs to the fight
    out["Disrupted weapons use"] = disrupted
    if disrupted >= 2.5:
        for name in (
            "Remote explosive/landmine/IED",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Air/drone strike",
            "Grenade",
        ):
            out[name] = out.get(name, 0.0) * 0.7
    out["Headquarters or base established"] = _base(t, out)
    razing = t["razing"] if t["vacant"] else 0.0
    out["Looting/property destruction"] = max(t["loot"], t["burn"], razing) * (0.8 if violence > 2 else 1.0)
    remote = max(t["ied"], t["air"], t["shell"], t["grenade"], t["suicide"])
    if remote >= 1.5 and not (t["razing"] and t["vacant"]):
        out["Looting/property destruction"] = min(out["Looting/property destruction"], remote - 0.3)
    out["Other"] = t["other"]
    if t["mishap"] >= MISHAP and max(t["state"], t["armed"], t["base"], t["convoy"], t["aircraft"], t["weapon"]) >= 0.5:
        worst = max(*(out.get(name, 0.0) for name in _ACCIDENTAL), t["other"])
        out["Other"] = max(out["Other"], worst + 0.2)  # nobody meant it
    if t["ceded"]:
        out["Non-violent transfer of territory"] = max(
            out.get("Non-violent transfer of territory", 0), t["ceded"] + 0.4
        )
    if t["nofight"] and t["withdraw"] >= 0.8 and max(t["clash"], t["battle"]) < 1.2:
        peacefully = max(out["Change to group/activity"] + 0.2, t["withdraw"] + 0.6)
        out["Non-violent transfer of territory"] = max(out.get("Non-violent transfer of territory", 0.0), peacefully)
    _withdrawal(t, out)


def _base(t: Weights, out: dict[str, float]) -> float:
    """Return what the setting up of a base weighs beside what was hit or taken."""
    weight = t["hq"]
    if max(out.get(name, 0.0) for name in REMOTE) >= TAKEN:
        weight *= 0.6  # what was hit was "used as a command post"
    taken = max(out.get(name, 0.0) for name in HIERARCHY[:2])
    return min(weight, taken - 0.1) if taken >= TAKEN else weight  # a base in a place that was just taken


def _withdrawal(t: Weights, out: dict[str, float]) -> None:
    """Let who withdraws hand over a place, unless from a fight or a crowd."""
    crowds = max(out.get("Violent demonstration", 0.0), out.get("Mob violence", 0.0)) >= UNREST and not t["armed"]
    if not t["withdraw"] or "Non-violent transfer of territory" in out or crowds:
        return
    fought = max(t["clash"], t["battle"]) >= 1.0
    there = 1.0 if min(t["state"], t["armed"]) >= 0.5 else 0.6 * t["place"]  # one side went, the other is there
    out["Non-violent transfer of territory"] = (t["withdraw"] + there) * (0.5 if fought else 1.0)
