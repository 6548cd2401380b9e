"""What people ask beyond stability, one question a file."""
