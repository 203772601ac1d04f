"""Many files: find them, read each in a worker of its own, keep what was read, build the dataset."""
