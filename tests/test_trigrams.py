import math

import pytest

from bot.reading.pages.trigrams import Trigrams, trigrams
from tests.benchmarks.trigrams import counted


@pytest.fixture(scope="module")
def small() -> Trigrams:
    return Trigrams(*counted(["工会好", "工会来"]))


def test_a_character_that_always_follows_is_as_much_likelier_as_it_is_rare_elsewhere(small):
    anywhere = (2 + 0.5) / 8  # 会 twice, of eight characters with the two beginnings
    begun = 0.2 * anywhere  # never first

    assert small.flow("工", "会") == pytest.approx(math.log(2) - math.log(begun + anywhere))


def test_what_was_never_seen_breaks_nothing(small):
    assert math.isfinite(small.flow("𠮷𠮷", "𡃁𡃁"))
    assert math.isfinite(small.flow("", "会"))


def test_digits_and_letters_are_all_the_same(small):
    of_numbers = Trigrams(*counted(["共12元", "共35元"]))

    assert of_numbers.flow("共9", "8元") == of_numbers.flow("共1", "2元")


@pytest.mark.parametrize(
    ("left", "right"),
    [("参加职工医疗互", "助的会员"), ("由市总工会和市人力资源", "和社会保障局"), ("有关部门要认真", "贯彻落实")],
)
def test_a_cut_sentence_flows_on_and_the_beginning_of_another_does_not(left, right):
    other = "本报讯 昨天下午"

    assert trigrams().flow(left, right) > 1 > 0 > trigrams().flow(left, other)


def test_marks_in_half_width_are_those_in_full_width():
    assert trigrams().flow("据了解", ",这项") == trigrams().flow("据了解", "，这项")
