import pytest

from exporter.writers.thrift_tree import Items, Typed, parse, serialize

BOOL, BYTE, DOUBLE, I32, I64, STRING, STRUCT, MAP, LIST = 2, 3, 4, 8, 10, 11, 12, 13, 15


@pytest.mark.parametrize(
    "struct",
    [
        {},
        {1: Typed(I32, -3), 900: Typed(I64, 2**62)},
        {2: Typed(BOOL, value=False), 3: Typed(BOOL, value=True), 4: Typed(BYTE, 7), 5: Typed(DOUBLE, 0.1)},
        {1: Typed(STRING, b"\xff\x00")},
        {1: Typed(STRUCT, {7: Typed(STRUCT, {}), 8: Typed(I32, 1)}), 2: Typed(I32, 2)},
        {1: Typed(LIST, Items(STRUCT, [{1: Typed(I32, 1)}, {}])), 2: Typed(LIST, Items(I64, list(range(40))))},
        {1: Typed(LIST, Items(BOOL, [True, False]))},
    ],
)
def test_what_is_written_reads_back_the_same(struct):
    assert parse(serialize(struct)) == struct


def test_a_map_which_no_footer_has_is_refused():
    with pytest.raises(NotImplementedError, match="13"):
        parse(bytes([0x1B, 0, 0]))
