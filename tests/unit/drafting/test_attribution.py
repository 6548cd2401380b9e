"""Who is likely to say what a sentence says."""

import pytest

from tests.unit.drafting.reading import last, read, speakers

GERMAN = {
    "verb behind the quotation": ('"Das Wasser reicht nicht für alle", sagte Ministerin Anna Berg.', "anna-berg"),
    "verb before the quotation": ('Anna Berg sagte: "Das Wasser reicht nicht für alle."', "anna-berg"),
    "verb inside the quotation": ('"Das Wasser", sagte Anna Berg, "reicht nicht für alle."', "anna-berg"),
    "thus": ('"Das Wasser reicht nicht für alle", so Anna Berg.', "anna-berg"),
    "clause with dass": ("Anna Berg erklärte, dass das Wasser nicht reiche.", "anna-berg"),
    "laut": ("Laut Anna Berg reicht das Wasser nicht.", "anna-berg"),
    "zufolge": ("Anna Berg zufolge reicht das Wasser nicht.", "anna-berg"),
    "separable verb": ("Anna Berg kündigte am Montag einen Neubau an.", "anna-berg"),
    "perfect": ("Anna Berg hat einen Neubau angeregt.", "anna-berg"),
    "opinion": ("Für gefährlich hält Anna Berg den Neubau.", "anna-berg"),
    "the author": ("Anna Berg wohnt am Fluss.", "author"),
    "in the dative she is no speaker": ("Der Fischer Karl Stein widersprach der Ministerin Anna Berg.", "karl-stein"),
    "passive": ("Anna Berg wurde nicht gefragt, bestätigt wurde der Plan nie.", "author"),
    "an institution": ("Das Auswärtige Amt warnte vor Reisen in das Gebiet.", "german-foreign-office"),
    "a country": ("Deutschland kritisierte den Neubau scharf.", "deutschland"),
    "people without a name": ("Die Händler fordern einen Ausgleich.", "händler"),
}

ENGLISH = {
    "verb behind the quotation": ('"There is not enough water for all," said Anna Berg.', "anna-berg"),
    "subject before the verb": ('"There is not enough water for all," Anna Berg said.', "anna-berg"),
    "verb before the quotation": ('Anna Berg said: "There is not enough water for all."', "anna-berg"),
    "verb inside the quotation": ('"The water," said Anna Berg, "is not enough for all."', "anna-berg"),
    "that": ("Anna Berg said that the water would not last.", "anna-berg"),
    "according to": ("According to Anna Berg, the water will not last.", "anna-berg"),
    "according to, at the end": ("The water will not last, according to Anna Berg.", "anna-berg"),
    "apposition": ("The water minister, Anna Berg, said the water would not last.", "anna-berg"),
    "a clause between": ("Anna Berg, who lives by the river, said the water would not last.", "anna-berg"),
    "the author": ("Anna Berg lives by the river.", "author"),
    "passive": ("Anna Berg was not asked, and the plan was never confirmed.", "author"),
    "an institution": ("The White House rejected the plan.", "white-house"),
    "people without a name": ("The villagers said that the water would not last.", "villagers"),
}


@pytest.mark.parametrize(("sentence", "speaker"), GERMAN.values(), ids=GERMAN)
def test_german(sentence: str, speaker: str) -> None:
    assert last(sentence, "de").speaker == speaker


@pytest.mark.parametrize(("sentence", "speaker"), ENGLISH.values(), ids=ENGLISH)
def test_english(sentence: str, speaker: str) -> None:
    assert last(sentence, "en").speaker == speaker


INTRODUCED = "Die Hydrologin Petra Born misst seit Jahren den Pegel. "
HEARD = "The hydrologist Petra Born has measured the river for years. "

GOING_ON = {
    "pronoun": (INTRODUCED + '"Er fällt", sagt sie.', "de"),
    "description": (INTRODUCED + '"Er fällt", sagt die Forscherin.', "de"),
    "family name": (INTRODUCED + '"Er fällt", sagt Born.', "de"),
    "subjunctive": (INTRODUCED + '"Er fällt", sagt sie. Niemand wisse, warum.', "de"),
    "regular verb in the subjunctive": (INTRODUCED + '"Er fällt", sagt sie. Der Fluss behalte nur wenig Wasser.', "de"),
    "quotation over two sentences": (INTRODUCED + 'Born sagt: "Der Pegel fällt. Niemand weiß, warum das so ist."', "de"),
    "a quotation that goes on": (HEARD + '"It falls," said Born. "Nobody knows why it does."', "en"),
    "pronoun, English": (HEARD + '"It falls," she said.', "en"),
    "description, English": (HEARD + '"It falls," the expert said.', "en"),
    "colon before": (HEARD + 'Born has one warning: "It falls every single year."', "en"),
}


@pytest.mark.parametrize(("text", "language"), GOING_ON.values(), ids=GOING_ON)
def test_somebody_named_before_goes_on(text: str, language: str) -> None:
    assert last(text, language).speaker == "petra-born"


def test_a_quotation_before_its_verb_belongs_to_who_says_its_end() -> None:
    assert speakers('"Der Pegel fällt seit Jahren. Niemand weiß, warum", sagt Petra Born.', "de") == [
        "petra-born",
        "petra-born",
    ]


def test_a_few_words_at_arms_length_stay_the_authors() -> None:
    proposal = last('Die "Reform" kostet das Land viel Geld.', "de")
    assert (proposal.speaker, proposal.form) == ("author", "narration")


def test_a_passage_printed_once_more_is_no_second_voice() -> None:
    words = '"Der Pegel fällt schneller, als alle dachten"'
    text = f"Petra Born rechnet. {words}, sagt sie.\n\n{words}"
    first, second, third = read(text, "de").proposals
    assert (first.repeats, second.repeats, third.repeats) == ("", "", second.id)


def test_every_speaker_comes_with_reasons() -> None:
    found = read(INTRODUCED + '"Er fällt", sagt sie.', "de")
    reasons = {reason.code: reason.words for reason in found.proposals[-1].by[0].reasons}
    assert reasons == {"verb": "sagt", "pronoun": "sie"}


def test_an_office_that_does_not_fit_the_day_is_noticed_and_left_as_it_stands() -> None:
    found = read("Der amerikanische Außenminister Lloyd Austin warnte vor einem Angriff.", "de", "2024-10-24")
    (austin,) = found.speakers
    assert austin.office_words == "amerikanische Außenminister"
    assert "Verteidigungsminister" in austin.misfit
    assert austin.misfit_sources


def test_a_right_office_is_not_noticed() -> None:
    found = read("Der amerikanische Verteidigungsminister Lloyd Austin warnte vor einem Angriff.", "de", "2024-10-24")
    assert found.speakers[0].misfit == ""
