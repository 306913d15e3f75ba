package io.ciderstream.console.api;

import io.ciderstream.console.http.AccessControl;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.http.StaticFiles;
import io.ciderstream.console.live.Freshness;
import io.ciderstream.console.live.PictureCount;
import io.ciderstream.console.live.SnapshotHistory;
import io.ciderstream.console.live.SystemReports;
import io.ciderstream.console.log.TopicAccess;
import io.ciderstream.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.stream.Stream;

/**
 * The routes of the console: the operations of the API, then the files of the page.
 *
 * @param access to the topics
 * @param freshness which descriptors are searchable
 * @param count of the pictures
 * @param snapshots of the last minutes
 * @param accessControl checks the token
 * @param metrics of this console
 * @param reports check the installation
 */
public record ApiRoutes(
    TopicAccess access,
    Freshness freshness,
    PictureCount count,
    SnapshotHistory snapshots,
    AccessControl accessControl,
    PrometheusMeterRegistry metrics,
    SystemReports reports) {
  /** Returns every route, the page's files last. */
  public List<Route> routes(Topics topics, RequestLimits limits) {
    Upload upload = new Upload(limits.maxBytes());
    IndexWaiter indexed =
        new IndexWaiter(access.deadLetters(), freshness, topics.images(), limits.indexedTimeout());
    ImageChanges changes = new ImageChanges(topics.images(), access);
    return Stream.of(
            new ImagesApi(changes, access, count, indexed, upload).routes(),
            new DescriptorsApi(access.images()).routes(),
            new SearchApi(topics.queries(), access, upload, limits.replyTimeout()).routes(),
            new EventsApi(snapshots).routes(),
            new DeadLettersApi(topics, access, changes).routes(),
            new InstallationApi(reports).routes(),
            new SystemApi(accessControl, snapshots, access, metrics).routes(),
            StaticFiles.routes(PageFiles.NAMES))
        .flatMap(List::stream)
        .toList();
  }
}
