package salesinsights.tracking.mailbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import salesinsights.tracking.message.MimePart;
import salesinsights.tracking.message.PlainText;

/** What a message that came back tells about the message that it answers or reports. Pure. */
final class Threading {
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,998})>");
    private static final Pattern QUOTED_ID =
            Pattern.compile("(?im)^[> \\t]{0,20}message-id:[ \\t]{0,20}<([^<>\\s]{1,998})>");
    private static final Pattern TOKEN = Pattern.compile("/([ocru])/(\\d[\\w-]{0,4}\\.[\\w.-]{20,2000})");
    private static final int MOST_IDS = 50;
    private static final int MOST_TOKENS = 10;
    private static final int LONGEST_TEXT = 200_000;

    private final MimePart mail;
    private final Optional<MimePart> original;

    Threading(MimePart mail, Optional<MimePart> original) {
        this.mail = mail;
        this.original = original;
    }

    /** True if its header says that it answers something. */
    boolean answers() {
        return !threading().isEmpty();
    }

    private List<String> threading() {
        Set<String> ids = new LinkedHashSet<>(idsIn(mail.header("In-Reply-To")));
        ids.addAll(idsIn(mail.header("References")).reversed());
        return ids.stream().limit(MOST_IDS).toList();
    }

    private static List<String> idsIn(String text) {
        return ID.matcher(text).results().map(id -> PlainText.line(id.group(1))).toList();
    }

    /**
     * Message-IDs of what it may answer or report, most certain first.
     *
     * @param stated the id that a report names in a field of its own, empty if none
     * @param isAnswer true if ids in the text are only talked about
     */
    List<String> originals(String stated, boolean isAnswer) {
        Set<String> ids = new LinkedHashSet<>();
        Stream.of(original.map(returned -> bare(returned.header("Message-ID"))).orElse(""), bare(stated))
                .filter(id -> !id.isEmpty())
                .forEach(ids::add);
        ids.addAll(threading());
        if (ids.isEmpty() && !isAnswer) {
            ids.addAll(quoted());
        }
        return ids.stream().limit(MOST_IDS).toList();
    }

    /** Mail systems that return no part put the original's header into the text. */
    private List<String> quoted() {
        return found(mail, QUOTED_ID)
                .map(id -> PlainText.line(id.group(1)))
                .limit(5)
                .toList();
    }

    /** Tokens of tracked addresses that stand in the quoted or returned text, as {@code letter:token}; unverified. */
    List<String> tokens() {
        return Stream.concat(found(mail, TOKEN), original.stream().flatMap(returned -> found(returned, TOKEN)))
                .map(one -> one.group(1) + ":" + one.group(2).replaceAll("\\.gif$", ""))
                .distinct()
                .limit(MOST_TOKENS)
                .toList();
    }

    private static Stream<MatchResult> found(MimePart in, Pattern pattern) {
        return in.walk()
                .filter(part -> part.type().media().startsWith("text/"))
                .limit(20)
                .map(MimePart::text)
                .flatMap(text -> pattern.matcher(text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
                        .results());
    }

    /** A Message-ID without its brackets. */
    static String bare(String id) {
        return PlainText.line(id.replaceAll("[<>\\s]", ""), 998);
    }
}
