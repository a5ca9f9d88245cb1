package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The requests themselves, and what belongs to no room that knows people. */
@Singleton
class ForgetRequests implements PersonalData {
    @Override
    public String name() {
        return "requests";
    }

    @Override
    public Turn turn() {
        return Turn.EVENTS;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown("privacy_request", "team_id = :team and subject = :subject")
                        .without("answer", "address"),
                PersonRows.shown("suppressed_address", "team_id = :team and subject = :subject"),
                PersonRows.shown("person_key", "team_id = :team and subject = encode(:subject, 'hex')")
                        .without("wrapped"),
                PersonRows.shown(
                                "audit_entry",
                                "team_id = :team and split_part(subject, ':', 2) = any (:recipients::text[])")
                        .without("detail", "seal"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("audit_chain.*", "the end of the chain"),
                Map.entry("team.*", "teams"),
                Map.entry("retention_rule.*", "settings of a team"),
                Map.entry("flyway_schema_history.*", "migrations"),
                Map.entry("ended_session.*", "of staff, gone when their tokens have expired"),
                Map.entry("works_council_mode.*", "settings of a team"),
                Map.entry("works_council_proposal.*", "of staff"),
                Map.entry("qrtz_blob_triggers.*", "timers"),
                Map.entry("qrtz_calendars.*", "timers"),
                Map.entry("qrtz_cron_triggers.*", "timers"),
                Map.entry("qrtz_fired_triggers.*", "timers"),
                Map.entry("qrtz_job_details.*", "timers"),
                Map.entry("qrtz_locks.*", "timers"),
                Map.entry("qrtz_paused_trigger_grps.*", "timers"),
                Map.entry("qrtz_scheduler_state.*", "timers"),
                Map.entry("qrtz_simple_triggers.*", "timers"),
                Map.entry("qrtz_simprop_triggers.*", "timers"),
                Map.entry("qrtz_triggers.*", "timers"));
    }
}
