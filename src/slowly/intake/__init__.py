"""Intake: what people already have, a talk or captions or speech markup, turned into a script that can be played.

`read` reads any file, `intake` tells what it made of a text. Nothing is loaded here: for a script of ours the most of
this package is not needed.
"""
