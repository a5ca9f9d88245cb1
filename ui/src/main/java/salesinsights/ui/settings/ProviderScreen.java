package salesinsights.ui.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.provider.DeliveryView;
import salesinsights.tracking.provider.EndpointView;
import salesinsights.tracking.provider.Provider;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * Addresses that e-mail providers report to, or one of them.
 *
 * @param one null on the list
 * @param made the address just made or changed, with its secret, shown this once
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record ProviderScreen(
        List<EndpointRow> endpoints,
        @Nullable EndpointRow one,
        List<DeliveryRow> deliveries,
        List<DeliveryView.OpenReport> open,
        List<String> teams,
        @Nullable EndpointView made,
        Map<String, String> typed,
        Map<String, String> wrong) {
    ProviderScreen {
        endpoints = List.copyOf(endpoints);
        deliveries = List.copyOf(deliveries);
        open = List.copyOf(open);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** An address in a table. */
    record EndpointRow(EndpointView endpoint, @Nullable When lastReceivedAt) {
        public boolean active() {
            return endpoint.status().equals("active");
        }

        public boolean paused() {
            return endpoint.status().equals("paused");
        }

        public boolean lacksKey() {
            return endpoint.status().equals("needs-key");
        }

        /** True if there is a secret to replace. */
        public boolean hasSecret() {
            return !endpoint.provider().hasTopics();
        }
    }

    /** A request in a table. */
    record DeliveryRow(DeliveryView delivery, When receivedAt) {}

    public List<Choice> providers() {
        return Arrays.stream(Provider.values())
                .map(one -> new Choice(one.code(), one.label()))
                .toList();
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
