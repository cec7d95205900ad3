from hypothesis import given
from hypothesis import strategies as st

from bot.pieces import Pieces, joined


@given(st.lists(st.binary()))
def test_pieces_come_out_as_they_were_joined(pieces):
    found = Pieces("texts", joined("texts", pieces))

    assert (len(found), [found[n] for n in range(len(found))]) == (len(pieces), pieces)
