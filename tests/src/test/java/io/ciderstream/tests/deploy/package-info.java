/**
 * Holds containers, charts, alerts and dashboards against the code: {@link
 * io.ciderstream.tests.deploy.DeployTest}. No container engine is needed, and none is tried.
 */
package io.ciderstream.tests.deploy;
