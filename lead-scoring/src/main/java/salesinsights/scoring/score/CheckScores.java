package salesinsights.scoring.score;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.ScoringLeads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * Draws leads every night and compares their ledgers with a recomputation from all that is known. Leads are locked
 * meanwhile, and those that scoring has yet to look at are left out: they differ rightly.
 */
@Singleton
class CheckScores implements Recurring {
    private static final int SAMPLE = 500;
    private static final int BATCH = 50;
    private static final double LEVEL = 1e-9;

    private final ScoreChecks checks;
    private final ScoringLeads leads;
    private final LeadEvents events;
    private final Contexts contexts;
    private final Ledger ledger;
    private final Regimes regimes;
    private final Database database;
    private final Scopes scopes;
    private final Clock clock;

    CheckScores(
            ScoreChecks checks,
            ScoringLeads leads,
            LeadEvents events,
            Contexts contexts,
            Ledger ledger,
            Regimes regimes,
            Database database,
            Scopes scopes,
            Clock clock) {
        this.checks = checks;
        this.leads = leads;
        this.events = events;
        this.contexts = contexts;
        this.ledger = ledger;
        this.regimes = regimes;
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "check-scores";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(24);
    }

    @Override
    public void run() {
        check(scopes.asWorker(() -> database.list(
                "select lead_id from lead_score order by random() limit " + SAMPLE,
                row -> row.getObject("lead_id", UUID.class))));
    }

    void check(List<UUID> drawn) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Double> differences = new ArrayList<>();
        for (int from = 0; from < drawn.size(); from += BATCH) {
            List<UUID> batch = drawn.subList(from, Math.min(drawn.size(), from + BATCH));
            differences.addAll(scopes.asWorker(() -> differences(batch, now)));
        }
        int differing = (int) differences.stream().filter(one -> one > LEVEL).count();
        double worst =
                differences.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        scopes.runAsWorker(() -> checks.keep(new ScoreCheckView(now, differences.size(), differing, worst)));
        if (differing > 0) {
            Log.errorf(
                    "%d of %d ledgers differ from a recomputation, by up to %s", differing, differences.size(), worst);
        }
    }

    private List<Double> differences(List<UUID> drawn, Instant now) {
        List<Lead> locked = leads.claimed(drawn);
        // Asked behind the locks: whoever changes a lead or its mail from here on leaves a mark that is not read here.
        List<UUID> settled = settled(drawn);
        List<Lead> sample = locked.stream()
                .filter(lead -> settled.contains(lead.id().value()))
                .toList();
        Function<TeamPath, Regime> newest = regimes.newest();
        Map<LeadId, List<JudgedEvent>> facts = events.of(sample);
        Appraisal.Context context =
                contexts.of(facts.values().stream().flatMap(List::stream).toList());
        Map<LeadId, Book> books = ledger.of(sample);
        List<UUID> still = settled(settled);
        return sample.stream()
                .filter(lead -> still.contains(lead.id().value()))
                .map(lead ->
                        Math.abs(Objects.requireNonNull(books.get(lead.id())).points(now)
                                - newest.apply(lead.team())
                                        .points(lead, facts.getOrDefault(lead.id(), List.of()), context, now)))
                .toList();
    }

    private List<UUID> settled(List<UUID> drawn) {
        String sql = """
                select l.id from lead l where l.id = any (?)
                    and not exists (select from changed_lead c where c.lead_id = l.id)
                    and not exists (select from judged_recipient j join recipient r on r.id = j.recipient_id
                        where r.team_id = l.team_id and r.address = l.email)
                    and not exists (select from rescoring where finished_at is null)
                """;
        return database.list(sql, row -> row.getObject("id", UUID.class), Database.uuids(drawn));
    }
}
