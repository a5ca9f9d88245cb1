package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Notices that matched nothing, and mail that was taken in. */
@Singleton
class ForgetNotices implements PersonalData {
    @Override
    public String name() {
        return "notices";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.deleted(
                        "unmatched_notice",
                        "team_id = :team and (recipient_id = any (:recipients) or position(:address in"
                                + " lower(concat_ws(' ', recipient, sender, subject, reason, report::text))) > 0)"),
                PersonRows.shown("returned_mail", "team_id = :team and message_id = any (:messages)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("mailbox.*", "the team's own mailboxes"),
                Map.entry("mailbox_progress.*", "the team's own mailboxes"),
                Map.entry("mailbox_seen.*", "numbers of messages"));
    }
}
