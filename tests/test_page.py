import datetime as dt
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.passages.deduplication import deduplicate
from bot.reading.page import is_page, read_page
from tests.damage import Clean, damaged_page
from tests.mending import Mending, mend
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


def test_one_clean_article_is_no_page():
    assert not is_page("公租房怎么申请\n\n第一步填表。\n\n第二步交材料。\n")
    assert is_page("窗口来了\n\n市总工会建立帮扶联动机\n\n制,多个部门一起办,职工只跑一趟就行。\n")


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


@pytest.mark.parametrize("make", [damaged_page, rough_page])
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
