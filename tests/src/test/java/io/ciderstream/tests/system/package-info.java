/**
 * The whole system from end to end, as its users meet it: {@link
 * io.ciderstream.tests.system.EndToEndIT} with all that a record can be, {@link
 * io.ciderstream.tests.system.KillIT} with a crash in the middle, {@link
 * io.ciderstream.tests.system.SecuredKafkaIT} with servers that ask for credentials.
 */
package io.ciderstream.tests.system;
