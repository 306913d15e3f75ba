/**
 * Clients in other languages: {@link io.ciderstream.tests.clients.ForeignClientsIT} runs the files
 * of {@code examples} against a whole system, {@link io.ciderstream.tests.clients.SnippetsTest}
 * holds what the documentation quotes of them.
 */
package io.ciderstream.tests.clients;
