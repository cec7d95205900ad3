from bot.search.coverage import Coverage
from bot.search.question import ask
from bot.search.thesaurus import Thesaurus


def coverage(question, thesaurus=""):
    return Coverage(ask(question, thesaurus=Thesaurus.read(thesaurus)))


def test_a_text_that_says_every_word_covers_the_question():
    assert coverage("公租房申请").of("申请公租房的职工") == (1.0, 1.0)


def test_a_telling_word_counts_for_more_than_a_common_one():
    found = coverage("申请信用卡")

    assert found.of("信用卡")[0] > found.of("申请")[0]


def test_what_the_thesaurus_leads_to_covers_the_everyday_word():
    assert coverage("炒鱿鱼", "炒鱿鱼 => 解除劳动合同").of("解除劳动合同")[0] > 0.5


def test_a_phrase_of_the_thesaurus_that_is_not_said_is_missing():
    plain, known = coverage("快递丢了"), coverage("快递丢了", "快递丢了 => 货物毁损")

    assert known.of("快递小哥")[0] < plain.of("快递小哥")[0]


def test_a_question_without_words_is_covered_by_nothing():
    assert coverage("???").of("公租房") == (0.0, 0.0)


def test_a_long_story_need_not_be_retold():
    story = "我在云栎市榆浦区打工好几年,家里老人生病,孩子上学,日子紧巴巴,想申请公租房和租房补贴"

    assert coverage(story).of("租房补贴\n租住公租房的职工可以申请租房补贴,老人生病的优先")[1] > 0.5


def test_part_of_what_the_thesaurus_leads_to_counts_for_that_part():
    found = coverage("没发工资", "没发工资 => 无故拖欠工资")

    assert 0 < found.of("拖欠工资的")[0] < found.of("无故拖欠工资的")[0]


def test_a_phrase_within_a_longer_word_stands_for_its_part_of_that_word():
    found = coverage("热水器", "热水 => 饮水机")

    assert 0.5 < found.of("饮水机")[0] < 0.7
    assert found.topic("饮水机", ["饮水机"], lambda term: 1.0) < 0.75


def test_one_word_of_what_the_thesaurus_leads_to_is_not_enough():
    assert coverage("丢饭碗", "丢饭碗 => 企业破产清算程序").of("企业")[0] == 0.0


def test_an_article_is_about_what_its_headline_or_several_paragraphs_hold():
    found = coverage("微波炉怎么用")

    def topic(title, *paragraphs):
        return found.topic(title, paragraphs, lambda term: 1.0)

    mentioned = topic("工会驿站", "驿站里有微波炉", "驿站里有热水")
    assert (
        0
        < mentioned
        < topic("工会驿站", "驿站里有微波炉", "微波炉要擦净")
        < topic("怎样用微波炉", "微波炉要擦净", "先加水")
    )


def test_what_many_passages_hold_is_no_topic():
    found = coverage("工会")

    assert found.topic("工会", ["工会"], lambda term: 0.1) < found.topic("工会", ["工会"], lambda term: 1.0)


def test_a_paper_that_one_brings_along_is_not_what_a_text_is_about():
    found = coverage("身份证丢了怎么补")

    assert found.of("租房补贴怎么领\n申请时带上身份证和租房合同") < found.of("身份证遗失补领须知\n到派出所办理")


def test_neighbouring_words_of_the_question_are_joined_where_they_stand_together_in_order():
    found = coverage("租房补贴标准")

    assert found.joined(["租房补贴的标准"]) > found.joined(["标准与租房"]) == 0.0


def test_how_much_of_something_need_not_stand_in_an_answer():
    assert coverage("罚款五百块").of("单位罚款")[0] > coverage("罚款五个品种").of("单位罚款")[0]


def test_what_a_phrase_of_the_thesaurus_holds_is_told_once():
    found = coverage("厂子倒闭补偿", "厂子倒闭 => 企业破产")

    assert found.of("企业破产以后的经济补偿") == coverage("炒鱿鱼补偿", "炒鱿鱼 => 企业破产").of(
        "企业破产以后的经济补偿"
    )


def test_a_question_about_another_matter_is_astray_where_that_is_only_mentioned():
    found = coverage("西瓜怎么挑")

    assert found.astray("高温津贴", ["不能拿西瓜来抵津贴", "津贴按月发"]) == 1.0
    assert found.astray("怎样挑西瓜", ["西瓜要听声音", "敲一敲西瓜"]) == 0.0


def test_another_matter_weighs_less_where_the_rest_of_the_question_is_answered():
    found, told = coverage("发西瓜抵高温津贴"), ["高温津贴不能拿西瓜来抵"]

    assert 0 < found.astray("", told) < coverage("西瓜怎么挑").astray("", told)


def test_a_text_about_who_does_it_does_not_name_another_matter():
    found = coverage("装修怎么申请")

    assert found.astray("装修工的工钱", ["装修工讨薪", "装修工排队"]) > found.astray("装修的工钱", ["装修", "装修"])
    assert found.of("装修工讨薪")[0] == 0.0 < found.of("装修讨薪")[0]


def test_an_article_whose_headline_names_the_other_matter_is_about_it_however_short():
    found = coverage("西瓜怎么挑")

    assert found.astray("西瓜节", ["周六上午在广场"]) == 0.0
    assert found.astray("周六的广场", ["周六上午有西瓜"]) > 0


def test_a_question_without_another_matter_is_not_astray():
    assert coverage("高温津贴多少钱").astray("无关", ["无关"]) == 0.0


def test_what_the_thesaurus_leads_to_is_known_as_such():
    plain, known = coverage("炒鱿鱼补偿"), coverage("炒鱿鱼补偿", "炒鱿鱼 => 解除劳动合同")

    assert plain.led == 0.0
    assert 0 < known.led < 1


def test_a_question_is_spoken_as_the_thesaurus_knows_it_where_the_text_bears_that_out():
    told, two = "用人单位解除劳动合同的,应当给补偿", coverage("老板炒鱿鱼", "老板 => 用人单位\n炒鱿鱼 => 解除劳动合同")

    assert coverage("炒鱿鱼补偿").spoken(told) == two.spoken("怎样入会") == 0.0
    assert 0 < two.spoken("解除劳动合同") == two.spoken("炒鱿鱼的") < two.spoken(told) <= 1


def test_a_phrase_is_borne_out_by_what_it_says_beside_asking():
    asked = coverage("哪里免费充电", "哪里免费充电 => 驿站")

    assert asked.spoken("充电棚里免费充电") > asked.spoken("免费的课") == 0.0


def test_the_most_telling_word_that_others_hold_and_the_article_lacks_is_elsewhere():
    found, held = coverage("义诊报名"), {"义诊", "报名"}.__contains__

    assert found.elsewhere("绘画班的报名须知", held) > found.elsewhere("义诊在周六", held) > 0
    assert found.elsewhere("义诊的报名须知", held) == 0.0


def test_a_word_that_stands_nowhere_is_in_no_other_article():
    assert coverage("义诊报名").elsewhere("绘画班的报名须知", lambda word: False) == 0.0


def test_a_word_that_asks_how_need_not_stand_anywhere():
    assert coverage("报名要三天").elsewhere("报名须知", lambda word: True) == 0.0


def test_what_stands_in_a_text_counts_though_the_thesaurus_leads_elsewhere_from_it():
    found = coverage("哪里免费充电", "哪里免费充电 => 工会驿站")

    assert found.of("充电棚可以免费给电动自行车充电")[0] > 0.8
    assert found.of("工会驿站在路口")[0] == 1.0
    assert found.of("充电棚收费")[0] < found.of("充电棚可以免费充电")[0]
