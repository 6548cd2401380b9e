"""The report as one page: everything in one HTML file that needs no network and no script to be read."""
