package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.erasure.PrivacyRequest.Kind;
import salesinsights.tracking.erasure.PrivacyRequest.Source;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.seal.Pseudonyms;
import salesinsights.tracking.team.TeamId;

/** Where requests for erasure and for access come in and are decided on, in the caller's transaction. */
@Singleton
public class Erasures {
    private static final Set<String> LANGUAGES = Set.of("en", "de", "fr", "it", "es");
    private static final int MONTHS_TO_ANSWER = 1;
    private static final int CONFIRM_WITHIN_DAYS = 14;

    private final RequestTable table;
    private final PersonKeys keys;
    private final Pseudonyms pseudonyms;
    private final AuditLog audit;
    private final Clock clock;

    Erasures(RequestTable table, PersonKeys keys, Pseudonyms pseudonyms, AuditLog audit, Clock clock) {
        this.table = table;
        this.keys = keys;
        this.pseudonyms = pseudonyms;
        this.audit = audit;
        this.clock = clock;
    }

    /** Asks for erasure in English; see the other. */
    public UUID request(TeamId team, String address, Source source) {
        return request(team, address, source, Locale.ENGLISH);
    }

    /**
     * Asks for the erasure of a person. The person gets a mail with a signed link; nothing is erased before the link's
     * page was confirmed. A second request while one is pending is the same one.
     *
     * @param language of the mail; English if there is none in it
     * @return the request's id
     */
    public UUID request(TeamId team, String address, Source source, Locale language) {
        State first = source == Source.OFFICER ? State.OPEN : State.UNCONFIRMED;
        return make(team, address, Kind.ERASURE, source, first, spoken(language), word(source))
                .id();
    }

    private static String spoken(Locale language) {
        return LANGUAGES.contains(language.getLanguage()) ? language.getLanguage() : "en";
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An officer's own: erasure waits for {@link #begin}, access begins at once. */
    Stored enter(TeamId team, String address, Kind kind, String officer) {
        State first = kind == Kind.ACCESS ? State.RUNNING : State.OPEN;
        return make(team, address, kind, Source.OFFICER, first, "en", officer);
    }

    /** One that nobody has to decide on. */
    Stored enforce(TeamId team, String address, Source source, String by) {
        return make(team, address, Kind.ERASURE, source, State.RUNNING, "en", by);
    }

    private Stored make(
            TeamId team, String address, Kind kind, Source source, State first, String language, String by) {
        String canonical = address.strip().toLowerCase(Locale.ROOT);
        String subject = Digests.hex(pseudonyms.of(canonical));
        Optional<Stored> pending = table.pending(team, kind, subject);
        if (pending.isPresent()) {
            return pending.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Stored made = new Stored(
                Ids.next(),
                team,
                kind,
                source,
                first,
                subject,
                keys.seal(team, subject, canonical),
                language,
                by,
                now,
                now.atZone(ZoneOffset.UTC).plusMonths(MONTHS_TO_ANSWER).toInstant(),
                first == State.RUNNING ? now : null,
                null,
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                null);
        table.insert(made);
        note(made, AuditAction.PRIVACY_REQUESTED, by, Map.of("kind", kind.name(), "source", source.name()));
        return made;
    }

    /** The person confirmed; false if there is nothing to confirm any more. */
    boolean confirm(UUID id, TeamId team) {
        Stored one = table.find(Set.of(team), id).orElseThrow(Problem::notFound);
        boolean inTime =
                one.createdAt().plus(CONFIRM_WITHIN_DAYS, ChronoUnit.DAYS).isAfter(clock.instant());
        boolean moved = inTime && table.move(one, EnumSet.of(State.UNCONFIRMED), State.RUNNING);
        if (moved) {
            note(one, AuditAction.PRIVACY_CONFIRMED, "recipient", Map.of());
        }
        return moved || one.state() == State.RUNNING || one.state() == State.DONE;
    }

    /**
     * Has an erasure begin; from then on nothing stops it.
     *
     * @throws Problem 404 if these teams have none of this id, 409 if it began or was cancelled
     */
    void begin(Set<TeamId> teams, UUID id, String officer) {
        Stored one = table.find(teams, id).orElseThrow(Problem::notFound);
        if (!table.move(one, EnumSet.of(State.OPEN, State.UNCONFIRMED), State.RUNNING)) {
            throw Problem.conflict("It has begun already, or was cancelled.");
        }
        note(one, AuditAction.PRIVACY_CONFIRMED, officer, Map.of());
    }

    /**
     * Takes a request back before it begins.
     *
     * @throws Problem 404 if these teams have none of this id, 409 if it began already
     */
    void cancel(Set<TeamId> teams, UUID id, @Nullable String reason, String officer) {
        Stored one = table.find(teams, id).orElseThrow(Problem::notFound);
        if (!table.move(one, EnumSet.of(State.OPEN, State.UNCONFIRMED), State.CANCELLED)) {
            throw Problem.conflict("It has begun already, or was cancelled before.");
        }
        audit.note(new AuditEntry(
                one.team(), AuditAction.PRIVACY_CANCELLED, officer, "request:" + one.id(), reason, Map.of()));
    }

    private void note(Stored one, AuditAction action, String actor, Map<String, String> facts) {
        audit.note(new AuditEntry(one.team(), action, actor, "request:" + one.id(), null, facts));
    }
}
