"""Two opinions as a section of the page: both answers side by side, and every disagreement with its reason and effect.

The page includes ``disagreement.html.j2`` with ``opinion`` (a ``ComparisonView``) and ``t`` (the words); ``section`` renders
it by itself.
"""

from __future__ import annotations

from importlib import resources

import jinja2
from markupsafe import Markup

from lagebild.analyses.disagreement import Comparison
from lagebild.reports.disagreement import comparison_view
from lagebild.reports.html.page import prose
from lagebild.reports.words import Words

TEMPLATE = "disagreement.html.j2"
"""The section's template, among those of the page."""


def section(found: Comparison, words: Words) -> Markup:
    """What stands under the section's heading, as markup; whatever comes from the files is escaped."""
    folder = resources.files("lagebild.reports.html").joinpath("templates")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["prose"] = prose
    return Markup(environment.get_template(TEMPLATE).render(t=words, opinion=comparison_view(found, words)))


def title(words: Words) -> str:
    """The section's heading."""
    return words("compare.label.title")
