"""Register the made-up children of 2018: 2.914 over the 95 communes, 2.813 of them with a group of article 10."""

import random
from collections.abc import Iterator
from datetime import date

from tracker.models.helping.children import Child, Group, Sex
from tracker.models.helping.places import Place
from tracker.operations.helping.child_records import add_to_groups
from tracker.operations.helping.children import ChildFacts, register_children
from tracker.operations.helping.places import load_places
from tracker.operations.sample_steps import Book, Step, as_they_are
from tracker.queries.helping.places import places_on

REGISTERED = date(2018, 1, 3)
#: Slices of the register, in its order: how many children each list takes.
MILK, GIFTS_WITH_GROUP, GIFTS_POOR, CARDS, BICYCLES, NOT_HELPED = 1337, 299, 101, 600, 63, 514
#: The pupils with a scholarship among those who drink milk.
FIRST_PUPIL, PUPILS = 100, 40
#: Bicycles also go to children who drink milk.
BICYCLES_TO_MILK = 27

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Phan",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Trương",
    "Lâm",
    "Mai",
    "Cao",
    "Thạch",
    "Kim",
]
MIDDLE_GIRL = ["Thị", "Ngọc", "Thanh", "Kim", "Mỹ", "Thúy", "Hồng", "Như", "Bảo", "Tường"]
MIDDLE_BOY = ["Văn", "Minh", "Hoàng", "Quốc", "Gia", "Thanh", "Đức", "Hữu", "Tấn", "Nhật"]
GIVEN_GIRL = [
    "An",
    "Ánh",
    "Chi",
    "Diễm",
    "Dung",
    "Giang",
    "Hà",
    "Hân",
    "Hạnh",
    "Hoa",
    "Hương",
    "Lan",
    "Linh",
    "Loan",
    "Ly",
    "Mai",
    "My",
    "Ngân",
    "Nhi",
    "Như",
    "Oanh",
    "Quyên",
    "Thảo",
    "Thư",
    "Trâm",
    "Trinh",
    "Tuyền",
    "Uyên",
    "Vy",
    "Yến",
]
GIVEN_BOY = [
    "Anh",
    "Bình",
    "Công",
    "Cường",
    "Danh",
    "Dũng",
    "Đạt",
    "Duy",
    "Hải",
    "Hiếu",
    "Hòa",
    "Huy",
    "Hưng",
    "Khang",
    "Khoa",
    "Kiệt",
    "Lâm",
    "Long",
    "Lộc",
    "Nam",
    "Nghĩa",
    "Nhân",
    "Phát",
    "Phúc",
    "Quân",
    "Sơn",
    "Tài",
    "Thành",
    "Thịnh",
    "Tiến",
    "Trí",
    "Tú",
    "Tuấn",
    "Vinh",
    "Vũ",
]
#: Groups that a list of children may carry without saying more than it must.
GROUPS = (Group.A, Group.C, Group.D, Group.H, Group.N)


def children() -> Iterator[Step]:
    """Load the places, register the children, and put all but the poor pupils into a group."""
    yield Step(REGISTERED, "", load_places, as_they_are({}))
    yield Step(REGISTERED, "clerk", register_children, _facts, "trẻ em")
    yield Step(REGISTERED, "clerk", add_to_groups, _groups)


class Slices:
    """The register cut into those who get milk, gifts, cards, bicycles, and nothing; read as far as asked."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def _cut(self, first: int, count: int) -> list[Child]:
        return self.book.many("trẻ em", first, first + count)

    @property
    def milk(self) -> list[Child]:
        """Give the 1.337 who get milk."""
        return self._cut(0, MILK)

    @property
    def pupils(self) -> list[Child]:
        """Give the 40 of those who drink milk who get a scholarship."""
        return self._cut(FIRST_PUPIL, PUPILS)

    @property
    def gifts_with_group(self) -> list[Child]:
        """Give those of the 400 with a gift at Tết who are in a group of article 10."""
        return self._cut(MILK, GIFTS_WITH_GROUP)

    @property
    def gifts_poor(self) -> list[Child]:
        """Give the poor pupils without a group among the 400."""
        return self._cut(MILK + GIFTS_WITH_GROUP, GIFTS_POOR)

    @property
    def gifts(self) -> list[Child]:
        """Give the 400 who get a gift at Tết."""
        return self.gifts_with_group + self.gifts_poor

    @property
    def cards(self) -> list[Child]:
        """Give the 600 who get a health-insurance card."""
        return self._cut(MILK + GIFTS_WITH_GROUP + GIFTS_POOR, CARDS)

    @property
    def bicycles(self) -> list[Child]:
        """Give the 90 who get a bicycle; 27 of them drink milk, too."""
        others = self._cut(MILK + GIFTS_WITH_GROUP + GIFTS_POOR + CARDS, BICYCLES)
        return others + self._cut(0, BICYCLES_TO_MILK)

    @property
    def not_helped(self) -> list[Child]:
        """Give those who are on no list."""
        return self._cut(MILK + GIFTS_WITH_GROUP + GIFTS_POOR + CARDS + BICYCLES, NOT_HELPED)


def _facts(book: Book) -> dict[str, object]:
    chance = random.Random(2018)
    communes = places_on(book.session, REGISTERED)
    total = MILK + GIFTS_WITH_GROUP + GIFTS_POOR + CARDS + BICYCLES + NOT_HELPED
    many = [_child(chance, communes[number % len(communes)]) for number in range(total)]
    return {"many": many, "registered_on": REGISTERED}


def _child(chance: random.Random, place: Place) -> ChildFacts:
    girl = chance.random() < 0.5
    middle, given = (MIDDLE_GIRL, GIVEN_GIRL) if girl else (MIDDLE_BOY, GIVEN_BOY)
    born = date(chance.randint(2004, 2013), chance.randint(1, 12), chance.randint(1, 28))
    grade = min(max(2018 - born.year - 6, 0), 9)
    return ChildFacts(
        full_name=f"{chance.choice(FAMILY)} {chance.choice(middle)} {chance.choice(given)}",
        place=place,
        birth_on=born,
        sex=Sex.FEMALE if girl else Sex.MALE,
        hamlet=f"Ấp {chance.randint(1, 8)}",
        school_class=f"{grade}{chance.choice('ABC')}" if grade else "",
    )


def _groups(book: Book) -> dict[str, object]:
    chance = random.Random(10)
    poor = {child.id for child in Slices(book).gifts_poor}
    with_group = [child for child in book.many("trẻ em") if child.id not in poor]
    return {"many": [(child, chance.choice(GROUPS)) for child in with_group], "since": REGISTERED}
