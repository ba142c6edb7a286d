"""Methods: numbers in, numbers out. Each module is one idea, tested against a published truth."""
