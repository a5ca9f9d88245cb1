/** Reports of providers, through the public door. */
@org.jspecify.annotations.NullMarked
package salesinsights.tracking.provider;
