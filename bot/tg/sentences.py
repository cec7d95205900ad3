"""Every sentence that a worker or an admin reads in Telegram, in plain kind Chinese, beside the words of a "no"."""

from __future__ import annotations

START = (
    "您好，我是“娘家”。您问一件事，我从工会自己的文章里找出原文念给您听，并写明出自哪篇、哪一段。\n"
    "我不会编话：找不到就说找不到。\n\n"
    "直接打字问就行，例如：{examples}。\n"
    "发 /help 看怎么用。急事可打职工热线 {hotline}。"
)
HELP = (
    "怎么用：\n"
    "把想问的事用平常的话发给我，例如：{examples}。\n"
    "在群里请用 /ask 加上问题，或者回复我的消息。\n"
    "问错了可以直接修改原来那条消息，我会跟着改答案。\n\n"
    "发 /topics 看有哪些方面的文章；发 /region 加上地名，先看本地的规定；发 /follow 加上一个方面，有新文章时告诉您；"
    "发 /privacy 看我存了什么。\n\n"
    "我只引用工会文章的原文，引文下面写着出处。办事以当地工会答复为准，可打职工热线 {hotline}。"
)
ASK_WHAT = "请把问题写在 /ask 后面，例如：/ask 公租房怎么申请。"
UNKNOWN_COMMAND = "没有这个命令。直接打字问就行；发 /help 看怎么用。"
APOLOGY = "对不起，我这里出了点问题，这一条没能答上来。请过一会儿再问，急事可打职工热线 {hotline}。"
LIBRARY_AWAY = "现在一时查不到资料，请过几分钟再问一次。着急的话，可以拨打职工热线 {hotline}。"
TOO_FAST = "您发得太快，我一时答不过来，后面这些没有看。请等前面的答完，再把要紧的问题发一遍。"

PHOTO = "我看不懂图片。请把想问的事打成字发给我，或在图片下面写上问题。"
VOICE = "我听不了语音。请把想问的事打成字发给我；打字不方便，可打职工热线 {hotline}。"
STICKER = "收到。有想问的事，直接打字发给我就行。"
LOCATION = "我看不懂位置。请用文字写上地名和想问的事，例如：兰州 公租房怎么申请。"
OTHER_KIND = "我只看得懂文字。请把想问的事打成字发给我。"

ADMINS_ONLY = "这个命令只供管理员使用。您想问的事，直接打字发给我就行。"
COMMAND_EDITED = "改过的消息不当命令用。请重新发一遍。"
COMMAND_FORWARDED = "转发来的消息不当命令用。请自己重新发一遍。"
COMMAND_NOT_PRIVATE = "请私下发给我，在群里不执行。"
COMMAND_STALE = "这条消息是很久以前发的，没有执行。还需要的话，请重新发一遍。"

RELOAD_STARTED = "开始读取文章，重建期间照常答问。"
RELOAD_PROGRESS = "正在重建：先读文件，再切词，这一步做了 {done} / {total}。重建期间照常答问。"
WHOLE_REPORT = "完整的报告。"
RELOAD_UNDER_WAY = "已有一次重建正在进行，请等它完成。"
RELOAD_FAILED = "重建没有成功，仍在使用原来的文章库。\n原因：{reason}"
RELOAD_CRASHED = "程序出错，详情见运行日志。"
RELOAD_STOPPED = "程序正在停止。"
RELOAD_HUNG = "读取文章超过 {minutes} 分钟没有完成，已放弃等待。请检查最近放入的文件。"
RELOAD_SHRUNK = (
    "重建没有采用，仍在使用原来的文章库：段落从 {old} 段减到 {new} 段，少了一半以上，恐怕是文件放错了。\n"
    "如果确实要这样，请点“仍然换上”，或发：/reload 确认"
)
RELOAD_UNCHANGED = (
    "文件和上次读取时完全一样，没有重建，仍在使用现在的文章库。\n如果还是要重建一遍，请点“重建一遍”，或发：/reload 确认"
)
RELOAD_AGAIN = "重建一遍"
RELOAD_CONFIRMATION = "确认"
RELOADED = (
    "重建完成，已换上新的文章库（用时 {seconds:.1f} 秒）。\n"
    "文件 {files}，文章 {articles}，段落 {passages}，合并重复 {duplicates}，问题 {problems}。\n"
    "新增文件 {new_files}，修改 {changed_files}，撤下 {gone_files}；新增文章 {new}，修改 {changed}，撤下 {gone}。"
)
RELOADED_UNTOLD = "重建完成，已换上新的文章库，段落 {passages}。这一次没能列出变化：{reason}"
RELOAD_GOLDEN = (
    "重建没有采用，仍在使用原来的文章库：有 {count} 个重点问题答不对（最多允许 {most} 个），恐怕是文章少了或放错了。\n"
    "如果确实要这样，请点“仍然换上”，或发：/reload 确认"
)
GOLDEN = "重点问题 {asked} 个，答对 {good} 个。"
GOLDEN_MOVED = "重点问题的首条出处变了："
GOLDEN_FAILING = "没有答对的重点问题："
NO_SOURCE = "（没有）"
GAPS_AGAIN = "{count} 个缺口，现在能回答 {answered} 个。"
RELOAD_ANYWAY = "仍然换上"
NO_FORMER = "没有更早的文章库可以退回。"
FORMERS = "可以退回到这些文章库："
FORMER = "版本 {version}，{built.month}月{built.day}日 {built:%H:%M} 建成，文章 {articles}，段落 {passages}"
FORMERS_HOW = "请点下面的按钮。现在用的这一个也会留着，可以再换回来。"
GO_BACK = "退回到 {number}（版本 {version}）"
FORMER_GONE = "这个文章库已经没有了。请重新发 /rollback 看还有哪些。"
NOT_ROLLED_BACK = "没有退回，仍在使用原来的文章库。\n原因：{reason}"
ROLLED_BACK = (
    "已退回文章库：{told}（用时 {seconds:.1f} 秒）。\n"
    "与退回前相比：多出文章 {new}，不同 {changed}，少了 {gone}。要再换，请发 /rollback。"
)
NEW_ARTICLES = "新增："
CHANGED_ARTICLES = "修改："
GONE_ARTICLES = "撤下："
PROBLEMS = "要处理的问题："
AND_MORE = "……另有 {count} 项"
NO_TITLE = "（没有标题）"
LINE = "第 {line} 行"

NO_BOOKS = "现在读不到记录。请检查 NIANGJIA_STATE，详情见运行日志。"
NO_GAPS = "没有缺口：最近的提问都答上来了，也没有人说没用。"
GAPS = "缺口 {count} 个，共问过 {asked} 次。问得最多的："
GAPS_TABLE = "要全部的表格，请发：/gaps csv"
TIMES = "{count} 次"
NONE = "无"
KIND_NAMES = {
    "answer": "答上了",
    "not_found": "没找到",
    "greeting": "问好",
    "thanks": "道谢",
    "small_talk": "闲聊",
    "about": "问机器人",
    "empty": "空白",
    "too_long": "太长",
    "vague": "太笼统",
    "elsewhere": "不是我这里",
    "expired": "已过期",
    "distress": "求助",
    "useful": "有用",
    "irrelevant": "不相关",
    "outdated": "过时了",
    "unclear": "看不懂",
}

RECEIPT = "答复编号：{number}"
WHY_WHAT = "请在 /why 后面写上答复编号，看当时是怎么答的；或写上一个问题，看现在会怎么答。"
NO_RECEIPT = "没有这个编号的记录：可能写错了，或已到期删除，或提问的人要求删除了。"
RECEIPT_OF = (
    "答复 {number}：{kind}\n文章库版本 {version}\n查找的词：{words}\n"
    "把握 {measure:.2f}，门槛 {floor:.2f}（低于门槛就不答）\n引用："
)
RECEIPT_GAP = "记为缺口第 {gap} 号。"
CITED = "{shown} 得分 {score:.3f}，合并重复 {also_in}，段落 {passage}"
SHOWN = "已显示"
NOT_SHOWN = "未显示"
PASSAGE_GONE = "（这一段现在的文章库里没有）"
EXPLAINED = (
    "现在的答法，文章库版本 {version}\n查找的词：{words}\n同义：{expanded}\n改正：{corrected}\n地区：{region}\n"
    "把握 {measure:.2f}，门槛 {floor:.2f}（低于门槛就不答）"
)
CANDIDATE = "{verdict}{headline} {place}\n得分 {score:.3f}，只按词 {by_words:.3f}，合并重复 {also_in}\n词：{terms}\n调整：{factors}"
IS_CITED = "引用："
HELD_BACK = "不引："
STATS = "近七天："
NO_STATS = "近七天没有提问。"
DAY = "{day.month}月{day.day}日：提问 {questions}，答上 {answered}，没答上 {vain}，一半在 {usual:.0f} 毫秒内，95% 在 {slow:.0f} 毫秒内"
KINDS = "结果："
RATINGS = "评价："
TOP_TOPICS = "方面："
PICTURE_TITLE = "{first.month}月{first.day}日至{last.month}月{last.day}日"
PICTURE_SUMS = "答上 {answered}，没答上 {vain}，其他 {other}；评价 {rated} 次；文章库版本 {version}"
PICTURE_DAY = "{day.month}月{day.day}日"
PICTURE_QUESTIONS = "每天的提问"
PICTURE_OUTCOMES = ("答上", "没答上", "其他")
PICTURE_LATENCY = "95% 的答复在多少毫秒内"
PICTURE_TOPICS = "问得最多的方面"
PICTURE_RATINGS = "评价"
PICTURE_SAYS = "近七天的图，数字和上一条一样。"
NO_PICTURE = "（要看图，请让维护程序的人安装：pip install 'niangjia[picture]'；在容器里，构建时加 EXTRAS=full）"
LIBRARY_NOW = "现在的文章库：版本 {version}，文章 {articles}，段落 {passages}。"

ACTIONS = "最近的管理操作（新的在前）："
ACTION = "{at.month}月{at.day}日 {at:%H:%M} {who} {action}{detail}{verdict}"
REFUSED = "（没有执行）"
FORGOTTEN_PERSON = "已要求删除的人"
ACTION_NAMES = {
    "reload": "重建文章库",
    "rollback": "退回文章库",
    "upload": "发来或存入文件",
    "discard": "不存文件",
    "files": "看文件",
    "fetch": "取回原件",
    "withdraw": "撤下文件",
    "bring back": "恢复文件",
    "gaps": "看缺口",
    "why": "看答复的来由",
    "stats": "看数字",
    "audit": "看管理操作",
    "press": "按伪造的或别人的按钮",
}

DATE = "{date.year}年{date.month}月{date.day}日"
NO_DATE, NO_PLACE = "日期不详", "未注明地区"
SOMEBODY_LISTENS = "请现在就找人说说话：{crisis_line}"
PARAGRAPH = "{file} 第{paragraph}段"
FROM = "出处：{place}"
ALSO_IN = "另见：{places}"
ALSO_IN_MORE = "{places} 等{count}处"
NOTE = "注意：{note}"
QUOTE_CUT = "原文较长，这里只引到此处。"

ARTICLE = "全文"
ARTICLE_OF = "第{}条全文"
ORDINALS = ("二", "三")
PART = "您问：{question}"
PART_ARTICLE = "第{}问全文"
PART_WAIT = "第{}问有答案时告诉我"
PARTS = ("一", "二", "三")
MORE = "更多"
BACK = "上一页"
ON = "下一页"
PAGE = "（第 {page} 页，共 {pages} 页）"
QUOTED_PARAGRAPH = "【引用的就是这一段】"
NEAREST_HOW = "想看哪一篇，点下面它的名字。"
NEAREST = "这是您选的文章，不一定答得上您问的事；和您问的最接近的一段做了记号。"
NEAREST_PARAGRAPH = "【最接近的一段】"
NO_MORE = "没有更多了。可以换个说法再问。"
USEFUL = "有用"
USELESS = "没用"
REASONS = ("不相关", "过时了", "看不懂", "不是我这里")
WHY_USELESS = "哪里不合适？请在下面选一个。"
THANKS = "谢谢，记下了。"
NOT_YOURS = "这是别人问的。您想问的事，请自己用 /ask 提问。"
BUTTON_DEAD = "这个按钮已经失效。请把问题再问一遍。"
ARTICLE_GONE = "这篇文章已经更新或撤下。请把问题再问一遍，看最新的。"

TOPICS = "我这里有这些方面的文章，点一下看有哪些："
TOPIC = "“{topic}”有 {count} 篇文章，点一下看全文："
ALL_TOPICS = "全部方面"
REGION_IS = "您现在选的地区是：{region}。回答时会先看这里的文章。"
REGION_NONE = "您还没有选地区。选了以后，回答时会先看您那里的文章。"
REGION_HOW = "要选地区，请点下面的按钮，或发 /region 加上地名，例如：/region 兰州。不想要了，请发：/region 清除"
REGION_CHOSEN = "记下了，您的地区是：{region}。以后回答时会先看这里的文章；提问里写了别的地方，就按提问里的。"
REGION_CLEARED = "已清除，您没有选地区了。"
REGION_UNKNOWN = "我不认识“{name}”这个地名。请写上市或区县的名字再发一次，例如：/region 甘肃兰州。"
REGION_SEVERAL = "叫“{name}”的地方不止一个，请点您所在的那一个；如果都不是，请连省市一起写，例如：/region 兰州城关区。"
CLEAR = "清除"
CLEAR_WORDS = frozenset(("清除", "取消", "删除", "clear"))
NOT_REMEMBERED = "对不起，现在记不下来，这一项没有保存。提问照常可以用，请过些时候再试。"
FORGOTTEN = "已经全部删除：您选的地区、您的答复记录和评价、关注和等待的事，都不在了。以后提问照常可以用。"
NOT_FORGOTTEN = "对不起，现在删除不了，记录还在。请过些时候再发一次 /forget；着急可打职工热线 {hotline}。"

FOLLOW = "关注 {topic}"
FOLLOWED = (
    "已关注“{topic}”。以后重新读取文章，有这方面的新内容时，我会给您发一条简短的消息。不想再收，请发：/unfollow {topic}"
)
FOLLOWS = "您关注了：{topics}。"
FOLLOWS_NOTHING = "您还没有关注任何内容。"
FOLLOW_HOW = (
    "想关注什么，请点下面的按钮，或发 /follow 加上内容，例如：/follow 住房。有新文章时，我会给您发一条简短的消息。"
)
FOLLOWS_TOO_MANY = "最多关注 {most} 项。请先用 /unfollow 加上内容，取消一项再来。"
FOLLOW_PRIVATE = "请私下发给我这个命令：新消息只发给您自己，不发到群里。"
UNFOLLOWED = "已取消关注：{topics}。不会再给您发这方面的消息。"
NOT_FOLLOWED = "您没有关注这一项。发 /follow 看您关注了什么。"
DIGEST = "您关注的{topics}有新内容，共 {count} 篇："
DIGEST_END = "点下面的按钮看全文。不想再收，请发 /unfollow。"
WAIT = "有答案时告诉我"
WAITING = "好的。以后文章里有了答案，我会告诉您一次；{days} 天内没有就不再等。不想等了，请发 /forget。"
ANSWERED_NOW = "您问过：“{question}”。现在文章里有答案了："
NOTICES = "将通知：关注的职工 {followers} 位，等答案的职工 {waiting} 位。"

PRIVACY = (
    "关于您的隐私。保存下来的只有这些：\n"
    "一、您用 /region 选的地区，一年不改就删。\n"
    "二、每个答复的编号、用到的词语和引了哪几段，用来查错，90 天后删。\n"
    "三、您点的“有用”“没用”和原因，180 天后删。\n"
    "四、没有答好的提问和它的地区，用来补充文章，不记是谁问的；里面的身份证号、手机号、银行卡号会先去掉。"
    "180 天没有人再问就删。\n"
    "五、每天有多少提问、结果怎样，只有数目。\n"
    "六、谁用了管理员的命令或按钮、发来了文件、按了伪造的或别人的按钮，记账号编号、时间和文件名，一年后删。\n"
    "七、您用 /follow 关注的内容，一年后删，取消关注马上删；您点了“有答案时告诉我”的提问，30 天后删，告诉您以后马上删。"
    "这两样要发消息给您，所以和您的账号编号记在一起。\n"
    "前两项旁边放着一个代码，从代码看不出您是谁，只为了您要求删除时能找到。名字不保存；提问和名字不写进日志。\n"
    "您修改问题时我要改答案，所以在内存里暂时记着消息的编号，程序重启就没有了。\n\n"
    "发 /forget 可以马上删掉前三项和第七项。请不要在提问里写身份证号、银行卡号。"
)

COMMAND_TOPICS = "有哪些方面的文章"
COMMAND_REGION = "选择所在地区"
COMMAND_FOLLOW = "关注一方面的新文章"
COMMAND_UNFOLLOW = "取消关注"
COMMAND_FORGET = "删除我的记录"
COMMAND_PRIVACY = "关于隐私"
COMMAND_START = "认识一下"
COMMAND_HELP = "怎么用"
COMMAND_ASK = "提一个问题"
COMMAND_FILES = "资料文件夹里的文件（管理员）"
COMMAND_GAPS = "没答好的提问（管理员）"
COMMAND_WHY = "一个答复是怎么来的（管理员）"
COMMAND_STATS = "近七天的数字（管理员）"
COMMAND_AUDIT = "最近的管理操作（管理员）"
COMMAND_RELOAD = "重新读取文章（管理员）"
COMMAND_ROLLBACK = "退回以前的文章库（管理员）"

NO_IDENTITY = "没有设置 NIANGJIA_TOKEN：请向 @BotFather 申请一个机器人令牌，写进环境变量或 .env 文件。"
NO_WEBHOOK_PROOF = (
    "设置了 NIANGJIA_WEBHOOK_URL 就必须同时设置 NIANGJIA_WEBHOOK_SECRET（1 到 256 个字母、数字、_ 或 -）。"
)
WEBHOOK_NOT_HTTPS = "NIANGJIA_WEBHOOK_URL 必须以 https:// 开头：Telegram 只向加密的地址发消息。"
PROXY_NOT_HTTP = (
    "环境变量 HTTPS_PROXY 或 ALL_PROXY 里的代理不是 http:// 开头的：只能用 HTTP 代理。请改用代理软件的 HTTP 端口。"
)
NO_PORT = "端口 {port} 不能用：{reason}。请检查 NIANGJIA_LISTEN、NIANGJIA_PORT 和 NIANGJIA_METRICS_PORT。"
TRIAL_SETTINGS, TRIAL_IDENTITY, TRIAL_CORPUS, TRIAL_STATE, TRIAL_PORT = "设置", "令牌", "文章", "记录", "端口"
TRIAL_GOOD = "可用"
TRIAL_STRAY, TRIAL_MEANT = "没有这样的设置，写了也不起作用：{names}。", "（是不是 {name}？）"
TRIAL_FOUND = "{files} 个文件，{passages} 个段落，{problems} 个问题"
TRIAL_NO_PORT = "不需要"
TRIAL_REFUSED = "Telegram 不认这个令牌。请检查 NIANGJIA_TOKEN。"
TRIAL_UNREACHABLE = "连不上 Telegram（{error}）。请检查网络和 NIANGJIA_API_BASE_URL。"
IDENTITY_REFUSED = "Telegram 不认这个令牌，已停止。请检查 NIANGJIA_TOKEN，必要时向 @BotFather 重新申请。"
SECOND_POLLER = "另有一个程序在用同一个令牌收消息，已停止。请只运行一个。"
