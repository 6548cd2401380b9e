"""Results as plain data: what ``--format json`` prints, one file a result, all beginning with ``head``."""
