package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Hands a notice of our own to a team's SMTP server: nothing of it is tracked or stored. */
@Singleton
public class PlainPost {
    private static final String NOBODY = "<>";

    private final SmtpServers servers;
    private final Scopes scopes;

    PlainPost(SmtpServers servers, Scopes scopes) {
        this.servers = servers;
        this.scopes = scopes;
    }

    /**
     * Sends these bytes to one address, with an empty return path, as notices have it (RFC 3464, 2.1); servers that take
     * mail of named senders only get {@code otherwise} as the sender. Blocks, outside of any transaction.
     *
     * @return why it was not taken, in words; empty if it was
     */
    public Optional<String> send(TeamId team, String otherwise, String to, byte[] raw) {
        Optional<SmtpServer> server = scopes.inTeams(Set.of(team), () -> servers.of(team));
        return server.isEmpty() ? Optional.of("The team has no SMTP server.") : sent(server.get(), otherwise, to, raw);
    }

    private static Optional<String> sent(SmtpServer server, String otherwise, String to, byte[] raw) {
        HandOver end = handOver(server, NOBODY, to, raw);
        if (end instanceof HandOver.Refused) {
            end = handOver(server, otherwise, to, raw);
        }
        return switch (end) {
            case HandOver.Accepted() -> Optional.empty();
            case HandOver.Refused refused -> Optional.of(refused.code() + " " + refused.reply());
            case HandOver.Unreachable(var why) -> Optional.of(why);
            case HandOver.Unknown(var why) -> Optional.of(why);
            case HandOver.Unwanted() -> Optional.empty();
        };
    }

    private static HandOver handOver(SmtpServer server, String from, String to, byte[] raw) {
        try (SmtpLine line = new SmtpLine(server)) {
            return line.send(from, to, raw);
        }
    }
}
