package salesinsights.ui.page;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a page says once after a form did something; the address carries a word and an id, never the text itself. */
public final class Toasts {
    private Toasts() {}

    /**
     * The words for what happened.
     *
     * @param did as {@link Back#to} put it into the address; unknown words say nothing
     * @param about the id of the thing it happened to
     * @param back where taking it back leads
     */
    public static Shell.@Nullable Toast of(@Nullable String did, @Nullable String about, String back) {
        if (did == null || about == null || !isId(about)) {
            return null;
        }
        String task = "/follow-ups/" + about + "/reopen";
        String lead = "/leads/" + about + "/outcome/reopen";
        return switch (did) {
            case "done" -> new Shell.Toast("Task done", task, back);
            case "dismissed" -> new Shell.Toast("Task dismissed", task, back);
            case "snoozed" -> new Shell.Toast("Task snoozed", task, back);
            case "reopened" -> new Shell.Toast("Open again", null, back);
            case "won" -> new Shell.Toast("Marked as won", lead, back);
            case "lost" -> new Shell.Toast("Marked as lost", lead, back);
            case "saved" -> new Shell.Toast("Saved", null, back);
            case "sent" -> new Shell.Toast("Handed to the mail server", null, back);
            case "paused" -> new Shell.Toast("Connection paused", null, back);
            case "replayed" -> new Shell.Toast("Tried again with the next push", null, back);
            case "resumed" -> new Shell.Toast("Connection resumed", null, back);
            case "mapped" -> new Shell.Toast("Mapping saved", null, back);
            case "fields-made" -> new Shell.Toast("The CRM has the fields now", null, back);
            case "started" -> new Shell.Toast("Started: all leads are on their way", null, back);
            case "lead-mended" -> new Shell.Toast("Changed; it is tried again with the next push", null, back);
            case "comparing" -> new Shell.Toast("Comparing; come back in a moment", null, back);
            case "pushed-again" -> new Shell.Toast("Pushed again with the next push", null, back);
            case "smtp-added" -> new Shell.Toast("Server added; the team's mail goes through it now", null, back);
            case "smtp-changed" -> new Shell.Toast("Server changed", null, back);
            case "smtp-removed" -> new Shell.Toast("Server removed", null, back);
            case "smtp-works" -> new Shell.Toast("The server can be reached and takes the log-in", null, back);
            case "smtp-fails" -> new Shell.Toast("The test failed; the list says why", null, back);
            case "mailbox-added" -> new Shell.Toast("Mailbox added; it is read now", null, back);
            case "mailbox-paused" -> new Shell.Toast("Mailbox paused", null, back);
            case "mailbox-resumed" -> new Shell.Toast("Mailbox resumed", null, back);
            case "mailbox-removed" -> new Shell.Toast("Mailbox removed", null, back);
            case "assigned" -> new Shell.Toast("Assigned", "/settings/unmatched/" + about + "/reopen", back);
            case "put-away" -> new Shell.Toast("Put away", "/settings/unmatched/" + about + "/reopen", back);
            case "taken-back" -> new Shell.Toast("Taken back", null, back);
            case "view-deleted" -> new Shell.Toast("View deleted", null, back);
            case "taken-back-partly" -> new Shell.Toast("Taken back, but for what changed since", null, back);
            default -> deed(did, about, back);
        };
    }

    /** What was done to leads of a worklist; {@code about} is the token that takes it back. */
    private static Shell.@Nullable Toast deed(String did, String about, String back) {
        String undo = "/worklist/deeds/" + about + "/undo";
        return switch (did) {
            case "deed-nothing" -> new Shell.Toast("It was so already", null, back);
            case "deed-done" -> new Shell.Toast("Done", undo, back);
            case "deed-skip" -> new Shell.Toast("Not today", undo, back);
            case "deed-wake" -> new Shell.Toast("Back in the list", undo, back);
            case "deed-reassign", "deed-unassign" -> new Shell.Toast("Reassigned", undo, back);
            case "deed-note" -> new Shell.Toast("Noted", undo, back);
            case "deed-snooze-3h", "deed-snooze-1d", "deed-snooze-3d", "deed-snooze-7d" ->
                new Shell.Toast("Snoozed", undo, back);
            default -> null;
        };
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }
}
