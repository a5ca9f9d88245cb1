package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.Kinds;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.Setting;

/**
 * The form that connects a CRM.
 *
 * @param kind that the form asks the settings of, null while none is chosen
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record NewConnectionScreen(
        List<String> kinds,
        Kinds.@Nullable KindView kind,
        List<String> teams,
        Map<String, String> typed,
        Map<String, String> wrong) {
    NewConnectionScreen {
        kinds = List.copyOf(kinds);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }

    /** One thing to state; {@code name} is that of the form's field. */
    record SettingRow(
            String id, String name, String label, boolean required, String hint, String value, String wrong) {}

    /** What the kind asks for. */
    public List<SettingRow> settings() {
        return kind == null
                ? List.of()
                : kind.settings().stream().map(this::row).toList();
    }

    private SettingRow row(Setting setting) {
        String name = "settings." + setting.name();
        return new SettingRow(
                setting.name(), name, setting.label(), setting.required(), setting.hint(), field(name), wrong(name));
    }

    /** True if the CRM gave a secret that has to be stated. */
    public boolean asksForSecret() {
        return kind != null && kind.secret() == CrmKind.SecretUse.GIVEN;
    }
}
