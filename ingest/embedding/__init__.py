"""Embedding models: the default one through OpenVINO, and the door to sentence-transformers for any other."""
