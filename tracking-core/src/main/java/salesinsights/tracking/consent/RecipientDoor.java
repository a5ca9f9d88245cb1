package salesinsights.tracking.consent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.RecipientChoices.Act;
import salesinsights.tracking.consent.RecipientChoices.Reader;
import salesinsights.tracking.erasure.Erasures;
import salesinsights.tracking.erasure.PrivacyRequest;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/**
 * Lets the holder of a token in: to the one person and the one team that the token names, in a transaction that can see
 * no other team. A token is verified before the database is touched, and a wrong one looks like a page that never was.
 */
@Singleton
class RecipientDoor {
    private final TrackingTokens tokens;
    private final Scopes scopes;
    private final Teams teams;
    private final RecordedFacts recorded;
    private final RecipientChoices choices;
    private final RecipientPage page;
    private final Erasures erasures;
    private final boolean open;
    private final Counter refused;

    RecipientDoor(
            TrackingTokens tokens,
            Scopes scopes,
            Teams teams,
            RecordedFacts recorded,
            RecipientChoices choices,
            RecipientPage page,
            Erasures erasures,
            Roles roles,
            MeterRegistry metrics) {
        this.tokens = tokens;
        this.scopes = scopes;
        this.teams = teams;
        this.recorded = recorded;
        this.choices = choices;
        this.page = page;
        this.erasures = erasures;
        this.open = roles.has(Roles.Role.COLLECTOR) || roles.has(Roles.Role.WEB);
        this.refused = metrics.counter("insights.recipient.refused");
    }

    /** The page as it is; empty if the token opens none. */
    Optional<RecipientView> look(String token, Locale language) {
        return enter(token, (team, reader) -> page.view(team, reader, language));
    }

    /** Makes the choice (asked for only if the token is good) and shows the page as it is then. */
    Optional<RecipientView> choose(String token, Supplier<Act> act, Method method, Locale language) {
        return enter(token, (team, reader) -> {
            choices.make(act.get(), method, reader);
            return page.view(team, reader, language);
        });
    }

    /** Asks for erasure: the person gets a mail in which it is confirmed. Nothing is erased before. */
    Optional<RecipientView> erase(String token, Locale language) {
        return enter(token, (team, reader) -> {
            erasures.request(team.id(), reader.address(), PrivacyRequest.Source.RECIPIENT_PAGE, language);
            return page.view(team, reader, language);
        });
    }

    /** All that is stored, for download. */
    Optional<RecipientExport> export(String token) {
        return enter(token, page::export);
    }

    private <T> Optional<T> enter(String token, BiFunction<Team, Reader, T> visit) {
        Optional<T> seen = open ? tokens.readPerson(token).flatMap(tracked -> enter(tracked, visit)) : Optional.empty();
        if (seen.isEmpty()) {
            refused.increment();
        }
        return seen;
    }

    private <T> Optional<T> enter(Tracked tracked, BiFunction<Team, Reader, T> visit) {
        UUID recipient = tracked.recipient();
        Optional<Team> team = teams.find(tracked.team());
        if (recipient == null || team.isEmpty()) {
            return Optional.empty();
        }
        return scopes.inTeams(Set.of(tracked.team()), () -> {
            @Nullable String address = recorded.addressOf(tracked.team(), recipient);
            return address == null
                    ? Optional.empty()
                    : Optional.of(
                            visit.apply(team.get(), new Reader(tracked.team(), tracked.message(), recipient, address)));
        });
    }
}
