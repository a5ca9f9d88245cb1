package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.crm.sync.Comparisons;
import salesinsights.crm.sync.SetAside;
import salesinsights.crm.sync.SyncStatuses;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.When;

/** Puts together what is shown of a connection. */
@Singleton
class ConnectionScreens {
    private static final int SHOWN = 50;

    private final Connections connections;
    private final SyncStatuses statuses;
    private final Comparisons comparisons;
    private final OpenCrms open;
    private final Leads leads;
    private final Clock clock;

    ConnectionScreens(
            Connections connections,
            SyncStatuses statuses,
            Comparisons comparisons,
            OpenCrms open,
            Leads leads,
            Clock clock) {
        this.connections = connections;
        this.statuses = statuses;
        this.comparisons = comparisons;
        this.open = open;
        this.leads = leads;
        this.clock = clock;
    }

    /**
     * Call it outside of a transaction: the CRM is asked what it holds.
     *
     * @param wrong what was refused, by lead
     */
    ConnectionScreen of(Set<TeamId> teams, ConnectionId id, Map<String, String> wrong) {
        ConnectionScreen known = QuarkusTransaction.requiringNew().call(() -> known(teams, id, wrong));
        try {
            if (open.ofVisible(teams, id) instanceof ReadsBack crm) {
                return with(known, "", crm);
            }
            return known;
        } catch (CrmFailure silent) {
            return with(known, silent.sentence(), null);
        } catch (Problem closed) {
            return with(known, closed.detail(), null);
        }
    }

    private static ConnectionScreen with(ConnectionScreen known, String silence, @Nullable ReadsBack crm) {
        return new ConnectionScreen(
                known.connection(),
                known.setAside(),
                crm == null ? null : crm.readBack(null, SHOWN),
                silence,
                known.report(),
                known.compared(),
                known.differences());
    }

    private ConnectionScreen known(Set<TeamId> teams, ConnectionId id, Map<String, String> wrong) {
        Comparisons.Report report = comparisons.report(teams, id);
        return new ConnectionScreen(
                row(teams, id),
                setAside(teams, id, wrong),
                null,
                "",
                report,
                When.ofNullable(report.startedAt(), clock.instant()),
                comparisons.differences(teams, id, null, SHOWN));
    }

    /** In the caller's transaction. */
    ConnectionRow row(Set<TeamId> teams, ConnectionId id) {
        return ConnectionRow.of(connections.require(teams, id), statuses.of(teams, id), clock.instant());
    }

    private List<SetAsideRow> setAside(Set<TeamId> teams, ConnectionId id, Map<String, String> wrong) {
        List<SetAside> aside = statuses.setAside(teams, id, null, SHOWN);
        Map<LeadId, Lead> known = leads
                .of(teams, aside.stream().map(SetAside::lead).toList())
                .stream()
                .collect(Collectors.toMap(Lead::id, Function.identity()));
        return aside.stream()
                .filter(one -> known.containsKey(one.lead()))
                .map(one -> SetAsideRow.of(
                        one,
                        Objects.requireNonNull(known.get(one.lead())),
                        wrong.getOrDefault(one.lead().value().toString(), "")))
                .toList();
    }
}
