import json

from bot.mapped import Mapped


def test_members_are_made_when_they_are_wanted():
    made = []
    numbers = Mapped(["1", "2", "3"], lambda text: made.append(text) or int(text))

    assert (numbers[1], numbers[-1], made) == (2, 3, ["2", "3"])


def test_what_is_kept_is_the_same_object_ever_after():
    lists = Mapped(["[1]", "[2]"], json.loads, kept=True)

    assert lists[0] is lists[0]
    assert [id(one) for one in lists] == [id(one) for one in lists]


def test_it_equals_any_sequence_of_equal_members():
    numbers = Mapped("123", int)

    assert (numbers == (1, 2, 3), numbers == (1, 2, 3), numbers == (1, 2)) == (True, True, False)
    assert numbers[1:] == (2, 3)
