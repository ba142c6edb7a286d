"""Language, a shelf: words in, readings out. Import the module you need; each reader has its NAME and VERSION."""
