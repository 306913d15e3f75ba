/** What a release needs: one version in every file. Enter at the test. One thread. */
package io.ciderstream.tests.release;
