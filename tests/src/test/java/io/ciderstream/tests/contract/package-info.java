/**
 * The contract for tools: {@link io.ciderstream.tests.contract.AsyncApi} makes the AsyncAPI
 * document of the topics out of the code that the roles run with.
 */
package io.ciderstream.tests.contract;
