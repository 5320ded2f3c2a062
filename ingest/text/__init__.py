"""Pages as text: lines, blocks, sentences, dates, names and short forms. Pure."""
