"""Words and pictures: text, HTML, JSON."""
