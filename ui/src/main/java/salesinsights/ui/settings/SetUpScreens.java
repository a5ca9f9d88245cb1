package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.sync.Entries;
import salesinsights.crm.sync.Previews;
import salesinsights.crm.sync.SettingUp;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.settings.SetUpScreen.FactRow;
import salesinsights.ui.settings.SetUpScreen.PairRow;

/** Puts together the steps of a set-up. Call it outside of a transaction: the CRM is asked. */
@Singleton
class SetUpScreens {
    private static final List<Entries.Entry> STAGES =
            List.of("new", "attempting", "connected", "qualified", "disqualified").stream()
                    .map(stage -> new Entries.Entry(stage, stage, ""))
                    .toList();

    private final Connections connections;
    private final OpenCrms open;
    private final SettingUp settingUp;
    private final Previews previews;
    private final Entries entries;
    private final ConnectionScreens screens;

    SetUpScreens(
            Connections connections,
            OpenCrms open,
            SettingUp settingUp,
            Previews previews,
            Entries entries,
            ConnectionScreens screens) {
        this.connections = connections;
        this.open = open;
        this.settingUp = settingUp;
        this.previews = previews;
        this.entries = entries;
        this.screens = screens;
    }

    SetUpScreen of(Set<TeamId> teams, ConnectionId id, @Nullable String secret, String wrong) {
        Checked checked = orElse(() -> open.ofVisible(teams, id).check(), refused -> new Checked(false, refused));
        List<SetUpStep> steps = orElse(() -> settingUp.missing(teams, id), refused -> List.of());
        List<CrmField> fields = orElse(() -> settingUp.fields(teams, id), refused -> List.of());
        Previews.Preview preview =
                orElse(() -> previews.of(teams, id), refused -> new Previews.Preview(0, List.of(), List.of(refused)));
        return QuarkusTransaction.requiringNew().call(() -> {
            CrmMapping mapping = connections.mapping(teams, id);
            return new SetUpScreen(
                    screens.row(teams, id),
                    secret,
                    checked,
                    steps,
                    facts(mapping, fields),
                    owners(teams, id, mapping),
                    stages(teams, id, mapping),
                    preview,
                    wrong);
        });
    }

    private interface Otherwise<T> {
        T of(String refused);
    }

    private static <T> T orElse(Supplier<T> question, Otherwise<T> otherwise) {
        try {
            return question.get();
        } catch (Problem refused) {
            if (refused.status() == 404) {
                throw refused;
            }
            return otherwise.of(refused.detail());
        }
    }

    private static List<FactRow> facts(CrmMapping mapping, List<CrmField> fields) {
        return Arrays.stream(LeadFact.values())
                .filter(fact -> fact != LeadFact.PHONE && fact != LeadFact.COUNTRY)
                .map(fact -> new FactRow(
                        fact.name(),
                        Previews.label(fact),
                        mapping.field(fact, ""),
                        fields.stream().filter(field -> field.takes(fact)).toList(),
                        fact.isOurs() ? "" : mapping.winner(fact).name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private List<PairRow> owners(Set<TeamId> teams, ConnectionId id, CrmMapping mapping) {
        List<Entries.Entry> theirs = entries.of(teams, id, CrmEntity.OWNER);
        return previews.owners(teams, id).stream()
                .map(owner -> new PairRow(owner, owner, mapping.ownerOf(owner).orElse(""), theirs))
                .toList();
    }

    private List<PairRow> stages(Set<TeamId> teams, ConnectionId id, CrmMapping mapping) {
        return entries.of(teams, id, CrmEntity.STAGE).stream()
                .map(stage -> new PairRow(
                        stage.crmId(), stage.name(), mapping.stages().getOrDefault(stage.crmId(), ""), STAGES))
                .toList();
    }
}
