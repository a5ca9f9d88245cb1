/**
 * Forgets people, and shows them what is stored: every room that stores personal data brings one {@code PersonalData}
 * step. Other rooms ask by {@code Erasures.request}, which mails the person a link that confirms.
 */
@NullMarked
package salesinsights.tracking.erasure;

import org.jspecify.annotations.NullMarked;
