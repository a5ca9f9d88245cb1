package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetUpStep.State;

/**
 * Which fields there are, and the activation of the module that brings ours. Tryton's API makes no fields: an administrator
 * installs the module on the server, and whoever may administer modules activates it, by us or by hand.
 */
final class TrytonSetUp {
    private static final String MODULE = "insights_lead";
    private static final String WHAT = "module \"" + MODULE + "\"";
    private static final String WIZARD = "wizard.ir.module.activate_upgrade.";

    private final TrytonCalls calls;

    TrytonSetUp(TrytonCalls calls) {
        this.calls = calls;
    }

    List<SetUpStep> missing() {
        return List.of(new SetUpStep(WHAT, isThere() ? State.THERE : State.MISSING, ""));
    }

    List<SetUpStep> setUp() {
        if (isThere()) {
            return List.of(new SetUpStep(WHAT, State.THERE, ""));
        }
        try {
            String trouble = activate();
            return List.of(new SetUpStep(WHAT, trouble.isEmpty() ? State.MADE : State.REFUSED, trouble));
        } catch (TrytonRefusal refused) {
            String sentence = refused.isMissingRight()
                    ? "The user may not activate modules: let an administrator of Tryton activate \"" + MODULE
                            + "\" under Administration, Modules, then look again."
                    : refused.sentence();
            return List.of(new SetUpStep(WHAT, State.REFUSED, sentence));
        }
    }

    /** Empty, or why it could not be and what to do. */
    private String activate() {
        List<JsonNode> found = calls.find(
                "ir.module", calls.domain(calls.clause("name", "=", MODULE)), List.of("id", "state"), List.of("id"), 1);
        if (found.isEmpty()) {
            return "Tryton's server does not know the module: let its administrator install the folder insights_lead"
                    + " and run trytond-admin with --update-modules-list, then set up again.";
        }
        if (found.getFirst().path("state").asText().equals("activated")) {
            return "The module on Tryton's server is older than this connection: let its administrator install the"
                    + " folder insights_lead anew and run trytond-admin with -u insights_lead.";
        }
        calls.call(
                "model.ir.module.activate", List.of(found.getFirst().path("id").asInt()));
        JsonNode wizard = calls.call(WIZARD + "create");
        int run = wizard.path(0).asInt();
        calls.call(WIZARD + "execute", run, calls.object(), "upgrade");
        calls.call(WIZARD + "delete", run);
        return isThere()
                ? ""
                : "Tryton did not activate the module: look into the server's log, and activate \"" + MODULE
                        + "\" under Administration, Modules.";
    }

    private boolean isThere() {
        Set<String> names = fieldsOf().propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
        for (TrytonField own : TrytonField.values()) {
            if (!names.contains(own.field)) {
                return false;
            }
        }
        return names.contains(TrytonField.CHANGED_AT) && names.contains(TrytonField.DECIDED_AT);
    }

    private JsonNode fieldsOf() {
        try {
            return calls.call("model.sale.opportunity.fields_get");
        } catch (TrytonRefusal none) {
            throw CrmFailure.unreachable("Tryton does not show opportunities: activate the module"
                    + " sale_opportunity, and put the user into the group Sale Opportunity.");
        }
    }

    List<CrmField> fields() {
        return fieldsOf().propertyStream().limit(2_000).map(TrytonSetUp::field).toList();
    }

    private static CrmField field(Map.Entry<String, JsonNode> named) {
        JsonNode field = named.getValue();
        List<String> choices = field.path("selection").isArray()
                ? field.path("selection")
                        .valueStream()
                        .map(choice -> choice.path(0).asText())
                        .filter(choice -> !choice.isEmpty())
                        .toList()
                : List.of();
        CrmField.Type type = switch (field.path("type").asText()) {
            case "char", "text" -> CrmField.Type.TEXT;
            case "integer", "biginteger", "float" -> CrmField.Type.NUMBER;
            case "boolean" -> CrmField.Type.BOOLEAN;
            case "datetime", "timestamp" -> CrmField.Type.MOMENT;
            case "selection" -> choices.isEmpty() ? CrmField.Type.OTHER : CrmField.Type.CHOICE;
            default -> CrmField.Type.OTHER;
        };
        // Ours are for reading in Tryton's client, and for us to write.
        boolean writable = !field.path("readonly").asBoolean() || named.getKey().startsWith("insights_");
        return new CrmField(
                named.getKey(),
                field.path("string").asText(named.getKey()),
                type,
                field.path("required").asBoolean(),
                writable,
                choices);
    }
}
