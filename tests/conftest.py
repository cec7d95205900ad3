import pytest
from hypothesis import HealthCheck, settings
from make_store import address, server, store

from bot.library import Library
from bot.loading import load_library
from bot.tg.memory import memory_of
from tests.make_corpus import make_corpus

# a test proves a fact and never a speed: machines are shared
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

__all__ = ["address", "server", "store"]

ARTICLES = {
    "housing/rent.md": (
        "---\ntitle: 租房补贴怎么领\nsource: 示例材料\ndate: 2026-03-01\nregion: 云栎市\n---\n\n"
        "没有住公租房、自己在外面租房的困难职工，可以申请住房租赁补贴。标准是每户每月360元。\n\n"
        "申请时带上身份证和租房合同，到职工服务站办理。审核要10个工作日。\n"
    ),
    "training/class.md": (
        "---\ntitle: 免费电工班开课\nsource: 示例材料\ndate: 2026-04-02\n---\n\n"
        "市职工学校九月开办免费电工班，每周二、周四晚上上课。会员凭会员卡报名，额满为止。\n\n"
        "学完可以参加技能等级考试，考试费由工会承担。\n"
    ),
    "medical/aid.md": (
        "---\ntitle: 医疗互助怎么参加\nsource: 示例材料\ndate: 2026-01-05\n---\n\n"
        "医疗互助每人每年交费80元，由单位工会统一办理。住院一天补助50元。\n\n"
        "报销材料交到单位工会，三十天内打到银行卡里。\n"
    ),
    "stations/rest.md": (
        "---\ntitle: 工会驿站向户外劳动者开放\nsource: 示例材料\ndate: 2026-05-06\n---\n\n"
        "全市一百二十个工会驿站有热水、微波炉和充电的地方，快递员、环卫工人都能进去歇脚。\n\n"
        "驿站每天早上七点开门，晚上九点关门。\n"
    ),
}


@pytest.fixture
def corpus(tmp_path):
    """A folder of four small articles."""
    return make_corpus(tmp_path / "corpus", ARTICLES)


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Library:
    """What the four articles can answer, by the thesaurus that is shipped."""
    root = make_corpus(tmp_path_factory.mktemp("library"), ARTICLES)
    (root / "thesaurus.txt").unlink()
    return load_library(root)


@pytest.fixture
def memory(tmp_path):
    """A memory of its own for each test."""
    opened = memory_of(str(tmp_path / "state"))
    yield opened
    opened.close()
