"""What is not for the public: how papers mark it, and taking it out before anything else reads it. Pure."""
