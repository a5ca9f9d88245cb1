package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A file of leads on its way in.
 *
 * @param encoding as it was recognised
 * @param strict true if one wrong row refuses the whole file
 * @param why what stands in the way, or what happened to the import as a whole
 * @param rows without the header
 * @param columns of the file and what each is for; empty in lists
 * @param by Keycloak's name of the person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeadImportView(
        UUID id,
        TeamPath team,
        String fileName,
        String encoding,
        LeadImportStatus status,
        boolean strict,
        @Nullable String why,
        int rows,
        int percent,
        Counts counts,
        List<Column> columns,
        String by,
        Instant at,
        @Nullable Instant finishedAt,
        @Nullable String undoneBy) {
    public LeadImportView {
        columns = List.copyOf(columns);
    }

    /**
     * A column of the file.
     *
     * @param use as {@link ColumnUse#wire} writes it
     */
    public record Column(String name, String use) {}

    /**
     * How many rows came to what.
     *
     * @param fresh rows that were no lead when the file was checked
     * @param there rows that were
     * @param refused rows that are not taken
     * @param warned what was odd about rows that are
     * @param takenBack leads that an undo removed or put back
     * @param kept leads that it left alone, because something happened to them since
     */
    public record Counts(
            int fresh,
            int there,
            int created,
            int updated,
            int unchanged,
            int refused,
            int warned,
            int takenBack,
            int kept) {}

    /** True if it can be taken in now. */
    public boolean startable() {
        return status == LeadImportStatus.FAILED
                || (status == LeadImportStatus.CHECKED
                        && (strict ? counts.refused() == 0 : counts.refused() < rows)
                        && rows > 0);
    }

    /** True if its columns can still be changed. */
    public boolean editable() {
        return status == LeadImportStatus.DRAFT || status == LeadImportStatus.CHECKED;
    }

    /** True if it can be taken back. */
    public boolean undoable() {
        return status == LeadImportStatus.DONE
                || status == LeadImportStatus.RUNNING
                || status == LeadImportStatus.FAILED;
    }

    /**
     * What was wrong with a row, or odd about it.
     *
     * @param row counts the header as 1, as a spreadsheet shows it
     * @param refused true if the row was not taken
     */
    public record Message(int row, int position, String field, String message, boolean refused) {}

    /** A row as the file has it, with what there is to say about it. */
    public record Sample(int row, List<String> cells, List<Message> messages) {
        public Sample {
            cells = List.copyOf(cells);
            messages = List.copyOf(messages);
        }

        /** True if it is not taken. */
        public boolean refused() {
            return messages.stream().anyMatch(Message::refused);
        }
    }
}
