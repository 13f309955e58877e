from exporter.coding import get_coder
from exporter.coding.petrarch import read_petrarch_actors, read_petrarch_verbs
from exporter.documents import Document

VERBS = """--- SCOLD [111] ---
SCOLD {SCOLDS SCOLDED SCOLDING}
TELL_OFF [111:110]
- * FOR TREASON [1125]   # a longer phrase
- MINISTERS * + IN_PUBLIC [114]
- * &CURRENCY [071]
&CURRENCY
+DOLLAR
"""
ACTORS = """; a comment
GRAND_MARSHAL_OF_SWAT_
+THE_GRAND_MARSHAL
\t[PAKGOV <980101]
\t[PAKELI >980101]
LEAGUE_OF_LAKES_ [IGOLAK]
"""


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_verbs_become_entries(tmp_path):
    loaded = read_petrarch_verbs(written(tmp_path, "verbs.txt", VERBS))
    assert [(entry.words[0], entry.cameo) for entry in loaded.entries] == [
        ("scold", "111"),
        ("scold", "111"),
        ("tell off", "111"),
        ("tell off for treason", "1125"),
        ("tell off in public", "114"),
    ]
    assert "ministers" in loaded.entries[-1].needs


def test_what_does_not_map_is_named_with_its_line(tmp_path):
    loaded = read_petrarch_verbs(written(tmp_path, "verbs.txt", VERBS))
    assert [(finding.code, finding.row) for finding in loaded.findings] == [("petrarch-unmapped", n) for n in (6, 7, 8)]


def test_actors_keep_their_dates(tmp_path):
    loaded = read_petrarch_actors(written(tmp_path, "actors.txt", ACTORS))
    marshal = [known for name, known in loaded.names if name == "the grand marshal"]
    assert [(one.country, one.cameo, one.since, one.until) for one in marshal] == [
        ("PAK", "GOV", "", "1998-01-01"),
        ("PAK", "ELI", "1998-01-01", ""),
    ]
    assert loaded.names[-1][1].cameo == "IGOLAK"


def test_a_coder_takes_both(tmp_path):
    coder = get_coder(
        lexicon=[written(tmp_path, "verbs.txt", "--- GROUSE_AT [111] ---\n")],
        actors=[written(tmp_path, "actors.txt", ACTORS)],
    )
    (event,) = coder.code(Document(id="d", text="The League of Lakes groused at Norway on Monday."))
    assert event.classification("cameo").code == "111"
    assert event.participant("actor1").code("cameo") == "IGOLAK"
    assert coder.version.endswith(".user")
