package salesinsights.crm.sync;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** What stands for what in a connection, what it would do, and where the two sides differ. */
@Path("/api/connections/{id}")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
class MappingResource {
    private final Connections connections;
    private final SettingUp settingUp;
    private final Previews previews;
    private final Comparisons comparisons;
    private final Entries entries;
    private final CurrentCaller caller;

    MappingResource(
            Connections connections,
            SettingUp settingUp,
            Previews previews,
            Comparisons comparisons,
            Entries entries,
            CurrentCaller caller) {
        this.connections = connections;
        this.settingUp = settingUp;
        this.previews = previews;
        this.comparisons = comparisons;
        this.entries = entries;
        this.caller = caller;
    }

    /** As {@link CrmMapping}; an absent part is emptied. */
    record Wanted(
            @Nullable Map<LeadFact, String> fields,
            @Nullable Map<String, String> owners,
            @Nullable Map<String, String> stages,
            @Nullable Map<String, String> teams,
            @Nullable Map<LeadFact, CrmMapping.Winner> winners) {
        CrmMapping mapping() {
            return new CrmMapping(
                    Objects.requireNonNullElse(fields, Map.of()),
                    Objects.requireNonNullElse(owners, Map.of()),
                    Objects.requireNonNullElse(stages, Map.of()),
                    Objects.requireNonNullElse(teams, Map.of()),
                    Objects.requireNonNullElse(winners, Map.of()));
        }
    }

    record FieldList(List<CrmField> items) {}

    record StepList(List<SetUpStep> items) {}

    record EntryList(List<Entries.Entry> owners, List<Entries.Entry> stages) {}

    record DifferenceList(List<Difference> items, @Nullable String next) {}

    record Mended(int mended) {}

    @GET
    @Path("mapping")
    @Transactional
    public CrmMapping mapping(@PathParam("id") UUID id) {
        return connections.mapping(visible(), new ConnectionId(id));
    }

    @PUT
    @Path("mapping")
    @Transactional
    public CrmMapping map(@PathParam("id") UUID id, @NotNull Wanted wanted) {
        connections.map(visible(), new ConnectionId(id), wanted.mapping());
        return connections.mapping(visible(), new ConnectionId(id));
    }

    @GET
    @Path("fields")
    public FieldList fields(@PathParam("id") UUID id) {
        return new FieldList(settingUp.fields(visible(), new ConnectionId(id)));
    }

    @GET
    @Path("entries")
    @Transactional
    public EntryList entries(@PathParam("id") UUID id) {
        ConnectionId connection = new ConnectionId(id);
        return new EntryList(
                entries.of(visible(), connection, CrmEntity.OWNER), entries.of(visible(), connection, CrmEntity.STAGE));
    }

    @GET
    @Path("set-up")
    public StepList missing(@PathParam("id") UUID id) {
        return new StepList(settingUp.missing(visible(), new ConnectionId(id)));
    }

    @POST
    @Path("set-up")
    public StepList setUp(@PathParam("id") UUID id) {
        return new StepList(settingUp.setUp(visible(), new ConnectionId(id)));
    }

    @GET
    @Path("preview")
    public Previews.Preview preview(@PathParam("id") UUID id) {
        return previews.of(visible(), new ConnectionId(id));
    }

    @POST
    @Path("compare")
    @Transactional
    public Comparisons.Report compare(@PathParam("id") UUID id) {
        comparisons.begin(visible(), new ConnectionId(id), caller.get().username());
        return comparisons.report(visible(), new ConnectionId(id));
    }

    @GET
    @Path("compare")
    @Transactional
    public Comparisons.Report report(@PathParam("id") UUID id) {
        return comparisons.report(visible(), new ConnectionId(id));
    }

    @GET
    @Path("differences")
    @Transactional
    public DifferenceList differences(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable @Size(max = 200) String after,
            @QueryParam("atMost") @DefaultValue("50") @Min(1) @Max(500) int atMost) {
        List<Difference> page = comparisons.differences(visible(), new ConnectionId(id), after, atMost);
        return new DifferenceList(
                page, page.size() < atMost ? null : page.getLast().record());
    }

    @POST
    @Path("differences/mend")
    @Transactional
    public Mended mend(@PathParam("id") UUID id) {
        return new Mended(comparisons.mend(visible(), new ConnectionId(id)));
    }

    private Set<TeamId> visible() {
        return caller.get().visibleTeamIds();
    }
}
