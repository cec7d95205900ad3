"""A message → the same without spaces, signs, capitals and traditional characters, for comparing with the cue lists."""

from __future__ import annotations

import re
import unicodedata

# only the characters that the cue lists hold; whole texts are converted by the search room
_PAIRS = """
謝谢 請请 問问 們们 麼么 嗎吗 誰谁 機机 會会 幫帮 煩烦 辦办 樣样 條条 補补 貼贴 錢钱 該该 諮咨 詢询 開开 這这
個个 聽听 說说 話话 飯饭 歡欢 愛爱 氣气 時时 單单 後后 擾扰 勞劳 輕轻 殺杀 樓楼 橋桥 藥药 燒烧 遺遗 書书 結结
義义 勁劲 難难 斷断 離离 對对 現现 幾几 點点 誒诶 親亲 幹干 東东 無无 樂乐 題题 裡里 過过 講讲 頭头 沒没 妳你
嘍喽 還还 罷罢 絕绝 讓让 實实 進进 隻只 準准 備备 殘残 傷伤 壓压 總总
著着 寫写 尋寻 戀恋 種种 鬆松 牽牵 掛挂 邊边 臺台 頂顶 給给 脫脱 贅赘 為为 債债 攢攒 農农 連连 經经 間间 決决 價价
"""
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_NOT_SPOKEN = re.compile(r"[\W_]+")


def simplified(text: str) -> str:
    """The text with the traditional characters of the cue lists made simple, character for character."""
    return text.translate(_SIMPLIFIED)


def spoken(text: str) -> str:
    """What would be said aloud: letters, digits and Chinese characters only; empty for signs and emoji."""
    return _NOT_SPOKEN.sub("", simplified(unicodedata.normalize("NFKC", text).lower()))
