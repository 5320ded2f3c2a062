"""From a question to a checked answer: understanding, searching, quoting, checking, refusing."""
