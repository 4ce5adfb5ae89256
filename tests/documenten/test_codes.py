import pytest

from swv.documenten.codes import ALFABET, lees_code, nieuwe_code
from swv.documenten.toegang import registreer
from swv.organisaties.models import School


def test_nieuwe_code_has_four_groups_that_differ_each_time():
    codes = {nieuwe_code() for _ in range(200)}

    assert len(codes) == 200
    assert all([len(deel) for deel in code.split("-")] == [4, 4, 4, 4] for code in codes)
    assert set("".join(codes)) == set(ALFABET) | {"-"}


@pytest.mark.parametrize(
    "getypt",
    [
        "7K2M-94QX-B0TZ-1HCE",
        "7k2m-94qx-b0tz-1hce",
        " 7K2M 94QX B0TZ 1HCE ",
        "7K2M94QXBOTZIHCE",
        "7k2m–94qx—botz lhce",
        "7K2M.94QX.B0TZ.1HCE",
    ],
)
def test_lees_code_forgives_spaces_dashes_case_and_lookalikes(getypt):
    assert lees_code(getypt) == "7K2M-94QX-B0TZ-1HCE"


@pytest.mark.parametrize("getypt", ["", "7K2M-94QX-B0TZ-1HC", "7K2M-94QX-B0TZ-1HCEE", "7K2M-94QX-B0TZ-1HC?", "é" * 16])
def test_lees_code_other_text_is_no_code(getypt):
    assert lees_code(getypt) is None


def test_registreer_second_rule_for_a_model_is_refused(monkeypatch):
    monkeypatch.setattr("swv.documenten.toegang._regels", {})
    registreer(School, lambda user, bron: True)

    with pytest.raises(RuntimeError, match="al geregeld"):
        registreer(School, lambda user, bron: True)
