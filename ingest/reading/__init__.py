"""From a file to its pages: one reader a format, here or in processes of their own, under limits."""
