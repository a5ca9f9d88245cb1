package salesinsights.ui.worklist;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.worklist.WorklistColumn;
import salesinsights.scoring.worklist.WorklistFilter;
import salesinsights.scoring.worklist.WorklistView;

/**
 * What the reader narrowed the list to, and which columns it shows; empty text for what was left open.
 *
 * @param view the saved view that it began with
 */
record Filter(WorklistFilter wanted, @Nullable WorklistView view, List<WorklistColumn> columns) {
    Filter {
        columns = List.copyOf(columns);
    }

    /**
     * What an address or a form says: whoever names a scope says all of the filter, so that a view can be widened too.
     *
     * @param columns their names; empty for those of the view, or the usual ones
     */
    static Filter of(WorklistFilter said, @Nullable WorklistView view, @Nullable List<String> columns) {
        WorklistFilter wanted = view == null || said.scope() != null ? said : view.filter();
        List<WorklistColumn> chosen = columns == null || columns.isEmpty()
                ? view == null ? WorklistColumn.USUAL : view.columns()
                : columns.stream().map(WorklistColumn::named).distinct().toList();
        return new Filter(wanted, view, chosen);
    }

    public String scope() {
        return wanted.scope() == null ? "mine" : wanted.scope();
    }

    public boolean mine() {
        return scope().equals("mine");
    }

    public String team() {
        return text(wanted.team());
    }

    public String tier() {
        return text(wanted.tier());
    }

    public String grade() {
        return text(wanted.grade());
    }

    public String stage() {
        return text(wanted.stage());
    }

    public String owner() {
        return text(wanted.owner());
    }

    public String search() {
        return text(wanted.q());
    }

    public String hasTask() {
        return text(wanted.hasTask());
    }

    public String touchedSince() {
        return text(wanted.touchedSince());
    }

    public String resting() {
        return text(wanted.resting());
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    /** True if anything but the scope is narrowed. */
    public boolean isNarrow() {
        return !new WorklistFilter(
                        null,
                        wanted.team(),
                        wanted.q(),
                        wanted.tier(),
                        wanted.grade(),
                        wanted.stage(),
                        wanted.owner(),
                        wanted.hasTask(),
                        wanted.touchedSince(),
                        wanted.resting())
                .equals(WorklistFilter.MINE);
    }

    /** True if somebody is looked for by e-mail address, which stands in no URL. */
    public boolean namesSomebody() {
        return wanted.namesSomebody();
    }

    /** True if a column of this name is shown. */
    boolean shows(String column) {
        return columns.stream().anyMatch(one -> one.wire().equals(column));
    }

    /** The address of the first page under this filter, but for an e-mail address that is looked for. */
    String address() {
        StringBuilder address = new StringBuilder("/worklist?scope=").append(scope());
        address.append(named("team", team()))
                .append(named("tier", tier()))
                .append(named("grade", grade()))
                .append(named("stage", stage()))
                .append(named("hasTask", hasTask()))
                .append(named("touchedSince", touchedSince()))
                .append(named("resting", resting()));
        if (!namesSomebody()) {
            address.append(named("owner", owner())).append(named("q", search()));
        }
        if (view != null) {
            address.append(named("view", view.id().toString()));
        }
        List<WorklistColumn> usual = view == null ? WorklistColumn.USUAL : view.columns();
        if (!columns.equals(usual)) {
            columns.forEach(column -> address.append(named("col", column.wire())));
        }
        return address.toString();
    }

    private static String named(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
