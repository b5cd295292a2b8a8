"""Words that tell a reader, or a language model, what to do: no news, and nothing to rest on."""

from __future__ import annotations

import re

from assistant.checking.reading import Read, Source, bearing
from assistant.types import Flaw
from index.language.english import one_of, saying

_LEAST_SHARE = 0.5
_START = (
    r"^[\s\W]*(?:(?:now|then|also|instead|first|finally|next|and|but|important|note|system|user|"
    r"assistant|please)[\s,:!*-]+)*"
)
_OUTPUT = r"(?:answer|response|reply|output|message|completion|summary)s?"
# What only somebody says who wants a text written.
_WRITTEN = (
    r"(?:poem|essay|haiku|limerick|(?:short\s+)?story|letter|email|e-mail|speech|script|"
    r"(?:python|javascript|java|bash|sql|php|html|c\+\+)|code|function|program|regex|joke|song|lyrics|"
    r"headline|paragraph|sentence|list|table|json|markdown|translation|introduction|example|"
    r"equivalent|synonyms?|step-by-step|tutorial)"
)
_MAKE = (
    r"(?:write|draft|compose|create|generate|develop|produce|prepare|provide|give|make|show|print|"
    r"output|design|craft|build|implement|list|suggest|recommend)"
)
_CHANGE = (
    r"(?:add|append|insert|include|integrate|incorporate|embed|modify|augment|enhance|adjust|change|"
    r"alter|edit|end|begin|start|finish|replace|substitute|swap|convert|transform|encode|decode|"
    r"remove|delete|omit|strip|combine|merge|group|split|scramble|jumble|shuffle|rearrange|reverse|"
    r"misspell|introduce|anagram|render|rewrite|rephrase|translate|format|use|put|repeat|"
    r"capitali[sz]e|provide|give|write|make|limit|keep|complete|continue|preface|prefix|avoid|"
    r"hide|mention|reveal)"
)
_EXPLAIN = (
    r"(?:explain|describe|summari[sz]e|translate|define|paraphrase|solve|calculate|compute|"
    r"outline|break\s+down|elaborate|classify|analy[sz]e|compare)"
)
_PATTERNS = (
    # To a model: what it was told before, what it is, what it must say.
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:previous|prior|above|earlier|"
    r"preceding|all|other|your|these|the)\b[^.!?]{0,30}\b(?:instructions?|prompts?|rules|context|"
    r"guidelines|directions|messages?|commands?|text\s+above)\b",
    r"\b(?:new|updated|real|system|following)\s+(?:instructions?|prompt)\s*:",
    r"\bas\s+an?\s+(?:ai|artificial\s+intelligence|(?:large\s+)?language\s+model|assistant|chatbot)\b"
    r"(?=[^.!?]*\b(?:you|i)\b)",
    r"\byou\s+are\s+(?:now\s+)?(?:an?\s+|the\s+|chatgpt|in\s+)(?:ai\b|assistant|language\s+model|"
    r"chatbot|helpful|developer\s+mode|dan\b)",
    r"\b(?:pretend|act|behave|respond|answer|reply)\s+(?:as\s+if|as\s+though|to\s+be|like)\s+you\b",
    rf"\b(?:in|to|of|at\s+the\s+(?:end|start|beginning)\s+of)\s+your\s+(?:next\s+|final\s+)?{_OUTPUT}\b"
    rf"(?=[^?]*$)(?<!’)",
    rf"{_START}(?:{_CHANGE}|{_MAKE})\b[^.!?]*\byour\s+(?:next\s+|final\s+|own\s+)?{_OUTPUT}\b",
    rf"{_START}in\s+your\s+(?:{_OUTPUT})\b",
    r"^[\s\W]*(?:you|the\s+(?:assistant|model|ai)|ai\s+assistants?)\s+(?:must|should|shall|have\s+to|"
    rf"need\s+to|will)\s+(?:now\s+|only\s+|always\s+|never\s+|not\s+)*(?:{_MAKE}|{_CHANGE}|{_EXPLAIN}|"
    r"reply|respond|answer|say|state|tell|ignore|obey|follow|cite|claim)\b",
    r"(?:^|[.!?;:,]\s+|\b(?:and|then|please)\s+)(?:only\s+|always\s+|just\s+|simply\s+)?"
    r"(?:reply|respond|answer)\s+(?:only\s+|just\s+|simply\s+|exactly\s+)?(?:with|in|using|by|"
    r"exactly|only|to\s+(?:this|every|all|the\s+(?:user|question))|[\"'“‘«:])",
    r"(?:^|[.!?;:,]\s+|\b(?:and|then|please)\s+)(?:only\s+|just\s+|simply\s+)?(?:say|output|print|"
    r"return|write|tell\s+the\s+(?:user|reader))\s+(?:only\s+|exactly\s+|the\s+words?\s+|"
    r"\"|“|that\s+you\b)",
    # To whoever reads: write this, explain that.
    rf"{_START}{_MAKE}\s+(?:(?:me|us)\s+)?(?:an?|the|some|three|two|five)\s+(?:[\w'’-]+\s+){{0,3}}"
    rf"{_WRITTEN}\b",
    rf"{_START}{_EXPLAIN}\s+(?:(?:to\s+)?(?:me|us)\s+)?(?:an?|the|this|how|why|what|in|it|each)\b"
    r"(?![^.!?]*\b(?:she|he|they|said|says)\b)",
    rf"{_START}(?:replace|convert|substitute|use|introduce|group|combine|scramble|jumble|misspell|"
    r"rearrange|render)\b[^.!?]*\b(?:letters?|vowels?|consonants?|characters?|anagrams?|typos?|"
    rf"substitution|misspellings?|keywords?)\b",
    r"\b(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:show|write|explain|translate|give|help|"
    r"provide|summari[sz]e)\s+(?:me|us|a|an|the|this|how)\b",
    r"\bhow\s+(?:do|would)\s+you\s+say\s+[\"'“‘]",
    r"\bplease\s+(?:write|translate|summari[sz]e|reply|respond|answer|output|print|execute|run|"
    r"generate)\b",
    r"\b(?:do\s+not|don['’]t|never)\s+(?:mention|reveal|cite|disclose|tell)\b[^.!?]*\b(?:user|reader|"
    r"instructions?|prompt|source)s?\b",
)
_INSTRUCTION = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:he|she|they|who|it|[A-Z][a-z]+)\s+(?:{one_of(saying.CUES | {'asked', 'posted'})})\b"
)


def is_instruction(sentence: str) -> bool:
    """Tell whether `sentence` wants something written or done instead of telling what happened."""
    return bool(_INSTRUCTION.search(sentence)) and not _SAID.search(sentence)


def _asks(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


def instruction_flaws(claim: Read, sources: list[Source]) -> list[Flaw]:
    """Say so where what bears `claim` out is an instruction or a question, and no news."""
    near = bearing(claim, sources, least=_LEAST_SHARE)
    if near and all(_asks(each.source.text) for each in near):
        return [Flaw("no_statement", "The cited words ask this, and do not state it.")]
    if not near or not all(is_instruction(each.source.text) for each in near):
        return []
    return [Flaw("instruction", "The cited words tell a reader what to do, and not what happened.")]
