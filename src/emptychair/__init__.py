"""Empty Chair: the customer's seat in every decision."""

__version__ = "0.1.0"
