package salesinsights.tracking.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Scopes;

/**
 * The administrator's side of the catalogue: what is in force, what a change would do, publishing it and going back.
 * Publishing judges recent events anew, in the background; what changes is a new verdict like any other.
 */
@Singleton
public class CatalogueChanges {
    /** Rows that an administrator may have. */
    public static final int MOST_ROWS = 1_000;

    private static final int LONGEST_NOTE = 500;
    private static final int TRIED_AT_MOST = 2_000;
    private static final int CHUNK = 200;
    private static final int SHOWN = 100;

    private final CatalogueTable table;
    private final Catalogue catalogue;
    private final Dossiers dossiers;
    private final Database database;
    private final Scopes scopes;
    private final Bell bell;
    private final Clock clock;
    private final Duration recently;

    CatalogueChanges(
            CatalogueTable table,
            Catalogue catalogue,
            Dossiers dossiers,
            Database database,
            Scopes scopes,
            Bell bell,
            Clock clock,
            @ConfigProperty(name = "insights.catalogue.judge-again-for", defaultValue = "P30D") Duration recently) {
        this.table = table;
        this.catalogue = catalogue;
        this.dossiers = dossiers;
        this.database = database;
        this.scopes = scopes;
        this.bell = bell;
        this.clock = clock;
        this.recently = recently;
    }

    /** What would come of a change: tried on the newest recipients with recent events, nothing is written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Preview(int recipients, long events, long changed, Map<String, Long> changes, boolean all) {
        public Preview {
            changes = Map.copyOf(changes);
        }
    }

    /** A change as it comes in. {@code follows} is the number of the version that it was made from. */
    public record Draft(
            @Nullable List<CatalogueRow.@Nullable Typed> rows,
            @Nullable String note,
            @Nullable Integer follows) {}

    /** What is in force, in the caller's transaction. */
    public CatalogueView inForce() {
        int newest = table.newest();
        @Nullable CatalogueVersion published = table.find(newest).orElse(null);
        ShippedCatalogue shipped = catalogue.lastSeen().shipped();
        List<CatalogueRow> rows = published == null ? List.of() : published.rows();
        String version = catalogue.lastSeen().with(newest, List.of()).version();
        return new CatalogueView(
                version, newest, shipped.counts(), published == null ? null : published.withoutRows(), rows);
    }

    /** The same in a transaction of its own. */
    public CatalogueView current() {
        return scopes.asWorker(this::inForce);
    }

    /** Versions before a number, the newest first, without their rows. */
    public List<CatalogueVersion> versions(int before) {
        return table.page(before, SHOWN);
    }

    /** One version with its rows. */
    public CatalogueVersion version(int number) {
        return table.find(number).orElseThrow(Problem::notFound);
    }

    /** Tries a change on recent events of all teams. */
    public Preview preview(@Nullable Draft draft) {
        List<CatalogueRow> rows = CatalogueRow.checked(present(draft).rows(), MOST_ROWS);
        return scopes.asWorker(() -> {
            Edition now = catalogue.inForce();
            Trial trial = new Trial(new Judge(now), new Judge(now.with(now.number() + 1, rows)));
            List<UUID> newest = recent(TRIED_AT_MOST + 1);
            List<UUID> tried = newest.subList(0, Math.min(TRIED_AT_MOST, newest.size()));
            for (int from = 0; from < tried.size(); from += CHUNK) {
                dossiers.of(tried.subList(from, Math.min(from + CHUNK, tried.size())))
                        .forEach(trial::add);
            }
            return new Preview(tried.size(), trial.events, trial.changed, trial.changes, tried.size() == newest.size());
        });
    }

    /** Two editions side by side. */
    private static final class Trial {
        private final Judge before;
        private final Judge after;
        private final Map<String, Long> changes = new TreeMap<>();
        private long events;
        private long changed;

        Trial(Judge before, Judge after) {
            this.before = before;
            this.after = after;
        }

        void add(Dossier dossier) {
            Map<UUID, Verdict> then = new HashMap<>(
                    before.judge(dossier.events(), dossier.circumstances()).verdicts());
            after.judge(dossier.events(), dossier.circumstances()).verdicts().forEach((event, verdict) -> {
                Verdict old = Objects.requireNonNull(then.get(event));
                events++;
                if (!old.says(verdict)) {
                    changed++;
                    String change =
                            old.actor().code() + " to " + verdict.actor().code();
                    changes.merge(change, 1L, Long::sum);
                }
            });
        }
    }

    /**
     * Puts a change into force.
     *
     * @throws Problem if a row is wrong, or if somebody else published meanwhile
     */
    public void publish(@Nullable Draft draft, String by) {
        List<CatalogueRow> rows = CatalogueRow.checked(present(draft).rows(), MOST_ROWS);
        @Nullable String note = present(draft).note();
        if (note == null || note.isBlank() || note.strip().length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
            throw Problem.invalid("note", "says in 1 to " + LONGEST_NOTE + " characters what changes and why");
        }
        add(rows, note.strip(), by, present(draft).follows(), null);
    }

    /** Puts the rows of an earlier version into force again, as a new version; 0 is the catalogue as it ships. */
    public void restore(int number, String by) {
        List<CatalogueRow> rows = number == 0 ? List.of() : version(number).rows();
        String note = number == 0 ? "Back to the catalogue as it ships" : "Back to version " + number;
        add(rows, note, by, null, number == 0 ? null : number);
    }

    private void add(
            List<CatalogueRow> rows, String note, String by, @Nullable Integer follows, @Nullable Integer restored) {
        scopes.runAsWorker(() -> {
            int newest = table.newest();
            Instant now = clock.instant();
            String shipped = catalogue.lastSeen().shipped().version();
            CatalogueVersion next =
                    new CatalogueVersion(newest + 1, shipped, note, by, now, restored, rows.size(), rows);
            if ((follows != null && follows != newest) || !table.add(next)) {
                throw Problem.conflict("Somebody published another version meanwhile. Look again, then publish.");
            }
            database.write("""
                    insert into judge_again (recipient_id, team_id)
                    select distinct recipient_id, team_id from verdict where judged_at >= ?
                    """, now.minus(recently));
        });
        bell.ring();
    }

    private List<UUID> recent(int atMost) {
        return database.list(
                """
                select recipient_id from verdict where judged_at >= ?
                group by recipient_id order by max(judged_at) desc limit ?
                """, row -> row.getObject(1, UUID.class), clock.instant().minus(recently), atMost);
    }

    private static Draft present(@Nullable Draft draft) {
        if (draft == null) {
            throw Problem.unreadable("The body is missing.", null);
        }
        return draft;
    }
}
