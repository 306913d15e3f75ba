/**
 * The whole system from end to end, as its users meet it: {@link
 * io.ciderstream.tests.system.EndToEndIT} with all that a record can be, {@link
 * io.ciderstream.tests.system.KillIT} with a crash in the middle.
 */
package io.ciderstream.tests.system;
