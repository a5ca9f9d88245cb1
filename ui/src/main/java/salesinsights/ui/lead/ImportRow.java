package salesinsights.ui.lead;

import java.time.Instant;
import salesinsights.scoring.lead.LeadImportStatus;
import salesinsights.scoring.lead.LeadImportView;
import salesinsights.ui.page.When;

/** A line of the list of files. */
record ImportRow(LeadImportView file, When at) {
    static ImportRow of(LeadImportView file, Instant now) {
        return new ImportRow(file, When.of(file.at(), now));
    }

    public String state() {
        return words(file.status());
    }

    public String tone() {
        return tone(file.status());
    }

    static String words(LeadImportStatus status) {
        return switch (status) {
            case DRAFT -> "needs columns";
            case CHECKING -> "being checked";
            case CHECKED -> "ready";
            case RUNNING -> "coming in";
            case DONE -> "imported";
            case FAILED -> "broke off";
            case UNDOING -> "being taken back";
            case UNDONE -> "taken back";
        };
    }

    static String tone(LeadImportStatus status) {
        return switch (status) {
            case DONE -> "good";
            case DRAFT, FAILED -> "careful";
            case CHECKING, CHECKED, RUNNING, UNDOING, UNDONE -> "";
        };
    }
}
