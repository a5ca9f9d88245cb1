package salesinsights.ui.lead;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadImportStatus;
import salesinsights.scoring.lead.LeadImportView;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * One file on its way in.
 *
 * @param samples its first rows, while it is not taken in
 * @param messages the first of what there is to say about rows
 * @param wrong what was wrong with what was asked for, null if nothing
 */
record ImportScreen(
        LeadImportView file,
        List<LeadImportView.Sample> samples,
        List<LeadImportView.Message> messages,
        When at,
        @Nullable String wrong) {
    /** What a column can be for. */
    private static final List<Choice> USES = List.of(
            new Choice("external_id", "External id"),
            new Choice("email", "E-mail"),
            new Choice("name", "Name"),
            new Choice("first_name", "First name"),
            new Choice("last_name", "Last name"),
            new Choice("company", "Company"),
            new Choice("phone", "Phone"),
            new Choice("country", "Country"),
            new Choice("owner", "Owner"),
            new Choice("stage", "Stage"),
            new Choice("outcome", "Outcome"),
            new Choice("outcome_at", "Outcome, when"),
            new Choice("source", "Source"),
            new Choice("created_at", "Created, when"),
            new Choice("attribute:text", "Attribute: text"),
            new Choice("attribute:number", "Attribute: number"),
            new Choice("attribute:date", "Attribute: date"),
            new Choice("attribute:yes_no", "Attribute: yes or no"),
            new Choice("skip", "Leave out"));

    ImportScreen {
        samples = List.copyOf(samples);
        messages = List.copyOf(messages);
    }

    /** A column with the first of its cells. */
    record Column(int number, String name, String use, String example) {}

    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < file.columns().size(); i++) {
            LeadImportView.Column column = file.columns().get(i);
            columns.add(new Column(i + 1, column.name(), column.use(), example(i)));
        }
        return columns;
    }

    private String example(int column) {
        return samples.stream()
                .filter(row -> row.cells().size() > column)
                .map(row -> row.cells().get(column).strip())
                .filter(cell -> !cell.isEmpty())
                .findFirst()
                .map(cell -> cell.length() > 60 ? cell.substring(0, 60) + "…" : cell)
                .orElse("");
    }

    public List<Choice> uses() {
        return USES;
    }

    public boolean busy() {
        return file.status().busy();
    }

    /** Past being looked at. */
    public boolean begun() {
        return !file.editable() && file.status() != LeadImportStatus.CHECKING;
    }

    /** True if an outcome comes with attributes: some of these may only be known since it is. */
    public boolean mayLeak() {
        return file.columns().stream().anyMatch(column -> column.use().equals("outcome"))
                && file.columns().stream().anyMatch(column -> column.use().startsWith("attribute:"));
    }

    /** True if there is more to say than is shown. */
    public boolean more() {
        return messages.size() >= ImportPagesResource.MESSAGES;
    }

    public String state() {
        return ImportRow.words(file.status());
    }

    public String tone() {
        return ImportRow.tone(file.status());
    }

    /** Rows that would come in. */
    public int takeable() {
        return file.counts().fresh() + file.counts().there();
    }
}
