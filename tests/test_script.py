import pytest

from bot.script import is_traditional, simplified


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
