/**
 * Programs of other projects that the tests use and a machine may lack. Each is installed once
 * below the cider home, see {@link io.ciderstream.servers.Installation}. Runs on the test's thread.
 */
package io.ciderstream.tests.install;
