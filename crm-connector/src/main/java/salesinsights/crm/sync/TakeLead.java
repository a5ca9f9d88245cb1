package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmMapping.Winner;
import salesinsights.crm.spi.LeadFact;
import salesinsights.scoring.lead.IncomingLead;
import salesinsights.scoring.lead.Intake;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadField;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.LeadIntake;
import salesinsights.scoring.lead.LeadQuery;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** Takes over what a CRM says of a lead, fact by fact as the mapping's rule of conflict has it. */
@Singleton
class TakeLead {
    private static final int TEXT_AT_MOST = 400;

    private final Leads leads;
    private final LeadChanges changes;
    private final LeadIntake intake;
    private final RecordRows records;
    private final DifferenceRows differences;
    private final Teams teams;

    TakeLead(
            Leads leads,
            LeadChanges changes,
            LeadIntake intake,
            RecordRows records,
            DifferenceRows differences,
            Teams teams) {
        this.leads = leads;
        this.changes = changes;
        this.intake = intake;
        this.records = records;
        this.differences = differences;
        this.teams = teams;
    }

    /** In the caller's transaction: a lead that we have is changed, one that came about over there is made. */
    void take(Running connection, CrmMapping mapping, CrmItem.Lead item) {
        Optional<Lead> known = ours(connection, item);
        if (known.isPresent()) {
            settle(connection, mapping, known.get(), item);
            return;
        }
        Optional<Lead> same = byAddress(connection, item);
        if (same.isEmpty() && item.externalId() == null) {
            make(connection, mapping, item);
        } else if (same.isPresent() && records.isElsewhere(connection.id(), same.get(), item.crmId())) {
            differences.notTaken(connection, item.crmId(), same.get(), "its address belongs to another record already");
        } else if (same.isPresent()) {
            records.known(connection, same.get(), item.crmId());
            settle(connection, mapping, same.get(), item);
        }
    }

    /** Facts for a lead that we have under this address; nothing if we have none. */
    void takeFacts(Running connection, CrmMapping mapping, CrmItem.Lead item) {
        byAddress(connection, item).ifPresent(lead -> settle(connection, mapping, lead, item));
    }

    static Optional<UUID> idOf(String externalId) {
        try {
            return Optional.of(UUID.fromString(externalId));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<Lead> ours(Running connection, CrmItem.Lead item) {
        String externalId = item.externalId();
        Optional<UUID> stated = externalId == null ? Optional.empty() : idOf(externalId);
        return stated.or(() -> records.leadOf(connection.id(), item.crmId()))
                .flatMap(id -> leads.find(connection.covers(), new LeadId(id)))
                .or(() -> byImportedId(connection, item.crmId()));
    }

    private Optional<Lead> byImportedId(Running connection, String crmId) {
        Optional<Lead> imported = leads.byExternalId(connection.team(), Sentences.storable(crmId, 200));
        imported.ifPresent(lead -> records.known(connection, lead, crmId));
        return imported;
    }

    private Optional<Lead> byAddress(Running connection, CrmItem.Lead item) {
        String address = text(item, LeadFact.EMAIL);
        return address.isEmpty()
                ? Optional.empty()
                : leads.page(new LeadQuery(connection.covers(), null, null, null, address, null, 1)).stream()
                        .findFirst();
    }

    // ---- a lead that we have

    private void settle(Running connection, CrmMapping mapping, Lead lead, CrmItem.Lead item) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<LeadFact, String> disputed = new EnumMap<>(LeadFact.class);
        boolean later = !item.ours() && item.changedAt().isAfter(lead.updatedAt());
        values(mapping, item).forEach((fact, value) -> {
            if (!same(fact, value, current(lead, fact))) {
                Winner winner = mapping.winner(fact);
                if (winner == Winner.CRM || (winner == Winner.NEWEST && later)) {
                    wanted.put(wire(fact), value);
                } else if (!item.ours()) {
                    disputed.put(fact, value);
                }
            }
        });
        if (!wanted.isEmpty()) {
            change(connection, lead, item, wanted);
        }
        if (!disputed.isEmpty()) {
            records.tellAgain(connection.id(), lead.id().value(), disputed.toString());
        }
    }

    private void change(Running connection, Lead lead, CrmItem.Lead item, Map<String, String> wanted) {
        try {
            changes.change(connection.covers(), lead.id(), wanted, lead.edition());
            differences.taken(connection.id(), item.crmId());
        } catch (Problem refused) {
            differences.notTaken(connection, item.crmId(), lead, sentence(refused));
        }
    }

    private static String sentence(Problem refused) {
        String fields = refused.byField().entrySet().stream()
                .map(wrong -> (wrong.getKey() + " " + wrong.getValue()).strip())
                .collect(Collectors.joining("; "));
        return fields.isEmpty() ? refused.detail() : fields;
    }

    /** Spelling that the CRM changed is no news. */
    private static boolean same(LeadFact fact, String value, String current) {
        return (fact == LeadFact.EMAIL || fact == LeadFact.STAGE)
                ? value.equalsIgnoreCase(current)
                : value.equals(current);
    }

    private static String current(Lead lead, LeadFact fact) {
        return switch (fact) {
            case NAME -> lead.name();
            case EMAIL -> Objects.requireNonNullElse(lead.email(), "");
            case COMPANY -> lead.company();
            case PHONE -> Objects.requireNonNullElse(lead.phone(), "");
            case COUNTRY -> Objects.requireNonNullElse(lead.country(), "");
            case OWNER -> Objects.requireNonNullElse(lead.owner(), "");
            case STAGE -> lead.stage().name().toLowerCase(Locale.ROOT);
            case SCORE, GRADE, TIER, TREND, REASONS, WIN_PROBABILITY, LAST_TOUCH -> "";
        };
    }

    /** What the CRM says, in our words. An empty field over there is one to fill, never a reason to empty ours. */
    private static Map<LeadFact, String> values(CrmMapping mapping, CrmItem.Lead item) {
        Map<LeadFact, String> values = new EnumMap<>(LeadFact.class);
        for (LeadFact fact : item.facts().keySet()) {
            String value = fact.isOurs() ? "" : ourWord(mapping, fact, text(item, fact));
            if (value != null && !value.isEmpty()) {
                values.put(fact, value);
            }
        }
        return values;
    }

    private static @Nullable String ourWord(CrmMapping mapping, LeadFact fact, String value) {
        return switch (fact) {
            case OWNER -> mapping.usernameOf(value).orElse(null);
            case STAGE -> mapping.stages().get(value);
            default -> value;
        };
    }

    private static String text(CrmItem.Lead item, LeadFact fact) {
        return Sentences.storable(item.facts().getOrDefault(fact, ""), TEXT_AT_MOST)
                .strip();
    }

    private static String wire(LeadFact fact) {
        return fact.name().toLowerCase(Locale.ROOT);
    }

    // ---- a lead that came about over there

    private void make(Running connection, CrmMapping mapping, CrmItem.Lead item) {
        Map<LeadField, String> fields = new EnumMap<>(LeadField.class);
        try {
            fields.put(LeadField.EXTERNAL_ID, LeadField.EXTERNAL_ID.read(item.crmId()));
            fields.put(LeadField.SOURCE, "crm");
            values(mapping, item).forEach((fact, value) -> {
                LeadField field = LeadField.valueOf(fact.name());
                fields.put(field, field.read(value));
            });
        } catch (IllegalArgumentException unreadable) {
            differences.notTaken(connection, item.crmId(), null, String.valueOf(unreadable.getMessage()));
            return;
        }
        TeamId team = teamOf(connection, mapping, item);
        Intake taken = intake.accept(team, List.of(new IncomingLead(0, fields, Map.of())));
        if (taken.refused().isEmpty()) {
            differences.taken(connection.id(), item.crmId());
            leads.byExternalId(team, item.crmId()).ifPresent(lead -> records.known(connection, lead, item.crmId()));
        } else {
            Problem.Field why = taken.refused().getFirst();
            differences.notTaken(connection, item.crmId(), null, why.field() + " " + why.message());
        }
    }

    private TeamId teamOf(Running connection, CrmMapping mapping, CrmItem.Lead item) {
        String path = mapping.teams().get(text(item, LeadFact.OWNER));
        if (path == null) {
            return connection.team();
        }
        return connection.covers().stream()
                .filter(team -> teams.find(team)
                        .filter(one -> one.path().equals(new TeamPath(path)))
                        .isPresent())
                .findFirst()
                .orElse(connection.team());
    }
}
