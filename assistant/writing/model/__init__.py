"""Any chat model behind one small interface: `load_model`, then `stream`.

The only room that knows LangChain and its providers. Asking again after a fault is not done here:
only who shows the text knows whether some of it was shown.
"""

from assistant.writing.model.chat import load_model
from assistant.writing.model.types import Ended, LanguageModel, Message, Patience

__all__ = ["Ended", "LanguageModel", "Message", "Patience", "load_model"]
