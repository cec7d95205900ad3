import pytest

from bot.intent import asking_part, questions_in, retold
from bot.intent.several import is_asking
from bot.intent.story import RETOLD

SEVERAL = {
    "公租房怎么申请？医疗互助怎么参加？": ("公租房怎么申请？", "医疗互助怎么参加？"),
    "公租房怎么申请，医疗互助怎么参加": ("公租房怎么申请", "医疗互助怎么参加"),
    "公租房怎麼申請？醫療互助怎麼參加？": ("公租房怎麼申請？", "醫療互助怎麼參加？"),
    "我想问公租房怎么申请，还有年假怎么休": ("公租房怎么申请", "年假怎么休"),
    "1、公租房怎么申请 2、医疗互助怎么参加 3、年假有几天": ("公租房怎么申请", "医疗互助怎么参加", "年假有几天"),
    "1. 公租房怎么申请\n2. 医疗互助怎么参加": ("公租房怎么申请", "医疗互助怎么参加"),
    "怎么申请公租房？怎么参加医疗互助？": ("怎么申请公租房？", "怎么参加医疗互助？"),
    "年假有几天 加班费怎么算　高温津贴有多少": ("年假有几天", "加班费怎么算", "高温津贴有多少"),
    "公租房怎么申请还有年假有几天": ("公租房怎么申请", "年假有几天"),
    "我想问公租房怎么申请顺便问一下医疗互助怎么参加": ("公租房怎么申请", "医疗互助怎么参加"),
    "我是骑手。受伤了找谁？另外想问一下孩子上大学有没有补助？谢谢": (
        "我是骑手。受伤了找谁？",
        "孩子上大学有没有补助？",
    ),
}
ONE = (
    "公租房怎么申请",
    "公租房怎么申请？需要什么材料？去哪里办？",
    "公司不给交社保怎么办？可以要求赔偿吗？",
    "工伤还有哪些赔偿",
    "公司还有三个月工资没发怎么办",
    "产假几天还有没有补贴",
    "老板欠我三个月工资还有加班费怎么要",
    "被辞退了有补偿吗？补偿怎么算？",
    "外地户口能申请公租房吗，租金多少钱",
    "怎么申请公租房？怎么交材料？",
    "公租房 怎么申请 要什么条件",
    "职工 怎么 申请 法律援助 吗",
    "我在工地干活 摔伤了 怎么办 能赔多少",
    "租金是3.5元还是2.5元一平米？",
    "在吗？社保断了怎么办",
    "你好，请问公租房怎么申请？谢谢！",
    "为什么到了1996年，佐敦谷南道必须停用？",
    "遊客數量比漢諾瓦射擊節多約50,000人是在哪裡？",
    "？？？",
    "",
)


@pytest.mark.parametrize("message", SEVERAL)
def test_questions_of_their_own_are_taken_apart_each_verbatim(message):
    assert questions_in(message) == SEVERAL[message]
    assert all(question in message for question in questions_in(message))


@pytest.mark.parametrize("message", ONE)
def test_a_question_that_leans_on_the_one_before_stays_with_it(message):
    assert questions_in(message) == (message,)


TOLD = "我在这个厂里干了八年，从学徒做到班长，白班夜班两头倒。今年三月老板说不用来了，一分钱也没有给。"


def test_a_story_is_told_again_clause_by_clause_before_what_asks():
    life = "我在机械厂上班，每个月四千块钱，爱人去年病了一场，花了十七八万。"
    story = f"{life * 4}医保报了一部分，自己还掏了八万多。请问像我这样的能不能申请？"

    told = list(retold(story))

    assert told[:2] == ["自己还掏了八万多，请问像我这样的能不能申请？", "医保报了一部分，请问像我这样的能不能申请？"]
    assert list(retold("医保报了一部分，能不能申请？")) == []
    assert list(retold("前天闪了腰，老板不管，怎么弄工伤")) == ["老板不管，怎么弄工伤", "前天闪了腰，怎么弄工伤"]
    assert list(retold("前天闪了腰，老板不管，我很着急")) == []
    many = list(retold("".join(f"到{n}月干的是焊工，" for n in range(90)) + "请问像我这样的能不能申请？"))
    assert len(many) == RETOLD
    assert (many[0][:4], many[-1][:3]) == ("到89月", "到0月")


def test_of_a_story_what_asks_is_looked_for():
    story = f"{TOLD * 4}请问辞退有没有补偿？家里还有老人孩子，实在没有办法。{TOLD}"

    assert asking_part(story) == "请问辞退有没有补偿？"


def test_a_question_that_names_no_matter_brings_what_was_told_before_it():
    asked = asking_part(f"{TOLD * 4}去年冬天摔断了腿，厂里不肯报工伤。请问怎么办？")

    assert asked.endswith("厂里不肯报工伤。请问怎么办？")
    assert len(asked) < 80


def test_a_short_message_and_a_story_that_asks_nothing_stay_whole():
    for message in ("请问辞退有没有补偿？", TOLD, TOLD * 9):
        assert asking_part(message) == message


@pytest.mark.parametrize("character", ["公", "，", "？", "\n", "1", "a", "1、", "吗"])
def test_of_four_thousand_of_one_character_nothing_is_made_up(character):
    assert {*asking_part(character * 4096), *"".join(questions_in(character * 4096))} <= {*character}


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("1.公租房怎么申请2.年假几天3.加班费怎么算", ("公租房怎么申请", "年假几天", "加班费怎么算")),
        ("入会怎么入,会员卡有什么用", ("入会怎么入", "会员卡有什么用")),
        ("想问两个事,一是产假多少天,二是最低工资多少", ("产假多少天", "最低工资多少")),
        (
            "问三个问题：一是年假几天；二是加班费怎么算；三是公租房怎么申请",
            ("年假几天", "加班费怎么算", "公租房怎么申请"),
        ),
        ("首先公租房怎么申请其次年假几天", ("首先公租房怎么申请", "年假几天")),
        ("年假几天，加班1.5倍怎么算", ("年假几天", "加班1.5倍怎么算")),
    ],
)
def test_numbers_that_follow_without_a_blank_and_a_members_card_begin_a_question(message, questions):
    assert questions_in(message) == questions


@pytest.mark.parametrize(
    ("clause", "asks"),
    [
        ("出来打工快三十年了，什么苦都吃过", False),
        ("头几个月还行", False),
        ("还有几个工友可以作证", False),
        ("这事谁也不管", False),
        ("能领几个月", True),
        ("我还有几天年假", True),
        ("要带什么", True),
        ("这样合法么", True),
    ],
)
def test_a_word_that_asks_asks_nothing_where_it_means_all_or_some(clause, asks):
    assert is_asking(clause) is asks
