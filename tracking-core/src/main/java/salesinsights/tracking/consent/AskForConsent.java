package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.consent.ConsentRequests.Request;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.TrackingTokens;

/**
 * Asks people by mail whether they agree, and takes the answer (double opt-in). Nobody is asked who objects, who was
 * asked and has not answered yet, or who refused less than six months ago.
 */
@Singleton
public class AskForConsent {
    private static final int TOKEN_BYTES = 16 + 8 + 32;

    private final ConsentRequests requests;
    private final ConsentLedger ledger;
    private final Standings standings;
    private final ConsentKeys keys;
    private final AskingMail mail;
    private final TrackingTokens tokens;
    private final Scopes scopes;
    private final Teams teams;
    private final Clock clock;
    private final Duration expiresAfter;

    AskForConsent(
            ConsentRequests requests,
            ConsentLedger ledger,
            Standings standings,
            ConsentKeys keys,
            AskingMail mail,
            TrackingTokens tokens,
            Scopes scopes,
            Teams teams,
            Clock clock,
            @ConfigProperty(name = "insights.consent.ask-expires-after", defaultValue = "14d") Duration expiresAfter) {
        this.requests = requests;
        this.ledger = ledger;
        this.standings = standings;
        this.keys = keys;
        this.mail = mail;
        this.tokens = tokens;
        this.scopes = scopes;
        this.teams = teams;
        this.clock = clock;
        this.expiresAfter = expiresAfter;
    }

    /** A question that has gone out. */
    public record Asked(UUID id, Instant askedAt, Instant expiresAt) {}

    /** A question as its reader sees it. */
    record Question(
            String language,
            String text,
            boolean open,
            @Nullable String answer) {}

    /**
     * Asks. Opens its own transactions: call it outside of one.
     *
     * @throws Problem if the person must not be asked (now), or the mail was not taken
     */
    public Asked ask(Caller caller, Team team, AskEntry entry) {
        EmailAddress whom = EmailAddress.of(entry.address());
        List<Matter> matters = entry.matters();
        if (caller.email().isEmpty()) {
            throw Problem.refused("no-sender", "Your account has no e-mail address to ask from.");
        }
        AskText text = AskText.of(team.path().name(), matters, entry.spoken());
        Request request = scopes.inTeams(Set.of(team.id()), () -> open(caller, team.id(), whom, matters, text));
        Words words = Words.in(entry.spoken());
        String body = text.question() + "\n\n"
                + words.say("ask.answer", tokens.publicUrl() + "/consent/" + token(request)) + "\n\n"
                + words.say("ask.ignore", caller.name());
        Optional<String> refused = mail.send(team.id(), caller.email(), whom.value(), words.say("ask.subject"), body);
        if (refused.isPresent()) {
            scopes.inTeams(Set.of(team.id()), () -> {
                requests.answered(request.id(), "UNDELIVERED", clock.instant());
                return true;
            });
            throw Problem.upstream("The mail server did not take the question: " + refused.get(), null);
        }
        return new Asked(request.id(), request.askedAt(), request.expiresAt());
    }

    private Request open(Caller caller, TeamId team, EmailAddress whom, List<Matter> matters, AskText text) {
        Subject subject = keys.subject(whom.value());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // The chain's end is the lock under which two who ask at the same moment queue.
        ledger.append(team, subject, standing -> List.of());
        refuseIfNotToBeAsked(team, subject, matters, now);
        Request request = new Request(
                Ids.next(),
                team,
                subject,
                matters,
                text.language(),
                caller.username(),
                now,
                now.plus(expiresAfter),
                null);
        requests.add(request);
        return request;
    }

    private void refuseIfNotToBeAsked(TeamId team, Subject subject, List<Matter> matters, Instant now) {
        Map<Matter, Standing> said = standings.of(team, subject);
        if (said.getOrDefault(Matter.MAIL, Standing.SILENT).objects()
                || matters.stream()
                        .anyMatch(one -> said.getOrDefault(one, Standing.SILENT).objects())) {
            throw Problem.refused("objection-stands", "The person objects, and is not asked again.");
        }
        if (requests.of(team, subject).stream().anyMatch(one -> one.isOpen(now))) {
            throw Problem.conflict("The person was asked already, and has not answered yet.");
        }
        ledger.of(team, subject).stream()
                .filter(one -> matters.contains(one.statement().matter()))
                .map(ConsentRecord::askAgainAt)
                .filter(at -> at != null && at.isAfter(now))
                .findFirst()
                .ifPresent(at -> {
                    throw Problem.refused(
                            "asked-too-soon", "The person refused, and may be asked again from " + at + " on.");
                });
        if (matters.stream()
                .allMatch(one -> said.getOrDefault(one, Standing.SILENT).consents())) {
            throw Problem.refused("consent-given", "The person has consented to all of it already.");
        }
    }

    /** What the holder of this token is asked; empty if the token opens nothing. */
    Optional<Question> look(String token) {
        return enter(token, (team, request) -> question(team, request, clock.instant()));
    }

    /** Takes the answer, once; what was answered before or has expired stays as it is. */
    Optional<Question> answer(String token, boolean agrees) {
        return enter(token, (team, request) -> {
            Instant now = clock.instant();
            if (!request.isOpen(now)) {
                return question(team, request, now);
            }
            State state = agrees ? State.GRANTED : State.DENIED;
            AskText text = AskText.of(team.path().name(), request.matters(), Locale.of(request.language()));
            String evidence = "asked by mail at " + request.askedAt() + " by " + request.askedBy() + ", request "
                    + request.id() + ", answered on the page that only the mail leads to";
            ledger.append(
                    request.team(),
                    request.subject(),
                    standing -> request.matters().stream()
                            .filter(matter -> !standing.apply(matter).objects())
                            .map(matter -> new Statement(
                                    request.subject(),
                                    matter,
                                    state,
                                    Method.DOUBLE_OPT_IN,
                                    text.asRecorded(),
                                    evidence,
                                    "recipient"))
                            .toList());
            requests.answered(request.id(), state.name(), now);
            return new Question(text.language(), text.question(), false, state.name());
        });
    }

    private static Question question(Team team, Request request, Instant now) {
        AskText text = AskText.of(team.path().name(), request.matters(), Locale.of(request.language()));
        return new Question(text.language(), text.question(), request.isOpen(now), request.answer());
    }

    @FunctionalInterface
    private interface Visit {
        Question of(Team team, Request request);
    }

    private Optional<Question> enter(String token, Visit visit) {
        return read(token)
                .flatMap(place -> scopes.inTeams(
                        Set.of(place.team().id()),
                        () -> requests.locked(place.team().id(), place.request())
                                .map(request -> visit.of(place.team(), request))));
    }

    private record Place(Team team, UUID request) {}

    private String token(Request request) {
        ByteBuffer bytes = ByteBuffer.allocate(TOKEN_BYTES)
                .putLong(request.id().getMostSignificantBits())
                .putLong(request.id().getLeastSignificantBits())
                .putLong(request.team().value());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes.put(mac(bytes.array())).array());
    }

    /** Never mistaken for a seal of the ledger, which begins with another. */
    private byte[] mac(byte[] token) {
        byte[] mark = "ask:".getBytes(StandardCharsets.US_ASCII);
        return keys.seal(ByteBuffer.allocate(mark.length + TOKEN_BYTES - 32)
                .put(mark)
                .put(token, 0, TOKEN_BYTES - 32)
                .array());
    }

    /** Nothing is looked up for a token that is not ours. */
    private Optional<Place> read(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
        if (bytes.length != TOKEN_BYTES
                || !MessageDigest.isEqual(mac(bytes), Arrays.copyOfRange(bytes, TOKEN_BYTES - 32, TOKEN_BYTES))) {
            return Optional.empty();
        }
        ByteBuffer place = ByteBuffer.wrap(bytes);
        UUID request = new UUID(place.getLong(), place.getLong());
        return teams.find(new TeamId(place.getLong())).map(team -> new Place(team, request));
    }
}
