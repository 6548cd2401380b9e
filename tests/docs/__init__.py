"""Documentation that runs: every command, file, number and link in README and docs is tried."""
