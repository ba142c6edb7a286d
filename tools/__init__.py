"""The tools that keep the house: run by make, read by the tests of the rules."""
