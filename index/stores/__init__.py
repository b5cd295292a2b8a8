"""What an archive is kept in: the catalog, which is the truth, and two indexes made from it."""
