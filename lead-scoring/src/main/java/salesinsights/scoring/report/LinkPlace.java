package salesinsights.scoring.report;

/**
 * Where a link stands in a mail.
 *
 * @param position as the links were numbered when the mail was instrumented, from 0
 * @param destination without query and fragment
 */
public record LinkPlace(int position, String destination) {
    /** Between the parts of a place in a roll-up's key; a control character that no name and no address has. */
    static final String SEPARATOR = "\u001f";

    /** Behind the name of the campaign, as the roll-up has it. */
    static LinkPlace parse(String key) {
        int end = key.indexOf(SEPARATOR);
        return new LinkPlace(Integer.parseInt(key.substring(0, end)), key.substring(end + 1));
    }
}
