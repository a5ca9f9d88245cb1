package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.HasSchema;
import salesinsights.crm.spi.LeadFact;
import salesinsights.scoring.lead.LeadQuery;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** A dry run: what the first records would come to, without writing anything anywhere. Call it outside of a transaction. */
@Singleton
public class Previews {
    private static final int RECORDS = 20;

    private final Connections connections;
    private final OpenCrms open;
    private final Leads leads;
    private final OutgoingLeads outgoing;
    private final Covered covered;
    private final Scopes scopes;

    Previews(
            Connections connections,
            OpenCrms open,
            Leads leads,
            OutgoingLeads outgoing,
            Covered covered,
            Scopes scopes) {
        this.connections = connections;
        this.open = open;
        this.leads = leads;
        this.outgoing = outgoing;
        this.covered = covered;
        this.scopes = scopes;
    }

    /**
     * One record as it would be written.
     *
     * @param lead our id
     * @param values by the CRM's field
     * @param trouble what stands in the way, empty if nothing does
     */
    public record Row(UUID lead, String title, Map<String, String> values, List<String> trouble) {
        public Row {
            trouble = List.copyOf(trouble);
        }
    }

    /**
     * What would happen.
     *
     * @param leads all that would be pushed
     * @param trouble what stands in the way of every record, such as a field that the CRM does not have
     */
    public record Preview(long leads, List<Row> rows, List<String> trouble) {
        public Preview {
            rows = List.copyOf(rows);
            trouble = List.copyOf(trouble);
        }
    }

    /** Of the first 20 leads that the connection covers. */
    public Preview of(Set<TeamId> visible, ConnectionId id) {
        Crm crm = open.ofVisible(visible, id);
        List<String> trouble = new ArrayList<>();
        List<CrmField> fields = fieldsOf(crm, trouble);
        return scopes.inTeams(visible, () -> preview(visible, id, fields, trouble));
    }

    /** User names that own leads of the connection, at most 100: who has to be mapped. In the caller's transaction. */
    public List<String> owners(Set<TeamId> visible, ConnectionId id) {
        connections.require(visible, id);
        return covered.owners(
                covered.teams(id).stream().filter(visible::contains).collect(Collectors.toSet()));
    }

    private static List<CrmField> fieldsOf(Crm crm, List<String> trouble) {
        if (!(crm instanceof HasSchema schema)) {
            return List.of();
        }
        try {
            return schema.fields();
        } catch (CrmFailure failure) {
            trouble.add(failure.sentence());
            return List.of();
        }
    }

    private Preview preview(Set<TeamId> visible, ConnectionId id, List<CrmField> fields, List<String> trouble) {
        CrmMapping mapping = connections.mapping(visible, id);
        Set<TeamId> covers =
                covered.teams(id).stream().filter(visible::contains).collect(Collectors.toSet());
        List<CrmLead> first =
                outgoing.tell(leads.page(new LeadQuery(covers, null, null, null, null, null, RECORDS))).stream()
                        .map(Outgoing::lead)
                        .toList();
        trouble.addAll(unfit(mapping, fields));
        List<Row> rows = first.stream().map(lead -> row(lead, mapping)).toList();
        return new Preview(covered.leads(covers), rows, trouble);
    }

    /** Mapped fields that the CRM does not have, or that cannot hold what is mapped to them. */
    private static List<String> unfit(CrmMapping mapping, List<CrmField> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        Map<String, CrmField> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        List<String> unfit = new ArrayList<>();
        mapping.fields().forEach((fact, name) -> {
            CrmField field = byName.get(name);
            if (field == null) {
                unfit.add("The CRM has no field \"" + name + "\": map " + label(fact) + " to another one.");
            } else if (!field.takes(fact)) {
                unfit.add(
                        "The field \"" + field.label() + "\" cannot hold " + label(fact) + ": map it to another one.");
            }
        });
        return unfit;
    }

    private static Row row(CrmLead lead, CrmMapping mapping) {
        Map<String, String> values = new LinkedHashMap<>();
        facts(lead, mapping).forEach((fact, value) -> values.put(mapping.field(fact, label(fact)), value));
        List<String> trouble = new ArrayList<>();
        if (lead.email() == null) {
            trouble.add("has no e-mail address");
        }
        String owner = lead.owner();
        if (owner != null && mapping.ownerOf(owner).isEmpty()) {
            trouble.add("its owner " + owner + " is nobody in the CRM yet");
        }
        return new Row(UUID.fromString(lead.externalId()), titleOf(lead), values, trouble);
    }

    /** What to call it, as lists do. */
    private static String titleOf(CrmLead lead) {
        String email = lead.email() == null ? "" : lead.email();
        return Stream.of(lead.name(), email, lead.company())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("Lead without a name");
    }

    private static Map<LeadFact, String> facts(CrmLead lead, CrmMapping mapping) {
        Map<LeadFact, @Nullable Object> facts = new EnumMap<>(LeadFact.class);
        facts.put(LeadFact.NAME, lead.name());
        facts.put(LeadFact.EMAIL, lead.email());
        facts.put(LeadFact.COMPANY, lead.company());
        facts.put(
                LeadFact.OWNER,
                lead.owner() == null ? null : mapping.ownerOf(lead.owner()).orElse(lead.owner()));
        facts.put(LeadFact.STAGE, lead.stage());
        facts.put(LeadFact.LAST_TOUCH, lead.lastTouchAt());
        CrmLead.Score score = lead.score();
        if (score != null) {
            facts.put(LeadFact.SCORE, score.score());
            facts.put(LeadFact.GRADE, score.grade());
            facts.put(LeadFact.TIER, score.tier());
            facts.put(LeadFact.REASONS, String.join("; ", score.reasons()));
            facts.put(LeadFact.WIN_PROBABILITY, score.winProbability());
        }
        Map<LeadFact, String> texts = new EnumMap<>(LeadFact.class);
        facts.forEach((fact, value) -> {
            String text = Objects.toString(value, "");
            if (!text.isEmpty()) {
                texts.put(fact, text);
            }
        });
        return texts;
    }

    /** A fact for people: {@code win probability}. */
    public static String label(LeadFact fact) {
        return fact.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
