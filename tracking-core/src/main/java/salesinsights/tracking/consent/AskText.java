package salesinsights.tracking.consent;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salesinsights.tracking.consent.ConsentRecord.Text;
import salesinsights.tracking.seal.Digests;

/**
 * The question that somebody is asked. Its words never change under {@value #ID}; what is agreed to is the whole text,
 * with the purposes in it, so its hash tells which question it was.
 */
record AskText(String language, String question) {
    static final String ID = "ask-1";

    /** In this language, or in English where there is none of it. */
    static AskText of(String team, Collection<Matter> matters, Locale language) {
        Words words = Words.in(language);
        String purposes = List.of(Matter.values()).stream()
                .filter(matters::contains)
                .map(matter -> "- " + words.say("page.purpose." + matter))
                .collect(Collectors.joining("\n"));
        return new AskText(words.language(), words.say("ask.question", team) + "\n" + purposes);
    }

    Text asRecorded() {
        return new Text(ID, Digests.hex(Digests.sha256(question)), language);
    }
}
