"""The report as one document without a medium, and the renderers that write it as PDF, Word and Markdown."""
