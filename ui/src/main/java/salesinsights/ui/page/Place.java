package salesinsights.ui.page;

/** An entry of the navigation; the order is the order on the screen. */
public enum Place {
    WORKLIST("/worklist", "Worklist", "list"),
    FOLLOW_UPS("/follow-ups", "Follow-ups", "task"),
    MESSAGES("/messages", "Messages", "mail"),
    SEQUENCES("/sequences", "Sequences", "send"),
    NOTICES("/notices", "Notices", "bell"),
    REPORTS("/reports", "Reports", "chart"),
    /** For those who do not answer for a team. */
    OWN_FIGURES("/reports/mine", "My figures", "chart"),
    PRIVACY("/privacy", "Privacy", "shield"),
    SETTINGS("/settings", "Settings", "gear"),
    /** For those who have no settings but their own. */
    MAIL_PROGRAMS("/settings/passwords", "Mail programs", "plug"),
    /** A page that none of the entries leads to. */
    ELSEWHERE("", "", "");

    private final String href;
    private final String label;
    private final String icon;

    Place(String href, String label, String icon) {
        this.href = href;
        this.label = label;
        this.icon = icon;
    }

    /** Its path. */
    public String href() {
        return href;
    }

    /** Its name on the screen. */
    public String label() {
        return label;
    }

    /** Its symbol in {@code web/icons.svg}. */
    public String icon() {
        return icon;
    }
}
