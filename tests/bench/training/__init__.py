"""Training the reader that comes with Byline: `python -m training.train --data DIR`."""
