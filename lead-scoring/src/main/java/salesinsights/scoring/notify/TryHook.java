package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingHttp.Answer;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Sends a receiver a message that says that it can be reached. */
@Singleton
public class TryHook {
    private final Hooks hooks;
    private final DeliverNotices deliver;
    private final Database database;
    private final Secrets secrets;
    private final Scopes scopes;
    private final Clock clock;

    TryHook(Hooks hooks, DeliverNotices deliver, Database database, Secrets secrets, Scopes scopes, Clock clock) {
        this.hooks = hooks;
        this.deliver = deliver;
        this.database = database;
        this.secrets = secrets;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** What came of it, in a sentence. */
    public record Result(boolean works, String said) {}

    private record Address(HookView hook, String url, byte[] secret) {}

    /**
     * Blocks until the receiver answers, ten seconds at most; outside of any transaction.
     *
     * @throws salesinsights.tracking.ground.Problem 404 if it is another team's
     */
    public Result now(Set<TeamId> teams, UUID id) {
        Address address = scopes.inTeams(teams, () -> {
            HookView hook = hooks.find(teams, id);
            return database.first(
                            "select url, secret from notice_hook where id = ?",
                            row -> new Address(hook, row.getString("url"), row.getBytes("secret")),
                            id)
                    .orElseThrow();
        });
        UUID message = Ids.next();
        String secret = new String(secrets.open(address.secret(), id), StandardCharsets.UTF_8);
        try {
            HookFormat format = address.hook().format();
            Answer answer = deliver.post(
                    address.url(), format, message, secret, deliver.messages().test(format, message, clock.instant()));
            boolean works = answer.status() >= 200 && answer.status() < 300;
            return new Result(works, works ? "The receiver took it." : DeliverNotices.sentence(answer));
        } catch (NoAnswer none) {
            return new Result(false, none.sentence());
        }
    }
}
