"""The pages behind the diagnostic codes, one file for each range."""
