package salesinsights.scoring.lead;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Files of leads that are imported step by step: looked at, mapped, checked, taken in, and taken back if need be. */
@ApplicationScoped
public class LeadImports {
    private static final int LONGEST_SECONDS = 900;
    private static final int LONGEST_NAME = 200;

    private final Database database;
    private final ReadLeadFile reading;
    private final LeadFiles files;
    private final Bell bell;
    private final Clock clock;

    LeadImports(Database database, ReadLeadFile reading, LeadFiles files, Bell bell, Clock clock) {
        this.database = database;
        this.reading = reading;
        this.files = files;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * Keeps a file, suggests what its columns are for, and has it checked if that identifies leads.
     *
     * @param by Keycloak's name of the person
     * @return its id
     * @throws Problem if it is no CSV, or has too many rows or columns; nothing is kept then
     */
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    public UUID upload(TeamId team, String by, @Nullable String fileName, Path file) throws IOException {
        UUID id = Ids.next();
        ReadLeadFile.Found found = reading.read(
                team,
                id,
                file,
                (encoding, header) -> database.write(
                        "insert into lead_import (id, team_id, file_name, encoding, columns, uses, status, made_by, made_at,"
                                + " touched_at) select ?, ?, ?, ?, names, names, 'DRAFT', ?, ?, ? from (select ?::text[]) as"
                                + " n (names)",
                        id,
                        team.value(),
                        cleaned(fileName),
                        encoding,
                        by,
                        clock.instant(),
                        clock.instant(),
                        Database.texts(header)));
        List<ColumnUse> uses = usedLastTime(team, found).orElseGet(() -> Suggestions.of(found));
        database.write(
                "update lead_import set row_count = ?, pieces = ?, uses = ?::text[], status = ? where id = ?",
                found.rows(),
                found.pieces(),
                Database.texts(uses.stream().map(ColumnUse::wire).toList()),
                Suggestions.identify(uses) ? LeadImportStatus.CHECKING : LeadImportStatus.DRAFT,
                id);
        return id;
    }

    private Optional<List<ColumnUse>> usedLastTime(TeamId team, ReadLeadFile.Found found) {
        return database.first(
                "select uses from lead_import where team_id = ? and columns = ?::text[] and status = 'DONE'"
                        + " order by made_at desc limit 1",
                row -> ImportTable.texts(row, "uses").stream()
                        .map(ColumnUse::of)
                        .toList(),
                team.value(),
                Database.texts(found.header()));
    }

    private static String cleaned(@Nullable String fileName) {
        String name = fileName == null
                ? ""
                : fileName.replaceAll("[\\p{Cc}\\p{Cs}]", "").strip();
        return name.isEmpty() ? "leads.csv" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /**
     * Says what columns are for, and has the file checked anew.
     *
     * @param uses by the column's name; columns that are not named stay as they are
     * @throws Problem naming the column that is not there, the use that is none, or a field that two columns would fill
     */
    public void use(Set<TeamId> teams, UUID id, Map<String, String> uses, @Nullable Boolean strict) {
        LeadImportView held = held(teams, id, LeadImportView::editable, "Its columns can no longer be changed.");
        List<String> names =
                held.columns().stream().map(LeadImportView.Column::name).toList();
        List<Problem.Field> wrong = new ArrayList<>();
        uses.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        wrong.add(new Problem.Field("columns", "the file has no column \"" + shown(name) + "\"")));
        List<ColumnUse> read = new ArrayList<>();
        for (LeadImportView.Column column : held.columns()) {
            try {
                read.add(ColumnUse.of(uses.getOrDefault(column.name(), column.use())));
            } catch (IllegalArgumentException unknown) {
                wrong.add(new Problem.Field(column.name(), String.valueOf(unknown.getMessage())));
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        ColumnMapping.of(names, read);
        database.write(
                "update lead_import set uses = ?::text[], strict = ?, status = 'CHECKING', why = null, touched_at = ?"
                        + " where id = ?",
                Database.texts(read.stream().map(ColumnUse::wire).toList()),
                strict == null ? held.strict() : strict,
                clock.instant(),
                id);
        bell.ring();
    }

    private static String shown(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "..." : name;
    }

    /** Has it taken in, in the background. Asking again while it runs, or after it is done, changes nothing. */
    public void start(Set<TeamId> teams, UUID id) {
        LeadImportView held = held(teams, id, one -> true, "");
        if (EnumSet.of(LeadImportStatus.RUNNING, LeadImportStatus.DONE).contains(held.status())) {
            return;
        }
        if (!held.startable()) {
            throw Problem.conflict(
                    held.status() != LeadImportStatus.CHECKED
                            ? "The file is not checked yet, or already taken back."
                            : held.strict() && held.counts().refused() > 0
                                    ? "%,d rows are wrong, and you asked to take nothing then."
                                            .formatted(held.counts().refused())
                                    : "No row of the file can be taken.");
        }
        set(id, "status = 'RUNNING', why = null, attempts = 0");
    }

    /** Takes back what it made and changed, in the background, except where something happened since. */
    public void undo(Set<TeamId> teams, UUID id, String by) {
        LeadImportView held = held(teams, id, one -> true, "");
        if (held.status() == LeadImportStatus.UNDOING || held.status() == LeadImportStatus.UNDONE) {
            return;
        }
        if (!held.undoable()) {
            throw Problem.conflict("Nothing was taken in, so there is nothing to take back.");
        }
        if (database.list("select 1 from lead_import_item where import_id = ? limit 1", row -> "", id)
                        .isEmpty()
                && held.counts().created() + held.counts().updated() > 0) {
            throw Problem.conflict("It is too long ago: what was there before is no longer kept.");
        }
        database.write("update lead_import set undone_by = ? where id = ?", by, id);
        set(id, "status = 'UNDOING', attempts = 0");
    }

    /** Forgets a file that was not taken in. */
    public void discard(Set<TeamId> teams, UUID id) {
        held(teams, id, LeadImportView::editable, "It was taken in; it can be taken back instead.");
        database.write("delete from lead_import where id = ?", id);
    }

    private void set(UUID id, String what) {
        database.write("update lead_import set " + what + ", touched_at = ? where id = ?", clock.instant(), id);
        bell.ring();
    }

    private LeadImportView held(Set<TeamId> teams, UUID id, Predicate<LeadImportView> fit, String otherwise) {
        database.list(
                "select id from lead_import where team_id = any (?) and id = ? for update",
                row -> "",
                LeadFiles.ids(teams),
                id);
        LeadImportView found = files.find(teams, id).orElseThrow(Problem::notFound);
        if (!fit.test(found)) {
            throw Problem.conflict(otherwise);
        }
        return found;
    }
}
