import datetime as dt
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.passages.deduplication import deduplicate
from bot.reading.page import is_page, read_page
from bot.reading.pages.faces import is_closed, is_page_head
from tests.damage import Clean, damaged_page
from tests.mending import Mending, mend
from tests.printed import printed_page
from tests.rough import rough_page

ROOT = Path(__file__).parent.parent
OWN = (ROOT / "corpus/pages/2026-06-18-page-3.txt", ROOT / "tests/acceptance/page-gold.json")
REAL = (ROOT.parent / "shared/page/corpus/page.txt", ROOT.parent / "shared/page/gold.json")
PAGES = [pair for pair in (OWN, REAL) if pair[0].exists()]


def gold_of(path: Path) -> dict[str, set[str | None]]:
    """paragraph → the headlines under which it may be cited; none is always better than a wrong one"""
    articles = json.loads(path.read_text(encoding="utf-8"))["articles"]
    return {p: {None, a["title"], *a.get("title_also_right", [])} for a in articles for p in a["passages"]}


@pytest.mark.parametrize(("page", "gold"), PAGES, ids=lambda path: path.parent.name)
def test_a_page_gives_every_paragraph_once_in_order_and_under_no_other_headline(page, gold):
    right = gold_of(gold)

    passages = deduplicate(read_page(page.read_text(encoding="utf-8"), file="p.txt")[0]).passages

    assert [passage.text for passage in passages] == list(right)
    assert [p.text for p in passages if p.article.title not in right[p.text]] == []


@pytest.mark.skipif(not REAL[0].exists(), reason="the real page is not part of the repository")
def test_a_heading_within_an_article_whose_headline_stands_elsewhere_is_not_its_title():
    page, gold = REAL
    articles = json.loads(gold.read_text(encoding="utf-8"))["articles"]
    headless = {p for a in articles if a["title"] is None and len(a["passages"]) > 1 for p in a["passages"]}

    passages = deduplicate(read_page(page.read_text(encoding="utf-8"), file="p.txt")[0]).passages

    assert [p.article.title for p in passages if p.text in headless and p.article.title] == []


def test_a_column_cut_in_mid_word_is_joined_and_the_seam_is_kept():
    left, right = "市总工会建立帮扶联动机", "制,多个部门一起办,职工只跑一趟就行。"

    article = read_page(f"窗口来了新办法\n\n{left}\n\n{right}\n", file="p.txt")[0][0]

    assert article.paragraphs[0].text == left + right
    assert article.paragraphs[0].pieces == (left, right)


def test_a_pull_quote_inside_a_sentence_is_stepped_over():
    text = (
        "夜班司机有了热饭\n\n本报讯 (记者苗禾)驿站开到了停车场,司机夜里也能吃上热饭,这是驿站的第一步。\n\n"
        "驿站里有热水、热饭和充电的地方,司机凭会\n\n一碗热饭暖人心\n\n员卡洗澡免费,停车过夜只要十元,驿站还备着药箱。\n"
    )

    article = read_page(text, file="p.txt")[0][0]

    assert article.paragraphs[1].pieces == (
        "驿站里有热水、热饭和充电的地方,司机凭会",
        "员卡洗澡免费,停车过夜只要十元,驿站还备着药箱。",
    )
    assert ("heading", "一碗热饭暖人心") in article.extra


@pytest.mark.parametrize(
    "headline",
    ["物价又有新动向", "最高人民法院、最高人民检察院关于办理拖欠劳动报酬刑事案件适用法律若干问题的解释（二）"],
)
def test_a_headline_is_joined_with_nothing_though_the_text_above_breaks_off(headline):
    text = (
        "夜校开班\n\n夜校从九月开到十二月,每周二、周四晚上上课,想为学员的稳定做点\n\n"
        f"{headline}\n\n县里的菜价比上月低了一成,记者在集市上看到,买菜的人多了起来。\n"
    )

    paragraphs = [p.text for article in read_page(text, file="p.txt")[0] for p in article.paragraphs]

    assert [text[:6] for text in paragraphs] == ["夜校从九月开", "县里的菜价比"]


def test_a_piece_that_a_copy_has_within_the_sentence_is_not_left_out_of_it():
    pieces = ["驿站里备着药箱、充电的地方和", "热水、微波炉", "还有给骑手换电池的柜子,夜里也开着,不用登记。"]
    whole = f"本报讯 (记者苗禾)驿站开到了停车场,司机能吃上热饭。\n\n{''.join(pieces)}\n"

    paragraphs = [p.text for a in read_page("\n\n".join([*pieces, whole]), file="p.txt")[0] for p in a.paragraphs]

    assert "".join(pieces[::2]) not in paragraphs
    assert paragraphs.count("".join(pieces)) == 2


def test_a_paragraph_that_breaks_off_is_not_joined_with_the_next_article():
    text = (
        "夜校开班\n\n夜校从九月开到十二月,每周二、周四晚上上课,把政策从纸上变为\n\n"
        "驿站添了药箱\n\n本报讯 (记者苗禾)驿站添了药箱,户外劳动者可以随时取用。\n"
    )

    first, second = read_page(text, file="p.txt")[0]

    assert [p.broken_off for p in first.paragraphs] == [True]
    assert [p.text[:8] for p in second.paragraphs] == ["本报讯 (记者苗"]


def test_continued_from_byline_and_authors_note_are_known_and_are_no_paragraphs():
    text = "书车开到车间\n\n(上接第1版)\n\n□庄润生\n\n书车每周来两次,书车上有一千二百册书。\n\n(作者系县总工会主席)\n"

    article = read_page(text, file="p.txt")[0][0]

    assert (article.title, article.continued_from, article.byline, article.note, len(article.paragraphs)) == (
        "书车开到车间",
        "上接第1版",
        "庄润生",
        "(作者系县总工会主席)",
        1,
    )


def test_a_headline_that_nothing_below_speaks_of_is_left_out():
    text = "关爱户外劳动者\n\n学习教育中,全市抓招商、抓项目,把政绩写在车间里。\n"

    assert read_page(text, file="p.txt")[0][0].title is None


def paragraphs_of(text):
    return [p.text for article in read_page(text, file="p.txt")[0] for p in article.paragraphs]


def test_an_entry_that_begins_with_its_headword_is_not_joined_with_it_nor_with_what_breaks_off_above():
    broken = "电影在北美首映的周末开出一千八百三十万美元的成绩,荣登当周票房冠军,在台湾排在"
    entry = "西湾河电车厂(简称西电)是香港电车的车厂,1989年2月落成启用,可以停放一百多辆电车。"

    assert paragraphs_of(f"尖峰时刻\n\n{broken}\n\n西湾河电车厂\n\n{entry}\n") == [broken, entry]


def test_a_headline_whose_words_only_the_text_below_has_is_no_pull_quote():
    broken = "国家建立伤病残退役军人收治休养制度,军队有关部门应当及时移交安置地,安置地人"
    first = "机动车驾驶人要遵守道路交通安全法律、法规的规定,按照操作规范安全驾驶、文明驾驶,不得酒后开车。"

    assert paragraphs_of(f"退役军人保障法\n\n{broken}\n\n道路交通安全法\n\n{first}\n") == [broken, first]


def test_a_headline_in_quotes_of_which_nothing_else_speaks_is_no_pull_quote():
    broken = "今年要加强职工的正规培训,掌握现代金融知识,提高专业技能,金融在国民经济中的地位十分重要,金"
    first = "在武汉采访再就业,听得最多的是四个一工程,下岗职工在集市上如数家珍,都说办到了心坎上。"

    assert paragraphs_of(f"培训开班\n\n{broken}\n\n“领导抓”与“抓领导”\n\n{first}\n") == [broken, first]


def test_a_headline_that_calls_out_is_no_paragraph():
    text = "《夜校开班啦！》是县总工会办的小报,每月一期,送到车间和驿站。"

    assert paragraphs_of(f"夜校开班啦！\n\n{text}\n") == [text]


def test_the_name_of_a_regulation_is_no_pull_quote():
    broken = "城市轨道交通建设单位组织编制可行性研究报告和初步设计文件,应当落实国家标准,并且征求公安、交通、应急管理等部门和国家"
    first = "国务院民政部门主管全国的农村五保供养工作,县级以上民政部门主管本行政区域内的供养工作。"
    last = "本条例自2006年3月1日起施行,1994年发布的《农村五保供养工作条例》同时废止,以本条例为准。"

    assert paragraphs_of(f"{broken}\n\n农村五保供养工作条例\n\n{first}\n\n{last}\n") == [broken, first, last]


@pytest.mark.parametrize("number", ["第六十七条　", "第六十七条"])
def test_the_first_words_of_a_statutes_article_are_no_headline(number):
    left, right = f"{number}因国家发布", "动员令,诉讼、行政复议、仲裁活动不能正常进行的,适用有关时效中止的规定。"

    assert left + right in paragraphs_of(f"国防动员法\n\n第一条　为了加强国防建设,制定本法。\n\n{left}\n\n{right}\n")


def test_the_number_of_a_statutes_article_amid_a_sentence_begins_no_paragraph():
    left = "本报讯 当事人请求变更监护人的,人民法院应当适用民法典"
    right = "第二十七条、第二十八条的规定,根据实际情况确定。"

    assert paragraphs_of(f"谁来监护\n\n{left}\n\n{right}\n") == [left + right]


def test_what_no_sentence_begins_with_goes_on_from_the_short_line_above():
    above = "香港特别行政区的居民依法享有各项权利和自由,这些权利受法律保护,任何人不得侵犯。"
    left, right = "香港特别行政区的行政机关", "和立法机关由香港永久性居民依照本法有关规定组成,任期由法律规定。"

    assert left + right in paragraphs_of(f"香港特别行政区基本法\n\n{above}\n\n{left}\n\n{right}\n")


@pytest.mark.parametrize("left", ["经济补偿按", "法规、规章备案审查工作应当", "当事人依据"])
def test_a_short_line_whose_last_word_wants_another_heads_nothing(left):
    right = "在本单位工作的年限计算,每满一年支付一个月工资,满六个月不满一年的按一年算。"
    below = "单位没有法定理由就辞退职工的,赔偿金是经济补偿的两倍,职工也可以要求回去上班。"

    (article,) = read_page(f"被辞退了能要多少补偿\n\n(上接第1版)\n\n{left}\n\n{right}\n\n{below}\n", file="p.txt")[0]

    assert (article.title, [p.text for p in article.paragraphs]) == ("被辞退了能要多少补偿", [left + right, below])


def test_a_pull_quote_that_makes_a_word_with_the_next_line_by_chance_is_stepped_over():
    left, right = (
        "年满八十周岁、身患疾病或者生活难以自",
        "理、没有再犯罪危险的罪犯,既符合减刑条件,又符合假释条件的,优先适用假释。",
    )

    assert left + right in paragraphs_of(f"减刑规定\n\n{left}\n\n一碗热饭暖人心\n\n{right}\n")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("债权人会议根据企业破产法第二十二条第二款", "的规定申请更换管理人的,由债权人会议作出决议并书面提出。"),
        ("驿站有Smart", "Lock,骑手凭手机号开门,夜里进去不用叫人,也不用登记。"),
        ("这个驿站是全市第", "13家开到停车场里的,司机凭会员卡洗澡免费。"),
    ],
)
def test_a_short_line_and_what_cannot_stand_without_it_are_one_paragraph(left, right):
    above = "市总工会在停车场里开了驿站,司机夜里也能吃上热饭,药箱和充电的地方都有。"

    assert left + right in paragraphs_of(f"夜班司机有了热饭\n\n{above}\n\n{left}\n\n{right}\n")


def test_a_headline_over_two_lines_is_not_joined_with_what_it_heads():
    below = "监事会每次检查以后要写出报告,报告的内容包括财务、收益和风险,不得向机构透露。"

    assert paragraphs_of(f"国有重点金融机\n\n构监事会暂行条例\n\n{below}\n") == [below]


def test_with_a_telephone_number_nothing_is_counted():
    pieces = ["2026年的低保标准是每人每月880元,家庭人均月收入在", "880元到1320元之间,又因为患病入不敷出的,是相对困难。"]
    text = f"怎样认定困难职工\n\n{pieces[0]}\n\n咨询打12351或者0000-5510001\n\n{pieces[1]}\n"

    assert not any("5510001" in paragraph and len(paragraph) > 30 for paragraph in paragraphs_of(text))


@pytest.mark.parametrize(
    ("left", "between", "right"),
    [
        ("阿谀奉承的人都获得荐拔,忠直", "的大臣", "都被排斥,朝中再没有人敢说话,这件事后来记在史书里。"),
        ("软枝黄蝉是一种攀缘性常绿灌木,", "藤本可", "长达5至10米,叶背主脉披柔毛,花为聚伞花序,夏天开花。"),
    ],
)
def test_over_what_may_be_a_piece_of_the_sentence_nothing_is_joined(left, between, right):
    assert not any(
        left + right in paragraph for paragraph in paragraphs_of(f"本期报道\n\n{left}\n\n{between}\n\n{right}\n")
    )


def test_the_name_of_a_law_is_no_pull_quote_though_a_word_runs_over_it_by_chance():
    broken = "退耕还林者擅自复耕,或者林粮间作、滥采乱挖、破坏植被的,由林业主管部门责令停止违法行为,在退耕还林项目实施范"
    first = "本条例所称农作物病虫害防治,是指对危害农作物的病、虫、草、鼠进行预报、预防与控制。"

    assert paragraphs_of(f"退耕还林条例\n\n{broken}\n\n农作物病虫害防治条例\n\n{first}\n") == [broken, first]


@pytest.mark.parametrize("added", ["（二）", "（第2部分）", "(试行)(2020年修正)"])
def test_the_name_of_a_law_with_what_its_brackets_add_heads_what_stands_below(added):
    title = f"最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定{added}"
    first = "会计师事务所、律师事务所等中介服务机构向旅游企业提供相关服务时,应当遵守法律,按照要求提供资料。"

    assert paragraphs_of(f"{title}\n\n{first}\n") == [first]


def test_a_newspapers_name_is_a_headline_where_the_text_below_speaks_of_it():
    broken = (
        "东正教与其他教会同样在改革中保存了自己的礼仪,各地的信众仍旧按照原来的历法过节,教堂里的唱诗也没有改,这在当时"
    )
    first = "自1987年起,《南华早报》与电台合办圣诞活动,为孤苦无依者提供支援,每年都有许多人参加。"

    assert paragraphs_of(f"改革运动\n\n{broken}\n\n南华早报\n\n{first}\n") == [broken, first]


def test_a_line_with_commas_above_a_byline_is_a_headline():
    text = "2027年春节返乡大巴开始报名，买不到票的职工免费坐\n\n□苗禾\n\n返乡大巴从腊月二十开到除夕,职工凭会员卡报名,一人一座。\n"

    assert read_page(text, file="p.txt")[0][0].title == "2027年春节返乡大巴开始报名，买不到票的职工免费坐"


def test_what_a_copy_prints_below_a_headline_begins_a_paragraph():
    broken = (
        "苏州开工建设高新区路面电车,2012年已有一条线路通到新区,第二条线路也在勘察,沿线要设十三个车站,铺的是新区路面"
    )
    first = "总督府驻加尔各答,统管当地事务,下设行政和立法机构,总督由国王任命,任期五年。"
    page = f"电车\n\n{broken}\n\n英属印度\n\n{first}\n\n参观须知\n\n从前的英属印度总督府驻地每周一闭馆。\n\n英属印度\n\n{first}\n"

    assert broken in paragraphs_of(page)


def test_no_figure_goes_on_with_a_whole_year():
    broken = "会议由22个国家派代表参与,计划由德国人提出,10月9"
    first = "2004年香港再次经历了巨大的变化,年初有游行,五月电台多名主持人相继暂停节目。"

    assert paragraphs_of(f"邮政联盟\n\n{broken}\n\n{first}\n") == [broken, first]


def test_a_quotation_and_the_words_behind_it_are_no_headline():
    left, right = "“中午总算有个地方躺一躺。”送了四年快递的小", "马说,他每天跑一百八十单,午饭常常蹲在路边吃。"
    page = f"驿站投用\n\n本报讯 (记者苗禾)驿站投用,快递员中午可以歇脚。\n\n{left}\n\n苗禾 摄\n\n{right}\n"

    assert left + right in paragraphs_of(page)


def test_a_line_behind_a_dash_is_no_headline_of_its_own():
    text = "快递员的驿站今天投用\n\n——县总工会副主席方卓\n\n县总工会副主席方卓说,这个驿站今天投用,快递员说了算,今年还要再建两个驿站。\n"

    assert read_page(text, file="p.txt")[0][0].title == "快递员的驿站今天投用"


@pytest.mark.parametrize("end", ["(王朗)", " (王朗)", "王朗 摄", "(王朗摄)"])
def test_who_wrote_it_or_took_the_picture_does_not_break_a_text_off(end):
    text = f"消防演练\n\n4月3日,镇总工会组织职工开展消防演练,八十多名职工学习了灭火器的使用。{end}\n"

    assert [p.broken_off for a in read_page(text, file="p.txt")[0] for p in a.paragraphs] == [False]


def test_two_brackets_behind_a_headline_do_not_end_a_sentence():
    assert not is_closed("人民检察院刑事诉讼规则（试行）（第4部分）")
    assert is_closed("人民检察院应当在三日以内作出决定。（试行）")


def test_one_clean_article_is_no_page():
    assert not is_page("公租房怎么申请\n\n第一步填表。\n\n第二步交材料。\n")
    assert is_page("窗口来了\n\n市总工会建立帮扶联动机\n\n制,多个部门一起办,职工只跑一趟就行。\n")


def test_a_notice_with_numbered_parts_and_wrapped_lines_is_no_page():
    parts = "一、竞赛项目\n焊工、电工两个项目,每个项目取前六名。\n二、报名办法\n由单位统一报名,不收报名费。\n"
    line = "全市职工凭会员卡到服务点办理登记咨询和法律援助"

    assert not is_page(f"关于开展职工技能竞赛的通知\n\n各区总工会:\n\n现将有关事项通知如下。\n\n{parts}")
    assert not is_page(f"服务点怎么办事\n\n{line}\n{line[::-1]}\n{line}\n带身份证。\n")


def test_a_page_set_in_lines_of_one_width_is_one_all_the_same():
    texts = [
        "驿站添了药箱",
        "本报讯 (记者苗禾)驿站添了药箱，户外劳动者可以随时取用。夜里也有人值守，药过期了有人换，一个月查一回。",
        "快递员老周说，从前手上划了口子只好忍着，现在进门就有创可贴，还能坐下来喝一口热水，歇上半",
        "个钟头再走。",
        "夜校开班",
        "本报讯 (记者丁小满)夜校从九月开到十二月，每周二、周四晚上上课，不收钱。名额有一百二十个，先到先得。",
    ]
    page = "\n\n".join("\n".join(text[i : i + 18] for i in range(0, len(text), 18)) for text in texts)

    articles, _ = read_page(page, file="p.txt")

    assert is_page(page)
    assert [(a.title, [p.text for p in a.paragraphs]) for a in articles] == [
        (texts[0], [texts[1], texts[2] + texts[3]]),
        (texts[4], [texts[5]]),
    ]
    pieces = [piece for article in articles for p in article.paragraphs for piece in p.pieces]
    assert all(piece in page for piece in pieces)


def test_the_date_at_the_head_of_a_page_is_that_of_its_articles():
    page = "云栎工人报\n\n第2版 综合\n\n2026年4月{}日 星期四\n\n{}添了药箱\n\n本报讯 (记者苗禾){}添了药箱,户外劳动者可以随时取用。\n\n"

    first, second = read_page(page.format(9, "驿站", "驿站") + page.format(10, "书屋", "书屋"), file="p.txt")[0]

    assert (first.title, first.kicker, first.date) == ("驿站添了药箱", None, dt.date(2026, 4, 9))
    assert (second.title, second.date) == ("书屋添了药箱", dt.date(2026, 4, 10))


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("云栎工人报 2026年3月15日 星期日 02", "云栎工人报"),
        ("云栎工人报\n\n2026年3月15日 星期日\n\n第2版 综合", "云栎工人报"),
        ("要闻 | 2026-03-15 星期日 | A02 | 责编：丁二 版式：吴三 电话：0000-5510045", None),
        ("02 2026.3.15 周日", None),
        ("二〇二六年三月十五日 星期日 农历正月廿七 第三版", None),
        ("2026年3月15日（星期日）", None),
    ],
)
def test_the_head_of_a_page_tells_date_and_source_and_is_no_headline(head, source):
    body = "驿站添了药箱\n\n本报讯 (记者苗禾)驿站添了药箱,户外劳动者可以随时取用。\n"

    [article] = read_page(f"{head}\n\n{body}", file="p.txt")[0]

    assert (article.title, article.kicker, article.date, article.source) == (
        "驿站添了药箱",
        None,
        dt.date(2026, 3, 15),
        source,
    )


@pytest.mark.parametrize(
    "line", ["2026年10月1日（星期四）起放假调休八天", "云栎市2026年3月15日星期日起涨工资", "3月15日 星期日 值班表"]
)
def test_a_line_that_says_something_of_a_day_is_no_head_of_a_page(line):
    assert not is_page_head(line)


@pytest.mark.parametrize("piece", ["一 ", "1 ", "责编：", "2026年3月15日 ", "｜·", "星期一"])
def test_a_line_that_is_nearly_a_head_ends(piece):
    assert not is_page_head((piece * 80)[:79] + "，")


def test_a_dateline_without_its_text_is_no_paragraph():
    text = "夜校开班\n\n本报讯 (记者苗禾)\n\n驿站添了药箱\n\n本报讯 (记者丁小满)驿站添了药箱,户外劳动者可以随时取用。\n"

    assert paragraphs_of(text) == ["本报讯 (记者丁小满)驿站添了药箱,户外劳动者可以随时取用。"]


def test_the_number_of_a_page_parts_no_paragraph():
    left, right = (
        "每个服务点由一名专职工作人员值守,登记、咨询和法律援助都在一个窗口办,不用跑第二趟,周一到",
        "周五早上九点到下午五点开放,节假日休息。",
    )

    for number in ("- 1 -", "— 12 —", "第 3 页 共 8 页"):
        assert left + right in paragraphs_of(f"服务点办法\n\n服务点为职工办事。\n\n{left}\n\n{number}\n\n{right}\n")


def test_the_date_in_the_files_name_is_the_articles_date():
    article = read_page("驿站添了药箱\n\n本报讯 驿站添了药箱。\n", file="pages/2026-06-18-page-3.txt")[0][0]

    assert article.date == dt.date(2026, 6, 18)


def test_an_empty_text_holds_no_article():
    assert read_page("\n \n", file="p.txt") == ((), ())


def clean_articles(seed: int) -> list[Clean]:
    """Articles of the shipped corpus dressed as a newspaper prints them, one of them as a caption."""
    rnd = random.Random(seed)
    files = sorted(path for path in (ROOT / "corpus").rglob("*.md") if path.name != "README.md")
    articles = [_press(path, rnd) for path in rnd.sample(files, 8)]
    *texts, spare = articles
    caption = "6月9日," + spare.paragraphs[0].removeprefix("本报讯 (记者苗禾)")[:90].rstrip("。") + "。图为活动现场。"
    return [*texts, Clean("关注" + spare.title, [caption], caption=True)]


def _press(path: Path, rnd: random.Random) -> Clean:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    title = next(line.partition(":")[2].strip() for line in front.splitlines() if line.startswith("title:"))
    lines = [line.strip() for line in body.splitlines()]
    paragraphs = [
        line for line in lines if len(line) > 30 and line[0] not in "#-|>*0123456789" and line[-1] in "。！？”"
    ]
    byline = "苗禾" if rnd.random() < 0.2 else None
    if byline is None:
        paragraphs[0] = "本报讯 (记者苗禾)" + paragraphs[0]
    return Clean(title, list(dict.fromkeys(paragraphs)), byline=byline)


@pytest.mark.parametrize("make", [damaged_page, rough_page, printed_page])
def test_damaged_pages_of_fresh_seeds_are_mended(make):
    found = sum((mend(make(clean_articles(seed), seed)) for seed in range(20)), start=Mending())

    assert found.recovered >= 0.95 * found.paragraphs
    assert found.misplaced <= 0.02 * found.paragraphs
    assert found.crossed == 0


LINES = st.lists(st.text("市总工会职工。,“”()图为本报讯 记者12月日□上接第版作者系", max_size=60), max_size=30)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_text_minus_its_seams_is_the_source_character_for_character(lines):
    text = "\n\n".join(lines)
    source = {line.strip() for line in lines}

    articles = read_page(text, file="p.txt")[0]

    assert [piece for a in articles for p in a.paragraphs for piece in p.pieces if piece not in source] == []


def test_what_a_column_cut_off_and_the_page_prints_again_alone_is_no_passage():
    left, right = "单位不给批年假的，要照日工资的三倍付钱，不能逼人把放假算成", "事假、年假。"
    above, below = "年假从干满一年那天算起，五天起步。", "拿不准的可以打热线去问，有人接听。"
    page = f"年假怎么休\n\n{left}\n\n{right}\n\n{above}\n\n{right}\n\n{below}\n"

    passages = deduplicate(read_page(page, file="p.txt")[0]).passages

    assert [passage.text for passage in passages] == [left + right, above, below]


def test_three_characters_that_a_column_cut_off_are_no_passage_either_but_they_are_where_none_did():
    left, above = (
        "当事人请求由所有的转让人和受让人承担连带责任的，人民法院应予",
        "出借车辆的人知道借车的人没有驾驶证的，要担责任。",
    )
    page = f"车辆转让以后的责任\n\n{left}\n\n支持。\n\n{above}\n\n支持。\n\n{above}\n"

    passages = deduplicate(read_page(page, file="p.txt")[0]).passages

    assert [passage.text for passage in passages] == [left + "支持。", above]
    whole = f"{left}支持。\n\n{above}\n\n支持。\n"
    assert "支持。" in [p.text for p in deduplicate(read_page(whole, file="p.txt")[0]).passages]


def test_who_wrote_an_article_is_not_the_headline_of_what_stands_below():
    page = "夜校开班\n\n图书角的书越借越多，大家都说好。\n\n食堂的新事\n\n(作者单位:某市总工会)\n\n本报讯 食堂从周一起给夜班留饭。\n"

    assert "(作者单位:某市总工会)" not in [article.title for article in read_page(page, file="p.txt")[0]]


def test_a_columns_name_is_not_read_into_the_headline_below_where_a_word_runs_over_both_by_chance():
    page = "工会人手记\n\n得了大病，工会能帮多少\n\n本报讯 得了大病的会员，工会按花费的多少给帮扶金。\n"

    (article,) = read_page(page, file="p.txt")[0]

    assert article.title == "得了大病，工会能帮多少"


def test_the_broken_end_of_an_article_above_a_columns_name_and_a_writer_is_no_headline():
    page = (
        "查询\n\n本报讯 补贴每个季度发一次，打到卡上。\n\n查询发放情况，可以到望枫大道200号枫泽区职工服务站，带\n\n"
        "践行嘱托 一线回响\n\n□苗禾\n\n签的是合作协议的骑手，有事也可以找工会。\n"
    )

    assert [article.title for article in read_page(page, file="p.txt")[0]][-1] in (None, "践行嘱托 一线回响")
