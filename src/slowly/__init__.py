"""Guided meditations and affirmations, spoken slowly, on your own machine.

Read `slowly.session` first: it shows the whole way from a written script to sound.
"""
