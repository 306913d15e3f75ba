/**
 * Pictures by uri: {@link io.ciderstream.streams.fetch.PictureFetcher}. As uris come from clients,
 * only hosts of an allow-list are ever connected to. How much is fetched at a time is bounded per
 * instance and per host by {@link io.ciderstream.streams.fetch.FetchBounds}; each role has its own
 * fetcher, so that queries never wait for ingest. Calls block; any thread may call.
 */
package io.ciderstream.streams.fetch;
