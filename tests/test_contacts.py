import pytest

from bot.contacts import card_of

CONTACTS = (("甘肃", "省里"), ("兰州", "市里"), ("兰州市/城关区", "区里"), ("北京/朝阳区", "北京朝阳"))


@pytest.mark.parametrize(
    ("region", "card"),
    [
        (("甘肃省", "兰州市", "城关区"), "区里"),
        (("甘肃省", "兰州市", "七里河区"), "市里"),
        (("甘肃省", "天水市"), "省里"),
        (("西藏自治区", "拉萨市", "城关区"), ""),
        (("北京市", "朝阳区"), "北京朝阳"),
        (("吉林省", "长春市", "朝阳区"), ""),
        ((), ""),
        (None, ""),
    ],
)
def test_the_card_is_of_the_nearest_place_that_has_one(region, card):
    assert card_of(region, CONTACTS) == card
