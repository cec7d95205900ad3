"""What we ship under corpus/ keeps its promises: well-formed, ours, and answering its own questions."""

import datetime as dt
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.loading import load_library
from bot.model import AnswerKind
from bot.passages.deduplication import deduplicate
from bot.reading.corpus import read_corpus
from bot.search.thesaurus import Thesaurus

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
ACCEPTANCE = ROOT / "tests" / "acceptance"
NEWSPAPER = ROOT.parent / "shared" / "page" / "corpus" / "page.txt"
INVENTED = "云栎市为虚构城市"
REWORDED = "据报纸报道改写"
TOPICS = {
    "住房", "培训", "竞赛", "帮扶", "补贴", "助学", "医疗互助", "送温暖", "送清凉", "会员福利", "法律援助", "工资",
    "休假", "工伤", "入会", "工会驿站", "职工阅读", "女职工", "就业", "心理关爱", "职工文化",
}  # fmt: skip


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def entries():
    """Left side and right side of each entry of the thesaurus; two-way words stand on both."""
    found = []
    for line in (CORPUS / "thesaurus.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, arrow, right = line.partition("=>")
            words = [word.strip() for word in left.split("/" if arrow else "=")]
            found.append((words, [word.strip() for word in right.split("/")] if arrow else words))
    return found


def han(text):
    return "".join(re.findall(r"[\u4e00-\u9fff]", text))


@pytest.fixture(scope="module")
def reading():
    return read_corpus(CORPUS)


@pytest.fixture(scope="module")
def articles(reading):
    """Those with a file of their own."""
    return [article for article in reading.articles if article.file.endswith(".md")]


def test_no_file_has_a_problem(reading):
    assert reading.problems == ()


def test_there_are_at_least_forty_four_articles_and_a_page(reading, articles):
    assert len(articles) >= 44
    assert any(article.file.startswith("pages/") for article in reading.articles)


def test_every_article_names_its_title_source_date_region_and_topic(articles):
    lacking = [
        article.file
        for article in articles
        if not (article.title and article.source and article.date and article.region)
        or dict(article.extra).get("topic") not in TOPICS
    ]

    assert lacking == []


def test_every_source_says_whether_the_matter_is_invented_or_reworded_from_a_newspaper(articles):
    real = {article.file for article in articles if REWORDED in article.source}
    invented = {article.file for article in articles if INVENTED in article.source}

    assert real.isdisjoint(invented)
    assert real | invented == {article.file for article in articles}
    assert len(real) >= 5


def test_invented_articles_play_in_the_invented_city_and_reworded_ones_do_not(articles):
    for article in articles:
        assert (INVENTED in article.source) == (article.region[0] == "云栎市"), article.file
        assert REWORDED not in article.source or "云栎" not in "".join(p.text for p in article.paragraphs), article.file


def test_the_page_says_that_it_is_invented():
    for page in (CORPUS / "pages").iterdir():
        assert INVENTED in page.read_text(encoding="utf-8"), page.name


def test_articles_have_four_to_nine_paragraphs_of_readable_length(articles):
    for article in articles:
        assert 4 <= len(article.paragraphs) <= 9, article.file
        assert all(40 <= len(paragraph.text) <= 320 for paragraph in article.paragraphs), article.file


def test_a_standard_of_two_years_stands_under_one_title_with_two_dates(articles):
    titles = Counter(article.title for article in articles)
    twice = {title for title, count in titles.items() if count > 1}

    assert {article.date.year for article in articles if article.title in twice} == {2025, 2026}
    assert len(twice) >= 2


def test_one_notice_has_run_out_for_good(articles):
    assert any(article.expires and article.expires < dt.date(2026, 1, 1) for article in articles)


def test_telephone_numbers_are_invented_or_the_national_hotlines(articles):
    numbers = {n for article in articles for p in article.paragraphs for n in re.findall(r"\d{4}-\d{7}", p.text)}

    assert numbers
    assert all(number.startswith("0000-55") for number in numbers)


def test_nothing_is_copied_from_the_newspaper_page():
    if not NEWSPAPER.is_file():
        return  # only where the page lies beside the repository is there anything to compare with
    page = han(NEWSPAPER.read_text(encoding="utf-8"))
    runs = {page[n : n + 12] for n in range(len(page) - 11)}

    for path in sorted(CORPUS.rglob("*")):
        if path.is_file():
            text = han(path.read_text(encoding="utf-8"))
            assert not runs & {text[n : n + 12] for n in range(len(text) - 11)}, path.name


def test_the_shipped_page_is_mended_as_its_gold_says(reading):
    gold = json.loads((ACCEPTANCE / "page-gold.json").read_text(encoding="utf-8"))
    wanted = {
        text: {article["title"], *article.get("title_also_right", ()), None}
        for article in gold["articles"]
        for text in article["passages"]
    }

    passages = [p for p in deduplicate(reading.articles).passages if p.article.file.startswith("pages/")]

    assert sorted(p.text for p in passages) == sorted(wanted)
    assert [p.text for p in passages if p.article.title not in wanted[p.text]] == []


def test_every_acceptance_answer_stands_in_a_passage(reading):
    texts = [passage.text for passage in deduplicate(reading.articles).passages]
    questions = [entry for entry in lines(ACCEPTANCE / "questions.jsonl") if entry["answer_contains"]]

    lacking = [
        entry["question"]
        for entry in questions
        if not any(all(part in text for part in entry["answer_contains"]) for text in texts)
    ]

    assert lacking == []


def test_the_acceptance_set_is_large_and_asks_nothing_twice():
    questions = lines(ACCEPTANCE / "questions.jsonl")
    answerable = [entry for entry in questions if entry["answer_contains"] is not None]

    assert len(answerable) >= 80
    assert len(questions) - len(answerable) >= 60
    assert len({entry["question"] for entry in questions}) == len(questions)


def test_every_golden_answer_stands_in_the_file_it_names(articles):
    texts = {article.file: [paragraph.text for paragraph in article.paragraphs] for article in articles}
    golden = lines(CORPUS / "golden.jsonl")

    assert len(golden) >= 20
    for entry in golden:
        assert any(all(part in text for part in entry["answer_contains"]) for text in texts[entry["file"]]), entry


def test_the_thesaurus_is_read_without_a_problem():
    text = (CORPUS / "thesaurus.txt").read_text(encoding="utf-8")

    assert Thesaurus.read(text).problems == ()
    assert len(entries()) >= 600


def test_no_everyday_word_is_listed_twice_or_as_a_single_character():
    words = [word for left, _ in entries() for word in left]

    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert [word for word in words if len(word) < 2] == []


def test_every_entry_leads_somewhere_else():
    assert [left for left, right in entries() if not set(right) - set(left) and len(left) < 2] == []
    assert [left for left, right in entries() if not all(right)] == []


def test_an_article_of_which_the_thesaurus_knows_nothing_is_found_beside_ours(tmp_path):
    """As an admin's first own file stands there: what our entries lead to is elsewhere, and its words are enough."""
    shutil.copytree(CORPUS, tmp_path / "corpus")
    told = "下夜班的职工可以在厂区门口的工会充电棚给电动自行车免费充电，刷会员卡开闸，每次不超过两个小时。"
    (tmp_path / "corpus" / "shed.txt").write_text(f"工会充电棚办事指南\n\n{told}\n", encoding="utf-8")

    answer = load_library(tmp_path / "corpus").answer("电动车在哪里免费充电")

    assert (answer.kind, answer.citations[0].quote) == (AnswerKind.ANSWER, told)
