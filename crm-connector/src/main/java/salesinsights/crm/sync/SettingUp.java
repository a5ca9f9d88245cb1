package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.HasSchema;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetsUp;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Asks a CRM for its fields, and makes ours in it. Call it outside of a transaction: nothing waits while the CRM is asked. */
@Singleton
public class SettingUp {
    private final OpenCrms open;
    private final Calls calls;

    SettingUp(OpenCrms open, Calls calls) {
        this.open = open;
        this.calls = calls;
    }

    /**
     * The fields of the CRM's leads; empty if it cannot be asked.
     *
     * @throws Problem 404 if none of these teams has the connection; 422 with the CRM's sentence if it does not answer
     */
    public List<CrmField> fields(Set<TeamId> visible, ConnectionId id) {
        Crm crm = open.ofVisible(visible, id);
        return crm instanceof HasSchema schema ? asked(crm, schema::fields) : List.of();
    }

    /** What {@link #setUp} would make; empty if there is nothing to set up. */
    public List<SetUpStep> missing(Set<TeamId> visible, ConnectionId id) {
        Crm crm = open.ofVisible(visible, id);
        return crm instanceof SetsUp sets ? asked(crm, sets::missing) : List.of();
    }

    /** Makes what is missing. */
    public List<SetUpStep> setUp(Set<TeamId> visible, ConnectionId id) {
        Crm crm = open.ofVisible(visible, id);
        return crm instanceof SetsUp sets ? asked(crm, sets::setUp) : List.of();
    }

    private <T> T asked(Crm crm, Callable<T> question) {
        try {
            return calls.within(crm.capabilities().patience(), question);
        } catch (CrmFailure failure) {
            throw Problem.refused("crm-failed", failure.sentence());
        } catch (Calls.Failed failed) {
            throw Problem.refused("crm-failed", failed.sentence());
        }
    }
}
