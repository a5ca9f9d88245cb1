package salesinsights.crm.spi;

/**
 * What a try of the connection showed.
 *
 * @param sentence what is right, or what is wrong and what to do about it
 */
public record Checked(boolean works, String sentence) {}
