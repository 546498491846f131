"""What `slowly new` writes: a script to begin with, whose comments say what may be done."""

from __future__ import annotations

import json

_BODY = """---
title: {title}
summary: One sentence about who this is for.
pace: gentle                 # natural, gentle, slow, slowest, or words per minute
ambient: rain                # what lies underneath; off for nothing
breath: 8s                   # one breath, in and out
---

<!-- Everything between these signs is a note to you, and is never spoken. -->

# Arriving

You could sit, or lie down, in whatever way is easiest. [4s]
You may stop at any point; nothing here needs to be finished. [5s]

<!-- The end of a sentence, of a line and of a paragraph each leave a gap, the longest last. [4s] is a pause you write
     yourself, and [8s+] one that takes up the slack when someone asks for a longer session. -->

# A little quiet

If you like, follow a breath or two. [3s]
In. [inhale 4s] And out. [exhale 6s]
And now in your own time. [2 breaths]

You might notice one sound that is near you. [8s+]

# Say this slowly

<!-- Lines that begin with > are said slowly, with room after each to say it back. -->

> I am here, and that is enough to begin with.

> I may go at my own speed.

# Come back

When you are ready, come back to the room you are in. [6s]
You could look at something, or move a hand. [5s]

[bell]
"""


def template(title: str) -> str:
    """A script with this title that reads, and passes review."""
    plain = " ".join(title.split())
    return _BODY.format(title=json.dumps(plain, ensure_ascii=False) if not plain.replace(" ", "").isalnum() else plain)
