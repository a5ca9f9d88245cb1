package salesinsights.scoring.schedule;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.Period;
import salesinsights.scoring.report.ReportView;
import salesinsights.scoring.report.TeamReport;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.message.StaffMail;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.TrackingTokens;

/** Makes the mail of a report: a file, and the most important figures in words. */
@Singleton
class MailedReport {
    private static final List<Metric> IN_THE_MAIL =
            List.of(Metric.DELIVERY_RATE, Metric.UNIQUE_OPEN_RATE, Metric.CLICK_RATE, Metric.REPLY_RATE);

    private final TeamReport reports;
    private final Teams teams;
    private final Scopes scopes;
    private final TrackingTokens tokens;
    private final Clock clock;

    MailedReport(TeamReport reports, Teams teams, Scopes scopes, TrackingTokens tokens, Clock clock) {
        this.reports = reports;
        this.teams = teams;
        this.scopes = scopes;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A mail to be. */
    record Made(String subject, String text, StaffMail.Attachment file) {}

    /** In a transaction of its own, of the report's teams alone. */
    Made of(ScheduleTable.Row row) {
        Wanted wanted = row.wanted();
        Period period = wanted.span().before(LocalDate.ofInstant(clock.instant(), wanted.zone()), wanted.zone());
        List<Team> below = teams.subtrees(List.of(row.team()));
        Caller reader = new Caller(
                row.person(), row.person(), row.address(), Set.of(Caller.MANAGER), List.of(row.team()), below);
        return scopes.inTeams(reader.visibleTeamIds(), () -> made(row, reader, period));
    }

    private Made made(ScheduleTable.Row row, Caller reader, Period period) {
        Wanted wanted = row.wanted();
        ReportView report = reports.of(reader, period, wanted.by());
        String when =
                period.from().equals(period.to()) ? period.from().toString() : period.from() + " to " + period.to();
        // Whatever leaves as a file stands in the audit log.
        var sheet = reports.sheet(reader, period, wanted.by());
        StaffMail.Attachment file = wanted.format() == FileFormat.XLSX
                ? new StaffMail.Attachment(sheet.fileName("xlsx"), SheetText.XLSX, bytes(sheet::writeXlsx))
                : new StaffMail.Attachment(
                        sheet.fileName("pdf"),
                        "application/pdf",
                        bytes(out ->
                                new ReportPdf(row.team().path(), wanted.name(), report, clock.instant()).write(out)));
        return new Made(wanted.name() + ": " + when, text(row, report, when), file);
    }

    private String text(ScheduleTable.Row row, ReportView report, String when) {
        StringBuilder text = new StringBuilder(row.wanted().name())
                .append("\n")
                .append(row.team().path().value())
                .append(", ")
                .append(when)
                .append(", ")
                .append(report.period().zone())
                .append("\n\nSent: ")
                .append(report.total().counts().sent())
                .append("\n");
        IN_THE_MAIL.forEach(metric -> text.append(metric.title())
                .append(": ")
                .append(FigureWords.of(report.total().figure(metric)))
                .append("\n"));
        return text.append("\nWhat the figures mean: ")
                .append(tokens.publicUrl())
                .append("/reports/metrics\nChange or end this mail: ")
                .append(tokens.publicUrl())
                .append("/reports/by-mail\n")
                .toString();
    }

    /** Writes a file. */
    @FunctionalInterface
    private interface Writing {
        void to(java.io.OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory cannot be written to", impossible);
        }
        return out.toByteArray();
    }
}
