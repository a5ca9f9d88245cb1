package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.message.CopyFields;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Puts the recipient's id into copies, in the field of each provider that reports to the team, so that a report names it.
 * Which providers those are is looked up twice a minute.
 */
@Singleton
class MarkCopies implements CopyFields {
    private static final Duration FRESH_FOR = Duration.ofSeconds(30);

    private record Known(Set<Provider> providers, Instant at) {}

    private final Database database;
    private final Scopes scopes;
    private final Clock clock;
    private final Map<TeamId, Known> byTeam = new ConcurrentHashMap<>();

    MarkCopies(Database database, Scopes scopes, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public Map<String, String> of(TeamId team, UUID recipient) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Provider provider : providers(team)) {
            String pair = "\"" + CopyMarks.NAME + "\":\"" + recipient + "\"";
            switch (provider) {
                case SENDGRID -> fields.put("X-SMTPAPI", "{\"unique_args\":{" + pair + "}}");
                case MAILGUN -> fields.put("X-Mailgun-Variables", "{" + pair + "}");
                case AMAZON_SES -> fields.put("X-SES-MESSAGE-TAGS", CopyMarks.NAME + "=" + recipient);
                case POSTMARK -> fields.put("X-PM-Metadata-" + CopyMarks.NAME, recipient.toString());
                case MAILJET -> fields.put("X-MJ-CustomID", recipient.toString());
                case BREVO -> fields.put("X-Mailin-custom", CopyMarks.NAME + ":" + recipient);
                case SPARKPOST -> fields.put("X-MSYS-API", "{\"metadata\":{" + pair + "}}");
                // By SMTP it takes no tags; the Message-ID has to do.
                case RESEND -> {}
            }
        }
        return fields;
    }

    private Set<Provider> providers(TeamId team) {
        Known known = byTeam.get(team);
        if (known == null || known.at().isBefore(clock.instant().minus(FRESH_FOR))) {
            known = new Known(scopes.asWorker(() -> read(team)), clock.instant());
            byTeam.put(team, known);
        }
        return known.providers();
    }

    /** Also those of the teams above, whose reports may be about this one's mail. */
    private Set<Provider> read(TeamId team) {
        Set<Provider> found = EnumSet.noneOf(Provider.class);
        database.list("""
                        select distinct e.provider from provider_endpoint e join team above on above.id = e.team_id
                        join team own on own.id = ?
                        where own.path = above.path or starts_with(own.path, above.path || '/')
                        """, row -> Provider.of(row.getString(1)), team.value()).forEach(found::add);
        return found;
    }
}
