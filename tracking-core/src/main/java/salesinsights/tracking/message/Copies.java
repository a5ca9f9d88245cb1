package salesinsights.tracking.message;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.Reason;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.erasure.Suppressions;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.token.WebTokens;

/** Decides what each recipient's copy may carry, and makes it. */
@Singleton
class Copies {
    private static final String NO_POLICY_ASKED = "none";

    /** Reasons of this room; all others are the consent room's. */
    private static final Map<String, String> WORDS = Map.of(
            "SWITCHED_OFF", "Tracking is switched off for this message.",
            "OWN_COPY", "This is the sender's own copy.");

    // Whoever was forgotten gets nothing, and is not written down again either.
    private static final Mailbox FORGOTTEN = new Mailbox("forgotten@forgotten.invalid", null, null);

    private final Decisions decisions;
    private final TrackingTokens tokens;
    private final WebTokens webTokens;
    private final LinkConfig links;
    private final List<CopyFields> fields;
    private final TransparencyTexts texts;
    private final Cohorts cohorts;
    private final Suppressions suppressions;

    Copies(
            Decisions decisions,
            TrackingTokens tokens,
            WebTokens webTokens,
            LinkConfig links,
            @All List<CopyFields> fields,
            TransparencyTexts texts,
            Cohorts cohorts,
            Suppressions suppressions) {
        this.cohorts = cohorts;
        this.suppressions = suppressions;
        this.decisions = decisions;
        this.tokens = tokens;
        this.webTokens = webTokens;
        this.links = links;
        this.fields = fields;
        this.texts = texts;
    }

    /** How far a copy is tracked. */
    record Modes(Mode open, Mode link) {}

    /** One copy per recipient, in the caller's transaction. */
    List<Copy> plan(TeamId team, Outgoing outgoing, boolean tracking, String callersAddress) {
        return plan(
                team,
                outgoing,
                tracking,
                callersAddress,
                (to, decision) -> outgoing.blueprint().modes(decision));
    }

    /** The same, for what is not made here; {@code modes}: how far a copy can be tracked at all. */
    List<Copy> plan(
            TeamId team,
            Outgoing outgoing,
            boolean tracking,
            String callersAddress,
            BiFunction<Mailbox, TrackingDecision, Modes> modes) {
        Set<String> forgotten = suppressions.among(
                Set.of(team),
                outgoing.recipients().stream().map(Mailbox::address).toList());
        return outgoing.recipients().stream()
                .map(to -> forgotten.contains(to.address()) ? FORGOTTEN : to)
                .map(to -> {
                    boolean own = to.address().equals(outgoing.sender().address())
                            || to.address().equals(callersAddress);
                    TrackingDecision decision = !tracking
                            ? nothing("SWITCHED_OFF")
                            : own ? nothing("OWN_COPY") : decisions.whenSending(team, to.address(), to.country());
                    boolean wanted = own || (!to.equals(FORGOTTEN) && decisions.mayMail(team, to.address()));
                    Modes far = modes.apply(to, decision);
                    return new Copy(Ids.next(), to, decision, far.open(), far.link(), wanted);
                })
                .toList();
    }

    private static TrackingDecision nothing(String why) {
        return new TrackingDecision(Map.of(), List.of(why), NO_POLICY_ASKED);
    }

    /** A reason code of a stored decision as a sentence. */
    static String wordsFor(String code) {
        String own = WORDS.get(code);
        return own != null ? own : Reason.wordsFor(code);
    }

    /** The bytes that this recipient gets. */
    byte[] write(TeamId team, UUID message, Outgoing outgoing, Copy copy) {
        Tracked person = new Tracked(team, message, copy.recipient());
        boolean counted = copy.open() == Mode.AGGREGATE || copy.link() == Mode.AGGREGATE;
        UUID cohort = counted ? cohorts.whereverOf(team, message) : message;
        Optional<String> pixel = tracked(person, copy.open(), cohort).map(tokens::openUrl);
        Blueprint blueprint = outgoing.blueprint();
        Optional<Function<TrackableLink, String>> link =
                tracked(person, copy.link(), cohort).map(tracked -> place -> linkUrl(tracked, place));
        Optional<String> hidden = tracked(person, copy.link(), cohort)
                .filter(tracked -> tracked.recipient() != null && links.hidden())
                .flatMap(tracked -> hiddenUrl(tracked, blueprint));
        Optional<String> readTime = tracked(person, copy.open(), cohort)
                .filter(tracked -> outgoing.readTime() && tracked.recipient() != null)
                .map(webTokens::readTimeUrl);
        Optional<String> receiptTo = Optional.of(outgoing.sender().address())
                .filter(sender -> blueprint.asksReceipt() && copy.decision().identifies(Purpose.READ_RECEIPT));
        TransparencyLine line =
                new TransparencyLine(texts.whereverOf(team), copy.to().country());
        // The way out knows the person in every mode: an objection has to be somebody's.
        byte[] made = blueprint.copyWith(new Addresses(
                pixel,
                link,
                hidden,
                tokens.personUrl(person),
                tokens.unsubscribeUrl(person),
                readTime,
                receiptTo,
                line));
        boolean identifies = tracked(person, copy.open(), cohort)
                .or(() -> tracked(person, copy.link(), cohort))
                .filter(tracked -> tracked.recipient() != null)
                .isPresent();
        return identifies ? marked(team, copy.recipient(), blueprint.message(), made) : made;
    }

    /** In front of all other fields, so that nothing behind moves; what the sender has put in stays as it is. */
    private byte[] marked(TeamId team, UUID recipient, MimePart message, byte[] made) {
        StringBuilder added = new StringBuilder();
        fields.forEach(those -> those.of(team, recipient).forEach((name, value) -> {
            if (message.field(name).isEmpty()) {
                added.append(name).append(": ").append(value).append("\r\n");
            }
        }));
        if (added.isEmpty()) {
            return made;
        }
        byte[] front = added.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(front, front.length + made.length);
        System.arraycopy(made, 0, whole, front.length, made.length);
        return whole;
    }

    /** The addresses of one recipient; {@code pixel} is null where opening may not be observed. */
    record Bare(@Nullable String pixel, List<String> links, String unsubscribe, String person) {}

    /** For a copy that somebody else makes. */
    Bare bare(TeamId team, UUID message, UUID recipient, Mode open, Mode link, List<TrackableLink> links) {
        Tracked person = new Tracked(team, message, recipient);
        boolean counted = open == Mode.AGGREGATE || link == Mode.AGGREGATE;
        UUID cohort = counted ? cohorts.of(team, message) : message;
        Optional<Tracked> clicks = tracked(person, link, cohort);
        return new Bare(
                tracked(person, open, cohort).map(tokens::openUrl).orElse(null),
                links.stream()
                        .map(one -> clicks.map(tracked -> linkUrl(tracked, one)).orElse(one.destination()))
                        .toList(),
                tokens.unsubscribeUrl(person),
                tokens.personUrl(person));
    }

    /** It leads where the first link does: whoever gets there all the same finds nothing strange. */
    private Optional<String> hiddenUrl(Tracked tracked, Blueprint blueprint) {
        return blueprint.links().stream()
                .findFirst()
                .map(first -> tokens.linkUrl(tracked, TrackingTokens.HIDDEN_LINK, first.destination()));
    }

    /** Through the redirect, or straight to a document of the team, which is its own witness. */
    private String linkUrl(Tracked tracked, TrackableLink link) {
        return webTokens
                .documentAt(link.destination())
                .filter(found -> found.tracked().team().equals(tracked.team()))
                .map(found -> webTokens.documentUrl(tracked, link.position(), found.document()))
                .orElseGet(() -> tokens.linkUrl(tracked, link.position(), link.destination()));
    }

    private static Optional<Tracked> tracked(Tracked person, Mode mode, UUID cohort) {
        return switch (mode) {
            case OFF -> Optional.empty();
            case AGGREGATE -> Optional.of(new Tracked(person.team(), cohort, null));
            case CONSENT, NOTICE -> Optional.of(person);
        };
    }
}
