"""The nine classes of function words that style matching counts, by language, folded."""

FUNCTION_WORDS: dict[str, dict[str, frozenset[str]]] = {
    language: {name: frozenset(members.split()) for name, members in classes.items()}
    for language, classes in {
        "en": {
            "personal pronouns": "i me my mine myself you your yours yourself he him his himself she her hers we us"
            " our ours ourselves they them their theirs i'm i've i'll i'd you're you've you'll we're we've we'll",
            "impersonal pronouns": "it its it's itself this that these those something anything everything nothing"
            " someone anyone everyone who whom whose which what other others stuff thing",
            "articles": "a an the",
            "conjunctions": "and but or nor so yet because although though while whereas if unless until since when"
            " then as also",
            "prepositions": "to in on at by for from with about against between into through during before after"
            " above below under over of off up down out near without within toward towards",
            "auxiliary verbs": "am is are was were be been being have has had do does did can could will would shall"
            " should may might must isn't wasn't don't didn't can't won't i'm i've i'll",
            "adverbs": "very really just only still again too quite rather almost always often ever already soon"
            " here there now even well perhaps maybe actually",
            "negations": "no not never none neither nothing nobody don't didn't doesn't can't cannot couldn't won't"
            " wouldn't isn't wasn't aren't weren't hasn't haven't shouldn't",
            "quantifiers": "all some any many much more most few less least several every each both half enough lot"
            " lots bit little another",
        },
        "pt": {
            "personal pronouns": "eu me mim comigo tu te ti voce voces vc vcs ele ela eles elas nos conosco lhe lhes"
            " se si meu minha meus minhas seu sua seus suas nosso nossa nossos nossas",
            "impersonal pronouns": "isso isto aquilo este esta estes estas esse essa esses essas aquele aquela"
            " algo alguem ninguem tudo nada que quem qual quais cujo outro outra outros outras",
            "articles": "o a os as um uma uns umas",
            "conjunctions": "e mas ou nem porem porque pois embora enquanto se quando entao como tambem contudo logo",
            "prepositions": "de do da dos das em no na nos nas por pelo pela para pra com sem sobre entre ate desde"
            " ao aos contra sob apos antes depois",
            "auxiliary verbs": "sou e somos sao era eram foi foram ser sido estou esta estamos estao estava tenho tem"
            " temos tinha ter tido havia ha vou vai vamos posso pode podem devo deve devia poderia",
            "adverbs": "muito bem mal ja ainda sempre so apenas aqui ali la agora hoje quase talvez mesmo tambem"
            " realmente logo cedo tarde",
            "negations": "nao n nunca jamais nem nenhum nenhuma ninguem nada tampouco",
            "quantifiers": "todo toda todos todas algum alguma alguns algumas muitos muitas pouco pouca poucos"
            " poucas mais menos varios varias cada ambos metade bastante",
        },
    }.items()
}
