"""Speech: the utterances of a plan as clips, in order, from the cache or from the voice."""

from slowly.speech.cache import Cache
from slowly.speech.clip import Clip
from slowly.speech.speech import Speech, SpeechCount

__all__ = ["Cache", "Clip", "Speech", "SpeechCount"]
