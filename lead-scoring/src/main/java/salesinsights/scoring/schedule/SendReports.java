package salesinsights.scoring.schedule;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.message.StaffMail;
import salesinsights.tracking.team.Scopes;

/**
 * Sends reports whose time has come. That each moment has one is decided by a key in the database, so that a second node
 * does no harm; whoever breaks off between claiming and sending is followed up minutes later, with the same message id.
 */
@Singleton
class SendReports implements Recurring {
    private static final int AT_ONCE = 50;

    private final ScheduleTable table;
    private final MailedReport reports;
    private final StaffMail mail;
    private final Scopes scopes;
    private final ScheduleConfig config;
    private final Clock clock;

    SendReports(
            ScheduleTable table,
            MailedReport reports,
            StaffMail mail,
            Scopes scopes,
            ScheduleConfig config,
            Clock clock) {
        this.table = table;
        this.reports = reports;
        this.mail = mail;
        this.scopes = scopes;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "send-reports";
    }

    @Override
    public Duration every() {
        return config.lookEvery();
    }

    @Override
    public void run() {
        for (ScheduleTable.Row row : scopes.asWorker(() -> table.due(config.confirmedWithin(), AT_ONCE))) {
            try {
                if (scopes.asWorker(() -> table.claim(row))) {
                    Optional<String> refused = send(row);
                    scopes.runAsWorker(() -> table.settle(row, refused.orElse(null), next(row)));
                }
            } catch (RuntimeException failed) {
                // One person's report never holds up another's; the claim is taken up again.
                Log.warn("a report could not be sent", failed);
            }
        }
    }

    private Optional<String> send(ScheduleTable.Row row) {
        boolean may =
                scopes.asWorker(() -> table.answersFor(row.person(), row.team().path()));
        if (!may) {
            return Optional.of("You do not answer for this team any more, as far as Keycloak has said.");
        }
        MailedReport.Made made = reports.of(row);
        UUID id = Ids.named("report " + row.id() + " " + row.nextAt());
        return mail.send(row.team().id(), id, row.address(), made.subject(), made.text(), made.file());
    }

    private Instant next(ScheduleTable.Row row) {
        Wanted wanted = row.wanted();
        return wanted.cadence().next(clock.instant(), wanted.onDay(), wanted.at(), wanted.zone());
    }
}
