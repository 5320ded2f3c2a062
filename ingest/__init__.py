"""From a paper's file to the catalogue and the index: reading, structure, passages, storage."""
