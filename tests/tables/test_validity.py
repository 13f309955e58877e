import io

from hypothesis import given
from hypothesis import strategies as st

from exporter.tables.validity import Utf8Stream, escaped, is_utf8, restored

pieces = st.lists(st.binary(max_size=8) | st.text(max_size=8).map(str.encode) | st.just(b"\n"), max_size=12).map(
    b"".join
)


@given(pieces)
def test_bytes_are_told_from_text_as_python_tells_them(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        assert not is_utf8(data)
    else:
        assert is_utf8(data)


@given(pieces)
def test_what_was_escaped_can_be_given_back(data):
    text = escaped(data).decode()
    assert (restored(text) or text.encode()) == data


@given(pieces, st.integers(1, 9))
def test_a_stream_gives_the_same_in_pieces_of_any_size(data, size):
    class Pieces(io.BytesIO):
        def read(self, _=-1):
            return super().read(size)

    with Utf8Stream(Pieces(data)) as stream:
        text = stream.read().decode()
    assert (restored(text) or text.encode()) == data
