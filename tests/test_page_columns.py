"""Where a column's pieces are joined and where two texts stay apart."""

import pytest

from bot.reading.page import read_page


def paragraphs_of(text: str) -> list[str]:
    return [p.text for article in read_page(text, file="p.txt")[0] for p in article.paragraphs]


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        ("得了大病，工会能帮多少", "怀孕期间做产前检查，所用的时间算上班，不能扣工资。"),
        ("把食堂办到车间门口的人（附图片1张）", "老郝每天四点起来和面，六点以前把头一锅包子蒸好。"),
        ("从前的食堂冷冷清清；如今，这里坐满了人——", "县纺织厂的食堂近来出了件新鲜事：夜里也有人排队。"),
    ],
)
def test_a_headline_is_not_the_beginning_of_a_paragraph_where_nothing_says_so(headline, below):
    text = f"夜校开班\n\n本报讯 夜校从九月开到十二月，每周二、周四晚上上课，不收钱。\n\n{headline}\n\n{below}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs[-1] == below


@pytest.mark.parametrize(
    ("broken", "headline", "below"),
    [
        ("楼上的老人摔倒以后，马上被邻", "国庆加班", "法定节假日上班的，当天拿三倍的钱，不能用补休来抵。"),
        (
            "班长把手边的活放下，给新来的人制订出具",
            "夜班补贴是谁定下的",
            "谁都想多拿几个钱，可是厂里十几年没有涨过一回。",
        ),
    ],
)
def test_two_articles_are_not_joined_through_a_headline_between_them(broken, headline, below):
    text = f"宿舍里的事\n\n本报讯 宿舍楼里住着三百人，多半是外地来的。\n\n{broken}\n\n{headline}\n\n{below}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs[-1] == below


@pytest.mark.parametrize(
    "dateline",
    [
        "临江新闻网6月9日电",
        "临江网消息",
        "临江在线讯(苗禾 记者林晓雯)",
        "本网讯（苗禾）",
        "【综合讯】",
        "【案情】",
        "原标题：",
    ],
)
def test_what_breaks_off_does_not_go_on_in_any_papers_dateline_or_in_what_a_label_begins(dateline):
    below = f"{dateline}9日夜里，采石场的老工人领到了双份的工钱。"
    broken = "本报讯 去年冬天，夜校里来了几个新面孔，都是采石场的，其中一个"
    text = f"采石场的夜校\n\n{broken}\n\n{below}\n"

    assert paragraphs_of(text) == [broken, below]


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("工地上有人欠薪的，可以拨打", "举报电话12333，夜里也有人接，不要钱。"),
        ("厂里从去年起给每个班组配了", "无线通讯(对讲)机，井下也听得清楚。"),
    ],
)
def test_what_only_looks_like_a_dateline_goes_on(first, rest):
    text = f"班组里的新事\n\n本报讯 {first}\n\n{rest}\n"

    assert paragraphs_of(text) == [f"本报讯 {first}{rest}"]


@pytest.mark.parametrize(
    "broken",
    [
        "涉及精神损害赔偿的，适用《关于确定精神损害赔偿责任的解释",
        "采石场的老周说：“赔多少先不提，厂里从前连一副",
        "楼下的服务点（在青石街12号，中午也有",
    ],
)
def test_a_paragraph_does_not_end_within_a_title_quote_or_bracket_that_the_text_above_left_open(broken):
    below = "企业里做工的临时工，劳动保险待遇照实施细则另行规定，不得扣减。"
    text = f"赔偿怎么算\n\n本报讯 {broken}\n\n{below}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs[-1] == below


def test_what_somebody_goes_on_to_say_in_the_next_paragraph_leaves_its_quote_open():
    first, rest = "“采石场的活苦，夏天石头烫手，冬天", "风像刀子，可是谁也没有请过一天假。"
    text = f"采石场的夜校\n\n本报讯 老周说起从前。\n\n{first}\n\n{rest}\n\n“后来有了夜校，下了工也有地方去。”\n"

    assert first + rest in paragraphs_of(text)


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("不过，港上的老工人", "没有一个报名的，嫌上课的地方太远。"),
        ("云栎港是北方内河，也是全国", "最大的煤炭码头，有二十四个泊位，装卸工一千二百人。"),
    ],
)
def test_what_only_a_sentence_begins_with_is_no_headline(first, rest):
    text = f"云栎港\n\n{first}\n\n{rest}\n"

    assert read_page(text, file="p.txt")[0][0].paragraphs[0].text == first + rest


def test_a_sentence_goes_on_with_a_small_latin_letter_over_a_quote():
    text = "老工会的路\n\n本报讯 教焊工的老师当年住在Columb\n\n一碗热饭暖人心\n\nine High School附近，每天骑车上班。\n"

    assert "Columbine" in read_page(text, file="p.txt")[0][0].paragraphs[-1].text


def test_who_signs_an_article_is_no_part_of_it():
    article = read_page("焊工的新出路\n\n新华社高级编辑苗禾\n\n焊工的出路在哪里，许多人在问。\n", file="p.txt")[0][0]

    assert (article.byline, article.paragraphs[0].text[:4]) == ("新华社高级编辑苗禾", "焊工的出")


def test_a_headline_stands_above_its_byline_not_below():
    text = "书车开到车间\n\n(上接第1版)\n\n车间里\n\n书车每周来两次，书车上有一千二百册书，车间的人都去借。\n"

    assert read_page(text, file="p.txt")[0][0].title == "书车开到车间"


def test_a_caption_in_the_middle_of_a_sentence_is_no_part_of_it():
    pieces = ["本报讯 城南的修车师傅老郝白天修车，晚上到夜校学新能源车的", "维修，学费全免，教材费由他自己出。"]
    caption = "老郝在实训台前拆电池组。苗禾 摄"

    articles = read_page(f"修车师傅的夜校\n\n{pieces[0]}\n\n{caption}\n\n{pieces[1]}\n", file="p.txt")[0]

    assert [p.text for article in articles for p in article.paragraphs] == ["".join(pieces), caption]


def test_the_rows_of_a_table_are_text_and_head_nothing():
    rows = ["行业　　标准（元）　　人数", "环卫　　２００　　１２００", "建筑　　１５０　　３４００"]
    below = "慰问品由各区总工会自己采购，不得发购物卡。"

    (article,) = read_page("\n\n".join(["送清凉的标准", "本报讯 标准如下：", *rows, below]), file="p.txt")[0]

    assert [p.text for p in article.paragraphs[1:]] == [*rows, below]
    assert [p.section for p in article.paragraphs[1:]] == [()] * 4
    assert not any(p.broken_off for p in article.paragraphs[1:])


def test_a_sentence_may_end_with_a_full_stop_of_latin_type():
    text = "卫生费涨了\n\n本报讯 女职工的卫生费涨到35元,由单位\n\n发放.没有发的,可以打12351反映.\n\n哺乳室也要建\n"

    assert read_page(text, file="p.txt")[0][0].paragraphs[0].text.endswith("由单位发放.没有发的,可以打12351反映.")


def test_words_that_somebody_says_are_not_the_end_of_the_sentence_above():
    said = ("“你好，我是营业员，有一笔汇票因", "为金额大，要请你们核一下印鉴。”")
    text = "\n\n".join(["图说安全", "本报讯 全书有三百六十个条目，对每一幅", "假汇票是怎么来的", *said])

    assert read_page(text, file="p.txt")[0][-1].paragraphs[-1].text == "".join(said)


@pytest.mark.parametrize(
    "items",
    [
        ["1.身份证原件和复印件", "2.近半年的工资流水", "3.医院的诊断书，没有生病的不用", "4.居委会出的家庭情况证明"],
        ["（一）到街道工会领表", "（二）带身份证和劳动合同", "（三）等短信通知"],
        ["①先领表", "②再交材料"],
    ],
)
def test_the_items_of_a_list_are_paragraphs_and_neither_headlines_nor_part_of_what_stands_below(items):
    above, below = "本报讯 夜校从五月六日起报名。报名分几步：", "每人只能报一门课，报满为止，不收学费。"
    text = "\n\n".join(("夜校怎么报名", above, *items, below, "驿站换了空调", "本报讯 旧空调捐给了社区的老人。"))

    first, second = read_page(text, file="p.txt")[0]

    assert [p.text for p in first.paragraphs] == [above, *items, below]
    assert not any(p.broken_off for p in first.paragraphs[1:])
    lead = above[above.rfind("。") + 1 :]
    assert [p.section for p in first.paragraphs] == [(), *[(lead,)] * len(items), ()]
    assert second.title == "驿站换了空调"


def test_an_item_that_a_column_cut_goes_on_below():
    items = ["1.凡在本市上班的职工都能报", "2.凡在本市缴纳社"]
    text = "\n\n".join(("夜校怎么报名", "本报讯 夜校的条件有两条：", *items, "保一年以上的职工，不用另开证明。"))

    (article,) = read_page(text, file="p.txt")[0]

    assert [p.text for p in article.paragraphs][1:] == [items[0], "2.凡在本市缴纳社保一年以上的职工，不用另开证明。"]


def test_a_line_with_a_number_that_stands_above_text_still_heads_it():
    below = "全区有一万二千人报名，比去年多两成，课程也多了四门。"
    text = (
        f"夜校一年\n\n本报讯 夜校办了一年，职工说好。\n\n一、人更多了\n\n{below}\n\n二、课更多了\n\n{below[:-1]}呢。\n"
    )

    articles = read_page(text, file="p.txt")[0]

    assert "一、人更多了" not in [p.text for article in articles for p in article.paragraphs]


def test_a_figure_with_a_point_is_no_item():
    text = "新泊位\n\n本报讯 港上今年要修两个新泊位，投资共计\n\n1.2亿元，明年五月完工，装卸工要多招三百人。\n"

    (article,) = read_page(text, file="p.txt")[0]

    assert len(article.paragraphs) == 1


def test_a_sentence_goes_on_over_its_own_articles_headline_that_was_set_within_it():
    """As a page has it where the headline of a column stands in a box among the columns."""
    title, above = (
        "云栎市“金秋助学”申请办法",
        "云栎市困难职工的孩子考上大学，可以申请“金秋助学”，本科每人5000元，专科每人3500元。",
    )
    left, right = "孩子今年考上大学或者正在中职就读的都能申请，复读的、自费出国留学的不在范", "围内。"
    below = "“金秋助学”从7月20日开始申请，9月20日截止，在云栎市各区的服务站办理。"
    page = f"践行嘱托 一线回响\n\n□苗禾\n\n{above}\n\n{left}\n\n{title}\n\n{right}\n\n{below}\n"

    assert paragraphs_of(page) == [above, left + right, below]


@pytest.mark.parametrize(
    "between",
    [
        ["夜校规定"],
        ["6月9日，夜校的学员在车间里学焊接。图为活动现场。", "夜校规定"],
        ["夜校规定", "学员的事"],
    ],
)
def test_a_sentence_that_surely_goes_on_does_so_over_a_few_words_two_lines_or_a_caption_beside_one(between):
    pieces = [
        "本报讯 夜校章程规定，学员报名以后要按时上课，缺课三次的不发结业证，报名的须知贴在学员",
        "宿舍的墙上。",
    ]

    assert "".join(pieces) in paragraphs_of("\n\n".join(["夜校开班", pieces[0], *between, pieces[1]]) + "\n")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("本报讯 夜校的学员里有一多半是外地来的焊工，下了班就来上课，夜校给学员准备", "晚饭和自行车棚。"),
        ("本报讯 夜校的学员里有一多半是外地来的焊工，他们说，", "学费和教材费都由夜校出，学员自己只管来。"),
    ],
)
def test_a_sentence_goes_on_over_a_caption_that_does_not_say_who_took_it(left, right):
    caption = "图为6月9日，工作人员走进城南纺织厂宣讲报名办法，帮助职工填表。"

    assert left + right in paragraphs_of("\n\n".join(["夜校开班", left, caption, right]) + "\n")


def test_a_short_beginning_goes_on_below_a_caption_that_was_set_within_the_sentence():
    above = "本报讯 县纺织厂的夜校开了两个班，学员白天上班，晚上来上课。"
    first, caption, rest = (
        "夜校的老师里有三位退休的高级",
        "图为6月9日，老师在实训台前教学员拆电池组。",
        "技师，课时费由县总工会按月发。",
    )

    assert first + rest in paragraphs_of("\n\n".join(["夜校开班", above, first, caption, rest]) + "\n")


def test_a_captions_headline_astray_above_another_text_begins_nothing():
    caption = "6月9日，骑手心里难受、睡不着，都可以找工会的心理咨询师说说。图为咨询师在驿站里听骑手说话。"
    above = "本报讯 平时下班以后接着干的，可以找工会算加班费。"
    astray, below = "关注心里难受，可以找工会的心理咨询师", "加班费分三档，周末加班又不能补休的要给两倍。"
    text = [caption, "加班费怎么算", "□苗禾", above, astray, below, "夜校开班", "本报讯 夜校从九月开到十二月。"]

    assert below in paragraphs_of("\n\n".join(text) + "\n")


def test_a_short_beginning_may_stand_in_another_text_of_the_page_too():
    first, rest = "人民法院对提起公诉的案件", "进行审查的期限计入审理的期限，当事人可以查阅。"
    other = "本报讯 人民法院对提起公诉的案件有三十天可以看材料，旁听的职工都说长了见识。"

    assert first + rest in paragraphs_of("\n\n".join(["职工旁听庭审", other, first, rest]) + "\n")


def test_a_short_beginning_that_another_printing_has_with_the_rest_goes_on_over_what_was_pulled_out():
    first, rest = "报上名的人先试听两次", "再交材料费，试听不满意的可以换一门课，或者把名额让给别人。"
    text = [
        "夜校开班",
        "本报讯 夜校从九月开到十二月。",
        first,
        "一碗热饭暖人心",
        rest,
        "食堂留灯",
        "本报讯 食堂给夜班留饭。",
    ]

    assert paragraphs_of("\n\n".join([*text, first + rest]) + "\n")[1] == first + rest


@pytest.mark.parametrize(
    "notice",
    [
        "遗失声明:苗禾不慎遗失身份证一张,声明作废。",
        "注销公告:云栎市青梧商贸有限公司拟注销,请债权人45日内申报债权。",
        "诚聘水电工、保洁员各3名,月薪4500元,包吃住,电话0000-5510099。",
        "青梧家具城周年店庆,全场五折起,欢迎惠顾!",
    ],
)
def test_a_notice_in_small_print_goes_on_from_nothing_and_parts_no_sentence(notice):
    left, right = "本报讯 夜校的学员里有一多半是外地来的焊工，下了班就来上课，夜校给学员准备", "晚饭和自行车棚。"

    assert paragraphs_of("\n\n".join(["夜校开班", left, notice, right]) + "\n") == [left + right, notice]
    assert paragraphs_of("\n\n".join(["夜校开班", left, notice]) + "\n") == [left, notice]


def test_a_figure_that_breaks_off_is_joined_with_nothing_that_it_does_not_count():
    broken = "据了解，团组织将通过办培训班、建立基金等措施，到明年底扶持20"
    below = "父亲早年在船上做工，抗战以后上了岸，在码头扛了一辈子大包。"
    counted = "多名青年工人，每人每月补助二百元。"

    assert paragraphs_of("\n\n".join(["青年工人有了后盾", broken, below]) + "\n") == [broken, below]
    assert paragraphs_of("\n\n".join(["青年工人有了后盾", broken, counted]) + "\n") == [broken + counted]


def test_a_telephone_number_that_breaks_off_goes_on_with_figures_only():
    broken = "剧场每月放一场免费电影，班组要排练、开会的可以借用，提前一周打0000-55"
    below = "班组里的事，剧场里的电影，都是会员说了算。"

    assert paragraphs_of("\n\n".join(["剧场免费借", broken, below]) + "\n") == [broken, below]
    assert paragraphs_of("\n\n".join(["剧场免费借", broken, "10012登记。"]) + "\n") == [broken + "10012登记。"]


def test_a_headline_that_the_text_speaks_of_stands_above_one_astray_and_the_writers_name():
    text = ["夜校开到了车间门口", "送清凉到工地", "□苗禾", "夜校开班那天，车间门口坐了六十个人，老师从机床讲起。"]

    assert read_page("\n\n".join(text) + "\n", file="p.txt")[0][0].title == "夜校开到了车间门口"


def test_a_headline_that_names_what_the_text_below_begins_with_is_no_part_of_the_sentence_above():
    broken = "冬天里工地上的活要早收工，夜里路滑，工友们在棚里把粮、油、菜备足，对大宗农"
    first = "苗禾参加的女子组决赛在晚上六点开始。四点钟，苗禾和师傅就到了赛场，先把工具一件件摆好。"

    assert paragraphs_of(f"工地冬天怎么过\n\n{broken}\n\n『我喜欢这种干法』苗禾夺魁侧记\n\n{first}\n") == [
        broken,
        first,
    ]


def test_an_item_of_a_list_says_which_words_lead_to_it():
    page = (
        "临时救助怎么申请\n\n本报讯 家里遇到急难的职工可以申请。有下列情形之一的，可以申请临时救助：\n\n"
        "（一）本人或者家里人得了大病，花费超过三万元的；\n\n（二）家里遭了火灾、水灾的。\n\n申请要带身份证和诊断证明。\n"
    )

    (article,) = read_page(page, file="p.txt")[0]

    assert [p.section for p in article.paragraphs] == [
        (),
        ("有下列情形之一的，可以申请临时救助：",),
        ("有下列情形之一的，可以申请临时救助：",),
        (),
    ]


def test_the_name_of_a_document_is_no_middle_of_a_sentence_though_its_borders_are_printed_elsewhere():
    broken = "帮扶物资由区县总工会决定发给谁；发错了的，应当责令限期改正；逾期不改正"
    name = "云栎市总工会关于工会会员帮扶中查验、登记、发放物资的规定"
    first = "查验物资的，工会应当当面点清，并可以登记保存有关凭证。登记以后没有凭证的，不得发放。"
    others = "对逾期不改正云栎市总工会可以收回物资，照规定查验以后再发。"

    page = f"物资怎么发\n\n{others}\n\n{broken}\n\n{name}\n\n{first}\n\n{others}\n"

    assert paragraphs_of(page)[1:3] == [broken, first]


def test_a_laws_name_is_no_middle_of_a_sentence_whose_last_word_wants_another():
    broken = "协助办理案件和执行本规定的情况，应当纳入对有关"
    first = "第二条　从事证券、期货投资咨询业务，要依照本办法取得许可，不得以任何方式承诺收益。"

    text = f"协助办案\n\n本报讯 有关证券、期货投资的案件，依照咨询管理暂行办法第二条办理，要取得许可。\n\n{broken}\n\n证券、期货投资咨询管理暂行办法\n\n{first}\n"

    assert paragraphs_of(text)[1:] == [broken, first]


HEAD = "宿舍楼\n\n本报讯 (记者王甲)厂里把旧仓库改成了宿舍,住进三百人。"
CUT = ("夏天最热的那几天,工会给每间宿舍送去两台电", "风扇,电费由厂里出,住户一分钱也不用掏。")


@pytest.mark.parametrize(
    "between",
    [
        "7月3日,县医院的护士在宿舍楼里给职工量血压。孙乙 摄",
        "▲工会干部在楼道里装灯。受访者供图",
        "图为住户在晒台上收衣服。 本报记者 王甲 摄",
    ],
)
def test_a_caption_that_says_who_took_the_picture_goes_on_nowhere_and_is_stepped_over(between):
    paragraphs = paragraphs_of("\n\n".join([HEAD, CUT[0], between, CUT[1]]))

    assert "".join(CUT) in paragraphs
    assert between in paragraphs


def test_a_whole_sentence_that_was_pulled_out_of_a_paragraph_is_no_end_of_another():
    pulled = "住户选出的楼长每周六检查一次电线。"
    whole = f"管理也有办法。{pulled}发现私拉乱接的,当场拆掉。"

    paragraphs = paragraphs_of("\n\n".join([HEAD, CUT[0], pulled, CUT[1], whole]))

    assert "".join(CUT) in paragraphs
    assert whole in paragraphs


def test_a_headline_astray_that_heads_another_article_of_the_page_parts_no_sentence():
    astray = "夜校招生的人手不够"
    other = "本报讯 夜校招生缺人手,负责招生的只有两个人,要跑四十个厂。"

    paragraphs = paragraphs_of("\n\n".join([HEAD, CUT[0], astray, CUT[1], astray, other]))

    assert "".join(CUT) in paragraphs


def test_a_piece_that_a_whole_copy_on_the_page_continues_otherwise_is_joined_with_nothing_else():
    whole = "厂里的食堂办了三十年,掌勺的老郝每天四点起来和面,蒸好头一锅包子才叫醒徒弟。"
    below = "面粉厂的工人下了夜班,也到这里来吃。"

    paragraphs = paragraphs_of("\n\n".join(["食堂", f"本报讯 {whole}", "夜班", whole[:20], below]))

    assert below in paragraphs


def test_what_a_longer_copy_prints_below_a_byline_begins_a_paragraph():
    broken = f"{CUT[0]}风扇,电费由厂里出,住户一分钱也不用掏;冬天每间屋里添一台"
    begins = "城东的夜校办在一座旧庙里,冬天生两个炉子。"

    paragraphs = paragraphs_of("\n\n".join([HEAD, broken, begins, "旧庙", "□孙乙", f"{begins}来上课的多半是女工。"]))

    assert broken in paragraphs


@pytest.mark.parametrize("byline", ["本报记者王小甲 文/图", "本报记者 孙乙 文/摄", "本报记者 孙乙/文"])
def test_who_wrote_it_and_took_its_pictures_is_no_headline(byline):
    [article] = read_page(f"旧庙里的夜校\n\n{byline}\n\n城东的夜校办在一座旧庙里。\n", file="p.txt")[0]

    assert article.title == "旧庙里的夜校"


@pytest.mark.parametrize("line", ["02 工会新闻", "A2 要闻", "3版 综合新闻"])
def test_the_name_of_a_page_heads_nothing(line):
    text = f"{line}\n\n城东的夜校办在一座旧庙里。\n\n本报讯 厂里把旧仓库改成了宿舍。\n"

    assert line not in {article.title for article in read_page(text, file="p.txt")[0]}


@pytest.mark.parametrize("credit", ["林晓雯/摄影", "本报记者 林晓雯 摄影", "林晓雯／图"])
def test_a_sentence_goes_on_over_a_caption_that_says_who_took_it(credit):
    first = "夜校的木工课由退休的老师傅来教，没有摸过刨子的人也跟得上，学员"
    rest = "当场刨、当场量，学的是回去就用得着的手艺。"
    caption = f"近日，码头上的装卸班来了一位理发的志愿者，下工的人排起了队。{credit}"
    text = f"夜校的木工课\n\n本报讯 {first}\n\n{caption}\n\n{rest}\n"

    paragraphs = paragraphs_of(text)

    assert f"本报讯 {first}{rest}" in paragraphs


def test_a_question_without_its_mark_is_no_piece_of_the_sentence_above_it():
    below = "单位不能看人下菜。除了国家不许女工干的活，招工启事里不得写只要男的。"
    broken = "试用期、计件、派遣、外地来的职工都要够最低"
    text = (
        f"最低工资\n\n本报讯 最低工资说的是干满钟点应得的钱，加班费不算在里面。\n\n{broken}\n\n"
        f"招工只要男的、查乙肝、问生不生孩子，合法吗\n\n{below}\n"
    )

    paragraphs = paragraphs_of(text)

    assert below in paragraphs


def test_what_asks_how_is_a_headline_though_it_speaks_of_speaking():
    below = "转正以后想走的，提前三十天写一张条子交给单位，不用等谁点头。"
    text = f"读书会\n\n本报讯 县里的工地办了五十场读书会，来的人不少。\n\n走人要提前多久说，厂里不放怎么办\n\n{below}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs[-1] == below


def test_a_heading_of_two_clauses_of_one_length_is_not_the_beginning_of_what_stands_below():
    below = "先救急，后补手续。接到求助的街道工会要在一天之内上门，问清楚了先给一千元。"
    text = f"急难救助\n\n本报讯 家里忽然遭了火灾、车祸的，可以申请急难救助。\n\n多方联动，形成合力\n\n{below}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs[-1] == below


def test_a_kicker_is_no_paragraph_of_the_article_above_it():
    kicker = "临江市总工会聚焦夜校课程，打通服务“最后一米”"
    text = f"夜校开班\n\n本报讯 夜校从九月开到十二月，不收钱。\n\n{kicker}\n\n夜班工人的下午课\n\n本报讯 夜班工人下午来上课，孩子有人看。\n"

    articles, _ = read_page(text, file="p.txt")

    assert [paragraph.text for article in articles for paragraph in article.paragraphs][1:] == [
        "本报讯 夜班工人下午来上课，孩子有人看。"
    ]
    assert articles[1].kicker == kicker


def test_what_is_set_in_commas_of_another_width_does_not_go_on():
    broken = "本报讯 (记者林晓雯)去年冬天,采石场的老工人参加了"
    below = "长假以前都要把工钱结清，一天也不许拖。"
    text = f"采石场的夜校\n\n{broken}\n\n{below}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs == [broken, below]


def test_where_a_tool_left_commas_of_both_widths_they_tell_nothing():
    whole = "夜校从九月开到十二月,每周二晚上上课，不收钱。"
    first, rest = "去年冬天,采石场的老工人参加了", "长假以前的一次夜班，领到了双份的工钱。"
    text = f"采石场的夜校\n\n本报讯 {whole}\n\n{first}\n\n{rest}\n"

    assert paragraphs_of(text)[-1] == first + rest


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (
            "生日发一百元的蛋糕券；结婚送五百元的礼；住院的去看望一回；",
            "退休离岗的，送一份纪念品，由班组的人送到家里。",
        ),
        (
            "有下列情形的，给予处分：（一）私自涂改工时表的；（二）扣下工友饭卡的；",
            "（三）让人替自己打卡的。情节轻的，批评教育。",
        ),
    ],
)
def test_a_sentence_with_its_items_in_a_row_goes_on_behind_one_of_them(first, rest):
    text = f"年节慰问\n\n本报讯 每个会员每年都有一份心意。\n\n{first}\n\n{rest}\n"

    paragraphs = paragraphs_of(text)

    assert paragraphs[-1] == first + rest


def test_items_of_a_list_stay_apart_though_one_of_them_has_two_parts():
    items = ["（一）会员本人住院；家属住院；", "（二）家里遭了灾；", "（三）其他急难的情形。"]
    text = "急难救助\n\n上报条件\n\n本报讯 有下列情形之一的可以上报：\n\n" + "\n\n".join(items) + "\n"

    assert paragraphs_of(text)[-3:] == items


@pytest.mark.parametrize("line", ["综合新闻", "本报地址：临江市青石街12号 邮编：000000"])
def test_what_a_page_prints_on_every_day_belongs_to_no_article(line):
    first, rest = (
        "年假由单位来排，要问过本人，可以分几次休，一般不跨年。新来的，",
        "当年按剩下的日子折算，不够一整天的不算。",
    )
    text = f"年假怎么休\n\n本报讯 干满一年的都有年假。\n\n{first}\n\n{line}\n\n{rest}\n"

    assert paragraphs_of(text)[-1] == first + rest


def test_where_an_article_was_taken_from_is_no_kicker_of_the_next():
    text = "夜校开班\n\n本报讯 夜校不收钱。\n\n来源：临江日报\n\n食堂开到半夜\n\n本报讯 下了夜班的人能吃上热饭。\n"

    articles, _ = read_page(text, file="p.txt")

    assert [(article.title, article.kicker) for article in articles] == [("夜校开班", None), ("食堂开到半夜", None)]


@pytest.mark.parametrize(
    "advert",
    [
        "房屋出租 地铁口两室一厅 电话0000-5510099",
        "广告热线：0000-5510000",
        "欢迎订阅2027年《云栎工人报》",
        "零售价：每份1元",
        "总第1234期",
    ],
)
@pytest.mark.parametrize("signed", ["", "□林晓雯\n\n"])
def test_an_advert_heads_nothing_and_begins_nothing(advert, signed):
    below = "下了夜班的人在食堂能吃上热饭，饭钱由厂里贴一半，冬天还有一碗姜汤。"
    text = f"夜校开班\n\n本报讯 夜校从九月开到十二月，每周二晚上上课。\n\n{advert}\n\n{signed}{below}\n"

    articles, _ = read_page(text, file="p.txt")

    assert articles[-1].paragraphs[-1].text == below
    assert articles[-1].title != advert
    assert advert not in [text for _, text in articles[-1].extra]


@pytest.mark.parametrize(
    "line",
    [
        "枫泽区总工会职工服务中心 0000-5512345",
        "榆浦区困难职工帮扶站 60012345",
        "法律援助工作站 纺纱路12号 0000-5510012",
        "枫泽区总工会 0000-5512345",
        "电话：0000-5512345",
        "创业担保贷款窗口 0000-5512345",
        "公租房招租处 0000-5512345",
    ],
)
def test_whom_to_call_is_text_and_no_advert(line):
    text = (
        "租房补贴怎么领\n\n本报讯 租房的困难职工每户每月补360元，带身份证来办。\n\n"
        f"{line}\n\n夜校开班\n\n本报讯 夜校从九月开到十二月，每周二晚上上课。\n"
    )

    assert line in paragraphs_of(text)


def test_places_below_one_another_each_with_its_telephone_are_text():
    rows = ["工会驿站 青梧路88号 0000-5510045", "码头驿站 港口路2号 0000-5510046", "市场驿站 货栈街 0000-5510047"]
    text = (
        "驿站在哪里\n\n本报讯 三处驿站整夜开门。\n\n"
        + "\n\n".join(rows)
        + "\n\n食堂开到半夜\n\n本报讯 夜里也有热饭。\n"
    )

    assert paragraphs_of(text)[1:4] == rows


@pytest.mark.parametrize("names", ["文/林晓雯", "撰文：林晓雯", "文／本报记者 林晓雯 图／赵一平"])
def test_who_wrote_it_stands_below_the_headline_and_is_none(names):
    text = f"下了夜班有热饭\n\n{names}\n\n食堂的灯整夜亮着，谁来都有位子。\n"

    (article,) = read_page(text, file="p.txt")[0]

    assert (article.title, article.byline) == ("下了夜班有热饭", names)


def test_a_sentence_set_apart_from_the_beginning_of_a_paragraph_cuts_no_other():
    pulled = "食堂的灯整夜亮着，谁来都有位子。"
    first, rest = "下了夜班的人能吃上热饭，饭钱由厂", "里贴一半，冬天还有一碗姜汤。"
    text = f"有热饭\n\n本报讯 县纺织厂的食堂开到天亮。\n\n{pulled}老郝每天四点起来和面。\n\n{first}\n\n{pulled}\n\n{rest}\n"

    assert first + rest in paragraphs_of(text)


def test_the_rest_of_a_cut_sentence_is_its_own_though_a_later_printing_begins_with_it():
    first, rest = "下了夜班的人能吃上热饭，饭钱", "由厂里贴一半，冬天还有一碗姜汤。"
    more = "老郝每天四点起来和面，六点以前把头一锅包子蒸好。"
    text = (
        f"有热饭\n\n本报讯 食堂开到天亮。\n\n{first}\n\n{rest}\n\n{more}\n\n有热饭\n\n{first}{rest}\n\n{rest}{more}\n"
    )

    assert first + rest in paragraphs_of(text)


def test_a_line_that_counts_on_is_a_piece_of_a_sentence_behind_a_mark_only():
    below = "要把科研人员的时间还给他们，开会、填表的日子一个月不超过两天。"
    heading = "第三，深化改革，促进科技与经济的结合"
    broken = "要找准当地的长处，做到心里有数，才有突破口，使"
    text = f"三条路\n\n本报讯 县里给厂子找了三条路。\n\n{broken}\n\n{heading}\n\n{below}\n"

    assert broken in paragraphs_of(text)
    cut = "当地的长处有三样：第一，人手多；第二，煤便宜；"
    assert cut + heading + "。" in paragraphs_of(f"长处\n\n本报讯 县里有三样长处。\n\n{cut}\n\n{heading}。\n")


@pytest.mark.parametrize("turn", ["然而", "据悉，", "此外，", "从用途看，"])
def test_what_stands_behind_a_mark_only_does_not_go_on_in_the_middle_of_a_clause(turn):
    broken, cut = "夜校里读得最多的是六十二岁的杂工", "夜校里读得最多的不是年轻人，"
    below = f"{turn}冬天来的人要多一倍，大半是从采石场下了工来的。"

    assert paragraphs_of(f"夜校开班\n\n本报讯 {broken}\n\n{below}\n")[-1] == below
    assert paragraphs_of(f"夜校开班\n\n本报讯 {cut}\n\n{below}\n")[-1] == f"本报讯 {cut}{below}"


def test_indents_that_a_tool_gave_to_whatever_is_long_begin_no_paragraph():
    first, rest = (
        "下了夜班的人能吃上热饭，饭钱由厂里贴一半，冬天还有一碗姜汤，食堂的老师傅",
        "每天四点就起来和面，六点以前把头一锅包子蒸好，谁来都有位子，灯整夜亮着。",
    )
    text = f"有热饭\n\n本报讯 食堂开到天亮。\n\n　　{first}\n\n　　{rest}\n\n谁来都有位子。\n"

    assert first + rest in paragraphs_of(text)


def test_indents_that_begin_paragraphs_keep_two_apart():
    first = "下了夜班的人能吃上热饭，饭钱由厂里贴一半，冬天还有一碗姜汤；食堂的老师傅"
    rest = "每天四点就起来和面，六点以前把头一锅包子蒸好。"
    text = f"　　本报讯 食堂开到天亮。\n\n　　{first}\n\n　　{rest}\n\n　　谁来都有位子，夜里也一样，\n\n灯整夜亮着，汤是热的。\n\n　　姜汤也有，每人一碗，不收\n\n钱，也不记名字。\n"

    assert first in paragraphs_of(text)


def test_a_bare_name_below_the_headline_is_who_wrote_it():
    text = "下了夜班有热饭\n\n林晓雯 赵一平\n\n本报讯 县纺织厂的食堂开到天亮。\n\n马拉松\n\n陈列馆\n\n本报讯 城里跑马拉松。\n"

    first, second = read_page(text, file="p.txt")[0]

    assert (first.title, first.byline) == ("下了夜班有热饭", "林晓雯 赵一平")
    assert (second.title, second.byline) == ("陈列馆", None)


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("钱不多，是一份心意。县总工会今年给在档的困难职工发", "放的生活补助有一千元，分两次打到卡上。"),
        ("采石场的老工人说，下了工最怕走那段没有灯的山", "路，如今厂里的班车一直开到宿舍楼下。"),
    ],
)
def test_a_whole_text_set_within_a_sentence_is_no_end_of_it_where_the_next_one_goes_on_likelier(first, rest):
    within = "逢年过节买些东西，是经费里允许开支的，每人每年不超过一千八百元。"

    paragraphs = paragraphs_of(f"夜校开班\n\n本报讯 夜校不收钱。\n\n{first}\n\n{within}\n\n{rest}\n")

    assert within in paragraphs


def test_a_sentence_goes_on_over_a_whole_article_that_was_set_within_it():
    left, right = (
        "本报讯 骑手在外面跑，累了没有地方坐。市总工会今年新开了十二处工会驿",
        "站，骑手累了可以进去歇脚、充电、喝口热水。",
    )
    after = "驿站早上七点开门，骑手凭会员卡还能借雨衣。"
    guest = "本报讯 县里的读书会办了三场，来的人都领到一本书。"
    text = "\n\n".join(["骑手有了歇脚的地方", left, "读书会上领新书", guest, right, after]) + "\n"

    titles = {p.text: article.title for article in read_page(text, file="p.txt")[0] for p in article.paragraphs}

    assert titles == {
        left + right: "骑手有了歇脚的地方",
        guest: "读书会上领新书",
        after: "骑手有了歇脚的地方",
    }


def test_over_an_article_nothing_is_joined_that_speaks_of_what_stands_above_it():
    broken = "本报讯 骑手在外面跑，累了没有地方坐。市总工会今年新开了十二处工会驿"
    guest = "县图书馆的读书会办了三场，来的人都领到一本新书，书里夹着下一场读书会的票。"
    other = "站在图书馆门口等读书会开门的人，书还没领到就先聊上了。"
    text = "\n\n".join(["骑手有了歇脚的地方", broken, "读书会上领新书", guest, other]) + "\n"

    assert paragraphs_of(text) == [broken, guest, other]


def test_words_pulled_out_of_the_text_begin_no_paragraph_below_them():
    pulled = "没有发现一例不合格的头盔"
    above = f"本报讯 县总工会查了三百家工地的头盔，{pulled}。"
    below = "工地上的老师傅说，新头盔比旧的轻，戴一天脖子也不酸。"

    assert paragraphs_of("\n\n".join(["头盔查了一遍", above, pulled, below]) + "\n") == [above, below]


def test_a_headword_below_its_own_headline_ends_what_breaks_off_above():
    broken = "从县城出发走一百二十公里的大路，途经文部乡，坐汽车可以到湖北岸的村子。当"
    entry = "真君庙是岛上的一所庙宇，供奉守海的真君，每年七月有庙会，来的多是渔民。"

    assert paragraphs_of("\n\n".join(["湖边怎么去", broken, "关于真君庙", entry]) + "\n") == [broken, entry]


def test_what_a_statute_is_made_for_goes_on_with_nothing():
    broken = "本报讯 执法人员说，阻碍检查的要受罚，构成违反治安管理行"
    first = "为了加强实验动物的管理工作，保证实验动物质量，适应社会发展的需要，制定本条例。"

    assert paragraphs_of("\n\n".join(["阻碍检查要受罚", broken, "实验动物管理条例", first]) + "\n") == [broken, first]


def test_a_latin_word_does_not_go_on_in_a_capital():
    first = "NCl分子像一座三角锥，制备它的人丢掉了两个手指和一只眼睛。"

    assert (
        paragraphs_of("\n\n".join(["驿站里能上网了", "本报讯 人人都能改写。", "PukiWiki", first]) + "\n")[-1] == first
    )
