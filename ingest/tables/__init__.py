"""Tables of a PDF, from pieces of text and rulings to rows of cells under their headings. Pure."""
