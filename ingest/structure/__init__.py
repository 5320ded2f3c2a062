"""What a paper is made of: parts, items, decisions, votes, actions, references, and the passages it is cut into. Pure."""
