"""The short words that tell whether a full stop ends a sentence, where sentencex does not know."""

from __future__ import annotations

from index.language.english.calendar import WEEKDAYS
from index.language.english.people import SHORT

TITLES = frozenset(title.capitalize() for title in SHORT)
"""Stand before a name in English, with a full stop or without."""

BEFORE_NAME: dict[str, frozenset[str]] = {
    "ar": frozenset("د أ م".split()),
    "en": TITLES | {"approx", "incl", "Natl", "Intl"},
    "es": frozenset("Av Avda Sr Sra Srta Dr Dra av avda".split()),
    "fr": frozenset("M MM Mme Mlle av bd".split()),
    "hi": frozenset("डॉ प्रो पं श्री".split()),
    "it": frozenset("sig dott Sig Dott".split()),
    "nl": frozenset("dhr mevr Dhr Mevr".split()),
    "pt": frozenset("Av Sr Sra Dr Dra av".split()),
}
"""Stand before a name in a language, and end no sentence."""

NUMBERED = frozenset(
    "approx art att avg ca cat ch chap est ext févr fig figs janv juil max min n no nos nr p pag "
    "para pop pp rs sec tel vol vols".split()
)
"""Stand before a number, in small letters."""

AFTER_TIME = frozenset(WEEKDAYS) | frozenset(
    "EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT BST CET CEST UTC".split()
)
"""Stand behind "9 a.m."."""

ASKING = frozenset(
    "asked asks said says wrote writes shouted cried replied added wondered told joked tweeted "
    "recalled demanded exclaimed yelled".split()
)
"""Tell who spoke, behind a question or a cry in quotation marks."""

STARTERS: dict[str, frozenset[str]] = {
    "de": frozenset(
        "Der Die Das Dem Den Ein Eine Er Sie Es Wir Ihr Ich Man Dies Diese Dieser Dieses In Im "
        "Am An Auf Bei Mit Nach Seit Vor Vorher Heute Gestern Dann Da Doch Aber Und Auch Als "
        "Wenn Für Von Zu Zum Zur Bis Über Unter Um Wer Was Wie Wo Warum Hier Dort Alle Viele "
        "Kein Keine So Nun Jetzt Später Damals Danach Sein Seine Ihre Mehr".split()
    ),
    "es": frozenset(
        "El La Los Las Lo Un Una Él Ella Ellos Ellas Es Se Su Sus En Con Por Para Pero No Y "
        "Este Esta Según Cuando".split()
    ),
    "fr": frozenset(
        "Le La Les Un Une Des Il Elle Ils Elles On Nous Vous Ce Ces Cette C'est C’est Son Sa "
        "Ses En Dans Pour Par Mais Et Selon Puis".split()
    ),
    "it": frozenset(
        "Il Lo La I Gli Le Un Una Lui Lei Loro È Si In Con Per Ma E Non Questo Questa Secondo "
        "Poi".split()
    ),
    "nl": frozenset(
        "De Het Een Hij Zij Ze Wij We Ik Dat Dit Die Deze Er In Op Met Voor Maar En Volgens "
        "Toen Zijn Haar".split()
    ),
    "pt": frozenset(
        "O A Os As Um Uma Ele Ela Eles Elas É Se Seu Sua Em No Na Com Por Para Mas E Não Este "
        "Esta Segundo".split()
    ),
}
"""Begin a sentence, and are no names or nouns: what else follows "J." or "der 2." belongs to it."""
