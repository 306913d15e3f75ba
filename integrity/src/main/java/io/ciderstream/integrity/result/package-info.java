/**
 * What a verification found: {@link io.ciderstream.integrity.result.VerificationResult}. Immutable;
 * any thread.
 */
package io.ciderstream.integrity.result;
