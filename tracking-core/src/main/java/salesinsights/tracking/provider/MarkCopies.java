package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.message.CopyFields;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Puts the recipient's id into copies, in the field of each provider that reports to the team, so that a report names it.
 */
@Singleton
class MarkCopies implements CopyFields {
    private final Database database;
    private final Scopes scopes;

    MarkCopies(Database database, Scopes scopes) {
        this.database = database;
        this.scopes = scopes;
    }

    @Override
    public Map<String, String> of(TeamId team, UUID recipient) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Provider provider : scopes.asWorker(() -> read(team))) {
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
