/**
 * What no module can show alone: {@link io.ciderstream.tests.ArchitectureTest the rules of the
 * house}, {@link io.ciderstream.tests.DocumentationTest the truth of the tables}, and in {@code
 * system} the whole system from end to end.
 */
package io.ciderstream.tests;
