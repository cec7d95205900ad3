"""The text of a message → the kind of talk it is, where it is no question to search for."""

from .courtesy import bare_question
from .kinds import LONGEST, intent_of

__all__ = ["LONGEST", "bare_question", "intent_of"]
