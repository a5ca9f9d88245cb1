package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Problem;

/** Why somebody is told something. */
public enum NoticeCause {
    OPENED("opened", "Opens a message", true),
    CLICKED("clicked a link in", "Clicks a link", true),
    ANSWERED("answered", "Answers", true),
    MEETING("booked a meeting after", "Books a meeting", true),
    VIEWED("looked at a document of", "Looks at a document", true),
    VISITED("looked at the website after", "Visits the website", true),
    SUBMITTED("filled in a form after", "Fills in a form", true),
    /** A fact that mail servers tell. */
    BOUNCED("cannot be reached by", "Cannot be reached", false),
    LEFT("asked for no more mail after", "Asks for no more mail", true),
    /** The score crossed the line. */
    HOT("became hot", "Becomes hot", false),
    /** What a follow-up rule says. */
    RULE("", "A follow-up rule says so", false);

    private final String verb;
    private final String label;
    private final boolean personal;

    NoticeCause(String verb, String label, boolean personal) {
        this.verb = verb;
        this.label = label;
        this.personal = personal;
    }

    /** Behind the lead's name: {@code opened}. */
    public String verb() {
        return verb;
    }

    /** What the setting is called on the screen. */
    public String label() {
        return label;
    }

    /** True if only what a person did counts. */
    boolean isPersonal() {
        return personal;
    }

    /** Lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its name in lower case.
     *
     * @throws Problem 400 at {@code causes}
     */
    @JsonCreator
    public static NoticeCause named(String text) {
        return Arrays.stream(values())
                .filter(cause -> cause.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "causes",
                        "are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(NoticeCause::wire)
                                                .toList())));
    }

    /** What is told of an event of this kind; nothing of most. */
    static Optional<NoticeCause> of(EventKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case OPENED, READ_RECEIPT -> OPENED;
                    case CLICKED -> CLICKED;
                    case REPLIED -> ANSWERED;
                    case MEETING_BOOKED -> MEETING;
                    case ATTACHMENT_VIEWED -> VIEWED;
                    case PAGE_VIEWED -> VISITED;
                    case FORM_SUBMITTED -> SUBMITTED;
                    case HARD_BOUNCED, REJECTED -> BOUNCED;
                    case UNSUBSCRIBED -> LEFT;
                    default -> null;
                });
    }

    /** What is told to who has chosen nothing: all but what happens most often and says least. */
    static List<NoticeCause> usual() {
        return Arrays.stream(values()).filter(cause -> cause != VISITED).toList();
    }
}
