"""What can be wrong with a file and how to mend it: every such sentence that an admin reads, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Problem

LEFT_OUT = "没有收录"
"""What a problem says in which text was found that is not indexed."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of problem; both sentences may hold {names} that are filled in when it is told of a file."""

    problem: str
    mend: str
    fatal: bool = False

    def at(self, file: str, line: int | None = None, **details: object) -> Problem:
        return Problem(file, line, self.problem.format(**details), self.mend.format(**details), self.fatal)


# the folder
LINK_OUTSIDE = Trouble("这个链接指向资料文件夹之外", "把文件本身复制进来，不要放链接", fatal=True)
LINK_BROKEN = Trouble("这个链接指向的文件不存在，或者绕成了圈", "删掉链接，或者把文件本身复制进来", fatal=True)
LINKED_FOLDER = Trouble("这是指向文件夹的链接，没有进去读", "把文件夹本身复制进来")
NOT_A_FILE = Trouble("这不是普通文件（管道、设备之类）", "删掉它", fatal=True)
UNREADABLE = Trouble("打不开这个文件：{reason}", "检查文件的权限，让运行本程序的用户能读它", fatal=True)
UNREADABLE_FOLDER = Trouble("打不开这个文件夹：{reason}", "检查文件夹的权限，让运行本程序的用户能读它", fatal=True)
TOO_DEEP = Trouble("文件夹套得太深（超过 {limit} 层），里面的没有读", "把里面的文件移到上层来", fatal=True)
STRANGE_NAME = Trouble("文件名里有无法显示的字符", "给文件改个名字")
TOO_LARGE = Trouble("文件太大（{size} MB），最多读 {limit} MB", "拆成几个小文件", fatal=True)
CHANGED = Trouble("读的时候文件变了", "等文件写完再重新读一次", fatal=True)
EMPTY = Trouble("文件是空的", "删掉它，或者写上内容")
UNKNOWN_FORMAT = Trouble("不读这种文件（{suffix}），已跳过", "{hint}")
MORE_UNKNOWN = Trouble("另有 {count} 个这种文件（{suffix}）也跳过了", "{hint}")
MISSING_EXTRA = Trouble(
    "读 {suffix} 文件要另装一个组件，现在还没有装", "运行 pip install 'niangjia[{extra}]' 再重新读一次", fatal=True
)

NO_NAME = Trouble("文件没有名字", "给文件起个名字", fatal=True)
RESERVED_NAME = Trouble(
    "这个名字留给程序自己的文件用（同义词、地名、重点问题、说明），不能当文章收", "给文件改个名字", fatal=True
)

# the bytes
UNKNOWN_ENCODING = Trouble("认不出文字编码，没有读", "用记事本或 WPS 打开，另存为 UTF-8 编码", fatal=True)
BROKEN_ENCODING = Trouble(
    "文字编码标明是 {encoding}，可是中间有坏掉的字节", "找回好的那一份，另存为 UTF-8 编码", fatal=True
)
CONTROL_CHARACTERS = Trouble("有看不见的控制字符（共 {count} 个），已去掉", "用记事本打开，另存一份干净的")
PRIVATE_CHARACTERS = Trouble(
    "有别的电脑显示不出的字（私用区的字，共 {count} 个）", "对照原文换成通用的字，另存为 UTF-8 编码"
)
LOST_CHARACTERS = Trouble("这一行有乱码（�），没有收录", "对照原文补上这一行，另存为 UTF-8 编码")
TOO_MUCH_MARKUP = Trouble("这一段的标记符号（方括号）太多，没有收录", "删去多余的符号")
GARBLED = Trouble("这一段像是乱码，没有收录", "对照原文改正，另存为 UTF-8 编码")
TOO_LONG = Trouble("这一段太长（{length} 字），没有收录", "分成几个自然段，每段不超过 {limit} 字")
STACKED_MARKS = Trouble("这一行叠了太多附加符号，没有收录", "删去多余的符号")
MORE_LINES = Trouble("还有 {count} 处同样的问题", "照前面说的办法一并改正")

# the article
NO_TEXT = Trouble("没有正文，或者只有标题", "写上正文，或者删掉这个文件")
FRAMES = Trouble("这是框架页，正文在别的网页里", "在浏览器里打开正文那一页，另存为 .html")
LINKS = Trouble("这一页几乎全是链接，没有正文", "打开要收录的文章，每篇另存为 .html")
DRAFT = Trouble("标明是草稿，没有收录", "写好以后删去 draft 这一行，或者改正 status")
OPEN_FRONT_MATTER = Trouble("开头的信息栏没有用 --- 收尾", "在信息栏后面单独加一行 ---", fatal=True)
BAD_FRONT_MATTER = Trouble(
    "开头的信息栏写法不对",
    "每行写成「title: 标题」，用英文冒号，后面空一格；值里有冒号或引号的，整个用单引号括起来",
    fatal=True,
)
NESTED_FIELD = Trouble("信息栏里「{key}」一项里面又套着别的内容，没有收录", "写成一行文字，或者每行一个「- 」的单子")
BAD_DATE = Trouble("日期「{value}」认不出来", "写成 2026-04-09 这样")
OPEN_COMMENT = Trouble("注释 <!-- 没有用 --> 收尾，后面的文字没有收录", "在注释后面加上 -->")
BAD_LINE = Trouble("这一行不是完整的 JSON 对象", '每行写一个 {{"title": …, "text": …}}')
NO_ARTICLE_IN_LINE = Trouble("这一行没有 text,也没有 paragraphs", '每行写一个 {{"title": …, "text": …}}')

# the heavy formats
BROKEN_FILE = Trouble("文件坏了，或者其实不是 {suffix} 文件", "用原来的软件打开，重新保存一份", fatal=True)
TOO_MUCH_INSIDE = Trouble(
    "压缩包里的内容太大（展开后超过 {limit} MB）", "用 Word 或 WPS 打开，去掉图片后另存一份", fatal=True
)
TOO_SLOW = Trouble("读了 {seconds} 秒还没有读完，已放弃", "换一份好的，或者另存为文字（.txt）", fatal=True)
TOO_HUNGRY = Trouble("读这个文件要的内存太多，已放弃", "拆成几个小文件，或者另存为文字（.txt）", fatal=True)
LOCKED = Trouble("文件加了密码", "去掉密码另存一份", fatal=True)
SCANNED = Trouble("这是扫描件，里面只有图片没有文字", "先做文字识别（OCR），存成带文字的 PDF 或者 .txt", fatal=True)
SCANNED_PAGES = Trouble("第 {pages} 页只有图片没有文字，没有收录", "先做文字识别（OCR），存成带文字的 PDF")
LOST_WORDS = Trouble(
    "第 {pages} 页有单独的字读不出来（文件里没有带上字体）", "重新导出 PDF，选上“嵌入字体”；或者另存为 .docx"
)
NO_FONT = Trouble("文件里没有带上字体，字读不出来", LOST_WORDS.mend, fatal=True)
MORE_PAGES = Trouble("共有 {count} 页，只读了前 {limit} 页，后面的没有收录", "把后面的页另存为一份 PDF")

HINTS = {
    ".doc": "用 Word 或 WPS 打开，另存为 .docx",
    ".wps": "用 WPS 打开，另存为 .docx",
    ".rtf": "用 Word 或 WPS 打开，另存为 .docx",
    ".odt": "用 Word 或 WPS 打开，另存为 .docx",
    ".xls": "把要收录的文字另存为 .md 或 .txt",
    ".xlsx": "把要收录的文字另存为 .md 或 .txt",
    ".et": "把要收录的文字另存为 .md 或 .txt",
    ".csv": "把要收录的文字另存为 .md 或 .txt",
    ".eml": "打开邮件，把正文另存为 .txt",
    ".ofd": "用 WPS 打开，另存为 .pdf",
    ".jpg": "先做文字识别（OCR），存成 .txt",
    ".jpeg": "先做文字识别（OCR），存成 .txt",
    ".png": "先做文字识别（OCR），存成 .txt",
    ".ppt": "把要收录的文字另存为 .md 或 .txt",
    ".pptx": "把要收录的文字另存为 .md 或 .txt",
    ".zip": "解压以后把里面的文件放进来",
    ".rar": "解压以后把里面的文件放进来",
    ".7z": "解压以后把里面的文件放进来",
    ".json": "每篇文章一行，存成 .jsonl",
    ".mht": "用浏览器打开，另存为 .html",
    ".mhtml": "用浏览器打开，另存为 .html",
}
DEFAULT_HINT = "要收录的话，另存为 .md、.txt 或 .docx"


def hint_for(suffix: str) -> str:
    """What to do with a file of a format that is not read."""
    return HINTS.get(suffix, DEFAULT_HINT)


def without_echo(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of a file, but that there is no text where another says that it was left out."""
    left_out = {problem.line for problem in found if LEFT_OUT in problem.problem}
    empty = [problem for problem in found if problem.problem == NO_TEXT.problem]
    echoes = empty if left_out and len(empty) == 1 else [problem for problem in empty if problem.line in left_out]
    return tuple(problem for problem in found if problem not in echoes)
