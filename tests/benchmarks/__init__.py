"""Measure the program against what the machine can do at all: ours, floor, ratio.

Run it from the clone: `.venv/bin/python -m tests.benchmarks` (see --help).
"""
