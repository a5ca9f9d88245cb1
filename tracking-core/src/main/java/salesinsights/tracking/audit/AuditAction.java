package salesinsights.tracking.audit;

/** What is worth an entry; names stand in the log for ever. */
public enum AuditAction {
    /** Somebody looked behind a figure that is shown for a group. */
    DRILL_DOWN,
    /** Rows left the product as a file. */
    EXPORT,
    POLICY_CHANGED,
    /** Keycloak told other roles of a member than before. */
    ROLE_CHANGED,
    /** Keycloak told of a member for the first time, or that somebody joined or left. */
    MEMBERSHIP_CHANGED,
    /** Staff entered what a person said. */
    CONSENT_ENTERED,
    /** A request for erasure or access was made, confirmed or cancelled. */
    PRIVACY_REQUESTED,
    PRIVACY_CONFIRMED,
    PRIVACY_CANCELLED,
    ERASED,
    /** Erasures were repeated after a restore. */
    ERASURES_REPLAYED,
    ACCESS_EXPORTED,
    RETENTION_CHANGED,
    RETENTION_APPLIED,
    WORKS_COUNCIL_CHANGED,
    SHARED,
    HANDED_OVER,
    /** Whose new leads are, or who is away. */
    ASSIGNMENT_CHANGED,
    MODEL_PUBLISHED,
    MODEL_ROLLED_BACK,
    FOLLOW_UP_RULES_CHANGED,
    /** A sequence was saved, paused, resumed or retired, or leads were enrolled in it. */
    SEQUENCE_CHANGED
}
