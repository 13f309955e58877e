"""Who does what to whom: subjects, objects and dependents of verb groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.joining import foretell_headline, is_foretold, no_subject_between, share_objects
from exporter.coding.english.parting import (
    BOUNDARY,
    behind_relative,
    ended_by,
    of_opening_gerund,
    opening_dash,
    part,
    waiting_subject,
)

if TYPE_CHECKING:
    from exporter.coding.analysis import NounGroup, VerbGroup
    from exporter.coding.english.vocabulary import Vocabulary

_ADDRESSED = frozenset(("assure", "inform", "notify", "promise", "reassure", "show"))  # "told them that they must go"


class Relations:
    """Fill in the relations between the groups of one sentence, from left to right."""

    def __init__(
        self, words: list[str], tags: list[str], groups: list[NounGroup], verbs: list[VerbGroup], vocabulary: Vocabulary
    ) -> None:
        self.words, self.tags, self.groups, self.verbs, self.vocabulary = words, tags, groups, verbs, vocabulary
        self.group_at = [-1] * len(words)
        self.verb_at = [-1] * len(words)
        for group in groups:
            for i in range(group.start, group.end):
                self.group_at[i] = group.index
        for verb in verbs:
            for i in range(verb.start, verb.end):
                self.verb_at[i] = verb.index

    def link(self) -> None:
        """Link all verb groups."""
        for group in self.groups:
            if group.first != group.index:
                part(self, group)
        self._behind()
        share_objects(self)
        for verb in self.verbs:
            self._govern(verb)
            if verb.governor >= verb.index:
                verb.governor = -1  # governors stand before what they govern, so that no chain can close

    # --- what stands behind a verb

    def _behind(self) -> None:
        for verb in self.verbs:
            stop = self.verbs[verb.index + 1].start if verb.index + 1 < len(self.verbs) else len(self.words)
            i = verb.end
            direct = True
            while i < stop:
                found = self.tags[i]
                index = self.group_at[i]
                if found in BOUNDARY or (found in "UQ" and not direct):
                    break
                if found == "U" or (found == '"' and self.tags[i - 1] == ","):
                    break  # “… the city,” the mayor said
                if index >= 0:
                    group = self.groups[index]
                    group.verb = verb.index
                    if group.parent >= 0 and self.groups[group.parent].owner == index:
                        i = group.end  # Russia in "Russia's army": the army is what counts
                        continue
                    if group.time:
                        i = group.end
                        continue
                    if group.preposition and group.preposition not in self._particles_of(verb, group):
                        verb.obliques.append((group.preposition, index))
                    elif direct or (group.first != index and group.first in verb.object):
                        if not self._taken(group, verb):
                            verb.object.append(index)
                    elif not self._taken(group, verb) and self.tags[group.start - 1] not in ",C(K":
                        verb.object.append(index)  # gave Russia weapons
                    direct = False
                    i = group.end
                    continue
                if found == ",":
                    direct = False
                    if i + 1 < stop and self.tags[i + 1] == "C":
                        i += 1
                        continue
                if found in "Q":
                    break
                if found == "C" and self.group_at[i + 1 if i + 1 < len(self.words) else i] < 0:
                    break
                i += 1

    def takes_objects(self, verb: VerbGroup) -> bool:
        """Tell whether what stands behind a verb is done something to, rather than said."""
        return verb.lemma not in self.vocabulary.intransitive and verb.lemma not in self.vocabulary.speech

    def _particles_of(self, verb: VerbGroup, group: NounGroup) -> tuple[str, ...]:
        """Return the particle that is taken for a preposition in "put out the fire"."""
        at = (self.groups[group.owner].start if group.owner >= 0 else group.start) - 1
        return (group.preposition,) if at == verb.end and group.preposition in ("out", "up", "off", "down") else ()

    def _taken(self, group: NounGroup, verb: VerbGroup) -> bool:
        """Tell whether a group is rather the subject of the verb group directly behind it."""
        following = verb.index + 1
        if following >= len(self.verbs):
            return False
        after = self.verbs[following]
        if after.start != group.end or after.tense in ("infinitive", "ing", "participle"):
            return False
        return group.index not in verb.object

    # --- subjects and governors

    def _govern(self, verb: VerbGroup) -> None:
        before = self._previous_tag(verb.start)
        earlier = self.verbs[verb.index - 1] if verb.index else None
        if verb.tense == "infinitive":
            self._infinitive(verb, earlier)
        elif before == "Q" or behind_relative(self, verb):
            self._relative(verb)
        elif verb.tense in ("ing", "participle"):
            self._participle(verb, earlier, before)
        elif before == "," and (waiting := waiting_subject(self, verb)) is not None:
            verb.subject = [waiting.index]
        elif earlier is not None and before in "C," and no_subject_between(self, verb, earlier):
            finite = self.tags[verb.head] == "V" and self.words[verb.head] != verb.lemma
            while finite and earlier.tense in ("infinitive", "ing", "participle") and earlier.governor >= 0:
                earlier = self.verbs[earlier.governor]
            if finite and verb.lemma in self.vocabulary.speech and is_foretold(self, earlier):
                earlier = self.verbs[earlier.governor]  # said that his troops would win, and warned
            verb.governor, verb.link, verb.subject = earlier.index, "coordinate", list(earlier.subject)
            if earlier.link == "infinitive" and verb.tense == "present" and not verb.modal:
                verb.tense, verb.link, verb.governor = "infinitive", "infinitive", earlier.governor
            if not verb.modal and earlier.modal and self.tags[verb.start] in "VL":
                verb.modal, verb.negated = earlier.modal, verb.negated or earlier.negated
                verb.tense = earlier.tense
        else:
            self._finite(verb, earlier)

    def _previous_tag(self, at: int) -> str:
        at -= 1
        while at >= 0 and (self.tags[at] == "R" or self.tags[at] == '"'):
            at -= 1
        return self.tags[at] if at >= 0 else "^"

    def _infinitive(self, verb: VerbGroup, earlier: VerbGroup | None) -> None:
        verb.link = "infinitive"
        owner = self._owner_of_content(verb.start)
        if owner >= 0:
            verb.subject = [owner]
        if earlier is None:
            foretell_headline(self, verb)
            return
        governor = earlier
        # to arrest and (to) try: the second hangs where the first does
        if self._previous_tag(verb.start) == "C" and earlier.link == "infinitive" and earlier.governor >= 0:
            governor = self.verbs[earlier.governor]
        verb.governor = governor.index
        if governor.lemma == "be" and governor.end == verb.start and not governor.modal:
            verb.modal, verb.tense, verb.link = "will", "future", governor.link  # "is to provide"
            verb.subject, verb.governor = list(governor.subject), governor.governor
            return
        if owner >= 0:
            return
        objects = [index for index in governor.object if self.groups[index].end <= verb.start]
        if governor.passive:
            verb.subject = list(governor.subject)
        elif objects and governor.lemma in self.vocabulary.object_control:
            verb.subject = objects
        elif governor.lemma in ("call", "appeal") and governor.obliques:
            verb.subject = [
                index for preposition, index in governor.obliques if preposition in ("on", "upon", "to", "for")
            ]
        else:
            verb.subject = list(governor.subject)

    def _owner_of_content(self, start: int) -> int:
        """Return whose decision, threat or plan an infinitive is: "Peru's refusal to pay", "a bid by Peru to join"."""
        index = self.group_at[start - 1] if start else -1
        if index < 0:
            return -1
        group = self.groups[index]
        if self.words[group.head] in self.vocabulary.content_nouns:
            return group.owner
        parent = self.groups[group.parent] if group.parent >= 0 else None
        if parent is None or self.words[parent.head] not in self.vocabulary.content_nouns:
            return -1
        return self._lead(group).index if group.preposition in ("by", "of", "from") else -1

    def _relative(self, verb: VerbGroup) -> None:
        verb.link = "relative"
        at = verb.start - 1
        while at > 0 and self.tags[at] != "Q":
            at -= 1
        antecedent = self._group_before(at)
        if antecedent is not None:
            first = self._lead(antecedent)
            verb.subject = [first.index]
            verb.governor = first.verb

    def _participle(self, verb: VerbGroup, earlier: VerbGroup | None, before: str) -> None:
        if earlier is not None and before == "C" and earlier.perfect and verb.tense == "participle":
            # has arrested and beaten: both have the auxiliary
            verb.link, verb.governor, verb.subject = "coordinate", earlier.index, list(earlier.subject)
            verb.passive, verb.perfect, verb.tense = earlier.passive, True, earlier.tense
            return
        verb.link = "participle"
        at = verb.start - 1
        group = self.groups[self.group_at[at]] if at >= 0 and self.group_at[at] >= 0 else None
        if group is not None:
            lead = self._lead(group)
            if verb.tense == "participle" or earlier is None:
                verb.subject = [group.index if group.preposition else lead.index]
                verb.governor = group.verb
                return
            # "met leaders visiting Paris": the participle belongs to the noun before it
            verb.subject = [group.index]
            verb.governor = earlier.index
            return
        if verb.tense == "participle" and before == "," and at > 0 and self.group_at[at - 1] >= 0:
            lead = self._lead(self.groups[self.group_at[at - 1]])
            if not lead.preposition or earlier is None:  # "the soldiers, supported by allies, …"
                verb.subject = [lead.index]
                verb.governor = lead.verb
                return
        if earlier is not None:
            if before == "," and earlier.tense == "participle" and earlier.governor >= 0:
                earlier = self.verbs[earlier.governor]  # hit back at words written by a rival, saying
            verb.governor = earlier.index
            # accused rivals of hiding it: who hides it is the object
            charged = before == "P" and self.words[at] in ("of", "for", "from") and not earlier.passive
            verb.subject = list((charged and earlier.object) or earlier.subject)
            if before == "C" and earlier.tense == verb.tense:
                verb.link = "coordinate"
        else:
            self._from_following(verb)

    def _from_following(self, verb: VerbGroup) -> None:
        """Give a sentence-initial participle the subject of the main clause: "Accused of fraud, he resigned"."""
        comma = next((i for i in range(verb.end, len(self.tags)) if self.tags[i] == ","), -1)
        if comma >= 0:
            for group in self.groups:
                possessor = group.parent >= 0 and self.groups[group.parent].owner == group.index
                if group.start > comma and not group.preposition and not possessor:
                    verb.subject = [group.index]
                    return

    def _finite(self, verb: VerbGroup, earlier: VerbGroup | None) -> None:
        dash = opening_dash(self, verb)
        if dash >= 0 and (main := ended_by(self, dash)) is not None:
            verb.governor, verb.link, verb.subject = main.index, "coordinate", list(main.subject)
            return
        subject = self._subject_before(verb, dash - 1 if dash >= 0 else verb.start - 1)
        if subject is not None and of_opening_gerund(self, subject, verb):
            return  # chasing the rebels allowed Peru to boast
        if subject is not None:
            verb.subject = [subject.index]
            if subject.verb >= 0:
                verb.governor = subject.verb
                governor = self.verbs[subject.verb]
                bare = self.tags[verb.head] == "V" and self.words[verb.head] == verb.lemma and verb.start == verb.head
                if bare and governor.lemma in ("help", "let", "make", "have", "see", "watch"):
                    verb.tense, verb.link = "infinitive", "infinitive"  # help officers keep order
                    if subject.index not in governor.object:
                        governor.object.append(subject.index)
                    return
                if subject.index in governor.object or subject.start == governor.end:
                    bare = governor.tense in ("infinitive", "ing") and self.takes_objects(governor)
                    verb.unsure = bare or governor.lemma == "be"  # a man who says he is a nurse was held
                if subject.index in governor.object:
                    governor.object.remove(subject.index)
                self._set_link(verb, governor, subject.start)
            elif earlier is not None:
                while earlier.index and earlier.start > subject.start:
                    earlier = self.verbs[earlier.index - 1]  # a relative clause stands between
                verb.governor = earlier.index
                self._set_link(verb, earlier, subject.start)
        elif earlier is not None:
            verb.governor, verb.link, verb.subject = earlier.index, "coordinate", list(earlier.subject)
        if not verb.subject and self.tags[verb.head] == "V":
            self._inverted(verb)

    def _set_link(self, verb: VerbGroup, governor: VerbGroup, start: int) -> None:
        between = self.tags[governor.end : start]
        clear = governor.lemma in self.vocabulary.speech and ";" not in between
        before = self.groups[self.group_at[start - 1]] if start and self.group_at[start - 1] >= 0 else None
        addressed = governor.lemma in self.vocabulary.object_control or governor.lemma in _ADDRESSED
        told = (
            addressed and verb.modal and before is not None and before.index in governor.object
        )  # told Peru it must go
        dated = clear and before is not None and before.time  # said on Sunday it would leave
        if before is not None and not (dated or told) and self.tags[start] in "ODS":
            verb.link = "relative"  # the bases it has seized
            return
        if start > 1 and self.tags[start - 1] == "Q" and self.group_at[start - 2] in governor.object and not addressed:
            verb.link = "relative"  # announced drills that it called a warning
            return
        that = any(self.words[i] == "that" for i in range(governor.end, start))
        verb.link = "complement" if clear or that or told else "main"

    def _inverted(self, verb: VerbGroup) -> None:
        """Give "…, said the president" its subject."""
        if verb.lemma in self.vocabulary.speech and verb.object:
            verb.subject = [verb.object.pop(0)]

    def _subject_before(self, verb: VerbGroup, at: int) -> NounGroup | None:
        """Walk left to the noun group that is the subject of a finite verb."""
        best: NounGroup | None = None
        while at >= 0:
            found = self.tags[at]
            if found in BOUNDARY or found == "U":
                break
            index = self.group_at[at]
            if index >= 0:
                group = self.groups[index]
                at = group.start - 1
                if group.time or group.preposition or group.parent >= 0 and self.groups[group.parent].owner == index:
                    continue
                best = self._lead(group)
                at = min(at, best.start - 1)
                skipped = self._out_of_relative(best, verb)
                if skipped is not None:
                    best = skipped
                break
            verb_here = self.verb_at[at]
            if verb_here >= 0:
                jumped = self._over(verb_here, verb)
                if jumped is not None:
                    best = self._out_of_relative(jumped, self.verbs[verb_here]) or jumped
                break
            at -= 1
        return best

    def _out_of_relative(self, group: NounGroup, verb: VerbGroup) -> NounGroup | None:
        """Pass over the object of a relative clause: "the men who killed two soldiers fled"."""
        if group.verb < 0:
            return None
        other = self.verbs[group.verb]
        if other.tense == "infinitive" and group.start == other.end:
            return self._before_infinitive(other, verb)
        relative = other.link == "relative" and group.start >= other.end and other.index == verb.index - 1
        if other.lemma in self.vocabulary.speech or not (relative or group.index in other.object):
            return None
        if relative and not group.preposition and group.index not in other.object:
            other.object.append(group.index)
        return self._over(other.index, verb)

    def _before_infinitive(self, infinitive: VerbGroup, verb: VerbGroup) -> NounGroup | None:
        """Return the noun that an infinitive with an object hangs on: "the order to leave Kabul angered them"."""
        top = infinitive
        while top.governor >= 0:
            top = self.verbs[top.governor]
            if top.link == "relative":
                return self._over(top.index, verb)  # the man who went to fight rebels has died
            if top.tense not in ("infinitive", "ing", "participle"):
                return None
        index = self.group_at[top.start - 1] if top.start else -1
        if index < 0 or infinitive.lemma in self.vocabulary.speech:
            return None
        return self._climb(self._lead(self.groups[index]))

    def _over(self, other: int, verb: VerbGroup) -> NounGroup | None:
        """Return the noun that an intervening relative or participle clause hangs on."""
        between = self.verbs[other]
        if self._previous_tag(between.start) == "Q" or between.link in ("participle", "relative"):
            for index in between.subject:
                group = self.groups[index]
                if group.end <= between.start:
                    lead = self._lead(group)
                    if not lead.preposition:
                        return lead
                    up = self._climb(lead)
                    return up if up is not None and not up.preposition else None
        if between.link == "infinitive" and between.governor >= 0 and between.governor != other:
            return self._over(between.governor, verb)
        return None

    def _climb(self, group: NounGroup) -> NounGroup | None:
        seen = 0
        while group.preposition and group.parent >= 0 and seen < len(self.groups):
            group = self._lead(self.groups[group.parent])
            seen += 1
        return group

    def _lead(self, group: NounGroup) -> NounGroup:
        """Return the first group of a coordination or apposition."""
        return self.groups[group.first]

    def _group_before(self, at: int) -> NounGroup | None:
        for i in range(at - 1, -1, -1):
            if self.group_at[i] >= 0:
                return self.groups[self.group_at[i]]
            if self.tags[i] not in ',P"(':
                return None
        return None
