package salesinsights.crm.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead's whole state as the CRM shall hold it. Every text is somebody else's input: escape it wherever it becomes
 * markup, a query or a cell.
 *
 * @param externalId our stable id, at most 40 characters of {@code [0-9a-f-]}: a repeated push finds the record by it
 * @param version grows with every change; a state of a lower version is older
 * @param asOf when this state was read
 * @param sourceId the id under which the lead was imported, null if it was not
 * @param team path of the team that owns the lead
 * @param email lower case, null if none is known
 * @param name what to call the lead: the person's name, else the address, else the company, else {@code sourceId}
 * @param company empty if none is known
 * @param owner username of the sales rep, null while nobody owns it
 * @param stage {@code new attempting connected qualified disqualified}
 * @param score null until the lead was scored for the first time
 * @param lastTouchAt when a person was last seen reading, clicking or answering, null if never
 * @param crmId the CRM's own id of the record, null if we do not know it: a record that came about over there has no
 *     external id yet and is found by this one; a push writes our external id into it
 */
public record CrmLead(
        String externalId,
        long version,
        Instant asOf,
        @Nullable String sourceId,
        String team,
        @Nullable String email,
        String name,
        String company,
        @Nullable String owner,
        String stage,
        @Nullable Score score,
        @Nullable Instant lastTouchAt,
        @Nullable String crmId) {

    /** Of a record whose own id in the CRM we do not know. */
    public CrmLead(
            String externalId,
            long version,
            Instant asOf,
            @Nullable String sourceId,
            String team,
            @Nullable String email,
            String name,
            String company,
            @Nullable String owner,
            String stage,
            @Nullable Score score,
            @Nullable Instant lastTouchAt) {
        this(externalId, version, asOf, sourceId, team, email, name, company, owner, stage, score, lastTouchAt, null);
    }

    /**
     * How warm the lead is and why.
     *
     * @param score 0 to 100 at {@link CrmLead#asOf}
     * @param points what it is made of, at the same moment, to one decimal; they fade from there
     * @param grade how well the lead fits, A to D
     * @param tier {@code hot warm cold}
     * @param trend {@code improving steady declining not_enough}
     * @param reasons in words, the weightiest first
     * @param winProbability 0 to 1, null while no prediction is published for the team
     */
    public record Score(
            int score,
            double points,
            String grade,
            String tier,
            String trend,
            List<String> reasons,
            @Nullable Double winProbability) {
        public Score {
            reasons = List.copyOf(reasons);
        }

        /** Without a win probability. */
        public Score(int score, double points, String grade, String tier, String trend, List<String> reasons) {
            this(score, points, grade, tier, trend, reasons, null);
        }
    }

    /** The same state, with the CRM's own id of the record. */
    public CrmLead knownAs(@Nullable String id) {
        return new CrmLead(
                externalId, version, asOf, sourceId, team, email, name, company, owner, stage, score, lastTouchAt, id);
    }
}
