package salesinsights.tracking.capture;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Tracked;

/** Messages to recipients whom the policy lets us know. */
final class BenchMessages {
    private BenchMessages() {}

    /** {@code each}: recipients of one message. */
    static List<Tracked> make(BenchPostgres postgres, int recipients, int each) throws SQLException {
        postgres.run("insert into team (path) values ('/teams/bench') on conflict do nothing");
        long team = postgres.number("select id from team where path = '/teams/bench'");
        List<Tracked> all = new ArrayList<>();
        StringBuilder messages = new StringBuilder();
        StringBuilder people = new StringBuilder();
        UUID message = UUID.randomUUID();
        for (int i = 0; i < recipients; i++) {
            if (i % each == 0) {
                message = UUID.randomUUID();
                messages.append(messages.isEmpty() ? "" : ",").append("('%s', %d, 'sam@example.com', 'sam', 'Hello', '%s@example.com', true, now())"
                        .formatted(message, team, message));
            }
            Tracked tracked = new Tracked(new TeamId(team), message, UUID.randomUUID());
            people.append(people.isEmpty() ? "" : ",").append("('%s', %d, '%s', '%s@example.com', 'US', 'NOTICE', 'NOTICE', '{}', '1', 'SENT', now())"
                    .formatted(tracked.recipient(), team, message, tracked.recipient()));
            all.add(tracked);
        }
        postgres.run("insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,"
                + " created_at) values " + messages);
        postgres.run("insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,"
                + " policy_version, status, sent_at) values " + people);
        return all;
    }
}
