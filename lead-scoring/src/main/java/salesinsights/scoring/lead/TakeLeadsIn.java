package salesinsights.scoring.lead;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Scopes;

/**
 * Works on files of leads: checks them, takes them in, takes them back. A piece and the mark that it is done are one
 * transaction, so whoever comes after a crash goes on where the last commit was.
 */
@Singleton
class TakeLeadsIn implements Draining {
    private final ImportTable table;
    private final ImportPieces pieces;
    private final ImportItems items;
    private final LeadIntake intake;
    private final Scopes scopes;

    TakeLeadsIn(ImportTable table, ImportPieces pieces, ImportItems items, LeadIntake intake, Scopes scopes) {
        this.table = table;
        this.pieces = pieces;
        this.items = items;
        this.intake = intake;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "take-leads-in";
    }

    @Override
    public boolean drainOnce() {
        AtomicReference<UUID> held = new AtomicReference<>();
        try {
            return scopes.asWorker(() -> {
                Optional<ImportTable.Job> job = table.claim();
                job.ifPresent(one -> {
                    held.set(one.id());
                    step(one);
                });
                return job.isPresent();
            });
        } catch (RuntimeException broken) {
            UUID id = held.get();
            if (id == null || Database.isAway(broken)) {
                throw broken;
            }
            Log.errorf(broken, "a step broke off import=%s", id);
            scopes.runAsWorker(() -> table.broke(id));
            return false;
        }
    }

    private void step(ImportTable.Job job) {
        switch (job.status()) {
            case CHECKING -> check(job);
            case RUNNING -> takeIn(job);
            case UNDOING -> takeBack(job);
            case DRAFT, CHECKED, DONE, FAILED, UNDONE ->
                throw new IllegalStateException("nothing to do for an import that is " + job.status());
        }
    }

    /** In one transaction: whether an id stands twice in a file is only known to who has seen all of it. */
    private void check(ImportTable.Job job) {
        table.forgetMessages(job);
        RowReader reader = new RowReader(job.mapping(), Letters.of(job.encoding()));
        int fresh = 0;
        int there = 0;
        int refused = 0;
        int warned = 0;
        for (int i = 0; i < job.pieces(); i++) {
            Faults faults = new Faults(Integer.MAX_VALUE);
            Intake foreseen = intake.foresee(job.team(), read(reader, pieces.read(job.id(), i), Set.of(), faults));
            foreseen.refused().forEach(one -> faults.refuse(List.of(one)));
            table.say(job, faults);
            fresh += foreseen.created();
            there += foreseen.updated();
            refused += faults.rowsRefused();
            warned += faults.warned();
        }
        table.checked(job, new Intake(fresh, there, 0, List.of()), refused, warned);
    }

    private static List<IncomingLead> read(
            RowReader reader, ImportPieces.Piece piece, Set<Integer> without, Faults faults) {
        List<IncomingLead> leads = new ArrayList<>();
        for (int i = 0; i < piece.rows().size(); i++) {
            int row = piece.firstRow() + i;
            if (!without.contains(row)) {
                reader.read(row, piece.rows().get(i), faults).ifPresent(leads::add);
            }
        }
        return leads;
    }

    private void takeIn(ImportTable.Job job) {
        if (job.nextPiece() == 0) {
            table.rememberTypes(job);
        }
        if (job.nextPiece() == job.pieces()) {
            table.finished(job);
            pieces.drop(job.id());
            Log.infof("took leads in import=%s pieces=%d", job.id(), job.pieces());
            return;
        }
        ImportPieces.Piece piece = pieces.read(job.id(), job.nextPiece());
        Faults faults = new Faults(Integer.MAX_VALUE);
        RowReader reader = new RowReader(job.mapping(), Letters.of(job.encoding()));
        List<IncomingLead> leads = read(reader, piece, table.refused(job, piece), faults);
        Intake taken =
                intake.accept(job.team(), leads, (made, known, writing) -> items.watch(job, made, known, writing));
        taken.refused().forEach(one -> faults.refuse(List.of(one)));
        table.say(job, faults);
        table.advanced(job, taken, faults.rowsRefused());
        if (job.strict() && faults.rowsRefused() > 0) {
            Problem.Field first = faults.errors().getFirst();
            table.move(
                    job,
                    LeadImportStatus.UNDOING,
                    "Row %d could no longer be taken, so everything is taken back: %s %s"
                            .formatted(first.row(), first.field(), first.message()));
        }
    }

    private void takeBack(ImportTable.Job job) {
        ImportItems.Undone undone = items.undoSome(job);
        table.takenBack(job, undone.takenBack(), undone.kept());
        if (!undone.left()) {
            table.move(job, LeadImportStatus.UNDONE, null);
            pieces.drop(job.id());
            Log.infof("took an import back import=%s", job.id());
        }
    }
}
