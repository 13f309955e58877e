import pytest

from exporter.documents.published import normal_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022-01-05", "2022-01-05"),
        ("2022-01-05T10:00:00Z", "2022-01-05T10:00:00Z"),
        ("2022-01-05 10:00", "2022-01-05T10:00:00"),
        ("2022-01-05T10:00:00.123456789+06:00", "2022-01-05T10:00:00+06:00"),
        ("20220105", "2022-01-05"),
        ("2022/1/5", "2022-01-05"),
        ("25.1.2022", "2022-01-25"),
        ("1/25/2022", "2022-01-25"),
        ("5/5/2022", "2022-05-05"),
        ("5 January 2022", "2022-01-05"),
        ("5-Jan-2022", "2022-01-05"),
        ("Wednesday, January 5th, 2022", "2022-01-05"),
        ("Sept. 9, 2022", "2022-09-09"),
        ("Wed, 05 Jan 2022 10:00:00 GMT", "2022-01-05T10:00:00+00:00"),
    ],
)
def test_shapes_of_dates(text, iso):
    assert normal_date(text) == iso


@pytest.mark.parametrize("text", ["", "soon", "5/1/2022", "5 Januar 2022", "22-01-05", "May you 9999", "a:b", "1:2"])
def test_what_is_not_certain_is_no_date(text):
    assert normal_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["2022-02-30", "20221301", "31 April 2022", "40.1.2022", "2022-01-05T25:00", "Wed, 35 Jan 2022 10:00:00 GMT"],
)
def test_days_that_do_not_exist(text):
    with pytest.raises(ValueError, match=r"day|month|hour"):
        normal_date(text)
