"""Merge small groups of children until nobody can be recognised in what is published of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.queries.proving.public_help import FEWEST_TOLD

Key = TypeVar("Key")
#: What was given (an item, or "" for what cost nothing) → the children who got it.
Got = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Group(Generic[Key]):
    """Keys that are told as one, with the children behind each thing that they got."""

    keys: tuple[Key, ...]
    got: Got

    @property
    def children(self) -> frozenset[int]:
        """Give all children of the group."""
        return frozenset().union(*self.got.values())

    @property
    def few(self) -> list[str]:
        """List what fewer than five children of the group got: it would point at them."""
        return [what for what, children in sorted(self.got.items()) if 0 < len(children) < FEWEST_TOLD]


def merged_groups(groups: Mapping[Key, Got]) -> list[Group[Key]]:
    """Merge each group in which few got something with the smallest other that got the same.

    So a sum never is of few children, nor is what remains when the other groups are taken from a
    sum of all. Where no other group got the same, the group stays `few`: its kind and number must
    not be told.
    """
    found = [Group((key,), got) for key, got in groups.items()]
    while (pair := _next_pair(found)) is not None:
        one, other = pair
        order = [group for group in found if group is one or group is other]
        whole = Group(order[0].keys + order[1].keys, _together(order))
        found = [whole if group is order[0] else group for group in found if group is not order[1]]
    return found


def _next_pair(groups: list[Group[Key]]) -> tuple[Group[Key], Group[Key]] | None:
    for group in sorted(groups, key=lambda each: len(each.children)):
        for what in group.few:
            others = [other for other in groups if other is not group and other.got.get(what)]
            if others:
                return group, min(others, key=lambda each: len(each.children))
    return None


def _together(groups: Iterable[Group[Key]]) -> Got:
    got: dict[str, frozenset[int]] = {}
    for group in groups:
        for what, children in group.got.items():
            got[what] = got.get(what, frozenset()) | children
    return got
