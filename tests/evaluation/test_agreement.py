import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.evaluation import cohen_kappa, krippendorff_alpha

pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)


def test_kappa_of_a_worked_table():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, chance 0.5
    found = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(found) == pytest.approx(0.4)


def test_alpha_of_a_worked_table():
    # ten units, coincidences: o01 = 4 of n = 20, n0 = 14, n1 = 6, so 1 - 19 * 4 / (14 * 6)
    found = [("0", "0")] * 5 + [("0", "1")] * 3 + [("1", "0")] * 1 + [("1", "1")] * 1
    assert krippendorff_alpha(found) == pytest.approx(1 - 19 * 4 / (14 * 6))


@given(pairs)
def test_full_agreement_is_one_or_undefined(found):
    same = [(first, first) for first, _ in found]
    expected = {1.0} if len(set(same)) > 1 else {None}
    assert {cohen_kappa(same), krippendorff_alpha(same)} == expected


@given(pairs)
def test_neither_measure_depends_on_which_coder_comes_first(found):
    swapped = [(second, first) for first, second in found]
    assert cohen_kappa(swapped) == pytest.approx(cohen_kappa(found))
    assert krippendorff_alpha(swapped) == pytest.approx(krippendorff_alpha(found))


def test_no_pair_has_no_agreement_to_measure():
    assert cohen_kappa([]) is None
    assert krippendorff_alpha([]) is None
