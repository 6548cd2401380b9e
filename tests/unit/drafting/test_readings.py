"""How firmly, how many, when: what is read from the words of a sentence."""

import pytest

from lagebild.drafting.labels import labelled
from lagebild.evidence.records import Source
from lagebild.evidence.texts import SourceText
from tests.unit.drafting.reading import last, read

TOLD = {
    "own voice": ("Der Fluss führt wenig Wasser.", "de", "stated"),
    "soll": ("Der Damm soll im Herbst fertig sein.", "de", "reported"),
    "offenbar": ("Der Damm ist offenbar fertig.", "de", "reported"),
    "dürfte": ("Der Damm dürfte teuer werden.", "de", "assessed"),
    "könnte": ("Der Damm könnte brechen.", "de", "conjectured"),
    "a minister's word": ("Minister Karl Stein sagte, der Damm sei sicher.", "de", "reported"),
    "an expert's word": ("Die Forscherin Petra Born sagte, der Damm sei sicher.", "de", "assessed"),
    "an expert's guess": ("Die Forscherin Petra Born sagte, der Damm könne vielleicht brechen.", "de", "conjectured"),
    "confirmed": ("Das Auswärtige Amt bestätigte den Plan.", "de", "confirmed"),
    "not confirmed": ("Das Auswärtige Amt bestätigte den Plan nicht.", "de", "reported"),
    "announced": ("Minister Karl Stein kündigte einen Neubau an.", "de", "announced"),
    "announced, and hedged": ("Minister Karl Stein kündigte an, dass er vielleicht gehe.", "de", "conjectured"),
    "supposed": ("Minister Karl Stein vermutet einen Fehler.", "de", "conjectured"),
    "a demand is no hedge": ('"Der Damm soll weg, und zwar sofort", sagte Minister Karl Stein.', "de", "reported"),
    "own voice, English": ("The river carries little water.", "en", "stated"),
    "reportedly": ("The dam is reportedly finished.", "en", "reported"),
    "is likely": ("The dam is likely to be expensive.", "en", "assessed"),
    "may": ("The dam may break.", "en", "conjectured"),
    "the month is no hedge": ("The dam broke in May 2024.", "en", "stated"),
    "confirmed, English": ("The White House confirmed the plan.", "en", "confirmed"),
    "not confirmed, English": ("The White House has not confirmed the plan.", "en", "reported"),
    "vowed": ("President Leonid Varga vowed to build the dam.", "en", "announced"),
}


@pytest.mark.parametrize(("sentence", "language", "told"), TOLD.values(), ids=TOLD)
def test_told_as(sentence: str, language: str, told: str) -> None:
    assert last(sentence, language).told_as == told


def test_the_hedge_is_kept_in_the_texts_own_words() -> None:
    assert last("Der Damm dürfte wohl teuer werden.", "de").words == "dürfte; wohl"


FIGURES = {
    "3.000 nordische Soldaten kamen an.": ("de", [("3000", "Soldaten", "=")]),
    "Mehr als 600.000 Menschen flohen.": ("de", [("600000", "Menschen", ">")]),
    "Der Bau kostet rund 2,5 Milliarden Euro.": ("de", [("2500000000", "Euro", "~")]),
    "Der Pegel sank um bis zu 40 Prozent.": ("de", [("40", "Prozent", "<=")]),
    "Mindestens zwölf Boote sanken.": ("de", [("12", "Boote", ">=")]),
    "Mehrere Hunderttausend Soldaten kämpfen.": ("de", [("100000", "Soldaten", "several")]),
    "Am 12. März 2025 begann der Bau.": ("de", []),
    "Seit 2015 wird gemessen.": ("de", []),
    "More than 300 boats are affected.": ("en", [("300", "boats", ">")]),
    "It cost about €40 million in all.": ("en", [("40000000", "euros", "~")]),
    "At least 1,200 people came.": ("en", [("1200", "people", ">=")]),
    "The level fell by 12.5 percent.": ("en", [("12.5", "percent", "=")]),
    "Trade was worth $2.5 billion in 2023.": ("en", [("2500000000", "dollars", "=")]),
    "Dozens of houses burned.": ("en", [("12", "houses", "several")]),
}


@pytest.mark.parametrize("sentence", FIGURES)
def test_figures(sentence: str) -> None:
    language, expected = FIGURES[sentence]
    figures = last(sentence, language).figures
    assert [(f"{figure.value:f}", str(figure.unit), figure.compare) for figure in figures] == expected


def test_who_counted_is_whom_the_text_goes_by() -> None:
    (figure,) = last("Laut Petra Born kamen 3.000 Menschen.", "de").figures
    assert figure.counted_by == "petra-born"


DATES = {
    "Am 12. März 2025 begann der Bau.": ("de", ["2025-03-12"]),
    "Am 12.3.2025 begann der Bau.": ("de", ["2025-03-12"]),
    "Am Montag begann der Bau.": ("de", ["2025-03-03"]),
    "Der Bau soll am Freitag beginnen.": ("de", ["2025-03-07"]),
    "Der Bau soll bis Dezember dauern.": ("de", ["../2025-12"]),
    "Im November begann der Bau.": ("de", ["2024-11"]),
    "Seit 2015 wird gemessen.": ("de", ["2015/.."]),
    "Von 2017 bis 2018 wurde gemessen.": ("de", ["2017/2018"]),
    "In den 1950er-Jahren floss er noch.": ("de", ["195X"]),
    "Im vergangenen Jahr floss er noch.": ("de", ["2024"]),
    "Gestern begann der Bau.": ("de", ["2025-03-04"]),
    "Work began on 14 May 2024.": ("en", ["2024-05-14"]),
    "Work began on May 14, 2024.": ("en", ["2024-05-14"]),
    "Work will begin on 14 May.": ("en", ["2025-05-14"]),
    "Work began on Tuesday.": ("en", ["2025-03-04"]),
    "Work began last week.": ("en", ["2025-02-24/2025-03-02"]),
    "The river has been dry since November.": ("en", ["2024-11/.."]),
    "You may march if you like.": ("en", []),
}


@pytest.mark.parametrize("sentence", DATES)
def test_dates(sentence: str) -> None:
    language, expected = DATES[sentence]
    assert [date.value for date in last(sentence, language).when] == expected


def test_what_is_counted_from_the_day_of_the_text_says_so() -> None:
    (monday,) = last("Am Montag begann der Bau.", "de").when
    (full,) = last("Am 12. März 2025 begann der Bau.", "de").when
    assert (monday.counted_from, full.counted_from) == ("2025-03-05", "")


def test_without_a_day_of_publication_nothing_is_counted_from_it() -> None:
    assert last("Am Montag begann der Bau.", "de", "").when == ()


def test_who_acts_negation_and_condition() -> None:
    proposal = last("Russland liefert nichts, wenn Berlin nicht zahlt und die Nato schweigt.", "de")
    assert proposal.actors == ("RU", "DE", "Nato")
    assert proposal.negation == ("nichts", "nicht")
    assert proposal.condition == "wenn"


def test_headings_questions_and_the_pages_own_lines_make_no_proposals() -> None:
    text = "Der Damm\n\nDer Fluss führt wenig Wasser. Warum ist das so?\n\nLesen Sie auch: Mehr vom Fluss\n\nNiemand baut."
    found = read(text, "de")
    assert len(found.proposals) == 2
    passed_over = {note.code: note.words for note in found.notes if note.code.startswith("passed-over")}
    assert passed_over == {"passed-over-heading": "1", "passed-over-question": "1", "passed-over-page": "1"}


def test_what_a_text_says_of_itself() -> None:
    text = SourceText(text="Eine Analyse\n\nVon Petra Born\n\nDer Fluss ist nicht mehr das, was er war, und das ist schlecht.")
    found, reasons = labelled(text, Source(id="text"))
    assert (found.kind, found.author, found.language) == ("analysis", ("Petra Born",), "de")
    assert {reason.code for reason in reasons} == {"language-by-words", "kind-by-label", "author-by-line", "no-date"}
