import pytest

from bot.script import is_traditional, simplified, simplified_by_character


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("會員持工會會員證可以到職工服務中心申請補貼。", True),
        ("会员持工会会员证可以到职工服务中心申请补贴。", False),
        ("会员陈國强持工会会员证可以到职工服务中心申请补贴。", False),
        ("1200元", False),
    ],
)
def test_a_text_is_traditional_where_many_of_its_characters_are(text, told):
    assert is_traditional(text) is told


def test_a_text_is_simplified_character_for_character():
    assert simplified("會員證\ud800，後來補發") == "会员证\ufffd，后来补发"


def test_for_comparing_each_character_is_simplified_by_itself():
    assert simplified_by_character("會員證\ud800\ue02e，乾隆後來補發") == "会员证\ufffd\ue02e，干隆后来补发"
