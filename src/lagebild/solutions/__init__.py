"""Solution concepts, one a file, and the analysis that puts them together."""
