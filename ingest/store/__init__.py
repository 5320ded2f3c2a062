"""The data folder: the catalogue (SQLite), the vectors (Chroma), their upkeep, repair and backup."""
