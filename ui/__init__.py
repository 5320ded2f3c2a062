"""Views: command line, chat, answer objects. No rules of its own."""
