"""The text of a message → the kind of talk it is, where it is no question to search for."""

from .courtesy import bare_question, without_groans
from .distress import besides
from .kinds import LONGEST, intent_of
from .several import matter_of, questions_in
from .story import STORY, asking_part, beginning_and_end, retold

__all__ = [
    "LONGEST",
    "STORY",
    "asking_part",
    "bare_question",
    "beginning_and_end",
    "besides",
    "intent_of",
    "matter_of",
    "questions_in",
    "retold",
    "without_groans",
]
